"""The files of `sensitivity`."""

from collections.abc import Iterator

from ...present.writer import File, all_forms
from .answer import Sensitivity
from .pictures import pictures
from .record import record
from .words import text


def files(answer: Sensitivity) -> Iterator[File]:
    """sensitivity.txt, .json and .csv; a picture of bars for each output and method."""
    return all_forms("sensitivity", text(answer), record(answer), answer.table, pictures(answer))
