"""A conflict stated without payoffs: options, states that cannot be, irreversible moves, and rankings with ties.

It is one file, conflict.toml. An option is taken or not; a state says which options are taken. Conditions are texts of
the outcome language, in which `player.option` is 1 where the option is taken, else 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from ..errors import as_known
from ..games.arrays import Mask
from ..language.expression import Expression, evaluate, holds
from ..language.parser import parse_condition
from ..language.vocabulary import Vocabulary
from .library import library

Taken = frozenset[str]


@dataclass(frozen=True)
class DecisionMaker:
    """A player of a conflict. `kept` are options that are never dropped once taken; `exchanges` pairs of which the
    first is never given up for the second."""

    id: str
    name: str
    options: tuple[str, ...]
    kept: tuple[str, ...] = ()
    exchanges: tuple[tuple[str, str], ...] = ()

    def allows(self, before: Taken, after: Taken) -> bool:
        """Whether the player may go from one selection of its options to another."""
        dropped, added = before - after, after - before
        if any(f"{self.id}.{option}" in dropped for option in self.kept):
            return False
        return not any(f"{self.id}.{a}" in dropped and f"{self.id}.{b}" in added for a, b in self.exchanges)


@dataclass(frozen=True, eq=False)
class Conflict:
    """`states[label]`: the selections of options, as `player.option`, that are this state; several where states are
    merged. `preferences[player]`: lists of tied states, the best first."""

    name: str
    title: str
    about: str
    source: str
    players: Mapping[str, DecisionMaker]
    states: Mapping[str, tuple[Taken, ...]]
    preferences: Mapping[str, tuple[tuple[str, ...], ...]]
    status_quo: str

    @cached_property
    def _label(self) -> dict[Taken, str]:
        return {taken: label for label, merged in self.states.items() for taken in merged}

    @cached_property
    def _beside(self) -> dict[tuple[str, Taken], list[Taken]]:
        """For each player and what the others take, all selections that can be."""
        beside: dict[tuple[str, Taken], list[Taken]] = {}
        for taken in self._label:
            for player in self.players:
                beside.setdefault((player, _of_others(player, taken)), []).append(taken)
        return beside

    def moves(self, player: str, state: str) -> tuple[str, ...]:
        """The states that a player can bring about by changing its own options alone, in the order of the states."""
        mover = self.players[player]
        targets = {
            self._label[after]
            for taken in self.states[state]
            for after in self._beside[player, _of_others(player, taken)]
            if mover.allows(taken, after)
        }
        return tuple(sorted(targets - {state}, key=self._place.__getitem__))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {label: k for k, label in enumerate(self.states)}

    def condition(self, text: str) -> Expression:
        """A text of the outcome language, such as `moe.modify and not uniroyal.delay`, read for this conflict."""
        return parse_condition(text, vocabulary(self.players))

    def holds(self, condition: Expression) -> Mask:
        """At which states, in order, a condition holds; of a merged state it must hold for every selection."""
        return np.array([holding(condition, self.players, merged).all() for merged in self.states.values()])


def _of_others(player: str, taken: Taken) -> Taken:
    """What the other players take of a selection."""
    return frozenset(option for option in taken if option.partition(".")[0] != player)


def vocabulary(players: Mapping[str, DecisionMaker]) -> Vocabulary:
    """The names that a condition on a conflict's states may use."""
    return Vocabulary({player.id: player.options for player in players.values()}, {}, (), ())


def holding(condition: Expression, players: Mapping[str, DecisionMaker], selections: Sequence[Taken]) -> Mask:
    """For each selection of options whether a condition holds, shape (selections,)."""
    names = [f"{player.id}.{option}" for player in players.values() for option in player.options]
    values = {name: np.array([float(name in taken) for taken in selections]) for name in names}
    with np.errstate(all="ignore"):
        return np.broadcast_to(holds(evaluate(condition.node, values)), len(selections))


def built_in_conflicts() -> dict[str, Path]:
    """Every conflict that travels with the package, by name: `elmira`, ..."""
    return {path.parent.name: path for path in sorted(library().glob("conflicts/*/conflict.toml"))}


def find_conflict(name: str | Path) -> Path | None:
    """The file of a conflict given by file, folder or built-in name; None where there is none."""
    place = Path(name)
    if place.name == "conflict.toml" and place.exists():
        return place
    if (place / "conflict.toml").exists():
        return place / "conflict.toml"
    conflicts = built_in_conflicts()
    return conflicts.get(as_known(str(name), conflicts))
