"""The files of `compare`."""

from collections.abc import Iterator
from dataclasses import replace

from ...present.writer import File, csv_file, json_file, picture_files, text_file
from ...worlds.solved import Solved
from . import outcome_grid, payoff_pictures
from .answer import Comparison
from .in_full_files import in_full_files
from .record import record
from .words import text

IN_FULL = 4
"""Up to so many scenarios a comparison writes in full."""


def files(answer: Comparison) -> Iterator[File]:
    """comparison.txt and .json, outcomes.csv, payoffs.csv; the payoffs, the changes and the outcome grid as pictures.

    Where few scenarios are compared each is written in full besides, into a folder of its own.
    """
    yield from side_by_side(answer)
    for solved in answer.solved if 1 < len(answer.solved) <= IN_FULL else ():
        folder = _folder(answer, solved)
        yield from (replace(file, name=f"{folder}/{file.name}") for file in in_full_files(solved))


def side_by_side(answer: Comparison) -> Iterator[File]:
    """The scenarios side by side, without each in full."""
    yield text_file("comparison", text(answer))
    yield json_file("comparison", record(answer))
    yield csv_file("outcomes", answer.outcomes)
    yield csv_file("payoffs", answer.payoffs)
    yield from picture_files([outcome_grid.picture(answer), *payoff_pictures.pictures(answer)])


def _folder(answer: Comparison, solved: Solved) -> str:
    """The scenario's name; with the assumption set's where there are several."""
    name = solved.scenario.name
    return name if len(answer.sets) == 1 else f"{name}_{solved.scenario.assumptions.name}"
