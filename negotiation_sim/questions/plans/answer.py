"""Which plans work under which assumption sets, and what divides two sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ...case.assumptions import AssumptionSet
from ...case.conclusions import Conclusion
from ...case.library import find_case
from ...case.plans import Plan, plan_named, plans_of, words_of
from ...case.scenario import Case, Scenario
from ...errors import as_known
from ...present.frames import Frame, frame
from ...worlds.advance import Watch
from ...worlds.results.result import conclusion, holds
from ..believe.between.least_sets import Direction, between
from .question import PlansAsked

Verdict = Literal["works", "beside", "fails"]


@dataclass(frozen=True, eq=False)
class Plans:
    """The plans, the sets, and what becomes of each plan under each set.

    `scenarios[plan, set]` is what was solved. `divides[plan]`: from the first of two sets towards the second; empty
    where none were named.
    """

    case: Case
    plans: tuple[Plan, ...]
    sets: tuple[AssumptionSet, ...]
    scenarios: Mapping[tuple[str, str], Scenario]
    verdicts: Mapping[tuple[str, str], Verdict]
    divides: Mapping[str, Direction | None]

    def believers(self, plan: Plan) -> tuple[str, ...]:
        """The sets under which it works."""
        return tuple(each.name for each in self.sets if self.verdicts[plan.name, each.name] == "works")

    def by_holders(self, plan: Plan) -> bool:
        """Whether it works under a set of those who hold it."""
        return any(self.verdicts.get((plan.name, name)) == "works" for name in plan.held_by)

    @property
    def table(self) -> Frame:
        """A row per plan and set."""
        return frame(
            {
                "plan": plan.name,
                "scenario": plan.scenario,
                "set": each.name,
                "held": each.name in plan.held_by,
                "verdict": self.verdicts[plan.name, each.name],
                **words_of(each),
            }
            for plan in self.plans
            for each in self.sets
        )


def answer(asked: PlansAsked, watch: Watch) -> Plans:
    """Every plan that is asked about under every set. Raises InputError for names that are not known."""
    choice = asked.choose()
    case = choice.case
    known = plans_of(case, find_case(asked.named_case))
    plans = tuple(plan_named(known, as_known(name, known), case) for name in asked.plan) or tuple(known.values())
    pair = tuple(case.assumption_set(name) for name in asked.between or ())
    sets = choice.sets or pair or tuple(case.sets.values())
    scenarios = {
        (plan.name, each.name): case.scenario(plan.scenario, each, choice.values) for plan in plans for each in sets
    }
    verdicts, divides = {}, {}
    with watch("Trying plans", len(scenarios) + len(plans) * bool(pair)) as advance:
        for plan in plans:
            for each in sets:
                verdicts[plan.name, each.name] = verdict(scenarios[plan.name, each.name], plan)
                advance(1)
        for plan in plans if pair else ():
            divides[plan.name] = _divide(case, plan, pair, choice.values)
            advance(1)
    return Plans(case, plans, sets, scenarios, verdicts, divides)


def verdict(scenario: Scenario, plan: Plan) -> Verdict:
    """Whether what the plan promises holds where the scenario leads, at some equilibrium only, or nowhere."""
    if holds(scenario, _promise(scenario, plan)):
        return "works"
    return "beside" if holds(scenario, conclusion(scenario.case, plan.holds, "some")) else "fails"


def _promise(scenario: Scenario, plan: Plan) -> Conclusion:
    """What the plan promises, where the scenario leads under best joint; at every equilibrium where nobody waits."""
    return conclusion(scenario.case, plan.holds, "best_joint" if scenario.order else "every")


def _divide(case: Case, plan: Plan, pair: Sequence[AssumptionSet], values: Mapping[str, float]) -> Direction | None:
    """What of the second set gives the first its answer; None where both give the plan the same."""
    first, second = (case.scenario(plan.scenario, each, values) for each in pair)
    reached = _promise(first, plan)
    if holds(first, reached) == holds(second, reached):
        return None
    return between(first, second, reached).forth
