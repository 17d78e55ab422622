"""The files of `uncertainty`."""

from collections.abc import Iterator

from ...present.writer import File, csv_file, json_file, picture_files, text_file
from .answer import Uncertainty
from .pictures import pictures
from .record import record
from .tables import convergence, payoffs, shares
from .words import text


def files(answer: Uncertainty) -> Iterator[File]:
    """uncertainty.txt and .json; shares, payoffs and convergence as CSV; shares, hinges and payoffs as pictures."""
    yield text_file("uncertainty", text(answer))
    yield json_file("uncertainty", record(answer))
    yield csv_file("shares", shares(answer))
    yield csv_file("payoffs", payoffs(answer))
    yield csv_file("convergence", convergence(answer))
    yield from picture_files(pictures(answer))
