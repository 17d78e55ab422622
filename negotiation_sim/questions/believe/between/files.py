"""The files of what decides between two assumption sets."""

from collections.abc import Iterator

from ....present.writer import File, all_forms, no_picture
from .least_sets import Between
from .pictures import picture
from .record import record
from .words import text


def files(answer: Between) -> Iterator[File]:
    """between_table.txt, .json and .csv, and the least sets as a picture where there are any."""
    pictures = [picture(answer)] if answer.forth.flips or answer.back.flips else []
    yield from all_forms("between_table", text(answer), record(answer), answer.table, pictures)
    if not pictures:
        yield from no_picture("between")
