"""What an assumption set foretells of dated statements: its answers at all equilibria of each window's game.

A set speaks in a window only where it, and every value of it, was known when the window starts. A number of the
register whose sources are later is held inside the range that is stored for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import get_args

import numpy as np

from ..case.assumptions import Assumption, AssumptionSet, Change
from ..case.backtest import FILE, Backtest, ForetoldShare, Statement, Window
from ..case.concerning import read_by_the_game
from ..case.conclusions import Conclusion
from ..case.known import Dates, why_later
from ..case.parts import ScenarioFile
from ..case.scenario import Case, Scenario
from ..errors import InputError
from ..games.arrays import Array
from ..language.expression import Expression, evaluate, holds
from ..solve.pure import pure_equilibria
from ..solve.staged import Rule
from .results.on_numbers import NumberedKind
from .results.result import KINDS
from .tables import tables

NOTHING, LAST, EVEN = "nothing_changes", "last_outcome", "even_guess"
BASELINES = {NOTHING: "nothing changes", LAST: "the last outcome", EVEN: "an even guess"}
"""What every score is held against; an even guess has both answers, so it scores a half."""


@dataclass(frozen=True)
class Answers:
    """What is foretold of a statement: yes, no or both. None of them: `silent` says why, or `later` why not asked."""

    answers: frozenset[bool] = frozenset()
    silent: str = ""
    later: str = ""

    def score(self, truth: bool) -> float:
        """1 divided by the number of answers if the truth is among them, else 0."""
        return 1 / len(self.answers) if truth in self.answers else 0.0


@dataclass(frozen=True, eq=False)
class Foretelling:
    """A case with its back-test, and values of one's own over all that it has."""

    case: Case
    backtest: Backtest
    values: Mapping[str, float]

    @cached_property
    def dates(self) -> Dates:
        """When sources and claims were known."""
        text = self.backtest.text
        return Dates(self.case.sources, self.case.sources[text].date if text else "")

    @cached_property
    def later(self) -> Mapping[tuple[str, str], tuple[Assumption, ...]]:
        """By window and kind of result the numbers that it reads and whose sources are later than the start."""
        return {(window.name, of): tuple(self._later(window, of)) for window, of in self.backtest.asked()}

    def _later(self, window: Window, of: str) -> Iterator[Assumption]:
        reads = read_by_the_game(self.case)
        if of != "game":
            reads |= self.case.other_kinds[of].reads
        register = self.case.register_as_read
        for entry in (register[name] for name in register if name in reads):
            if any(self.dates.later(entry.source, window.starts)):
                yield entry

    def check(self) -> None:
        """Raises InputError where a window reads a number that was not known and for which no range is stored."""
        for window, of in self.backtest.asked():
            unknown = []
            for entry in self.later[window.name, of]:
                stored = self.backtest.ranges.get(entry.name)
                if stored is None or stored.known > window.starts:
                    unknown.append(f"{entry.name}, which cites {next(self.dates.later(entry.source, window.starts))}")
            if unknown:
                more = f", and {len(unknown) - 1} more" if len(unknown) > 1 else ""
                raise InputError(
                    f"{self.case.name}/{FILE}: the window {window.name} uses what was not known on {window.starts}: "
                    f"{unknown[0]}{more}. Store the range in which it could be put by then: in a table [as_of.GROUP] "
                    "with `known`, `why` and `source`, under [as_of.GROUP.ranges]."
                )

    def held(self, window: Window, of: str) -> dict[str, float]:
        """The values to which numbers with later sources are held, where they lie outside their stored range."""
        held = {}
        for entry in self.later.get((window.name, of), ()):
            stored = self.backtest.ranges[entry.name]
            if not stored.low <= entry.value <= stored.high:
                held[entry.name] = min(max(entry.value, stored.low), stored.high)
        return held

    def scenario(self, file: ScenarioFile, window: Window, of: str, assumed: AssumptionSet) -> Scenario:
        """The game of a window under a set, its numbers held to what was known; own values lie over all."""
        held = {
            name: Change(name, value) for name, value in self.held(window, of).items() if name not in assumed.changes
        }
        defaults = {
            player.id: player.default
            for player in self.case.players.values()
            if player.default is not None and player.id not in file.plays
        }
        made = replace(file, changes={**held, **file.changes})
        return Scenario(self.case.under(assumed), made, assumed, {**defaults, **file.fixes}).with_values(self.values)

    def later_set(self, assumed: AssumptionSet, window: Window) -> str:
        """Why a set cannot speak in a window, in words; "" where it can."""
        return why_later(assumed, self.case.sets, self.dates, window.starts)

    def answers(self, statement: Statement, assumed: AssumptionSet) -> Answers:
        """What a set foretells of a statement."""
        window = self.backtest.windows[statement.window]
        if statement.holds is None:
            return Answers(silent=statement.silent)
        if later := self.later_set(assumed, window):
            return Answers(later=later)
        scenario = self.scenario(statement.file, window, statement.of, assumed)
        kind = KINDS[statement.of]
        if isinstance(kind, NumberedKind):
            return _of_numbers(kind, scenario, statement)
        return _of_the_game(scenario, statement.holds)

    def baseline(self, name: str, statement: Statement) -> Answers:
        """What a baseline says of a statement: what is written, or what its condition says of everybody's moves."""
        if name == EVEN:
            return Answers(frozenset({True, False}))
        if name in statement.given:
            return Answers(frozenset({statement.given[name]}))
        if statement.holds is None:
            return Answers(silent=statement.silent)
        window = self.backtest.windows[statement.window]
        moves = self.backtest.standing if name == NOTHING else window.last
        scenario = self.scenario(statement.file, window, statement.of, self.case.assumption_set())
        met = tables(scenario.fixing(moves)).holds(statement.holds)
        return Answers(frozenset({bool(met.all())}))

    def share(self, asked: ForetoldShare, assumed: AssumptionSet) -> float | None:
        """The share of histories in which an event has happened by its year; None where the set is later."""
        window = self.backtest.windows[asked.window]
        if self.later_set(assumed, window):
            return None
        scenario = self.scenario(window.file, window, "years", assumed)
        number = self.case.other_kinds["years"].condition(f"{asked.event}.{asked.year} >= 0")
        told = _numbers(scenario, Conclusion(number, "best_joint", "years"))
        return float(told[f"{asked.event}.{asked.year}"][0])


