"""The inputs of a known answer as games, bodies, coalitional games and conflict graphs, each read as it is needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ...case.bodies import Body, load_body, read_body
from ...case.document import Section
from ...case.library import find_tree
from ...errors import did_you_mean, unknown
from ...formats.game_file import is_tree_file, read_tree
from ...games.arrays import Index
from ...games.coalitional import CoalitionalGame, check_amounts
from ...games.graph import ConflictGraph
from ...games.normal_form import Array, Game, MixedProfile, Profile
from ...games.tree import Tree
from ...games.tree_strategies import reduced_form
from ...games.voting import VotingRule
from ..power.answer import rule_of
from .catalogue import INPUTS, KnownAnswer, labels, lists, numbers, plain


@dataclass(frozen=True)
class KnownInputs:
    """The inputs of a known answer (`case`) and the parameters of its concept (`given`), read as they are needed."""

    case: Section
    given: Section

    @cached_property
    def game(self) -> Game:
        """The table `game`; without one the reduced strategic form of the tree."""
        if "game" in self.case.data:
            return game_in(self.case.section("game"))
        with self.case.section("tree").placing("file"):
            return reduced_form(self.tree).game

    @cached_property
    def tree(self) -> Tree:
        """The table `tree`."""
        return tree_in(self.case.section("tree"))

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


def game_in(section: Section) -> Game:
    """The table `game`: cells[a_0][a_1]... = the players' payoffs; labels where they are given."""
    section.allow("players", "strategies", "cells")
    try:
        with section.placing("cells"):
            cells = np.array(plain(section.items("cells")), dtype=float)
    except (TypeError, ValueError):
        raise section.fault("cells", "is not a full table: cells[move 1][move 2]... = [payoffs].") from None
    players = labels(section, "players") if "players" in section.data else None
    strategies = _strategies(section) if "strategies" in section.data else None
    with section.placing("cells"):
        return Game.from_quantecon(cells, players=players, strategies=strategies)


def tree_in(section: Section) -> Tree:
    """The table `tree`: the name of a Gambit file beside this one, or of a built-in tree."""
    section.allow("file")
    name = section.text("file")
    beside = Path(section.file).parent / name
    if Path(name).name != name or not is_tree_file(name):
        raise section.fault("file", f"'{name}' is no tree. Name a .efg file beside this one, or a built-in tree.")
    with section.placing("file"):
        return read_tree(beside if beside.is_file() else find_tree(name))


def _strategies(section: Section) -> list[tuple[str, ...]]:
    if not (per_player := lists(section, "strategies")):
        raise section.fault("strategies", "is empty. List every player's strategies, or leave the key out.")
    return [labels(section, "strategies", names) for names in per_player]


def body_in(section: Section) -> Body:
    """The table `body`: a built-in body by its name, or one described as in a body's own file."""
    if "name" not in section.data:
        return read_body(section, "body")
    section.allow("name")
    with section.placing("name"):
        return load_body(section.text("name"))


def coalitional_in(section: Section, given: Section) -> CoalitionalGame:
    """The table `coalitional`: worths of coalitions, or claims on an estate, or the costs of an airport."""
    section.allow("players", "worths", "claims", "costs")
    if len(given_as := [key for key in ("worths", "claims", "costs") if key in section.data]) != 1:
        raise section.fault(None, f"needs one of worths, claims and costs; found {' and '.join(given_as) or 'none'}.")
    if "worths" not in section.data and "players" in section.data:
        raise section.fault("players", "are read beside worths only; claims and costs number their players.")
    if "claims" not in section.data and "estate" in given.data:
        raise given.fault("estate", "is read beside claims only, and the table coalitional has none.")
    if "claims" in section.data:
        claims, estate = numbers(section, "claims"), given.number("estate")
        with section.placing("claims"):
            check_amounts("claim", claims)
        with given.placing("estate"):
            return CoalitionalGame.bankruptcy(estate, claims)
    if "costs" in section.data:
        with section.placing("costs"):
            return CoalitionalGame.airport(numbers(section, "costs"))
    table = section.section("worths")
    worths = {coalition: numbers(table, coalition, [worth])[0] for coalition, worth in table.data.items()}
    with section.placing("worths"):
        return CoalitionalGame.of(worths, labels(section, "players") if "players" in section.data else None)


def graph_in(section: Section) -> ConflictGraph:
    """The table `conflict`: states, and for each player its moves and its ranking of the states, the best first.

    Where several states stand in one list of a ranking they are tied.
    """
    section.allow("players", "states", "moves", "ranking")
    players, states = labels(section, "players"), labels(section, "states")
    moves, ranking = section.section("moves"), section.section("ranking")
    moves.allow(*players)
    ranking.allow(*players)
    steps = tuple(_steps(moves, player, states) for player in players)
    return ConflictGraph(players, states, steps, np.array([_ranks(ranking, player, states) for player in players]))


def _steps(section: Section, player: str, states: Sequence[str]) -> Index:
    """The states that the player can move to from each, padded with -1, shape (states, most moves from one)."""
    ends: list[list[int]] = [[] for _ in states]
    for pair in lists(section, player):
        if len(pair) != 2 or pair[0] == pair[1] or not all(state in states for state in pair):
            raise section.fault(player, f"{pair} is not a move [from, to] between two states.")
        ends[states.index(pair[0])].append(states.index(pair[1]))
    width = max(map(len, ends))
    return np.array([[*targets, *[-1] * (width - len(targets))] for targets in ends], dtype=np.intp)


def _ranks(section: Section, player: str, states: Sequence[str]) -> list[int]:
    """The player's rank of each state, higher for better, equal for a tie."""
    tied = [entry if isinstance(entry, list) else [entry] for entry in section.items(player)]
    ranks = {str(state): -k for k, alike in enumerate(tied) for state in alike}
    if set(ranks) != set(states) or sum(map(len, tied)) != len(states):
        raise section.fault(player, "must rank every state once, the best first, tied ones in a list of their own.")
    return [ranks[state] for state in states]
