"""Where chance leads: do the chances of a turn sum to one, does a mean lie between levels, whatever the state is?"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..errors import InputError
from ..games.arrays import Array, Mask
from ..language.expression import evaluate
from .parts import Player
from .rounds import Chance, Rounds

NEAR = 1e-9
MOST_CASES = 1_000_000


def check_chances(turn: Chance, rounds: Rounds, players: Mapping[str, Player], known: Mapping[str, float]) -> None:
    """Raises InputError where chances lie outside 0 to 1 or do not sum to one, or a mean leads beyond the levels.

    It says in which state. Looked through are all levels of what the rules name, and all years; `known` gives the
    assumptions' values. Too many cases are left to whoever plays the years.
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
    if turn.mean is not None:
        with np.errstate(all="ignore"):
            mean = np.broadcast_to(evaluate(turn.mean.node, values), shape)
        beyond = beyond_levels(mean, rounds.state[turn.variable].numbers)
        if beyond.any():
            at = tuple(np.argwhere(beyond)[0])
            raise InputError(mean_fault(float(mean[at]), rounds.state[turn.variable].levels, _where(axes, at)))
        return
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
    advice = "the chances of a turn lie from 0 to 1 and sum to 1. Give one level what is left."
    return f"{problem(total, low)}{where}; {advice}"


def problem(total: float, low: float) -> str:
    """What is wrong with chances that are none, in words."""
    return f"sum to {total:g}" if low >= -NEAR else f"hold {low:g}, which is below 0,"


def beyond_levels(mean: Array, numbers: Sequence[float]) -> Mask:
    """Where a mean lies below the lowest level or above the highest, or is no number; of the mean's shape."""
    return ~((mean >= numbers[0] - NEAR) & (mean <= numbers[-1] + NEAR))


def mean_fault(mean: float, levels: Sequence[str], where: str) -> str:
    """The sentence for a mean that no two levels keep; `where` begins with a blank or is empty."""
    return (
        f"gives {mean:g}{where}; a mean lies from the lowest level, {levels[0]}, to the highest, {levels[-1]}. Add a "
        "level beyond it, or bound it with min(...) or max(...)."
    )


def between_levels(mean: Array, numbers: Sequence[float]) -> Array:
    """How likely each level is so that the mean is kept: at most the two beside it; shape (levels, *mean.shape).

    >>> between_levels(np.array([0.25, 1.0]), (0.0, 1.0, 2.0)).tolist()
    [[0.75, 0.0], [0.25, 1.0], [0.0, 0.0]]
    """
    known = np.asarray(numbers, dtype=float)
    low = np.clip(np.searchsorted(known, mean, side="right") - 1, 0, len(known) - 2)
    upper = np.clip((mean - known[low]) / (known[low + 1] - known[low]), 0, 1)
    places = np.arange(len(known)).reshape(-1, *[1] * np.ndim(mean))
    return np.asarray(np.where(places == low, 1 - upper, 0.0) + np.where(places == low + 1, upper, 0.0))


def _axes(turn: Chance, rounds: Rounds, players: Mapping[str, Player]) -> dict[str, tuple[Any, ...]]:
    """What the rules name, each with its levels: variables, players and the year."""
    names = {name for rule in turn.rules for name in rule.names()}
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
