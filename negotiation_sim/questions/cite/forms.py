"""Claims and sources, as a table and as plain dictionaries."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table

from ...present.records import Record
from ...present.tables import table_of
from .answer import Cited


def text(answer: Sequence[Cited]) -> Table:
    """A row for each number; below what a source says stands where it is found."""
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
