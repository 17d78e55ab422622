"""The files of `coalitions`."""

from collections.abc import Iterator

from ...present.phrases import file_stem
from ...present.writer import File, csv_file, json_file, picture_files, text_file
from .answer import Leaving
from .pictures import pictures
from .record import record
from .words import text


def files(answer: Leaving) -> Iterator[File]:
    """coalitions_NAME.txt, .csv and .json, and the graph with the first joint moves, if there are any."""
    name = f"coalitions_{file_stem(answer.dispute.origin)}"
    yield text_file(name, text(answer))
    yield csv_file(name, answer.table)
    yield json_file(name, record(answer))
    yield from picture_files(pictures(answer))
