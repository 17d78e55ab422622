"""Scenarios over the ranges of their assumptions: in which share of the draws each outcome is possible and guaranteed.

Every scenario is solved on the same draws (see `sampling`), so that only the scenarios make the difference between two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ...case.conclusions import WITHOUT_SENSE, Sense
from ...case.scenario import Case, Scenario
from ...errors import SettledError
from ...games.arrays import Array
from ...present.frames import Frame, frame
from ...solve.staged import Rule
from ...worlds.advance import Advance, Watch, quietly
from ...worlds.drawn_conditions import DrawnCondition, chained, drawn_conditions
from ...worlds.estimates import Estimate, growing, mean, share
from ...worlds.sampling import Sampling
from .on_draws import WHOLE, Asked, ScenarioOnDraws, on_draws
from .question import UncertaintyAsked

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def answer(asked: UncertaintyAsked, watch: Watch) -> "Uncertainty":
    """The scenarios that are asked about, or the case's main ones, over the ranges."""
    chosen = asked.chosen().scenarios()
    kinds = {"game", *(condition.of for condition in drawn_conditions(chosen[0].case, asked.holds))}
    sampling = asked.sampling(chosen[0].case, kinds=kinds)
    scenarios = chosen if asked.scenarios else _drawn(chosen, sampling)
    solved = len(scenarios) + (_baseline_beside(scenarios) is not None)
    with watch("Solving draws", sampling.count * solved) as advance:
        return replace(uncertainty(scenarios, sampling, asked.holds, advance), left_out=_others(chosen, scenarios))


def remarks(answer: "Uncertainty") -> Iterator[str]:
    """Which of the main scenarios are left out, and why."""
    for scenario in answer.left_out:
        yield (
            f"‘{scenario.title}’ is left out: it and your own values set every number that would be drawn, so that its "
            "result is the same in every draw."
        )


def _drawn(scenarios: Sequence[Scenario], sampling: Sampling) -> tuple[Scenario, ...]:
    """The scenarios in which something is drawn. Raises SettledError where there is none."""
    drawn = tuple(scenario for scenario in scenarios if sampling.left_free(scenario))
    if not drawn:
        raise SettledError(
            "there is nothing to draw: the main scenarios and your own values set every number that has a range. Each "
            "result is the same over all opinions. Ask about another scenario, or take values of your own off."
        )
    return drawn


