"""The files of `breakeven`."""

from collections.abc import Iterator

from ...present.writer import File, all_forms
from .answer import BreakEvens
from .pictures import picture
from .record import record
from .words import text


def files(answer: BreakEvens) -> Iterator[File]:
    """breakeven_table.txt, .json and .csv, and the tornado picture."""
    return all_forms("breakeven_table", text(answer), record(answer), answer.table, [picture(answer)])
