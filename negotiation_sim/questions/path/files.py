"""The files of `path`."""

from collections.abc import Iterator

from ...present.phrases import file_stem
from ...present.writer import File, csv_file, json_file, picture_files, text_file
from .answer import Route
from .pictures import picture
from .record import record
from .words import text


def files(answer: Route) -> Iterator[File]:
    """path_NAME.txt, .csv and .json, and the graph of what can follow the start, with the path in it."""
    name = f"path_{file_stem(answer.dispute.origin)}"
    yield text_file(name, text(answer))
    yield csv_file(name, answer.table)
    yield json_file(name, record(answer))
    yield from picture_files([picture(answer)])