def _of_the_game(scenario: Scenario, condition: Expression) -> Answers:
    """The answers at all pure equilibria of the scenario's game."""
    evaluated = tables(scenario)
    ends = pure_equilibria(evaluated.game()).equilibria
    met = evaluated.holds(condition)
    if not ends:
        return Answers(silent="its game has no pure equilibrium there")
    return Answers(frozenset(bool(met[end]) for end in ends))


def _of_numbers(kind: NumberedKind, scenario: Scenario, statement: Statement) -> Answers:
    """The answers of a kind of result that is numbers, where each selection rule of the game leads."""
    assert statement.holds is not None
    answers = set()
    for rule in get_args(Rule) if scenario.order else ("every",):
        told = _numbers(scenario, Conclusion(statement.holds, rule, statement.of))
        known = {name: told[name] for name in statement.holds.names()}
        if not any(np.isnan(values).any() for values in known.values()):
            answers.add(bool(np.asarray(holds(evaluate(statement.holds.node, known))).ravel()[0]))
    return Answers(frozenset(answers)) if answers else Answers(silent="its game leads nowhere there")


def _numbers(scenario: Scenario, asked: Conclusion) -> Mapping[str, Array]:
    kind = KINDS[asked.of]
    assert isinstance(kind, NumberedKind)
    name = next(iter(scenario.values))
    return kind.numbers(scenario, asked, {name: np.array([scenario.values[name]])})
