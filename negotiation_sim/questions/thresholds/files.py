"""The files of `thresholds`."""

from collections.abc import Iterator

from ...present.writer import File, all_forms
from .answer import Thresholds
from .pictures import picture
from .record import record
from .words import text


def files(answer: Thresholds) -> Iterator[File]:
    """thresholds_table.txt, .json and .csv, and the picture."""
    return all_forms("thresholds_table", text(answer), record(answer), answer.table, [picture(answer)])
