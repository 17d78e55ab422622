"""The states that the remembered quantities of a case can be in, numbered; those that cannot be are left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from ..errors import InputError
from ..games.arrays import Array, Index, Mask
from ..language.expression import evaluate, holds
from .parts import Player
from .rounds import Rounds, Variable

MOST_STATES = 200_000
MOST_COMBINATIONS = 5_000_000
"""So many combinations of levels are looked through at most for those that can be."""

FORGET = "Leave out of what is remembered (`remember`, or remembers in the scenario)"


@dataclass(frozen=True, eq=False)
class Space:
    """The states that can be. `levels[variable]` are those that are open, by name.

    `places[variable]` is for each state the place of its level, shape (states,). `number`, one axis for each variable,
    is the number of a state, -1 where it cannot be.
    """

    variables: Mapping[str, Variable]
    levels: Mapping[str, tuple[str, ...]]
    places: Mapping[str, Index]
    number: Index

    def __len__(self) -> int:
        return len(next(iter(self.places.values())))

    def state(self, places: Mapping[str, Index]) -> Index:
        """The numbers of states by the places of their levels, -1 where there is none."""
        return np.asarray(self.number[tuple(places[name] for name in self.variables)])

    def values(self, players: Mapping[str, Player]) -> dict[str, Array]:
        """The variables' levels as numbers and the remembered moves as 1 or 0, by name, each of shape (states, 1)."""
        return level_values(self.variables, self.levels, self.places, players)

    def describe(self, state: int) -> str:
        """The state in words: each variable and its level."""
        return ", ".join(f"{name} = {self.levels[name][places[state]]}" for name, places in self.places.items())


def level_values(
    variables: Mapping[str, Variable],
    levels: Mapping[str, tuple[str, ...]],
    places: Mapping[str, Index],
    players: Mapping[str, Player],
) -> dict[str, Any]:
    """What the names of a rule are worth where the variables are at these places, each with a last axis of one."""
    values: dict[str, Any] = {}
    for name, variable in variables.items():
        if not variable.player:
            values[name] = np.array([float(level) for level in levels[name]])[places[name]][..., None]
            continue
        at = np.array(levels[name])[places[name]]
        for strategy in players[variable.player].strategies:
            values[f"{variable.player}.{strategy}"] = (at == strategy).astype(float)[..., None]
    return values


def space(rounds: Rounds, levels: Mapping[str, tuple[str, ...]], known: Mapping[str, Any], players: Any) -> Space:
    """The states of these levels that can be; `known` gives the names of rules that are no part of the state.

    Raises InputError where there are too many, saying how many and which variables make them.
    """
    counts = {name: len(part) for name, part in levels.items()}
    named = {name.partition(".")[0] for rule in rounds.impossible.values() for name in rule.names()}
    ruled = {name: levels[name] for name in counts if name in named}
    rest = prod(counts[name] for name in counts if name not in named)
    _check_size(prod(map(len, ruled.values())), MOST_COMBINATIONS, "combinations of levels", rounds, counts)
    _check_size(int(_possible(rounds, ruled, known, players).sum()) * rest, MOST_STATES, "states", rounds, counts)
    _check_size(prod(counts.values()), MOST_COMBINATIONS, "combinations of levels", rounds, counts)
    possible = _possible(rounds, levels, known, players)
    grid = np.indices(tuple(counts.values()), dtype=np.intp).reshape(len(counts), -1)
    number = np.where(possible, np.cumsum(possible) - 1, -1).reshape(tuple(counts.values()))
    return Space(rounds.state, levels, dict(zip(counts, grid[:, possible], strict=True)), number)


def _possible(rounds: Rounds, levels: Mapping[str, tuple[str, ...]], known: Mapping[str, Any], players: Any) -> Mask:
    """Which combinations of these variables' levels no condition rules out, the last variable's level fastest."""
    sizes = tuple(map(len, levels.values()))
    grid = np.indices(sizes, dtype=np.intp).reshape(len(sizes), prod(sizes))
    variables = {name: rounds.state[name] for name in levels}
    values = {**known, **level_values(variables, levels, dict(zip(levels, grid, strict=True)), players)}
    possible = np.ones(prod(sizes), dtype=bool)
    for rule in rounds.impossible.values():
        possible &= ~np.broadcast_to(holds(evaluate(rule.node, values)), (prod(sizes), 1))[:, 0]
    return possible


def _check_size(count: int, most: int, what: str, rounds: Rounds, counts: Mapping[str, int]) -> None:
    if count > most:
        optional = {name: counts[name] for name in counts if rounds.state[name].optional and counts[name] > 1}
        raise InputError(
            f"holds {count:,} {what}; at most {most:,} are carried. {_shrinks(count, most, optional, counts)}"
        )


def _shrinks(count: int, most: int, optional: Mapping[str, int], counts: Mapping[str, int]) -> str:
    """What to do: which of what is optional to forget, where that is enough, else which variables are largest."""
    enough = [f"{name} (leaves {count // size:,})" for name, size in optional.items() if count <= most * size]
    if enough:
        return f"{FORGET} {' or '.join(enough)}."
    dropped: list[str] = []
    for name in sorted(optional, key=lambda each: -optional[each]):
        dropped.append(name)
        if (count := count // optional[name]) <= most:
            names = " and ".join(dropped)
            return f"{FORGET} {names}: {count:,} are left."
    largest = sorted((name for name in counts if name not in optional), key=lambda name: -counts[name])[:3]
    named = ", ".join(f"{name} ({counts[name]} levels)" for name in largest)
    return (
        f"It shrinks most by {named}: drop one, give it fewer levels, make it optional, or rule out under [impossible] "
        "what cannot be."
    )
