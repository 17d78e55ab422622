"""The files of `explain`."""

from collections.abc import Iterator

from ...present.writer import File, all_forms, csv_file
from .answer import Explanation
from .record import record
from .words import text


def files(answer: Explanation) -> Iterator[File]:
    """explanation.txt, .json and .csv, and deviations.csv: the terms of the payoffs, and the moves as differences.

    There is no picture: the table shows as much.
    """
    yield from all_forms("explanation", text(answer), record(answer), answer.payoff_table)
    yield csv_file("deviations", answer.best_other_table)
