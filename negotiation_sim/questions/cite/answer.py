"""Claims and sources by their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...case.claims import Claim, Source
from ...case.scenario import Case
from ...case.searching import contains
from ...errors import InputError, as_known, unknown
from ..common import named_case
from .question import CiteAsked


@dataclass(frozen=True)
class Cited:
    """What stands under a number: of a claim what it says and implies, of a source what it says and where it is found.

    `author`, `title`, `date` and `address` are parts of a source, "" where they are not known and for a claim.
    """

    number: str
    kind: Literal["claim", "source"]
    text: str
    note: str
    author: str = ""
    title: str = ""
    date: str = ""
    address: str = ""


NONE = ". Add a table claims.csv or sources.csv to its folder."


def answer(asked: CiteAsked) -> tuple[Cited, ...]:
    """What the numbers stand for, in their order; without a number all claims and sources, those with the words sought.

    Raises InputError for an unknown number, and where there is nothing with these words.
    """
    case = named_case(asked)
    cited = citations(case, asked.numbers or [*case.claims, *case.sources])
    found = tuple(each for each in cited if contains(_texts(each), asked.find or ""))
    if not found:
        sought = f" in which '{asked.find}' stands. Look for fewer words, or for parts of them." if cited else NONE
        raise InputError(f"there is no claim and no source{case.where}{sought}")
    return found


def _texts(citation: Cited) -> tuple[str, ...]:
    return (citation.number, citation.text, citation.note, citation.author, citation.title, citation.date)


def citations(case: Case, numbers: Sequence[str]) -> tuple[Cited, ...]:
    """The claims (C43) and sources (S08) of these numbers. Raises InputError for a number the case does not have."""
    return tuple(_citation(case, number) for number in numbers)


def _citation(case: Case, number: str) -> Cited:
    number = as_known(number, [*case.claims, *case.sources])
    if number in case.claims:
        return _of_claim(case.claims[number])
    if number in case.sources:
        return _of_source(case.sources[number])
    raise InputError(unknown("claim or source", number, [*case.claims, *case.sources], case.where))


def _of_claim(claim: Claim) -> Cited:
    later = f"Later: {claim.later_check}" if claim.later_check else ""
    alone = f"No number carries it: {claim.no_number}" if claim.no_number else ""
    text = f"Paragraph {claim.paragraph}: {claim.paraphrase}"
    return Cited(claim.id, "claim", text, " ".join(filter(None, (claim.implication, later, alone))))


def _of_source(source: Source) -> Cited:
    parts = (source.author, source.title, source.date, source.address)
    note = source.address if any(parts[:3]) else ""
    return Cited(source.id, "source", source.text, note, *parts)
