"""The files of `believe`."""

from collections.abc import Iterator, Sequence

from ...present.writer import File, all_forms, no_picture
from .between import files as between_files
from .between.least_sets import Between
from .nearest.nearest_world import NearestWorld
from .pictures import picture
from .record import record
from .table import table
from .words import text


def files(answer: Sequence[NearestWorld] | Between) -> Iterator[File]:
    """believe_table.txt, .json and .csv, and the changes as a picture; or those of what decides between two sets."""
    if isinstance(answer, Between):
        yield from between_files.files(answer)
        return
    pictures = [picture(answer)] if any(nearest.moved for nearest in answer) else []
    yield from all_forms("believe_table", text(answer), record(answer), table(answer), pictures)
    if not pictures:
        yield from no_picture("believe")
