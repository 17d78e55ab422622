"""Claims and sources by their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...case.scenario import Case
from ...errors import InputError, as_known, unknown
from ..common import named_case
from .question import CiteAsked


@dataclass(frozen=True)
class Cited:
    """What stands under a number: of a claim what it says and implies, of a source where it is found."""

    number: str
    kind: Literal["claim", "source"]
    text: str
    note: str


def answer(asked: CiteAsked) -> tuple[Cited, ...]:
    """What the numbers stand for, in their order."""
    return citations(named_case(asked), asked.numbers)


def citations(case: Case, numbers: Sequence[str]) -> tuple[Cited, ...]:
    """The claims (C43) and sources (S08) of these numbers. Raises InputError for a number the case does not have."""
    return tuple(_citation(case, number) for number in numbers)


def _citation(case: Case, number: str) -> Cited:
    number = as_known(number, [*case.claims, *case.sources])
    if number in case.claims:
        claim = case.claims[number]
        later = f" Later: {claim.later_check}" if claim.later_check else ""
        return Cited(number, "claim", f"Paragraph {claim.paragraph}: {claim.paraphrase}", claim.implication + later)
    if number in case.sources:
        return Cited(number, "source", case.sources[number], "")
    raise InputError(unknown("claim or source", number, [*case.claims, *case.sources], case.where))
