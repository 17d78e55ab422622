"""What others say: the rival sets of a case, whether the conclusion holds under each, and where they differ on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ...case.assumptions import Assumption, AssumptionSet
from ...case.claims import Claim, cited
from ...case.scenario import Scenario
from ...worlds.results.result import holds
from ..breakeven.answer import BreakEvens
from .conclusion import Concluded

Verdict = Literal["holds", "beside", "fails"]


@dataclass(frozen=True)
class Critic:
    """The scenario under a rival set, and whether the conclusion holds: where it leads, only beside that, or nowhere.

    `differs`: of the numbers on which the conclusion rests those that the set puts elsewhere, with its value, its
    reason and its source.
    """

    scenario: Scenario
    verdict: Verdict
    differs: tuple[tuple[Assumption, float, str, str], ...]

    @property
    def set(self) -> AssumptionSet:
        """The rival set."""
        return self.scenario.assumptions


def rivals(scenario: Scenario) -> tuple[AssumptionSet, ...]:
    """The sets of the case but for those that the scenario stands on, in the case's order."""
    chosen = {scenario.assumptions.name, *scenario.assumptions.line, *scenario.assumptions.name.split("+")}
    return tuple(each for each in scenario.case.sets.values() if each.name not in chosen and each.stands_on is None)


def critic(scenario: Scenario, concluded: Concluded, rival: AssumptionSet, rests: BreakEvens | None) -> Critic:
    """The conclusion under a rival set; one's own values are left out, for the set is somebody else's word."""
    case = replace(scenario.case, register=scenario.case.register_as_read)
    other = case.scenario(scenario.name, rival)
    return Critic(other, _verdict(other, concluded), tuple(_differs(scenario, other, rests)))


def _verdict(scenario: Scenario, concluded: Concluded) -> Verdict:
    if holds(scenario, concluded.reached):
        return "holds"
    ruled = concluded.reached.rule is not None and concluded.reached.of == "game"
    beside = ruled and holds(scenario, replace(concluded.reached, sense="some"))
    return "beside" if beside else "fails"


def _differs(
    scenario: Scenario, other: Scenario, rests: BreakEvens | None
) -> Iterator[tuple[Assumption, float, str, str]]:
    for each in rests.nearest_first if rests else ():
        name = each.entry.name
        if (each.inside or each.tied) and other.values[name] != scenario.values[name]:
            change = other.assumptions.changes.get(name)
            entry = other.case.register[name]
            why, source = (change.why, change.source) if change else (entry.why, entry.source)
            yield each.entry, other.values[name], why, source


def claims_behind(scenario: Scenario, rests: BreakEvens) -> Iterator[tuple[Claim, Assumption]]:
    """The claims of the argument that the sources of the numbers cite on which the conclusion rests."""
    for each in rests.nearest_first:
        if each.inside or each.tied:
            for number in cited(each.entry.source)[0]:
                if number in scenario.case.claims:
                    yield scenario.case.claims[number], each.entry
