"""What one request asks: a question, its values, the case that it is about, and the addresses that it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..questions import question as question_named
from ..questions.declaration import Question
from .address import Controls, address, pairs_of
from .described import contents_of
from .enlarging import LARGE, in_large
from .jobs import Job, Wanted


@dataclass(frozen=True)
class Asked:
    """What one request asks: the question, its values, of which case, and what is known of that case.

    `named`: an address must name the case, for it is not the one that is shown where none is named. `sent_case` is what
    is known of the case that was sent, also where the question is not about it.
    """

    question: Question
    values: Mapping[str, Any]
    given: Mapping[str, Any]
    controls: Controls
    case: str
    description: Mapping[str, Any]
    offers: Mapping[str, Mapping[str, str]]
    packed: bytes = b""
    folder: str = ""
    state: str = ""
    named: bool = False
    sent_case: Mapping[str, Any] = field(default_factory=dict)

    def job(self, wanted: Wanted, question: str = "", values: Mapping[str, Any] | None = None) -> Job:
        """The work that gives the answer in that form; of another question about the same case, where one is named."""
        asked = self.values if values is None else values
        pairs = tuple(sorted((name, value) for name, value in asked.items() if name != "case"))
        return Job(
            question or self.question.name, pairs, wanted, self.folder, self.packed if self.case else b"", self.state
        )

    @property
    def address(self) -> str:
        """The address of the page; of a case that was sent the path alone, for it travels in the form."""
        return address(self.question, self.values_with_case)

    def shown(self, address: str) -> str:
        """An address to which this page leads, shown as this page is."""
        return in_large(address) if self.controls.view == LARGE else address

    @property
    def contents(self) -> str:
        """What the files of the case hold, in short: the same on every machine; "" for a case that was sent."""
        return contents_of(Path(self.folder), self.state) if self.folder else ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is asked as the pairs of a form."""
        return pairs_of(self.question, self.values_with_case)

    @property
    def values_with_case(self) -> Mapping[str, Any]:
        """The values, with the name of the case where an address must have it."""
        return {**self.values, **self.case_in_address}

    @property
    def case_in_address(self) -> Mapping[str, Any]:
        """The name of the case, where an address must have it."""
        return {"case": self.case} if self.named else {}


def address_to(asked: Asked, name: str, **values: Any) -> str:
    """The address of another question about the same case."""
    return address(question_named(name), {**values, **asked.case_in_address})


def changed(asked: Asked, **values: Any) -> list[tuple[str, str]]:
    """What is asked, with some fields changed, as the pairs of a form; None takes a field off."""
    return pairs_of(asked.question, {**asked.values_with_case, **values})


def address_with(asked: Asked, **values: Any) -> str:
    """The address of what is asked, with some fields changed; None takes a field off."""
    return address(asked.question, {**asked.values_with_case, **values})
