"""The stamp that stands on every table, figure and report: whose assumptions, what was changed, which inputs."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..case.assumptions import Assumption, SetTwice
from ..case.scenario import Scenario, joint_digest
from . import labels

CAVEAT = "Every payoff is a modeller's construction: results hold under these assumptions and are no forecast."


@dataclass(frozen=True)
class Changed:
    """One of the user's own changes."""

    entry: Assumption
    value: float

    @property
    def words(self) -> str:
        """`us_cred 0.7 -> 0.9`, marked where the value lies outside its range."""
        entry = self.entry
        mark = "" if entry.allows(self.value) else f" (outside its range {entry.low:g} to {entry.high:g})"
        return f"{labels.assumption(entry)} {entry.value:g} -> {self.value:g}{mark}"


@dataclass(frozen=True)
class Stamp:
    """`outside` has every assumption, whoever set it, whose value lies outside its range.

    `set_twice` are those to which sets that are laid over each other give different values.
    """

    case: str
    assumptions: tuple[str, ...]
    changes: tuple[Changed, ...]
    outside: tuple[Assumption, ...]
    digest: str
    set_twice: tuple[SetTwice, ...] = ()

    @property
    def line(self) -> str:
        """One line of plain text."""
        changes = "; ".join(change.words for change in self.changes) or "none"
        beyond = f". Outside its range: {', '.join(map(labels.assumption, self.outside))}" if self.outside else ""
        both = f". Both set: {'; '.join(each.words for each in self.set_twice)}" if self.set_twice else ""
        return f"Assumptions: {', '.join(self.assumptions)}{both}. Own changes: {changes}{beyond}. Hash {self.digest}."


def stamp(scenarios: Sequence[Scenario]) -> Stamp:
    """The stamp of results that come from these scenarios of one case."""
    register = scenarios[0].case.register
    changed = {name: value for scenario in scenarios for name, value in scenario.overrides.items()}
    return Stamp(
        scenarios[0].case.name,
        tuple(dict.fromkeys(scenario.assumptions.name for scenario in scenarios)),
        tuple(Changed(register[name], value) for name, value in changed.items()),
        tuple(dict.fromkeys(register[name] for scenario in scenarios for name in scenario.outside_range)),
        joint_digest(scenarios),
        tuple(dict.fromkeys(each for scenario in scenarios for each in scenario.assumptions.set_twice)),
    )
