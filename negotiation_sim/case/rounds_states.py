"""The states that the remembered quantities of a case can be in, numbered; those that cannot be are left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from ..errors import InputError
from ..games.arrays import Array, Index
from ..language.expression import evaluate, holds
from .parts import Player
from .rounds import Rounds, Variable

MOST_STATES = 200_000
MOST_COMBINATIONS = 5_000_000
"""So many combinations of levels are looked through at most for those that can be."""


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
    if (combinations := prod(counts.values())) > MOST_COMBINATIONS:
        raise InputError(_too_many(combinations, MOST_COMBINATIONS, "combinations of levels", counts))
    grid = np.indices(tuple(counts.values()), dtype=np.intp).reshape(len(counts), -1)
    values = {**known, **level_values(rounds.state, levels, dict(zip(counts, grid, strict=True)), players)}
    possible = np.ones(combinations, dtype=bool)
    for rule in rounds.impossible.values():
        possible &= ~np.broadcast_to(holds(evaluate(rule.node, values)), (combinations, 1))[:, 0]
    if (count := int(possible.sum())) > MOST_STATES:
        raise InputError(_too_many(count, MOST_STATES, "states that can be", counts))
    number = np.where(possible, np.cumsum(possible) - 1, -1).reshape(tuple(counts.values()))
    return Space(rounds.state, levels, dict(zip(counts, grid[:, possible], strict=True)), number)


def _too_many(count: int, most: int, what: str, counts: Mapping[str, int]) -> str:
    largest = sorted(counts, key=lambda name: -counts[name])[:3]
    named = ", ".join(f"{name} ({counts[name]} levels)" for name in largest)
    return (
        f"the state has {count:,} {what}; at most {most:,} are carried. It shrinks most by {named}: drop one, give it "
        "fewer levels, remember less that is optional, or rule out under [impossible] what cannot be."
    )
