"""The claims of the argument and the numbered sources, as tables; and the check that what is cited exists."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, unknown
from ..files import read_text
from .assumptions import Change, Register

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


def read_claims(path: Path) -> dict[str, Claim]:
    """The claims by number; none where the case has no such table."""
    return {row[0]: Claim(*row) for row in _rows(path, CLAIM_COLUMNS)}


def read_sources(path: Path) -> dict[str, str]:
    """The numbered sources; a note such as "weak source" stands in brackets behind the reference."""
    return {
        number: f"{reference} [{note}]" if note else reference
        for number, reference, note in _rows(path, SOURCE_COLUMNS)
    }


def _rows(path: Path, columns: tuple[str, ...]) -> Iterable[list[str]]:
    if not path.exists():
        return []
    shown = f"{path.parent.name}/{path.name}"
    reader = csv.reader(io.StringIO(read_text(path)))
    if tuple(header := next(reader)) != columns:
        raise InputError(f"{shown}, line 1: the columns are {', '.join(header)}; they must be {', '.join(columns)}.")
    rows: dict[str, list[str]] = {}
    for row in reader:
        if len(row) != len(columns):
            raise InputError(f"{shown}, line {reader.line_num}: has {len(row)} columns; {len(columns)} are needed.")
        if row[0] in rows:
            raise InputError(f"{shown}, line {reader.line_num}: '{row[0]}' stands twice. Keep one.")
        rows[row[0]] = row
    return rows.values()


def cited(source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims (C43) and the numbered sources (S08) that a source text cites."""
    return tuple(re.findall(r"\bC\d{2,3}\b", source)), tuple(re.findall(r"\bS\d{2,3}\b", source))


def check_sources(
    folder: str,
    register: Register,
    changes: Iterable[tuple[str, Change]],
    claims: Mapping[str, Claim],
    sources: Mapping[str, str],
) -> None:
    """Raises InputError where a number cites a claim or a source that the case's tables do not have.

    `changes` are the values of the assumption sets and scenarios, each with the file it stands in.
    """
    for name, entry in register.items():
        _check(f"{folder}/assumptions.toml: {name}.source", entry.source, claims, sources)
    for file, change in changes:
        _check(f"{folder}/{file}: {change.name}.source", change.source, claims, sources)


def _check(place: str, source: str, claims: Mapping[str, Claim], sources: Mapping[str, str]) -> None:
    found_claims, found_sources = cited(source)
    for number in found_claims if claims else ():
        if number not in claims:
            raise InputError(f"{place}: {unknown('claim', number, claims)}")
    for number in found_sources if sources else ():
        if number not in sources:
            raise InputError(f"{place}: {unknown('source', number, sources)}")
