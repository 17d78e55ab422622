"""The files of `power`."""

from collections.abc import Iterator

from ...present.writer import File, all_forms
from .answer import BodyPower
from .pictures import picture
from .record import record
from .words import text


def files(answer: BodyPower) -> Iterator[File]:
    """power_BODY.txt, .json and .csv, and the indices as a picture, power_chart_BODY."""
    name = answer.body.name
    pictures = [picture(answer, f"power_chart_{name}")]
    return all_forms(f"power_{name}", text(answer), record(answer), answer.table, pictures)
