"""The inputs of a known answer as games, bodies, coalitional games and conflict graphs, each read as it is needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..case.bodies import Body, load_body, read_body
from ..case.document import Section
from ..case.known import INPUTS, KnownAnswer, lists, numbers, plain
from ..errors import InputError, did_you_mean, unknown
from ..game.coalitional import CoalitionalGame
from ..game.game import Game, MixedProfile, Profile
from ..game.graph import ConflictGraph, Index
from ..game.voting import VotingRule
from .power import rule_of


@dataclass(frozen=True)
class Asked:
    """The inputs of a known answer (`case`) and the parameters of its concept (`given`), read as they are needed."""

    case: Section
    given: Section

    @cached_property
    def game(self) -> Game:
        """The table `game`: cells[a_0][a_1]... = the players' payoffs; labels where they are given."""
        section = self.case.section("game")
        section.allow("players", "strategies", "cells")
        try:
            cells = np.array(plain(section.items("cells")), dtype=float)
        except (TypeError, ValueError):
            raise section.fault("cells", "is not a full table: cells[move 1][move 2]... = [payoffs].") from None
        labels: dict[str, Any] = {"players": section.texts("players")} if "players" in section.data else {}
        if "strategies" in section.data:
            labels["strategies"] = lists(section, "strategies")
        try:
            return Game.from_quantecon(cells, **labels)
        except InputError as error:
            raise section.fault("cells", str(error)) from None

    @cached_property
    def body(self) -> Body:
        """The table `body`: a built-in body by its name, or one described as in a body's own file."""
        section = self.case.section("body")
        return load_body(section.text("name")) if "name" in section.data else read_body(section, "body")

    @cached_property
    def rule(self) -> VotingRule:
        return rule_of(self.body)

    @cached_property
    def coalitional(self) -> CoalitionalGame:
        """The table `coalitional`: worths of coalitions, or claims on an estate, or the costs of an airport."""
        section = self.case.section("coalitional")
        section.allow("players", "worths", "claims", "costs")
        if "claims" in section.data:
            return CoalitionalGame.bankruptcy(self.given.number("estate"), numbers(section, "claims"))
        if "costs" in section.data:
            return CoalitionalGame.airport(numbers(section, "costs"))
        if "worths" in section.data:
            table = section.section("worths")
            worths = {coalition: table.as_number(coalition, plain(worth)) for coalition, worth in table.data.items()}
            return CoalitionalGame.of(worths, section.texts("players", ()) or None)
        return CoalitionalGame.simple(self.rule)

    @cached_property
    def graph(self) -> ConflictGraph:
        """The table `conflict`: states, and for each player its moves and its ranking of the states, the best first.

        Where several states stand in one list of a ranking they are tied.
        """
        section = self.case.section("conflict")
        section.allow("players", "states", "moves", "ranking")
        players, states = section.texts("players"), section.texts("states")
        moves, ranking = section.section("moves"), section.section("ranking")
        steps = tuple(_steps(moves, player, states) for player in players)
        return ConflictGraph(players, states, steps, np.array([_ranks(ranking, player, states) for player in players]))

    def state(self, key: str) -> int:
        """The state in the parameters, such as the one that a question about moves starts from."""
        label = self.given.text(key)
        if label not in self.graph.states:
            raise self.given.fault(key, unknown("state", label, self.graph.states))
        return self.graph.state(label)

    def labels(self, profile: Profile) -> list[str]:
        return list(self.game.moves(profile).values())

    def profile(self, key: str = "profile") -> Profile:
        """The pure profile in the parameters, by label."""
        return self.game.profile(dict(zip(self.game.players, self.given.texts(key), strict=False)))

    def mixed(self, key: str = "profile") -> MixedProfile:
        """The mixed profile in the parameters: a list of probabilities for each player."""
        found = tuple(np.array(numbers(self.given, key, part)) for part in lists(self.given, key))
        if [len(part) for part in found] != list(self.game.shape) or any(abs(sum(part) - 1) > 1e-9 for part in found):
            raise self.given.fault(
                key, f"needs probabilities that sum to 1 for each player; the game is {self.game.shape}."
            )
        return found


@dataclass(frozen=True)
class Concept:
    """How an answer is computed, the tables of which the file must have one, and the parameters that it reads."""

    compute: Callable[[Asked], Any]
    needs: tuple[str, ...]
    reads: tuple[str, ...] = ()

    def check(self, answer: KnownAnswer, case: Section) -> None:
        """Raises InputError where the file has none of the tables, or gives a parameter that is not read."""
        if not any(table in case.data for table in self.needs):
            found = " and ".join(kind for kind in INPUTS if kind in case.data)
            raise answer.section.fault(
                "concept",
                f"'{answer.concept}' is computed from a table {' or '.join(self.needs)}; this file has {found}.",
            )
        for key in answer.asked.data:
            if key not in self.reads:
                near = did_you_mean(key, self.reads).partition(" Known")[0]
                reads = f"It reads {', '.join(self.reads)}." if self.reads else "It reads none."
                raise answer.asked.fault(key, f"is not a parameter of '{answer.concept}'. {reads}{near}")


def _steps(section: Section, player: str, states: Sequence[str]) -> Index:
    """The states that the player can move to from each, padded with -1, shape (states, most moves from one)."""
    ends: list[list[int]] = [[] for _ in states]
    for pair in lists(section, player):
        if len(pair) != 2 or not all(state in states for state in pair):
            raise section.fault(player, f"{pair} is not a move [from, to] between two states.")
        ends[states.index(pair[0])].append(states.index(pair[1]))
    width = max(map(len, ends))
    return np.array([[*own, *[-1] * (width - len(own))] for own in ends], dtype=np.intp)


def _ranks(section: Section, player: str, states: Sequence[str]) -> list[int]:
    """The player's rank of each state, higher for better, equal for a tie."""
    tied = [own if isinstance(own, list) else [own] for own in section.items(player)]
    ranks = {state: -k for k, own in enumerate(tied) for state in own}
    if set(ranks) != set(states) or sum(map(len, tied)) != len(states):
        raise section.fault(player, "must rank every state once, the best first, tied ones in a list of their own.")
    return [ranks[state] for state in states]
