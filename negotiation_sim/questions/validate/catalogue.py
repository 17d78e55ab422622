"""The catalogue of known answers: published games and rules, what was computed for them, and the answers. TOML files.

A file is one game or rule: its citation, its inputs, and under `answers` what is computed from them. Nothing is
computed here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from ...case.document import Section, check_identifier, read_toml
from ...case.library import library
from ...errors import InputError

INPUTS = ("game", "tree", "body", "coalitional", "conflict", "thresholds", "demand", "goods", "pie", "turns",
          "legislature", "agenda")  # fmt: skip
"""The tables of which a file has at least one; what stands in them depends on the concept."""

_FRACTION = re.compile("-?[0-9]{1,18}/[0-9]{1,18}")

OBTAINED = ("published", "recomputed")
"""Whether the number stands in the work cited, or its method was followed and the number computed for this catalogue.

Every answer says which; neither is taken for granted.
"""


@dataclass(frozen=True)
class Citation:
    """Where the answer is from: authors, year, title, journal or book, pages or equation."""

    authors: str
    year: int
    work: str
    published_in: str
    place: str

    @property
    def line(self) -> str:
        """The citation in full, on one line."""
        return f"{self.authors} ({self.year}), {self.work}. {self.published_in}, {self.place}."


@dataclass(frozen=True)
class KnownAnswer:
    """What is computed (`concept`, with the parameters in `asked`), the answer, and how far apart the two may be."""

    name: str
    concept: str
    asked: Section
    expected: Any
    tolerance: float
    obtained: str
    section: Section


@dataclass(frozen=True)
class KnownCase:
    """One publication; `section` holds its inputs."""

    id: str
    title: str
    citation: Citation
    note: str
    section: Section
    answers: tuple[KnownAnswer, ...]


def read_catalogue(folder: Path | None = None) -> tuple[KnownCase, ...]:
    """Every file of the catalogue that travels with the package, or of a folder, by name.

    Raises InputError naming the file, the line and the key path of the first fault found.
    """
    place = folder or library() / "validation"
    if not (files := sorted(place.glob("*.toml"))):
        fault = "holds no known answers. Give a folder" if place.is_dir() else "there is no such folder. Give one"
        raise InputError(f"{place}: {fault} with a .toml file for each publication.")
    return tuple(_case(read_toml(path), path.stem) for path in files)


def _case(section: Section, id: str) -> KnownCase:
    section.allow("title", "citation", "note", "answers", *INPUTS)
    if not any(kind in section.data for kind in INPUTS):
        raise section.fault(None, f"has no inputs. Add one of the tables {', '.join(INPUTS)}.")
    if "citation" not in section.data:
        raise section.fault(None, "[citation] is missing. Add it, with authors, year, work, in and place.")
    answers = tuple(_answer(part, name) for name, part in section.section("answers").sections())
    if not answers:
        raise section.fault("answers", "are missing. Add a table such as [answers.shapley_value].")
    title, citation = section.text("title"), _citation(section.section("citation"))
    return KnownCase(id, title, citation, section.text("note", ""), section, answers)


def _citation(section: Section) -> Citation:
    section.allow("authors", "year", "work", "in", "place")
    year = section.number("year")
    if not 1100 <= year <= 2100 or year != int(year):
        raise section.fault("year", f"{year:g} is not a year.")
    authors, work, published_in = (section.text(key) for key in ("authors", "work", "in"))
    return Citation(authors, int(year), work, published_in, section.text("place", "no page"))


def _answer(section: Section, name: str) -> KnownAnswer:
    check_identifier(section, name, "answer's name", at="concept")
    section.allow("concept", "with", "expected", "tolerance", "obtained")
    tolerance = section.number("tolerance") if "tolerance" in section.data else 0.0
    if tolerance < 0:
        raise section.fault("tolerance", f"{tolerance:g} is below 0.")
    obtained = section.text("obtained")
    if obtained not in OBTAINED:
        raise section.fault("obtained", f"'{obtained}' is not one of {', '.join(OBTAINED)}.")
    if "expected" not in section.data:
        raise section.fault(None, "'expected' is missing. Write down the known answer.")
    with section.placing("expected"):
        expected = plain(section.data["expected"])
    if expected == {}:
        raise section.fault("expected", "is an empty table, which any answer would match. Name what must be found.")
    if not _comparable(expected):
        raise section.fault("expected", "holds a date or a time, which no answer is. Write it as text, in quotes.")
    if not _finite(expected):
        raise section.fault(
            "expected", "holds nan or inf, which no answer matches, or more than 1e300. Write down the number."
        )
    return KnownAnswer(name, section.text("concept"), section.section("with"), expected, tolerance, obtained, section)


def _comparable(value: Any) -> bool:
    if isinstance(value, dict | list):
        return all(map(_comparable, value.values() if isinstance(value, dict) else value))
    return isinstance(value, bool | int | float | str)


def _finite(value: Any) -> bool:
    if isinstance(value, dict | list):
        return all(map(_finite, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, int | float) or abs(value) < 1e300


def plain(value: Any) -> Any:
    """What TOML holds, with the texts that are fractions, such as "421/2145", as numbers.

    Raises InputError for a fraction that divides by 0.
    """
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if not isinstance(value, str) or not _FRACTION.fullmatch(value):
        return value
    if not value.split("/")[1].strip("0"):
        raise InputError(f"the fraction '{value}' divides by 0. Write one such as '1/3', in quotes.")
    return float(Fraction(value))


def lists(section: Section, key: str) -> list[list[Any]]:
    """The list of lists at `key`."""
    entries = section.items(key)
    for entry in entries:
        if not isinstance(entry, list):
            raise section.fault(key, f"holds {entry!r}; every entry must be a list in square brackets.")
    return entries


def labels(section: Section, key: str, names: list[Any] | None = None) -> tuple[str, ...]:
    """The names in the list at `key`, or in one list of it: texts, at least one, none twice."""
    names = section.items(key) if names is None else names
    if not names:
        raise section.fault(key, "holds an empty list. List the names, or leave the key out.")
    for k, name in enumerate(names):
        if not isinstance(name, str) or not name.strip():
            raise section.fault(key, f"holds {name!r}; every name must be text in quotes.")
        if name in names[:k]:
            raise section.fault(key, f"lists '{name}' twice. Keep one.")
    return tuple(names)


def whole(section: Section, key: str, least: int, most: int) -> int:
    """The whole number at `key`, from `least` to `most`."""
    value = section.number(key)
    if value != int(value) or not least <= value <= most:
        raise section.fault(key, f"{value:g} is not a whole number from {least:,} to {most:,}.")
    return int(value)


def numbers(section: Section, key: str, values: Iterable[Any] | None = None) -> list[float]:
    """The list of numbers at `key`, fractions in quotes among them."""
    values = section.items(key) if values is None else values
    with section.placing(key):
        return [section.as_number(key, plain(value)) for value in values]
