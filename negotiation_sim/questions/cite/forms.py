"""Claims and sources, as a table and as plain dictionaries."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Group, RenderableType
from rich.text import Text

from ...present.records import Record
from ...present.tables import table_of
from .answer import Cited

IN_FULL = 12
"""Up to so many are told in full; of more only what they say is listed."""


def text(answer: Sequence[Cited]) -> RenderableType:
    """A row for each number; below what a source says stands where it is found. Of many what they say alone."""
    if len(answer) > IN_FULL:
        listed = table_of(f"{len(answer)} claims and sources", "Number", "What it says")
        for citation in answer:
            listed.add_row(citation.number, citation.text)
        return Group(listed, Text("Name one to read what it implies, or where it is found."))
    table = table_of("Claims and sources", "Number", "What it says", "What it implies, or a note")
    for citation in answer:
        if citation.kind == "source":
            table.add_row(citation.number, "\n".join(filter(None, (citation.text, citation.note))), "")
        else:
            table.add_row(citation.number, citation.text, citation.note)
    return table


def record(answer: Sequence[Cited]) -> Record:
    """What stands under each number; of its parts those that are known."""
    return {"citations": [_known(citation) for citation in answer]}


def _known(citation: Cited) -> Record:
    always = ("number", "kind", "text", "note")
    return {key: value for key, value in asdict(citation).items() if value or key in always}
