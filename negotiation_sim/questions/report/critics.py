"""What others say: the rival sets of a case, whether the conclusion holds under each, and where they differ on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ...case.assumptions import Assumption, AssumptionSet, Change
from ...case.claims import Claim, cited
from ...case.positions import position
from ...case.scenario import Scenario
from ...worlds.results.result import holds
from ..breakeven.answer import BreakEvens
from .conclusion import Concluded

Verdict = Literal["holds", "beside", "fails"]


@dataclass(frozen=True)
class Critic:
    """The scenario under a rival set, and whether the conclusion holds: where it leads, only beside that, or nowhere.

    `differs`: of the numbers on which the conclusion rests those that the set itself puts elsewhere, and what it says
    of each. `silent`: it says nothing of any of them, and leaves all as the register has them.
    """

    scenario: Scenario
    verdict: Verdict
    differs: tuple[tuple[Assumption, Change], ...]
    silent: bool = False

    @property
    def set(self) -> AssumptionSet:
        """The rival set."""
        return self.scenario.assumptions

    def puts(self, name: str) -> Change | None:
        """What the set itself says of an assumption; None where it says nothing, or the scenario sets the value."""
        return _says(self.scenario, name)


def rivals(scenario: Scenario) -> tuple[AssumptionSet, ...]:
    """The sets of the case but for those that the scenario stands on, in the case's order."""
    chosen = {scenario.assumptions.name, *scenario.assumptions.line, *scenario.assumptions.name.split("+")}
    return tuple(each for each in scenario.case.sets.values() if each.name not in chosen and each.stands_on is None)


def critic(scenario: Scenario, concluded: Concluded, rival: AssumptionSet, rests: BreakEvens | None) -> Critic:
    """The conclusion under a rival set; one's own values are left out, for the set is somebody else's word."""
    case = replace(scenario.case, register=scenario.case.register_as_read)
    other = case.scenario(scenario.name, rival)
    names = [entry.name for entry in carrying(rests)]
    silent = bool(names) and all(_says(other, name) is None for name in names)
    return Critic(other, _verdict(other, concluded), tuple(_differs(scenario, other, rests)), silent)


def carrying(rests: BreakEvens | None) -> Iterator[Assumption]:
    """The numbers that turn the conclusion alone inside their ranges, the nearest first."""
    yield from (each.entry for each in (rests.nearest_first if rests else ()) if each.inside or each.tied)


def _says(scenario: Scenario, name: str) -> Change | None:
    return None if name in scenario.file.changes else position(scenario.case, scenario.assumptions, name)


def _verdict(scenario: Scenario, concluded: Concluded) -> Verdict:
    if holds(scenario, concluded.reached):
        return "holds"
    ruled = concluded.reached.rule is not None and concluded.reached.of == "game"
    beside = ruled and holds(scenario, replace(concluded.reached, sense="some"))
    return "beside" if beside else "fails"


def _differs(scenario: Scenario, other: Scenario, rests: BreakEvens | None) -> Iterator[tuple[Assumption, Change]]:
    for entry in carrying(rests):
        change = _says(other, entry.name)
        if change is not None and change.value != scenario.values[entry.name]:
            yield entry, change


def claims_behind(scenario: Scenario, rests: BreakEvens) -> Iterator[tuple[Claim, Assumption]]:
    """The claims of the argument that the sources of the numbers cite on which the conclusion rests."""
    for entry in carrying(rests):
        for number in cited(entry.source)[0]:
            if number in scenario.case.claims:
                yield scenario.case.claims[number], entry
