"""Concept by name -> what it gives for the inputs of a known answer, in plain numbers, labels and lists.

One line per concept in the table CONCEPTS; a profile is the list of the players' strategies by label. Functions here
translate, and compute nothing themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np

from ..case.bodies import Body, load_body, read_body
from ..case.document import Section
from ..case.known import lists, numbers, plain
from ..errors import InputError
from ..game.coalitional import CoalitionalGame
from ..game.game import Game, MixedProfile, Profile
from ..game.voting import VotingRule
from ..solve import core, learning, power
from ..solve.bilateral import mixed_equilibria
from ..solve.dominance import eliminate_dominated
from ..solve.pure import pure_equilibria
from ..solve.staged import staged_outcomes
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


Concept = Callable[[Asked], Any]


def _mixed(asked: Asked) -> list[Any]:
    found = mixed_equilibria(asked.game).equilibria
    return sorted(([part.round(12).tolist() for part in profile] for profile in found), reverse=True)


def _survivors(asked: Asked) -> list[list[str]]:
    return [list(own) for own in eliminate_dominated(asked.game).game.strategies]


def _staged(asked: Asked) -> list[list[str]]:
    found = staged_outcomes(asked.game, lists(asked.given, "order"))
    return [asked.labels(profile) for profile in found.outcomes]


def _path(asked: Asked) -> list[list[str]]:
    return [asked.labels(profile) for profile in learning.best_response_path(asked.game, asked.profile("start")).path]


def _runs(asked: Asked) -> list[list[str]]:
    """The first profiles of fictitious play, each run of the same profile once."""
    path = learning.fictitious_play(asked.game, int(asked.given.number("rounds"))).path
    pure = (tuple(int(part.argmax()) for part in profile) for profile in path)
    return [asked.labels(profile) for profile, _ in groupby(pure)][: int(asked.given.number("runs"))]


def _fictitious(asked: Asked) -> Any:
    return learning.fictitious_play(asked.game, int(asked.given.number("rounds"))).end


def _shares(asked: Asked) -> list[list[float]]:
    found = _fictitious(asked)
    return [part.tolist() for part in (*found.equilibria, *found.end_states)[0]]


def _still_to_gain(asked: Asked) -> float:
    found = _fictitious(asked)
    return float((*found.regret, *found.end_regret)[0])


def _replicator(asked: Asked) -> list[list[float]]:
    path = learning.replicator(asked.game, asked.mixed("start"), asked.given.number("time")).path
    return [part.tolist() for part in path[-1]]


def _of_members(asked: Asked, values: Any) -> dict[str, float]:
    return {member: float(value) for member, value in zip(asked.rule.members, values, strict=True)}


def _of_groups(asked: Asked) -> dict[str, float]:
    shares = _of_members(asked, power.power(asked.rule).shapley_shubik)
    return {group.id: sum(shares[member] for member in group.members) for group in asked.body.groups}


def _core(asked: Asked) -> list[list[float]]:
    found = core.core(asked.coalitional)
    return [found.low.tolist(), found.high.tolist()]


def _joined(asked: Asked) -> int:
    """How many join: thresholds first to first + actors - 1, but for those that `changed` names."""
    section = asked.case.section("thresholds")
    section.allow("actors", "first")
    first = int(section.number("first"))
    thresholds = {str(k): float(k) for k in range(first, first + int(section.number("actors")))}
    changed = asked.given.section("changed")
    thresholds |= {key: changed.number(key) for key in changed.data}
    return learning.cascade(tuple(thresholds.values()))[-1]


CONCEPTS: Mapping[str, Concept] = {
    "pure_equilibria": lambda asked: [asked.labels(profile) for profile in pure_equilibria(asked.game).equilibria],
    "mixed_equilibria": _mixed,
    "regret": lambda asked: asked.game.regret(asked.mixed()),
    "payoffs": lambda asked: asked.game.expected(asked.mixed()).tolist(),
    "survivors_of_dominance": _survivors,
    "staged_outcomes": _staged,
    "best_response_path": _path,
    "fictitious_play_runs": _runs,
    "fictitious_play_shares": _shares,
    "fictitious_play_regret": _still_to_gain,
    "replicator_end": _replicator,
    "logit_shares": lambda asked: learning.logit_shares(asked.game, asked.given.number("precision")).tolist(),
    "cascade": _joined,
    "shapley_shubik": lambda asked: _of_members(asked, power.power(asked.rule).shapley_shubik),
    "shapley_shubik_of_groups": _of_groups,
    "banzhaf": lambda asked: _of_members(asked, power.power(asked.rule).banzhaf),
    "banzhaf_normalised": lambda asked: _of_members(asked, power.power(asked.rule).banzhaf_normalised),
    "swings": lambda asked: _of_members(asked, power.power(asked.rule).total_swings),
    "all_swings": lambda asked: sum(power.power(asked.rule).total_swings),
    "shapley_value": lambda asked: power.shapley_value(asked.coalitional).tolist(),
    "core_ranges": _core,
    "least_core": lambda asked: core.core(asked.coalitional).epsilon,
    "nucleolus": lambda asked: core.nucleolus(asked.coalitional).division.tolist(),
}
