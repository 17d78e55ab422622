"""The files of `compare`."""

from collections.abc import Iterator
from dataclasses import replace

from rich.console import Group

from ...errors import InputError
from ...present.canvas import Picture
from ...present.tables import footer
from ...present.writer import File, csv_file, json_file, picture_files, text_file
from ...worlds.solved import Solved
from ..matrix import pictures as matrix
from ..matrix.answer import bimatrix
from ..thresholds import pictures as threshold_pictures
from ..thresholds.answer import thresholds
from . import outcome_grid, payoff_pictures, staged_path_picture
from .answer import Comparison
from .forms import record, text
from .in_full import distinct_paths, in_full

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
    answer_record = record(answer)
    yield json_file("comparison", answer_record)
    yield csv_file("outcomes", answer.outcomes, answer_record)
    yield csv_file("payoffs", answer.payoffs, answer_record)
    yield from picture_files([outcome_grid.picture(answer), *payoff_pictures.pictures(answer)])


def _folder(answer: Comparison, solved: Solved) -> str:
    """The scenario's name; with the assumption set's where there are several."""
    name = solved.scenario.name
    return name if len(answer.sets) == 1 else f"{name}_{solved.scenario.assumptions.name}"


def in_full_files(solved: Solved) -> Iterator[File]:
    """scenario.txt, and as pictures the staged paths, the case's matrix at each result, the group's thresholds."""
    yield text_file("scenario", Group(in_full(solved), footer([solved.scenario])))
    yield from picture_files([*_paths(solved), *_matrices(solved), *_thresholds(solved)])


def _paths(solved: Solved) -> Iterator[Picture]:
    for path in distinct_paths(solved):
        if path.profile is not None:
            yield staged_path_picture.picture(solved, path)


def _matrices(solved: Solved) -> Iterator[Picture]:
    """The game of the case's pair at each kind of result; none where the scenario fixes one of the two."""
    pair = solved.scenario.case.matrix
    if pair is None or any(player in solved.scenario.fixes for player in pair):
        return
    for alike in solved.alike:
        number = alike[0].number
        name = f"matrix_{number}" if len(solved.alike) > 1 else "matrix"
        yield matrix.picture(bimatrix(solved, *pair, result=number), name)


def _thresholds(solved: Solved) -> Iterator[Picture]:
    if solved.scenario.case.group is None:
        return
    try:
        group = thresholds(solved.scenario)
    except InputError:  # the scenario leaves the group nothing to decide, or others to decide before it
        return
    yield threshold_pictures.picture(group)
