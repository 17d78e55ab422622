"""One scenario on every draw: which conditions hold there, in each sense, and what everybody gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...case.conclusions import WITHOUT_SENSE, Conclusion, Sense
from ...case.scenario import Scenario
from ...games.arrays import Index, Mask
from ...games.normal_form import Array
from ...solve.staged import Rule
from ...worlds.advance import Advance, quietly
from ...worlds.drawn_conditions import DrawnCondition
from ...worlds.draws import Drawn, solve_draws
from ...worlds.results.result import truths_on
from ...worlds.sampling import Sampling

Asked = Sense | Literal["years"]
WHOLE: Literal["years"] = "years"
"""In place of a sense, for what is asked of the years as a whole and of no outcome."""


@dataclass(frozen=True, eq=False)
class ScenarioOnDraws:
    """One scenario on every draw.

    `equilibria`, shape (draws,): how many pure equilibria there are. `truths[sense, condition]`, shape (draws,): of
    what is about another kind of result in the staged senses alone where there are any, for it needs one outcome; of
    what has no sense, the years, once, under `WHOLE`.
    `payoffs[rule]`, shape (players, draws): at the rule's staged outcome, NaN where there is none.
    """

    scenario: Scenario
    equilibria: Index
    truths: Mapping[tuple[Asked, str], Mask]
    payoffs: Mapping[Rule, Array]

    @property
    def title(self) -> str:
        """What people read in place of the scenario's name."""
        return self.scenario.title

    @property
    def senses(self) -> tuple[Sense, ...]:
        """The senses in which a condition may hold here: those of a rule only where there is an order of moves."""
        return ("some", "every", *self.payoffs)


def on_draws(
    scenario: Scenario, sampling: Sampling, conditions: Sequence[DrawnCondition], advance: Advance = quietly
) -> ScenarioOnDraws:
    """A scenario solved on every draw, block by block: memory grows only by what is kept, some 300 bytes a draw."""
    parts = []
    for units in sampling.blocks():
        parts.append(read_off(solve_draws(scenario, sampling.draws(scenario, units)), conditions))
        advance(len(units))
    return ScenarioOnDraws(
        scenario,
        np.concatenate([part.equilibria for part in parts]),
        {key: np.concatenate([part.truths[key] for part in parts]) for key in parts[0].truths},
        {rule: np.concatenate([part.payoffs[rule] for part in parts], axis=1) for rule in parts[0].payoffs},
    )


def read_off(drawn: Drawn, conditions: Sequence[DrawnCondition]) -> ScenarioOnDraws:
    """Every condition at every equilibrium and staged outcome of solved draws."""
    truths: dict[tuple[Asked, str], Mask] = {}
    equilibria = np.bincount(drawn.draw, minlength=drawn.count)
    tables = drawn.tables_at(drawn.draw, drawn.profile)
    of_the_game = [condition for condition in conditions if condition.of == "game"]
    for condition in of_the_game:
        holds = tables.holds(condition.condition)
        where = np.bincount(drawn.draw[holds], minlength=drawn.count)
        truths["some", condition.name] = where > 0
        truths["every", condition.name] = (where > 0) & (where == equilibria)
    payoffs: dict[Rule, Array] = {}
    for rule, ends in drawn.staged.items():
        reached = drawn.tables_at(np.arange(drawn.count), np.maximum(ends, 0))
        payoffs[rule] = np.where(ends >= 0, reached.payoffs(), np.nan)
        for condition in of_the_game:
            truths[rule, condition.name] = (ends >= 0) & reached.holds(condition.condition)
    senses: tuple[Sense, ...] = tuple(drawn.staged) or ("some", "every")
    for condition in (condition for condition in conditions if condition.of != "game"):
        if condition.of in WITHOUT_SENSE:
            truths[WHOLE, condition.name] = _of_another_kind(drawn, condition, senses[0])
        else:
            truths |= {(sense, condition.name): _of_another_kind(drawn, condition, sense) for sense in senses}
    return ScenarioOnDraws(drawn.scenario, equilibria, truths, payoffs)


def _of_another_kind(drawn: Drawn, condition: DrawnCondition, sense: Sense) -> Mask:
    return truths_on(drawn, Conclusion(condition.condition, sense, condition.of))
