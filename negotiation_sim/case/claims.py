"""The claims of the argument and the numbered sources, as tables; and the check that what is cited exists."""

import csv
import io
import re
from collections.abc import Mapping
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
    """The tables claims.csv and sources.csv of a case; each may be missing."""
    claims = {row[0]: Claim(*row) for row in _rows(folder / "claims.csv", CLAIM_COLUMNS)}
    sources = {
        number: f"{reference} [{note}]" if note else reference
        for number, reference, note in _rows(folder / "sources.csv", SOURCE_COLUMNS)
    }
    return Evidence(claims, sources)


def cited(source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims (C43) and the numbered sources (S08) that a source text cites."""
    return tuple(re.findall(r"\bC\d{2,}\b", source)), tuple(re.findall(r"\bS\d{2,}\b", source))


def _rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    if not path.exists():
        return []
    shown = "/".join(path.parts[-2:])
    reader = csv.reader(io.StringIO(read_text(path)))
    rows: dict[str, list[str]] = {}
    try:
        if tuple(header := next(reader)) != columns:
            expected = f"they must be {', '.join(columns)}, parted by commas."
            raise InputError(f"{shown}, line 1: the columns are {', '.join(header)}; {expected}")
        for row in reader:
            if not row:
                continue
            if len(row) != len(columns):
                problem = f"has {len(row)} columns; {len(columns)} are needed. Put a text with a comma in quotes."
                raise InputError(f"{shown}, line {reader.line_num}: {problem}")
            if row[0] in rows:
                raise InputError(f"{shown}, line {reader.line_num}: '{row[0]}' stands twice. Keep one.")
            rows[row[0]] = row
    except csv.Error as error:
        raise InputError(f"{shown}, line {reader.line_num}: is not a table with commas ({error}).") from None
    if not rows:
        raise InputError(f"{shown}: has no rows. Add one, or delete the file.")
    return list(rows.values())
