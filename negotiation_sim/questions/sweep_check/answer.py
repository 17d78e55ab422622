"""A sweep's file, read through."""

from contextlib import closing

from rich.text import Text

from ...present.records import Record
from ..sweep.store import read
from ..sweep.summary import Summary, summary
from .question import SweepCheckAsked


def answer(asked: SweepCheckAsked) -> Summary:
    """What the file says in short. Raises InputError where it does not hold what was written into it."""
    with closing(read(asked.file)) as store:
        return summary(store)


def text(answer: Summary) -> Text:
    """That it is whole, and how far the sweep is."""
    inputs = answer.inputs
    state = "The sweep is complete" if answer.complete else "The sweep is not complete"
    counts = f"{answer.chunks:,} of {inputs['chunks']:,} chunks with {answer.rows:,} rows"
    return Text(
        f"{answer.path}: holds what was written into it. {state}: {counts}.\n"
        f"{inputs['title']}. Hash {inputs['hash']}, table {answer.table_hash}."
    )


def record(answer: Summary) -> Record:
    """The same as data."""
    return {
        "file": str(answer.path),
        "title": answer.inputs["title"],
        "hash": answer.inputs["hash"],
        "complete": answer.complete,
        "chunks": answer.inputs["chunks"],
        "chunks_complete": answer.chunks,
        "rows": answer.rows,
        "table_hash": answer.table_hash,
    }
