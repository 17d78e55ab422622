"""The files of `regions`."""

from collections.abc import Iterator

from ...present.writer import File, all_forms
from .answer import Regions
from .pictures import picture
from .record import record
from .words import text


def files(answer: Regions) -> Iterator[File]:
    """regions_table.txt, .json and .csv (the exact strips), and the map."""
    return all_forms("regions_table", text(answer), record(answer), answer.table, [picture(answer)])
