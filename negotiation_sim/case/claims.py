"""The claims of the argument and the numbered sources, as tables; and the check that what is cited exists."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, unknown
from ..files import read_text
from .document import Section

CLAIM_COLUMNS = ("claim", "paragraph", "paraphrase", "actors", "implication", "later_check")
SOURCE_COLUMNS = ("source", "reference", "note")


@dataclass(frozen=True)
class Claim:
    """A claim of the argument under study: paragraph of the text, paraphrase, what it implies for the game."""

    id: str
    paragraph: str
    paraphrase: str
    actors: str
    implication: str
    later_check: str


@dataclass(frozen=True)
class Evidence:
    """What a number may cite, by number: the claims of the argument, and the sources with their notes in brackets."""

    claims: Mapping[str, Claim]
    sources: Mapping[str, str]

    def check(self, section: Section) -> None:
        """Raises InputError where the section's `source` cites a claim or a source that the case's tables lack.

        What a case has no table for may be cited freely.
        """
        if problem := self.problem(section.text("source", "")):
            raise section.fault("source", problem)

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
    claims = {row[0]: Claim(*row) for row in _rows(folder / "claims.csv", CLAIM_COLUMNS, faults)}
    sources = {
        number: f"{reference} [{note}]" if note else reference
        for number, reference, note in _rows(folder / "sources.csv", SOURCE_COLUMNS, faults)
    }
    return Evidence(claims, sources), faults


def cited(source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims (C43) and the numbered sources (S08) that a source text cites."""
    return tuple(re.findall(r"\bC\d{2,}\b", source)), tuple(re.findall(r"\bS\d{2,}\b", source))


def _rows(path: Path, columns: tuple[str, ...], faults: list[InputError]) -> list[list[str]]:
    """The rows of a table, none where there is a fault in it; what is at fault is added to `faults`."""
    if not path.exists():
        return []
    before = len(faults)
    rows = list(_checked_rows(path, columns, faults))
    if not rows and len(faults) == before:
        faults.append(InputError(f"{'/'.join(path.parts[-2:])}: has no rows. Add one, or delete the file."))
    return rows if len(faults) == before else []


def _checked_rows(path: Path, columns: tuple[str, ...], faults: list[InputError]) -> Iterator[list[str]]:
    shown, seen = "/".join(path.parts[-2:]), set[str]()
    try:
        reader = csv.reader(io.StringIO(read_text(path)))
        if tuple(header := next(reader)) != columns:
            expected = f"they must be {', '.join(columns)}, parted by commas."
            raise InputError(f"{shown}, line 1: the columns are {', '.join(header)}; {expected}")
        for row in filter(None, reader):
            if len(row) != len(columns):
                problem = f"has {len(row)} columns; {len(columns)} are needed. Put a text with a comma in quotes."
                faults.append(InputError(f"{shown}, line {reader.line_num}: {problem}"))
            elif row[0] in seen:
                faults.append(InputError(f"{shown}, line {reader.line_num}: '{row[0]}' stands twice. Keep one."))
            seen.add(row[0])
            yield row
    except csv.Error as error:
        faults.append(InputError(f"{shown}, line {reader.line_num}: is not a table with commas ({error})."))
    except InputError as error:
        faults.append(error)