def _others(chosen: Sequence[Scenario], scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    names = {scenario.name for scenario in scenarios}
    return tuple(scenario for scenario in chosen if scenario.name not in names)


@dataclass(frozen=True)
class HingeShares:
    """A hinge: the share of draws in which it and all before it hold, and its share of those where all before hold."""

    hinge: DrawnCondition
    all_so_far: Estimate
    of_those: Estimate


@dataclass(frozen=True)
class PayoffSpread:
    """A player's payoff at a rule's staged outcome over the draws: mean and quantiles at 5, 25, 50, 75 and 95 %."""

    player: str
    mean: Estimate
    quantiles: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """Scenarios on the same draws, and the baseline that changes are measured against (None: there is none).

    `left_out`: main scenarios in which nothing would be drawn.
    """

    case: Case
    sampling: Sampling
    conditions: tuple[DrawnCondition, ...]
    hinges: tuple[DrawnCondition, ...]
    by_scenario: tuple[ScenarioOnDraws, ...]
    baseline: ScenarioOnDraws | None
    left_out: tuple[Scenario, ...] = ()

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios that were solved, in their order."""
        return tuple(solved.scenario for solved in self.by_scenario)

    @property
    def senses(self) -> tuple[Sense, ...]:
        """The senses in which a condition may hold, the same for all scenarios of a case."""
        return self.by_scenario[0].senses

    @property
    def over_the_years(self) -> tuple[DrawnCondition, ...]:
        """The conditions that are asked in no sense, for they are about the years as a whole."""
        return tuple(each for each in self.conditions if each.of in WITHOUT_SENSE)

    def changed(self) -> tuple[ScenarioOnDraws, ...]:
        """The scenarios that are not the baseline itself."""
        return tuple(solved for solved in self.by_scenario if solved.scenario.name != self.case.baseline)

    def share(self, solved: ScenarioOnDraws, sense: Asked, condition: DrawnCondition) -> Estimate:
        """The share of draws in which a condition holds in that sense; of no draws where it is not asked in it."""
        truths = solved.truths.get((sense, condition.name), np.zeros(0, dtype=bool))
        return share(truths, self.sampling.replicates)

    def without(self, solved: ScenarioOnDraws, sense: Sense) -> Estimate:
        """The share of draws without a pure equilibrium, or without a staged outcome under the rule."""
        missing = solved.equilibria == 0 if sense in ("some", "every") else np.isnan(solved.payoffs[sense][0])  # type: ignore[index]
        return share(missing, self.sampling.replicates)

    def staircase(self, solved: ScenarioOnDraws, sense: Sense) -> tuple[HingeShares, ...]:
        """The hinges one after the other."""
        steps, before = [], None
        for hinge in self.hinges:
            truths = solved.truths[sense, hinge.name]
            so_far = share(truths, self.sampling.replicates)
            steps.append(HingeShares(hinge, so_far, share(truths, self.sampling.replicates, before)))
            before = truths
        return tuple(steps)

    def payoffs(self, solved: ScenarioOnDraws, rule: Rule, changes: bool = False) -> tuple[PayoffSpread, ...]:
        """Every player's payoff at the staged outcome, or its change against the baseline's on the same draw."""
        values = solved.payoffs[rule] - (self.baseline.payoffs[rule] if changes and self.baseline else 0)
        return tuple(self._spread(player, values[i]) for i, player in enumerate(self.case.players))

    def _spread(self, player: str, values: Array) -> PayoffSpread:
        known = values[~np.isnan(values)]
        quantiles = np.quantile(known, QUANTILES) if len(known) else np.full(len(QUANTILES), np.nan)
        return PayoffSpread(player, mean(values, self.sampling.replicates), tuple(map(float, quantiles)))

    def convergence(self, solved: ScenarioOnDraws, sense: Asked, condition: DrawnCondition) -> tuple[Estimate, ...]:
        """The share as draws were added: after a sixteenth of them, an eighth, a quarter, a half, all.

        Nothing where the condition is not asked in that sense.
        """
        truths = solved.truths.get((sense, condition.name))
        return () if truths is None else tuple(growing(truths, self.sampling.replicates))

    @cached_property
    def shares(self) -> Frame:
        """One row per scenario, condition (hinges with all before them) and sense."""
        return frame(
            {
                "scenario": solved.scenario.name,
                "question": condition.name,
                "condition": condition.condition.text,
                "concept": sense,
                **share_columns(self.share(solved, sense, condition)),
            }
            for solved in self.by_scenario
            for condition in (*self.conditions, *self.hinges)
            for sense in (*solved.senses, WHOLE)
            if (sense, condition.name) in solved.truths
        )


def share_columns(estimate: Estimate) -> dict[str, float]:
    """A share as tables have it: the share, its standard error, and over how many draws."""
    return {"share": estimate.value, "standard_error": estimate.standard_error, "draws": estimate.draws}


def uncertainty(
    scenarios: Sequence[Scenario], sampling: Sampling, conditions: Sequence[str] = (), advance: Advance = quietly
) -> Uncertainty:
    """Scenarios of one case and one assumption set on the same draws; further `conditions`: see `drawn_conditions`.

    `advance` is called with the number of draws that were solved, once a block. Changes are measured against the case's
    baseline scenario, where it names one, under the same assumption set, own values and draws.
    """
    case = scenarios[0].case
    outcomes, hinges = drawn_conditions(case, conditions), chained(case)
    by_scenario = tuple(on_draws(scenario, sampling, (*outcomes, *hinges), advance) for scenario in scenarios)
    baseline = next((solved for solved in by_scenario if case.orders and solved.scenario.name == case.baseline), None)
    if beside := _baseline_beside(scenarios):
        baseline = on_draws(beside, sampling, (), advance)
    return Uncertainty(case, sampling, outcomes, hinges, by_scenario, baseline)


def _baseline_beside(scenarios: Sequence[Scenario]) -> Scenario | None:
    """The scenario that changes are measured against where it is none of these and must be solved besides."""
    case, first = scenarios[0].case, scenarios[0]
    if not case.baseline or not case.orders or case.baseline in {scenario.name for scenario in scenarios}:
        return None
    return case.scenario(case.baseline, first.assumptions, first.overrides)
