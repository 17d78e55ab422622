"""The argument as it is read: its claims by paragraph, each with its numbers and where the critics put them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .tracks import step

Record = Mapping[str, Any]
MOST_NUMBERS = 3
"""Numbers of a claim that stand beside it at once; the others open with a click."""


@dataclass(frozen=True)
class Number:
    """A number that carries a claim; `step` is by how much a move changes it."""

    name: str
    record: Record
    step: float

    @property
    def changed(self) -> bool:
        """Whether it is elsewhere than the author has it."""
        return bool(self.record["value"] != self.record["author_value"])


@dataclass(frozen=True)
class Told:
    """A claim with its numbers: those that stand beside it at once, then the others."""

    claim: Record
    numbers: tuple[Number, ...]
    more: tuple[Number, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text: its number, and its claims."""

    number: str
    claims: tuple[Told, ...]


def paragraphs(record: Record) -> tuple[Paragraph, ...]:
    """The claims of the record by paragraph, in the order of the text. A number has its place where it comes first."""
    numbers = {name: _number(name, each) for name, each in record["numbers"].items()}
    placed: set[str] = set()
    told = []
    for claim in record["claims"]:
        breaking = {each["assumption"] for each in claim["breaks"] if each["inside_range"]}
        fresh = [name for name in claim["numbers"] if name not in placed]
        placed |= {*fresh}
        ordered = sorted(fresh, key=lambda name: name not in breaking)
        shown = tuple(numbers[name] for name in ordered)
        told.append(Told(claim, shown[:MOST_NUMBERS], shown[MOST_NUMBERS:]))
    grouped = groupby(told, key=lambda each: str(each.claim["paragraph"]))
    return tuple(Paragraph(number, tuple(claims)) for number, claims in grouped)


def _number(name: str, record: Record) -> Number:
    return Number(name, record, step(*record["range"]))
