"""Dated statements on which assumption sets are tried: windows of outside facts, what was asked in them, what came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..language.expression import Expression
from .parts import ScenarioFile

FILE = "backtest.toml"
SCORINGS = {
    "one_over_answers": "A statement scores 1 divided by the number of a set's answers if the truth is among them, "
    "else 0; where a set is silent the statement is left out and counted."
}
"""The rules by which a file may have its statements scored, each in words."""
CHOSEN = {
    "answers_known": "The statements were chosen with the answers known",
    "answers_unknown": "The statements were chosen before their answers were known",
}
"""How statements may have been chosen; the first sentence of every answer says so."""
OPEN = "open"


@dataclass(frozen=True)
class Window:
    """A stretch of time. `file` is the scenario that its outside facts make, `last` who played what before it.

    `starts` is the day up to which alone something may be known in it.
    """

    name: str
    title: str
    starts: str
    ends: str
    file: ScenarioFile
    last: Mapping[str, str]


@dataclass(frozen=True)
class Statement:
    """One dated statement, yes or no, of which it is known by now (or is open: `truth` None) whether it came true.

    `file` is the window's scenario with what the statement adds. `holds` is asked of every equilibrium there, or of the
    kind of result `of`; None where the case cannot speak of it: `silent` says why. `said` is what the text under study
    says, where it says so. `given` are the answers of the baselines that are written and not computed. `note`: how the
    truth was read, where that is open to doubt.
    """

    name: str
    number: int
    title: str
    window: str
    file: ScenarioFile
    of: str
    holds: Expression | None
    silent: str
    truth: bool | None
    day: str
    source: str
    said: bool | None
    given: Mapping[str, bool]
    note: str

    @property
    def is_open(self) -> bool:
        """Whether it is not yet known what came of it."""
        return self.truth is None


@dataclass(frozen=True)
class ForetoldShare:
    """An event of the years whose share of histories is held against what happened by a year.

    `changes` in `over` years is how often the like of it had happened before: its rate is the reference.
    """

    name: str
    title: str
    event: str
    year: int
    window: str
    happened: bool
    changes: float
    over: float
    source: str

    def climatology(self, years: int) -> float:
        """The chance of at least one change in so many years, at the rate of the years before."""
        return float(1 - (1 - min(1.0, self.changes / self.over)) ** years)


@dataclass(frozen=True)
class StoredRange:
    """In which range a number could be put by what was known by a day, where its sources in the register are later."""

    low: float
    high: float
    known: str
    why: str


@dataclass(frozen=True)
class Backtest:
    """The file backtest.toml. `frozen` is the hash of rules, sets and statements when they were last frozen, or "".

    `text` is the source in which the claims are made. `standing` is who played what when the text was written. `texts`
    is all that the file says but the hash, by key path.
    """

    scoring: str
    chosen: str
    cannot_test: str
    title: str
    about: str
    frozen: str
    text: str
    standing: Mapping[str, str]
    windows: Mapping[str, Window]
    statements: tuple[Statement, ...]
    shares: tuple[ForetoldShare, ...]
    ranges: Mapping[str, StoredRange]
    texts: Mapping[str, str]

    @property
    def first_sentence(self) -> str:
        """How the statements were chosen, and what they cannot test."""
        return f"{CHOSEN[self.chosen]}, and they cannot test {self.cannot_test}."

    def asked(self) -> Iterator[tuple[Window, str]]:
        """Every window with a kind of result that something in it is asked of, each pair once."""
        pairs = [(each.window, each.of) for each in self.statements if each.holds is not None]
        pairs += [(each.window, "years") for each in self.shares]
        yield from ((self.windows[window], of) for window, of in dict.fromkeys(pairs))
