"""What a scenario ends in, in numbers that can be compared: every end with what the case says of it.

An outcome is what the scenario may end in (the staged outcome under best joint; without an order of moves all pure
equilibria), with what the case says of each end: its headlines, hinges and conclusions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...case.conclusions import Conclusion, Sense
from ...case.scenario import Case, Scenario
from ...games.normal_form import Profile
from ...language.expression import Expression, Node, Number, Operation
from ..kept import Kept
from ..results.chain import Link
from ..solved import Solved
from ..tables import scenario_shape

MOST_CONDITIONS = 50
"""So many different conditions of a case are told apart at most, headlines first: they are the digits of one number."""

Outcome = tuple[tuple[int, int], ...]
"""Every end as its profile (flat, C order) and what is said of it (the digits of a number), ascending."""


@dataclass(frozen=True, eq=False)
class Said:
    """What a case says of an end: its conditions, each once, and the one number that tells all of their answers."""

    conditions: tuple[Expression, ...]
    places: Mapping[Node, int]
    number: Expression

    def holds(self, condition: Expression, said: int) -> bool:
        """Whether a condition of the case holds where the number is `said`. Raises KeyError for another condition."""
        return bool(said >> (self.places[condition.node] + 1) & 1)


def conditions_of(case: Case) -> tuple[Expression, ...]:
    """The conditions of a case's headlines, hinges, and conclusions about the game, in this order, each once."""
    headlines = [each for line in case.headlines for each in ([line.holds] if line.holds else line.who.values())]
    hinges = [line.holds for line in case.hinges if line.holds is not None]
    conclusions = [each.condition for each in case.conclusions.values() if each.of == "game"]
    by_node = {each.node: each for each in reversed([*headlines, *hinges, *conclusions])}
    return tuple(reversed(by_node.values()))[:MOST_CONDITIONS]


_said = Kept[tuple[Case, Said]](8)


def said_of(case: Case) -> Said:
    """What is said of an end in this case; the last few are kept."""
    return _said.of(id(case), lambda: (case, _said_of(case)))[1]


def _said_of(case: Case) -> Said:
    conditions = conditions_of(case)
    number: Node = Number(1.0)  # so that it is never 0, and holds as a condition
    for k, condition in enumerate(conditions):
        digit = Operation("if", (condition.node, Number(2.0 ** (k + 1)), Number(0.0)))
        number = Operation("+", (number, digit))
    places = {condition.node: k for k, condition in enumerate(conditions)}
    return Said(conditions, places, Expression("what is said of an end", number))


def outcome_link(scenario: Scenario) -> Link:
    """The scenario with what is said of its ends in the place of a condition."""
    sense: Sense = "best_joint" if scenario.order else "some"
    return Link(scenario, Conclusion(said_of(scenario.case).number, sense))


def outcome_of(solved: Solved) -> Outcome:
    """The outcome of a scenario that is solved."""
    number = said_of(solved.scenario.case).number
    path = solved.staged.best_joint.profile if solved.staged else None
    ends = ([path] if path else []) if solved.staged else solved.equilibria.equilibria
    table = solved.tables.of(number) if ends else 0
    flat = [int(np.ravel_multi_index(end, solved.game.shape)) for end in ends]
    return tuple(sorted(zip(flat, [int(solved.tables.at(table, end)) for end in ends], strict=True)))


def profile_of(scenario: Scenario, end: int) -> Profile:
    """The profile of an end, from its flat index."""
    return tuple(int(k) for k in np.unravel_index(end, scenario_shape(scenario)))
