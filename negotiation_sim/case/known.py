"""What was known by a day: dates of sources and of assumption sets, held against the day on which a window starts.

A date that names a month or a year only counts as its last day: nothing is taken to be known before that is sure. A
source without a date is not known to have been there, so it counts as later.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .assumptions import AssumptionSet
from .claims import Source, cited


def last_day(written: str) -> str:
    """The last day of a date that is a year, a month or a day.

    >>> last_day("2020"), last_day("2024-02"), last_day("2020-09-03")
    ('2020-12-31', '2024-02-29', '2020-09-03')
    """
    year, *rest = written.split("-")
    month = rest[0] if rest else "12"
    day = rest[1] if len(rest) > 1 else f"{monthrange(int(year), int(month))[1]:02d}"
    return f"{year}-{month}-{day}"


@dataclass(frozen=True)
class Dates:
    """When what a source text cites was known: each source by its date, claims by that of the text they are made in."""

    sources: Mapping[str, Source]
    claims: str = ""

    def of(self, number: str) -> str:
        """The last day of the date of a claim or a source; "" where it bears none."""
        written = self.claims if number.startswith("C") else self.written(number)
        return last_day(written) if written else ""

    def written(self, number: str) -> str:
        """The date of a source as it is written; "" where there is none."""
        return self.sources[number].date if number in self.sources else ""

    def later(self, source: str, day: str) -> Iterator[str]:
        """Each claim or source that a text cites and that was not known by the day, with its date in words."""
        for number in (number for numbers in cited(source) for number in numbers):
            if not (known := self.of(number)) or known > day:
                yield f"{number} ({self.written(number) or known or 'without a date'})"


def why_later(assumed: AssumptionSet, sets: Mapping[str, AssumptionSet], dates: Dates, day: str) -> str:
    """Why an assumption set could not speak by a day, in words; "" where it could.

    Of sets that are laid over each other, and of those that a set is built on, each must be known.
    """
    for part in (assumed, *(sets[name] for name in assumed.line if name in sets)):
        who = "it" if part is assumed else f"\u201c{part.title}\u201d"
        if not part.as_of:
            return f"{who} does not say as of when it speaks"
        if last_day(part.as_of) > day:
            return f"{who} speaks as of {part.as_of}"
    for change in assumed.changes.values():
        if late := next(dates.later(change.source, day), ""):
            return f"its {change.name} cites {late}"
    return ""
