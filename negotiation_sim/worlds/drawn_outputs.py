"""What a scenario gives on draws, as numbers: whether a conclusion holds (1 or 0), a payoff, a number of a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..case.conclusions import Conclusion, sense_of
from ..case.scenario import Case, Scenario
from ..errors import InputError, SettledError, unknown
from ..games.arrays import Array
from ..solve.staged import RULES, Rule
from .advance import Advance, quietly
from .drawn_conditions import chained
from .draws import Drawn, solve_draws, unsolved
from .results.result import conclusion, numbers_on, reads_draws, truths_on
from .sampling import BLOCK, Sampling
from .tables import Draws

CELLS = 100_000_000
"""Draws times assumptions that are kept together at most: 0.8 GB."""


@dataclass(frozen=True)
class Output:
    """Either a conclusion, or a player's payoff at the staged outcome under a rule, or another kind's number there.

    `number` is the number as a condition: its one name, of which kind of result, and in which sense.
    """

    title: str
    reached: Conclusion | None = None
    player: str | None = None
    rule: Rule | None = None
    number: Conclusion | None = None

    @property
    def of_kind(self) -> str:
        """The kind of result that it is read off, as a word of `of`."""
        asked = self.reached or self.number
        return asked.of if asked else "game"

    @property
    def needs(self) -> Rule | Literal["pure", "nothing"]:
        """What of every draw's game must be solved for it: a rule's staged outcome, pure equilibria, or nothing."""
        if self.number is not None:
            return "nothing"
        if self.reached is None:
            return self.rule or "best_joint"
        return self.reached.rule or "pure" if reads_draws(self.reached) else "nothing"

    def of(self, drawn: Drawn) -> Array:
        """Shape (draws,); NaN for a payoff where there is no staged outcome, and for a number that is not finite."""
        if self.reached is not None:
            return truths_on(drawn, self.reached).astype(float)
        if self.number is not None:
            numbers = numbers_on(drawn, self.number)
            return np.where(np.isfinite(numbers), numbers, np.nan)
        assert self.player
        assert self.rule
        ends = drawn.staged[self.rule]
        payoffs = drawn.payoffs_at(np.arange(drawn.count), np.maximum(ends, 0))
        values: Array = np.where(ends >= 0, payoffs[list(drawn.scenario.case.players).index(self.player)], np.nan)
        return values


NOTHING_TO_ASK = (
    "has neither hinges nor headlines to ask about. Add a line to [headlines] in game.toml: "
    'NAME = { title = "What people read", holds = "CONDITION" }. Or name a condition: `holds=CONDITION`.'
)


def holds(case: Case, condition: str | None, sense: str | None = None) -> Output:
    """A conclusion as an output: by default that all of the case's hinges hold, at the staged outcome under best joint.

    In a case without hinges the default is its first conclusion about the game, or its first headline. Without an order
    of moves the sense is by default every pure equilibrium. Raises InputError where there is nothing to ask about, for
    a condition that cannot be read and for an unknown sense.
    """
    if condition is None and (steps := chained(case)):
        return Output("All hinges hold", conclusion(case, steps[-1].condition.text, sense))
    text = condition if condition is not None else case.usual_condition
    if not text:
        raise InputError(f"the case '{case.name}' {NOTHING_TO_ASK}")
    reached = conclusion(case, text, sense)
    return Output(reached.title or " ".join(text.split()), reached)


def hinges(case: Case, sense: str | None = None) -> tuple[Output, ...]:
    """For each of the case's hinges that it and all before it hold, as `holds` has them."""
    steps = chained(case)
    outputs = (holds(case, step.condition.text, sense) for step in steps)
    return tuple(
        replace(output, title=f"Hinges 1 to {k} hold" if k > 1 else "Hinge 1 holds")
        for k, output in enumerate(outputs, 1)
    )


def payoff(case: Case, player: str, rule: str = "best_joint") -> Output:
    """A player's payoff as an output. Raises InputError for names that are not known, or without an order of moves."""
    if player not in case.players:
        raise InputError(unknown("player", player, case.players))
    if rule not in RULES:
        raise InputError(unknown("selection rule", rule, RULES))
    if not case.orders:
        raise InputError(f"a payoff is taken at the staged outcome, and the case '{case.name}' has no order of moves.")
    return Output(f"Payoff of {case.players[player].name}", None, player, rule)


