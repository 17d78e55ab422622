"""What a report is made of: a comparison, a conclusion, what it rests on, what others say, and the counter-report."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod
from pathlib import Path
from typing import TypeVar

from ...case.scenario import Scenario
from ...errors import InputError, in_short
from ...worlds.advance import Watch
from ...worlds.results.chain import Link
from ...worlds.solved import Solved, solve_scenario
from ..believe.answer import nearest_worlds
from ..believe.nearest.nearest_world import NearestWorld
from ..breakeven.answer import BreakEven, BreakEvens, break_evens
from ..compare.answer import Comparison, compare
from .conclusion import Concluded, concluded, led_to
from .critics import Critic, critic, rivals
from .deviations import Deviation, deviations
from .question import ReportAsked

MOST_PROFILES = 10_000
"""Of a larger game the beliefs that turn the conclusion are not sought: the search would take minutes."""
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Counter:
    """The fewest beliefs with which the conclusion would turn, and the scenario as it then is; None: none found."""

    nearest: NearestWorld
    solved: Solved | None


@dataclass(frozen=True, eq=False)
class Report:
    """What was asked and all that was computed for it. `left_out` says in sentences what could not be, and why.

    `written` are the files that were made, the run record last.
    """

    asked: ReportAsked
    comparison: Comparison
    solved: Solved
    concluded: Concluded | None = None
    rests: BreakEvens | None = None
    critics: tuple[Critic, ...] = ()
    counter: Counter | None = None
    left_out: tuple[str, ...] = ()
    written: tuple[Path, ...] = field(default=())

    @property
    def scenario(self) -> Scenario:
        """The one that the report is about."""
        return self.solved.scenario

    @property
    def in_full(self) -> ReportAsked:
        """What was asked, the case and the scenarios named: asked so, it is the same wherever it is asked."""
        asked = self.asked
        if any(name.endswith(".toml") for name in asked.scenarios):  # a scenario's file says itself of which case it is
            return asked
        names = asked.scenarios or tuple(dict.fromkeys(solved.scenario.name for solved in self.comparison.solved))
        return replace(asked, case=asked.named_case, scenarios=names)

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """Who would deviate from where the scenario leads; empty where it leads nowhere."""
        result = led_to(self.solved, self.asked.sense)
        return deviations(self.solved, result) if result else ()

    @property
    def decisive(self) -> tuple[BreakEven, ...]:
        """The numbers that turn the conclusion alone inside their ranges, the nearest first."""
        return tuple(each for each in self.rests.nearest_first if each.inside or each.tied) if self.rests else ()


def made(asked: ReportAsked, watch: Watch) -> Report:
    """The report, computed."""
    choice = asked.chosen()
    sets = (choice.set,) if choice.set else ()
    comparison = compare(choice.case, choice.names, sets, choice.values)
    report = Report(asked, comparison, comparison.solved[-1])
    reached = concluded(report.solved, asked.holds, asked.sense)
    if reached is None:
        return report
    others = rivals(report.scenario)
    left_out: list[str] = []
    with watch("Writing the report", 2 + len(others)) as advance:
        rests = _or_say(lambda: _rests(report.scenario, reached), "What it rests on", left_out)
        advance(1)
        critics = []
        for rival in others:
            critics.append(critic(report.scenario, reached, rival, rests))
            advance(1)
        counter = _or_say(lambda: _counter(report.scenario, reached), "The counter-report", left_out)
        advance(1)
    return replace(
        report,
        concluded=reached,
        rests=rests,
        critics=tuple(critics),
        counter=counter,
        left_out=tuple(left_out),
    )


def _or_say(work: Callable[[], T | None], title: str, left_out: list[str]) -> T | None:
    """The work done; where the case does not allow it, nothing, and a sentence that says why."""
    try:
        return work()
    except InputError as error:
        left_out.append(f"{title} is left out: {in_short(str(error))}")
        return None


def _main(scenario: Scenario) -> bool:
    return any(entry.level == "main" for entry in scenario.case.register.values())


def _check_about_the_game(reached: Concluded, question: str) -> None:
    if (of := reached.reached.of) != "game":
        raise InputError(
            f"the conclusion is about the {of}, and to try its numbers takes minutes. Ask {question} for it."
        )


def _rests(scenario: Scenario, reached: Concluded) -> BreakEvens | None:
    """The break-even of each main assumption, or of all where none is of that level; None where there are none.

    Raises InputError for a conclusion about another kind of result than the game, which takes minutes.
    """
    _check_about_the_game(reached, "breakeven")
    if not scenario.case.register:
        return None
    return break_evens((Link(scenario, reached.reached),), main=_main(scenario))


def _counter(scenario: Scenario, reached: Concluded) -> Counter | None:
    """The fewest beliefs that turn the conclusion.

    Raises InputError for a game that is too large to search, and for a conclusion about another kind of result.
    """
    _check_about_the_game(reached, "believe")
    if not scenario.case.register:
        return None
    if (profiles := prod(len(scenario.strategies(who)) for who in scenario.case.players)) > MOST_PROFILES:
        raise InputError(f"the game has {profiles:,} profiles, and of more than {MOST_PROFILES:,} it is not sought.")
    free = () if _main(scenario) else tuple(scenario.case.register)
    (nearest,) = nearest_worlds(scenario, reached.text, reached.sense, free=free, measures=("count",))
    return Counter(nearest, solve_scenario(nearest.world) if nearest.world else None)
