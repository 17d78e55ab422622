"""The inputs of a known answer as games, bodies, coalitional games and conflict graphs, each read as it is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...case.bodies import Body
from ...case.document import Section
from ...errors import did_you_mean, unknown
from ...games.coalitional import CoalitionalGame
from ...games.graph import ConflictGraph
from ...games.normal_form import Array, Game, MixedProfile, Profile
from ...games.voting import VotingRule
from ..power.answer import rule_of
from .catalogue import INPUTS, KnownAnswer, lists, numbers
from .input_tables import body_in, coalitional_in, game_in, graph_in


@dataclass(frozen=True)
class KnownInputs:
    """The inputs of a known answer (`case`) and the parameters of its concept (`given`), read as they are needed."""

    case: Section
    given: Section

    @cached_property
    def game(self) -> Game:
        """The table `game`."""
        return game_in(self.case.section("game"))

    @cached_property
    def body(self) -> Body:
        """The table `body`."""
        return body_in(self.case.section("body"))

    @cached_property
    def rule(self) -> VotingRule:
        """The body's voting rule."""
        return rule_of(self.body)

    @cached_property
    def coalitional(self) -> CoalitionalGame:
        """The table `coalitional`; without one the simple game of the body's rule."""
        if "coalitional" in self.case.data:
            return coalitional_in(self.case.section("coalitional"), self.given)
        return CoalitionalGame.simple(self.rule)

    @cached_property
    def graph(self) -> ConflictGraph:
        """The table `conflict`."""
        return graph_in(self.case.section("conflict"))

    def state(self, key: str) -> int:
        """The state in the parameters, such as the one that a question about moves starts from."""
        label = self.given.text(key)
        if label not in self.graph.states:
            raise self.given.fault(key, unknown("state", label, self.graph.states))
        return self.graph.state(label)

    def labels(self, profile: Profile) -> list[str]:
        """Everybody's strategy at a profile, by label."""
        return list(self.game.moves(profile).values())

    def profile(self, key: str = "profile") -> Profile:
        """The pure profile in the parameters, by label."""
        players, moves = self.game.players, self.given.texts(key)
        if len(moves) != len(players):
            raise self.given.fault(key, f"lists {len(moves)} strategies; the game has {len(players)} players.")
        with self.given.placing(key):
            return self.game.profile(dict(zip(players, moves, strict=True)))

    def mixed(self, key: str = "profile") -> MixedProfile:
        """The mixed profile in the parameters: a list of probabilities for each player."""
        profile = tuple(np.array(numbers(self.given, key, part)) for part in lists(self.given, key))
        if [len(part) for part in profile] != list(self.game.shape) or not all(map(_are_chances, profile)):
            needed = "probabilities from 0 to 1 that sum to 1 for each player"
            raise self.given.fault(key, f"needs {needed}; the game is {self.game.shape}.")
        return profile


def _are_chances(part: Array) -> bool:
    return bool((part >= 0).all() and abs(part.sum() - 1) <= 1e-9)


@dataclass(frozen=True)
class KnownConcept:
    """How an answer is computed, the tables of which the file must have one, and the parameters that it reads.

    `in_any_order`: the answer is a list whose order means nothing.
    """

    compute: Callable[[KnownInputs], Any]
    needs: tuple[str, ...]
    reads: tuple[str, ...] = ()
    in_any_order: bool = False

    def check(self, answer: KnownAnswer, case: Section) -> None:
        """Raises InputError where the file has none of the tables, or gives a parameter that is not read."""
        if not any(table in case.data for table in self.needs):
            tables = " and ".join(kind for kind in INPUTS if kind in case.data)
            computed = f"is computed from a table {' or '.join(self.needs)}; this file has {tables}."
            raise answer.section.fault("concept", f"'{answer.concept}' {computed}")
        for key in answer.asked.data:
            if key not in self.reads:
                near = did_you_mean(key, self.reads).partition(" Known")[0]
                reads = f"It reads {', '.join(self.reads)}." if self.reads else "It reads none."
                raise answer.asked.fault(key, f"is not a parameter of '{answer.concept}'. {reads}{near}")
