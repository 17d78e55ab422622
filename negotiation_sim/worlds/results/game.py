"""A conclusion: a condition on what is played, and in which sense the game must lead to it."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from ...case.scenario import Case, Scenario
from ...errors import InputError, unknown
from ...games.arrays import Mask
from ...language.expression import Expression, Number
from ...solve.staged import Rule
from ..draws import Drawn, solve_draws
from ..tables import Draws, tables

Concept = Literal["some", "every", "best_joint", "cautious"]


@dataclass(frozen=True)
class Conclusion:
    """`condition` holds at some pure equilibrium, at every one (and there is one), or at a rule's staged outcome."""

    condition: Expression
    concept: Concept

    @property
    def rule(self) -> Rule | None:
        """The selection rule of a staged concept; None where the concept is one of pure equilibria."""
        return None if self.concept == "some" or self.concept == "every" else self.concept

    @property
    def words(self) -> str:
        where = {
            "some": "at some pure equilibrium",
            "every": "at every pure equilibrium",
            "best_joint": "at the staged outcome under best joint",
            "cautious": "at the staged outcome under cautious",
        }
        return f"{' '.join(self.condition.text.split())} {where[self.concept]}"


def conclusion(case: Case, condition: str, concept: str | None = None) -> Conclusion:
    """A conclusion read for a case; concept None: best_joint, or every where the case has no order of moves.

    Raises InputError for a condition that cannot be read, an unknown concept, and a rule without an order.
    """
    concept = concept or ("best_joint" if case.orders else "every")
    if concept not in get_args(Concept):
        raise InputError(unknown("concept", concept, get_args(Concept)))
    if concept in ("best_joint", "cautious") and not case.orders:
        raise InputError(
            f"'{concept}' needs an order of moves, and the case '{case.name}' has none. Use some or every."
        )
    return Conclusion(case.condition(condition), concept)  # type: ignore[arg-type]


def always(scenario: Scenario, condition: Expression) -> bool | None:
    """Whether every profile of the scenario meets a condition (True) or none does (False); else None."""
    met = tables(scenario).holds(condition)
    return True if met.all() else False if not met.any() else None


def settled(scenario: Scenario, rule: Rule | None) -> bool:
    """Whether the scenario has a pure equilibrium, or under a selection rule one at every node."""
    anything = Expression("1", Number(1.0))
    name = next(iter(scenario.values))
    draws = {name: np.array([scenario.values[name]])}
    return bool(truths(scenario, Conclusion(anything, rule or "some"), draws)[0])


def truths(scenario: Scenario, reached: Conclusion, draws: Draws) -> Mask:
    """For every draw of some assumptions' values, whether the conclusion holds. Shape (draws,)."""
    rules = (reached.rule,) if reached.rule else ()
    return holding(solve_draws(scenario, draws, rules, pure=reached.rule is None), reached)


def holding(drawn: Drawn, reached: Conclusion) -> Mask:
    """For every draw that was solved, whether the conclusion holds. Shape (draws,)."""
    if reached.rule is None:
        holds = drawn.holds(reached.condition, drawn.draw, drawn.profile)
        some, fails = (np.bincount(drawn.draw[which], minlength=drawn.count) for which in (holds, ~holds))
        return some > 0 if reached.concept == "some" else (some > 0) & (fails == 0)
    ends = drawn.staged[reached.rule]
    holds = drawn.holds(reached.condition, np.arange(drawn.count), np.maximum(ends, 0))
    answers: Mask = (ends >= 0) & holds
    return answers