def number(case: Case, text: str, sense: str | None = None) -> Output:
    """A number of another kind of result as an output: `table.zone`. Raises InputError for names that are not known."""
    of, _, name = text.strip().partition(".")
    if of not in case.other_kinds:
        raise InputError(unknown("kind of result", of, case.other_kinds, case.where))
    kind = case.other_kinds[of]
    if name not in kind.numbers:
        raise InputError(unknown("number", name, kind.numbers))
    asked = Conclusion(kind.number(name), sense_of(sense, case.name, case.orders), of)
    return Output(kind.numbers[name], rule=asked.rule, number=asked)


def outputs_of(
    case: Case,
    conditions: Sequence[str],
    players: Sequence[str],
    sense: str | None = None,
    numbers: Sequence[str] = (),
) -> tuple[Output, ...]:
    """The players' payoffs, the numbers of other kinds of result, then the conclusions.

    If there are none, that all of the case's hinges hold. A payoff is taken under the selection rule that the sense
    names, or best joint where it names none.
    """
    rule = sense if sense in RULES else "best_joint"
    payoffs = (payoff(case, player, rule) for player in players)
    others = (number(case, text, sense) for text in numbers)
    outputs = (*payoffs, *others, *(holds(case, text, sense) for text in conditions))
    return outputs or (holds(case, None, sense),)


def outputs_at(scenario: Scenario, draws: Draws, outputs: Sequence[Output], advance: Advance = quietly) -> Array:
    """Every output on every draw, shape (outputs, draws), solved block by block."""
    rules = {output.needs for output in outputs} - {"nothing"}
    staged = tuple(rule for rule in RULES if rule in rules)
    count = len(next(iter(draws.values())))
    parts = []
    for start in range(0, count, BLOCK):
        block = {name: column[start : start + BLOCK] for name, column in draws.items()}
        drawn = solve_draws(scenario, block, staged, "pure" in rules) if rules else unsolved(scenario, block)
        parts.append(np.array([output.of(drawn) for output in outputs]))
        advance(drawn.count)
    return np.concatenate(parts, axis=1)


def check_varies(output: Output, values: Array) -> None:
    """Raises SettledError where an output is the same on every draw, or InputError where there is none."""
    if not len(values):
        raise InputError(f"'{output.title}' is to be had on none of the draws: none has a staged outcome.")
    if not np.all(values == values[0]):
        return
    if output.reached is None:
        same, other = f"is {values[0]:g} on all", "condition"
    else:
        same, other = f"holds in {'all' if values[0] else 'none'} of the", "condition or concept"
    raise SettledError(
        f"'{output.title}' {same} {len(values):,} draws: no assumption drives it over these ranges. "
        f"Ask for another {other}, or for break-evens beyond the ranges."
    )


@dataclass(frozen=True, eq=False)
class Observed:
    """Draws as a table with what they lead to: `x[draw, assumption]`, `y[output, draw]`."""

    scenario: Scenario
    sampling: Sampling
    names: tuple[str, ...]
    x: Array
    y: Array


def observe(scenario: Scenario, sampling: Sampling, outputs: Sequence[Output], advance: Advance = quietly) -> Observed:
    """The draws of a sampling with their outputs. Raises InputError where the table would be too large to keep."""
    names = tuple(marginal.name for marginal in sampling.marginals(scenario))
    if sampling.count * len(names) > CELLS:
        most = CELLS // len(names)
        raise InputError(
            f"{sampling.count:,} draws of {len(names)} assumptions are too many to keep; at most {most:,}."
        )
    drawn = [sampling.draws(scenario, units) for units in sampling.blocks()]
    draws = {name: np.concatenate([block[name] for block in drawn]) for name in names}
    y = outputs_at(scenario, draws, outputs, advance)
    return Observed(scenario, sampling, names, np.column_stack(list(draws.values())), y)
