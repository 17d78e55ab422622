"""The files of `discover`."""

from collections.abc import Iterator

from ...present.writer import File, all_forms
from .answer import Discovery
from .pictures import picture
from .record import record
from .words import text


def files(answer: Discovery) -> Iterator[File]:
    """discovery.txt, .json and .csv; the box as a picture."""
    return all_forms("discovery", text(answer), record(answer), answer.table, [picture(answer)])
