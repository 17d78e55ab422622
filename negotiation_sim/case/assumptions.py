"""Assumptions: every number that is an opinion, with its range and source, and the sets that disagree with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from numbers import Real
from typing import Literal

from ..errors import InputError, unknown
from ..formats.numbers import how_to_type
from ..formats.text import TRUTHS, number

Level = Literal["main", "detail"]
ROUNDING = 1e-12
"""A value so much beyond an end of a range, in widths of it, is at the end."""


def in_words(name: str) -> str:
    """What people read for a name without a label: `hold_firm` as "hold firm"."""
    return name.replace("_", " ")


@dataclass(frozen=True)
class Assumption:
    """One entry of the register. `low` to `high` is where a reasonable person may put it: a range of opinion.

    `written_label` is "" where the file gives no label. `answers`: the claims of the text that a critic answers with
    it, the one that it answers above all first.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    why: str
    source: str
    level: Level
    written_label: str = ""
    answers: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What people read for it, a phrase that can stand in a sentence: its label, or its name in words."""
        return self.written_label or in_words(self.name)

    def allows(self, value: float) -> bool:
        """Whether a value lies in the range; what only rounding puts beyond an end is inside."""
        rounding = ROUNDING * (self.high - self.low)
        return self.low - rounding <= value <= self.high + rounding

    @property
    def is_switch(self) -> bool:
        """Whether it is a yes or no: a range from 0 to 1 and a unit that begins with "switch"."""
        return (self.low, self.high) == (0, 1) and self.unit.startswith("switch")


Register = Mapping[str, Assumption]


@dataclass(frozen=True)
class Change:
    """Another value for an assumption, and who says so; `why` and `source` may be empty.

    Of a value in the set of an author: `said` is what the author says that the value follows, retold; `needed` tells
    that he does not say it, and why his plan needs it. At most one of them is written.
    """

    name: str
    value: float
    why: str = ""
    source: str = ""
    said: str = ""
    needed: str = ""

    @property
    def explained(self) -> bool:
        """Whether somebody wrote `why` and `source`."""
        return True


class UnexplainedChange(Change):
    """A value of a spreadsheet without a reason of its own: `why` says only where it stands."""

    @property
    def explained(self) -> bool:
        """Nobody wrote them."""
        return False


@dataclass(frozen=True)
class SetTwice:
    """An assumption to which sets that are laid over each other give different values, the last of which stands."""

    name: str
    values: tuple[float, ...]

    @property
    def words(self) -> str:
        """`us_cred (0.4, then 0.6)`."""
        return f"{self.name} ({', then '.join(f'{value:g}' for value in self.values)})"


@dataclass(frozen=True)
class AssumptionSet:
    """A rival reading of the case: the values in which it differs from the register, those of its base included.

    `set_twice` is empty but where the set is made of several that are laid over each other. `ranges` and `reasons`
    (why, source) are those that it gives in place of the register's. `stands_on`: of a set from a file elsewhere, the
    sets of the case itself on which it is built; None for a set of the case. `line` are the sets on which it is built
    and itself, the first base first. `over[name]` are the values that it has only when laid over that set, or over one
    that is built on it. `as_of`: a year, a month or a day up to
    which what is known speaks in it; "" where the file does not say.
    """

    name: str
    title: str
    author: str = ""
    lean: str = ""
    about: str = ""
    base: str | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)
    set_twice: tuple[SetTwice, ...] = ()
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    reasons: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    stands_on: tuple[str, ...] | None = None
    line: tuple[str, ...] = ()
    over: Mapping[str, Mapping[str, Change]] = field(default_factory=dict)
    as_of: str = ""

    def laid_over(self, below: Iterable[str]) -> Mapping[str, Change]:
        """Its values when it is laid over the sets of these names: its own, and those that it has over one of them."""
        special = [self.over[name] for name in below if name in self.over]
        return {name: change for changes in (self.changes, *special) for name, change in changes.items()}

    def entry(self, entry: Assumption) -> Assumption:
        """An entry of the register with the range, the reason and the source that this set gives it; else as it is."""
        low, high = self.ranges.get(entry.name, (entry.low, entry.high))
        why, source = self.reasons.get(entry.name, (entry.why, entry.source))
        return replace(entry, low=low, high=high, why=why, source=source)


def parse_override(text: str) -> tuple[str, float]:
    """`serbia.weight.status=12` as a name and a number. Raises InputError."""
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name:
        raise InputError(f"'{text}': write NAME=VALUE, for example dialogue_offset=0.4.")
    try:
        return name, number_typed(value, f"{name}=")
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


def number_typed(text: str, lead: str = "") -> float:
    """The number that a person typed. Raises InputError; `lead` stands before what to write instead.

    >>> number_typed("0.4")
    0.4
    """
    if (read := number(text)) is None:
        finite = "a finite" if re.fullmatch(r"[+-]?(nan|inf(inity)?|[0-9.]+e[0-9]+)", text.lower()) else "a"
        raise InputError(f"'{text}' is not {finite} number.{_how_to_write(text, lead)}")
    return read


def _how_to_write(value: str, lead: str) -> str:
    """What to write instead of a text that is no number."""
    if value.casefold() in TRUTHS:
        return " Write 1 for yes and 0 for no."
    return how_to_type(value, lead) or f" Write, for example, {lead}0.4."


def check_changes(register: Register, changes: Mapping[str, float], where: str = "") -> None:
    """Raises InputError for a name the register does not know or a value that is not a finite number of at most 1e12.

    A value outside its range is accepted: exploring is the point, and every output marks it.
    """
    for name, value in changes.items():
        if name not in register:
            raise InputError(unknown("assumption", name, register, where))
        if isinstance(value, bool) or not isinstance(value, Real):
            raise InputError(f"{name}: {value!r} is not a number.")
        if not abs(value) <= 1e12:
            raise InputError(f"{name}: {value} is not a finite number; at most 1e12 either way is allowed.")


def outside_range(register: Register, values: Mapping[str, float]) -> tuple[str, ...]:
    """The names whose value lies outside its range, in the register's order."""
    return tuple(name for name, entry in register.items() if name in values and not entry.allows(values[name]))


