"""The claims of the argument and the numbered sources, as tables; and the check that what is cited exists."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..errors import InputError, unknown
from ..files import read_text
from .document import Section

OLD_CLAIM_COLUMNS = ("claim", "paragraph", "paraphrase", "actors", "implication", "later_check")
CLAIM_COLUMNS = (*OLD_CLAIM_COLUMNS, "no_number")
SOURCE_COLUMNS = ("source", "author", "title", "date", "address", "says")
OLD_SOURCE_COLUMNS = ("source", "reference", "note")


@dataclass(frozen=True)
class Claim:
    """A claim of the argument under study: paragraph of the text, paraphrase, what it implies for the game.

    `no_number`: of a claim that no number of the case carries, why that is so and what the case cannot say; else "".
    """

    id: str
    paragraph: str
    paraphrase: str
    actors: str
    implication: str
    later_check: str
    no_number: str = ""


@dataclass(frozen=True)
class Source:
    """A numbered source: who wrote what and when, where it is found, and one line of what it says; unknown parts "".

    `date` is a year, a month or a day: 2020, 2020-09 or 2020-09-03.
    """

    id: str
    author: str
    title: str
    date: str
    address: str
    says: str

    @property
    def text(self) -> str:
        """Author, title and date, then what it says; of a source without them its address and note."""
        if head := ", ".join(filter(None, (self.author, self.title, self.date))):
            return f"{head}. {self.says}".strip()
        return f"{self.address} [{self.says}]" if self.says else self.address


@dataclass(frozen=True)
class Evidence:
    """What a number may cite, by number: the claims of the argument, and the sources."""

    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]

    def check(self, section: Section) -> None:
        """Raises InputError where the section's `source` cites a claim or a source that the case's tables lack.

        What a case has no table for may be cited freely.
        """
        if problem := self.problem(section.text("source", "")):
            raise section.fault("source", problem)

    def check_answers(self, section: Section, claims: Collection[str]) -> None:
        """Raises InputError where `claims`, which the section's `answers` names, are not all claims of the case."""
        for claim in claims:
            if claim not in self.claims:
                known = f"{unknown('claim', claim, self.claims)} Name claims of claims.csv, or leave `answers` out."
                raise section.fault("answers", known)

    def problem(self, source: str) -> str | None:
        """What is wrong with a source's text: the first claim or source it cites that the tables lack; else None."""
        claims, sources = cited(source)
        for kind, numbers, known in (("claim", claims, self.claims), ("source", sources, self.sources)):
            for number in numbers if known else ():
                if number not in known:
                    return f"{unknown(kind, number, known)} Add it to {kind}s.csv."
        return None


def read_evidence(folder: Path) -> Evidence:
    """The tables claims.csv and sources.csv of a case; each may be missing. Raises InputError for the first fault."""
    evidence, faults = evidence_and_faults(folder)
    if faults:
        raise faults[0]
    return evidence


def evidence_and_faults(folder: Path) -> tuple[Evidence, list[InputError]]:
    """The tables with every fault in them; a table with a fault counts as none, so that all may be cited freely."""
    faults: list[InputError] = []
    claims = _rows(folder / "claims.csv", (CLAIM_COLUMNS, OLD_CLAIM_COLUMNS), faults)
    sources = _rows(folder / "sources.csv", (SOURCE_COLUMNS, OLD_SOURCE_COLUMNS), faults)
    return Evidence(
        {row[0]: Claim(*row) for row in claims},
        {row[0]: Source(*row) if len(row) == len(SOURCE_COLUMNS) else _old_source(*row) for row in sources},
    ), faults


def _old_source(number: str, reference: str, note: str) -> Source:
    """A source of a table that only says where it is found, with a note."""
    return Source(number, "", "", "", reference, note)


def cited(source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims (C43) and the numbered sources (S08) that a source text cites."""
    return tuple(re.findall(r"\bC\d{2,}\b", source)), tuple(re.findall(r"\bS\d{2,}\b", source))


def check_date(written: str) -> str | None:
    """What is wrong with a date that is not 2020, 2020-09, 2020-09-03 or empty; else None."""
    if not written or (re.fullmatch(r"\d{4}(-\d{2}){0,2}", written) and _is_a_day(f"{written}-01-01"[:10])):
        return None
    return f"'{written}' is no date. Write 2020, 2020-09 or 2020-09-03, or leave it empty."


def _is_a_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _rows(path: Path, headings: tuple[tuple[str, ...], ...], faults: list[InputError]) -> list[list[str]]:
    """The rows of a table, none where there is a fault in it; what is at fault is added to `faults`.

    `headings`: the columns that the table may have, those to be recommended first.
    """
    if not path.exists():
        return []
    before = len(faults)
    rows = list(_checked_rows(path, headings, faults))
    if not rows and len(faults) == before:
        faults.append(InputError(f"{'/'.join(path.parts[-2:])}: has no rows. Add one, or delete the file."))
    return rows if len(faults) == before else []


def _checked_rows(path: Path, headings: tuple[tuple[str, ...], ...], faults: list[InputError]) -> Iterator[list[str]]:
    shown, seen = "/".join(path.parts[-2:]), set[str]()
    try:
        reader = csv.reader(io.StringIO(read_text(path)))
        if (columns := tuple(next(reader))) not in headings:
            expected = f"they must be {', '.join(headings[0])}, parted by commas."
            raise InputError(f"{shown}, line 1: the columns are {', '.join(columns)}; {expected}")
        for row in filter(None, reader):
            if problem := _problem_of(row, columns, seen):
                faults.append(InputError(f"{shown}, line {reader.line_num}: {problem}"))
            seen.add(row[0])
            yield row
    except csv.Error as error:
        faults.append(InputError(f"{shown}, line {reader.line_num}: is not a table with commas ({error})."))
    except InputError as error:
        faults.append(error)


def _problem_of(row: list[str], columns: tuple[str, ...], seen: Collection[str]) -> str | None:
    """What is wrong with a row, beside those whose numbers were `seen` before it."""
    if len(row) != len(columns):
        return f"has {len(row)} columns; {len(columns)} are needed. Put a text with a comma in quotes."
    if row[0] in seen:
        return f"'{row[0]}' stands twice. Keep one."
    return check_date(row[columns.index("date")]) if "date" in columns else None
