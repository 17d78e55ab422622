"""The declaration of `sweep check`."""

from pathlib import Path
from typing import Annotated

from ..declaration import Asked, Help, Question


class SweepCheckAsked(Asked):
    """Reads a sweep's file through and says whether it holds what was written into it.

    Every chunk carries a digest of its rows, and the inputs a seal: what was renamed, emptied, doubled or changed since
    is found, and named. Whatever else reads the file checks the same first.
    """

    file: Annotated[Path, Help("The DuckDB file that a sweep wrote.", by_place=True)]


QUESTION = Question(
    title="What a sweep's file holds",
    group="On which assumptions it rests",
    place=9,
    asks=SweepCheckAsked,
    examples=("hinges.duckdb",),
    keys={
        "file": "the DuckDB file",
        "title": "the sweep's title",
        "hash": "of all that the table depends on",
        "complete": "whether nothing is left to do",
        "chunks": "how many chunks the finished table has",
        "chunks_complete": "how many are done, each with the rows that were written",
        "rows": "how many rows they have",
        "table_hash": "of the rows",
    },
    text="answer:text",
    record="answer:record",
    table=None,
)
