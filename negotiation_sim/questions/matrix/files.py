"""The files of `matrix`."""

from collections.abc import Iterator

from ...present.writer import File, all_forms
from .answer import Bimatrix
from .pictures import picture
from .record import record
from .words import text


def files(answer: Bimatrix) -> Iterator[File]:
    """matrix_table.txt, .json and .csv, and the picture."""
    return all_forms("matrix_table", text(answer), record(answer), answer.table, [picture(answer)])
