"""The stamp that stands on every table, figure and report: which case, whose assumptions, what was changed, a hash."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ..case.assumptions import Assumption, SetTwice
from ..case.own_changes import ChangedPart, ChangedValue, changed_parts, changed_values
from ..case.scenario import Scenario, joint_digest
from . import labels
from .phrases import listed

CAVEAT = "Every payoff is a modeller's construction: results hold under these assumptions and are no forecast."
NAMELESS = "the rules"
"""What stands for a scenario without a name: rules that are asked under the same assumptions, in no scenario."""
MOST_CHANGES = 12
"""So many of the user's own changes a caption names, and how many more there are; the text beside it names all."""
MOST_TITLES = 3
"""Of more sets than that a caption says how many they are."""
T = TypeVar("T", ChangedValue, ChangedPart)


@dataclass(frozen=True)
class Changed:
    """One of the user's own changes. `where` says for which sets and scenarios it holds, "" for all that are shown."""

    change: ChangedValue | ChangedPart
    where: str = ""

    @property
    def words(self) -> str:
        """`us_cred 0.7 -> 0.9 under mine`, `outcome deal changed`; of an assumption its label where it has one."""
        change = self.change
        shown = change.called(labels.assumption(change.entry)) if isinstance(change, ChangedValue) else change.words
        return shown + self.where


@dataclass(frozen=True)
class Stamp:
    """`outside` has every assumption, whoever set it, whose value lies outside its range.

    `set_twice` are those to which sets that are laid over each other give different values. `copy_of` is the case of
    which this one is a copy, "" for none; `compared` whether that was at hand to be compared with.
    `of_a_file`, Game or Table, says that one in a file was solved: `case` is its name, and it has no assumptions.
    `titles` are those of `assumptions`, for people.
    """

    case: str
    title: str
    assumptions: tuple[str, ...]
    changes: tuple[Changed, ...]
    outside: tuple[Assumption, ...]
    digest: str
    set_twice: tuple[SetTwice, ...] = ()
    copy_of: str = ""
    compared: bool = True
    of_a_file: str = ""
    titles: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, list[float]]:
        """The values of one's own, by assumption: one, or as many as sets and scenarios give it."""
        values: dict[str, list[float]] = {}
        for changed in self.changes:
            if isinstance(changed.change, ChangedValue):
                values.setdefault(changed.change.entry.name, []).append(changed.change.value)
        return {name: list(dict.fromkeys(several)) for name, several in values.items()}

    @property
    def line(self) -> str:
        """One line of plain text."""
        return self._line(len(self.changes))

    def caption(self, most: int) -> str:
        """The line below a picture: titles in place of names, so many of the changes, and how many more there are."""
        titled = self.titles if len(self.titles) <= MOST_TITLES else (f"{len(self.titles)} sets",)
        shown = replace(self, assumptions=titled) if titled else self
        return shown._line(len(self.changes) if len(self.changes) <= most + 1 else most, "; ")

    def _line(self, most: int, between: str = ", ") -> str:
        if self.of_a_file:
            return f"{self.of_a_file}: {self._case}. Hash {self.digest}."
        changes = "; ".join(change.words for change in self.changes[:most]) or "none"
        more = f"; and {len(self.changes) - most} more, in the text" if len(self.changes) > most else ""
        beyond = f". Outside its range: {', '.join(map(labels.assumption, self.outside))}" if self.outside else ""
        both = f". Both set: {'; '.join(each.words for each in self.set_twice)}" if self.set_twice else ""
        under = f"Assumptions: {between.join(self.assumptions)}{both}"
        return f"Case: {self._case}. {under}. Own changes: {changes}{more}{beyond}. Hash {self.digest}."

    @property
    def _case(self) -> str:
        if not self.copy_of:
            return f"{self.title} ({self.case})"
        apart = "" if self.compared else ", which is not here: what was changed in the copy cannot be said"
        return f"{self.title} ({self.case}, a copy of {self.copy_of}{apart})"


def stamp(scenarios: Sequence[Scenario]) -> Stamp:
    """The stamp of results that come from these scenarios of one case."""
    case = scenarios[0].case
    of_a_game = case.game is not None or case.tree is not None
    origin = case.origin.name if case.origin else case.copy_of
    return Stamp(
        case.name,
        case.title,
        () if of_a_game else tuple(dict.fromkeys(scenario.assumptions.name for scenario in scenarios)),
        (*_changed(scenarios, changed_values), *_changed(scenarios, changed_parts)),
        tuple(dict.fromkeys(case.register[name] for scenario in scenarios for name in scenario.outside_range)),
        joint_digest(scenarios),
        tuple(dict.fromkeys(each for scenario in scenarios for each in scenario.assumptions.set_twice)),
        origin,
        case.origin is not None or not case.copy_of,
        ("Table" if case.table is not None else "Game") if of_a_game else "",
        tuple({scenario.assumptions.name: scenario.assumptions.title for scenario in scenarios}.values()),
    )


def changes_of(scenario: Scenario) -> dict[str, list[str]]:
    """The user's own changes in words, by the assumption that they are about; rules are left out."""
    words: dict[str, list[str]] = {}
    changes: list[ChangedValue | ChangedPart] = [*changed_values(scenario), *changed_parts(scenario)]
    for change in changes:
        name = change.entry.name if isinstance(change, ChangedValue) else change.name.rpartition(" ")[2]
        if name in scenario.case.register:
            words.setdefault(name, []).append(change.words)
    return words


def _changed(scenarios: Sequence[Scenario], of: Callable[[Scenario], Iterable[T]]) -> Iterator[Changed]:
    """Every change once, with the sets and the scenarios for which it holds where it does not hold for all."""
    holding: dict[T, list[Scenario]] = {}
    for scenario in scenarios:
        for change in of(scenario):
            holding.setdefault(change, []).append(scenario)
    for change, several in holding.items():
        yield Changed(change, _where(several, scenarios))


def _where(some: Sequence[Scenario], all_of_them: Sequence[Scenario]) -> str:
    sets, every_set = ({scenario.assumptions.name: None for scenario in part} for part in (some, all_of_them))
    names, every_name = ({scenario.name or NAMELESS: None for scenario in part} for part in (some, all_of_them))
    under = f" under {listed([*sets])}" if len(sets) < len(every_set) else ""
    return under + (f" in {listed([*names])}" if len(names) < len(every_name) else "")