def of_player(register: Register, player: str) -> Iterable[Assumption]:
    """The assumptions whose name starts with the player's."""
    return (entry for name, entry in register.items() if name.partition(".")[0] == player)


def patterns_in(texts: str | Iterable[str]) -> tuple[str, ...]:
    """The names and patterns that texts list, each text one or several with commas between them."""
    listed = [texts] if isinstance(texts, str) else texts
    return tuple(part.strip() for text in listed for part in text.split(","))


def main_ones(register: Register, how: str) -> tuple[str, ...]:
    """The names of the assumptions of level main. Raises InputError where there are none; `how`: what moves others."""
    names = tuple(name for name, entry in register.items() if entry.level == "main")
    if not names:
        raise InputError(
            "no assumption of the case is of level main, and others move only where that is asked for. Write "
            f'level = "main" below those that carry the argument, in assumptions.toml; or {how}.'
        )
    return names


def matching(register: Iterable[str], texts: str | Iterable[str]) -> tuple[str, ...]:
    """The names that names or patterns such as `serbia.*` mean, each once, in the order of the patterns.

    Several may stand in one text, with commas. Raises InputError for a pattern that no name matches.

    >>> matching(["delta", "serbia.cost", "serbia.gain"], "serbia.*, delta")
    ('serbia.cost', 'serbia.gain', 'delta')
    """
    known = tuple(register)
    chosen: dict[str, None] = {}
    for pattern in patterns_in(texts):
        names = [name for name in known if fnmatchcase(name, pattern)]
        names = names or [name for name in known if fnmatchcase(name.casefold(), pattern.casefold())]
        if not names:
            raise InputError(unknown("assumption", pattern, known))
        chosen.update(dict.fromkeys(names))
    return tuple(chosen)
