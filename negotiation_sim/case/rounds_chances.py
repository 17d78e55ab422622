"""Do the chances of a turn sum to one, whatever the state is?"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..errors import InputError
from ..language.expression import evaluate
from .parts import Player
from .rounds import Chance, Rounds

NEAR = 1e-9
MOST_CASES = 1_000_000


def check_chances(turn: Chance, rounds: Rounds, players: Mapping[str, Player], known: Mapping[str, float]) -> None:
    """Raises InputError where chances lie outside 0 to 1 or do not sum to one, and says in which state.

    Looked through are all levels of what the rules name, and all years; `known` gives the assumptions' values. Too many
    cases are left to whoever plays the years.
    """
    axes = _axes(turn, rounds, players)
    if np.prod([len(levels) for levels in axes.values()], dtype=float) > MOST_CASES:
        return
    values: dict[str, Any] = {**known}
    for axis, (name, levels) in enumerate(axes.items()):
        shape = [-1 if k == axis else 1 for k in range(len(axes))]
        if name in players:
            for strategy in players[name].strategies:
                values[f"{name}.{strategy}"] = np.array([float(strategy == level) for level in levels]).reshape(shape)
        else:
            values[name] = np.array([float(level) for level in levels]).reshape(shape)
    shape = [len(levels) for levels in axes.values()]
    with np.errstate(all="ignore"):
        chances = [np.broadcast_to(evaluate(rule.node, values), shape) for rule in turn.chances.values()]
    total = np.sum(chances, axis=0)
    low, high = np.min(chances, axis=0), np.max(chances, axis=0)
    bad = ~((np.abs(total - 1) <= NEAR) & (low >= -NEAR) & (high <= 1 + NEAR))
    if bad.any():
        at = tuple(np.argwhere(bad)[0])
        raise InputError(fault(float(np.asarray(total)[at]), float(low[at]), _where(axes, at)))


def fault(total: float, low: float, where: str) -> str:
    """The sentence for chances that are none; `where` begins with a blank or is empty."""
    problem = f"sum to {total:g}" if low >= -NEAR else f"hold {low:g}, which is below 0,"
    return f"{problem}{where}; the chances of a turn lie from 0 to 1 and sum to 1. Give one level what is left."


def _axes(turn: Chance, rounds: Rounds, players: Mapping[str, Player]) -> dict[str, tuple[Any, ...]]:
    """What the rules name, each with its levels: variables, players and the year."""
    names = {name for rule in turn.chances.values() for name in rule.names()}
    axes: dict[str, tuple[Any, ...]] = {}
    for name in sorted(names):
        player = name.partition(".")[0]
        if player in players:
            remembered = rounds.state.get(player)
            axes[player] = remembered.levels if remembered else players[player].strategies
        elif name == "year":
            axes[name] = tuple(rounds.played)
        elif name in rounds.state:
            axes[name] = rounds.state[name].levels
    return axes


def _where(axes: Mapping[str, tuple[Any, ...]], at: tuple[int, ...]) -> str:
    parts = [f"{name} is {levels[k]}" for (name, levels), k in zip(axes.items(), at, strict=True)]
    return f" where {', '.join(parts)}" if parts else ""
