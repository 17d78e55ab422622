"""Scenarios over the ranges of their assumptions: in which share of the draws each outcome is possible and guaranteed.

Every scenario is solved on the same draws (see `sampling`), so that what differs between two scenarios is the scenarios.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ...case.conclusions import Sense
from ...case.scenario import Case, Scenario
from ...games.normal_form import Array
from ...solve.staged import Rule
from ...worlds.drawn_conditions import Question, chained, questions
from ...worlds.draws import Drawn, solve_draws
from ...worlds.estimates import Advance, Estimate, Truths, growing, mean, quietly, share
from ...worlds.sampling import Sampling
from ...worlds.tables import Index

if TYPE_CHECKING:
    import pandas as pd

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Answers:
    """One scenario on every draw.

    `equilibria`, shape (draws,): how many pure equilibria there are. `truths[sense, question]`, shape (draws,).
    `payoffs[rule]`, shape (players, draws): at the rule's staged outcome, NaN where there is none.
    """

    scenario: Scenario
    equilibria: Index
    truths: Mapping[tuple[Sense, str], Truths]
    payoffs: Mapping[Rule, Array]

    @property
    def senses(self) -> tuple[Sense, ...]:
        return ("some", "every", *self.payoffs)


def answers(scenario: Scenario, sampling: Sampling, asked: Sequence[Question], advance: Advance = quietly) -> Answers:
    """A scenario solved on every draw, block by block: memory grows only by what is kept, some 300 bytes a draw."""
    parts = []
    for points in sampling.blocks():
        parts.append(answers_at(solve_draws(scenario, sampling.draws(scenario, points)), asked))
        advance(len(points))
    return Answers(
        scenario,
        np.concatenate([part.equilibria for part in parts]),
        {key: np.concatenate([part.truths[key] for part in parts]) for key in parts[0].truths},
        {rule: np.concatenate([part.payoffs[rule] for part in parts], axis=1) for rule in parts[0].payoffs},
    )


def answers_at(drawn: Drawn, asked: Sequence[Question]) -> Answers:
    """Every question asked at every equilibrium and staged outcome of solved draws."""
    truths: dict[tuple[Sense, str], Truths] = {}
    equilibria = np.bincount(drawn.draw, minlength=drawn.count)
    found = drawn.tables_at(drawn.draw, drawn.profile)
    for question in asked:
        holds = np.broadcast_to(found.of(question.condition) != 0, drawn.draw.shape)
        where = np.bincount(drawn.draw[holds], minlength=drawn.count)
        truths["some", question.name] = where > 0
        truths["every", question.name] = (where > 0) & (where == equilibria)
    payoffs: dict[Rule, Array] = {}
    for rule, ends in drawn.staged.items():
        reached = drawn.tables_at(np.arange(drawn.count), np.maximum(ends, 0))
        payoffs[rule] = np.where(ends >= 0, reached.payoffs(), np.nan)
        for question in asked:
            truths[rule, question.name] = (ends >= 0) & (reached.of(question.condition) != 0)
    return Answers(drawn.scenario, equilibria, truths, payoffs)


@dataclass(frozen=True)
class Step:
    """A hinge: the share of draws in which it and all before it hold, and its share of those where all before hold."""

    hinge: Question
    all_so_far: Estimate
    of_those: Estimate


@dataclass(frozen=True)
class Spread:
    """A player's payoff at a rule's staged outcome over the draws: mean and quantiles at 5, 25, 50, 75 and 95 %."""

    player: str
    mean: Estimate
    quantiles: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """Scenarios on the same draws, and the baseline that changes are measured against (None: there is none)."""

    case: Case
    sampling: Sampling
    questions: tuple[Question, ...]
    hinges: tuple[Question, ...]
    answers: tuple[Answers, ...]
    baseline: Answers | None

    def share(self, own: Answers, sense: Sense, question: Question) -> Estimate:
        return share(own.truths[sense, question.name], self.sampling.replicates)

    def without(self, own: Answers, sense: Sense) -> Estimate:
        """The share of draws without a pure equilibrium, or without a staged outcome under the rule."""
        missing = own.equilibria == 0 if sense in ("some", "every") else np.isnan(own.payoffs[sense][0])  # type: ignore[index]
        return share(missing, self.sampling.replicates)

    def staircase(self, own: Answers, sense: Sense) -> tuple[Step, ...]:
        """The hinges one after the other."""
        steps, before = [], None
        for hinge in self.hinges:
            truths = own.truths[sense, hinge.name]
            so_far = share(truths, self.sampling.replicates)
            steps.append(Step(hinge, so_far, share(truths, self.sampling.replicates, before)))
            before = truths
        return tuple(steps)

    def payoffs(self, own: Answers, rule: Rule, changes: bool = False) -> tuple[Spread, ...]:
        """Every player's payoff at the staged outcome, or its change against the baseline's on the same draw."""
        values = own.payoffs[rule] - (self.baseline.payoffs[rule] if changes and self.baseline else 0)
        return tuple(self._spread(player, values[i]) for i, player in enumerate(self.case.players))

    def _spread(self, player: str, values: Array) -> Spread:
        known = values[~np.isnan(values)]
        quantiles = np.quantile(known, QUANTILES) if len(known) else np.full(len(QUANTILES), np.nan)
        return Spread(player, mean(values, self.sampling.replicates), tuple(map(float, quantiles)))

    def convergence(self, own: Answers, sense: Sense, question: Question) -> tuple[Estimate, ...]:
        """The share as draws were added: after a sixteenth of them, an eighth, a quarter, a half, all."""
        return tuple(growing(own.truths[sense, question.name], self.sampling.replicates))

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        return tuple(own.scenario for own in self.answers)

    @cached_property
    def shares(self) -> "pd.DataFrame":
        """One row per scenario, question (hinges with all before them) and sense."""
        import pandas as pd

        return pd.DataFrame(
            {
                "scenario": own.scenario.name,
                "question": question.name,
                "condition": question.condition.text,
                "concept": sense,
                **_numbers(self.share(own, sense, question)),
            }
            for own in self.answers
            for question in (*self.questions, *self.hinges)
            for sense in own.senses
        )

    @cached_property
    def payoff_table(self) -> "pd.DataFrame":
        """One row per scenario, rule, player and measure (payoff, or change against the baseline)."""
        import pandas as pd

        return pd.DataFrame(
            {
                "scenario": own.scenario.name,
                "rule": rule,
                "player": spread.player,
                "measure": "change" if changes else "payoff",
                "mean": spread.mean.value,
                "standard_error": spread.mean.standard_error,
                **{
                    f"quantile_{level:.0%}".rstrip("%"): q for level, q in zip(QUANTILES, spread.quantiles, strict=True)
                },
                "draws": spread.mean.draws,
            }
            for own in self.answers
            for rule in own.payoffs
            for changes in ((False, True) if self.baseline else (False,))
            for spread in self.payoffs(own, rule, changes)
        )

    @cached_property
    def convergence_table(self) -> "pd.DataFrame":
        """One row per scenario, question, sense and number of draws."""
        import pandas as pd

        return pd.DataFrame(
            {"scenario": own.scenario.name, "question": question.name, "concept": sense, **_numbers(estimate)}
            for own in self.answers
            for question in (*self.questions, *self.hinges)
            for sense in own.senses
            for estimate in self.convergence(own, sense, question)
        )


def _numbers(estimate: Estimate) -> dict[str, float]:
    return {"share": estimate.value, "standard_error": estimate.standard_error, "draws": estimate.draws}


def uncertainty(
    chosen: Sequence[Scenario], sampling: Sampling, asked: Sequence[str] = (), advance: Advance = quietly
) -> Uncertainty:
    """Scenarios of one case and one assumption set on the same draws; `asked` are further conditions (see `questions`).

    `advance` is called with the number of draws that were solved, once a block. Changes are measured against the case's
    baseline scenario, where it names one, under the same assumption set, own values and draws.
    """
    case, first = chosen[0].case, chosen[0]
    own, hinges = questions(case, asked), chained(case)
    found = tuple(answers(scenario, sampling, (*own, *hinges), advance) for scenario in chosen)
    baseline = None
    if case.baseline and case.orders:
        at_hand = next((one for one in found if one.scenario.name == case.baseline), None)
        base = case.scenario(case.baseline, first.assumptions, first.own)
        baseline = at_hand or answers(base, sampling, (), advance)
    return Uncertainty(case, sampling, own, hinges, found, baseline)
