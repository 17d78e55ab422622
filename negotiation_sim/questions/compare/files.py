"""What `--out` writes: the tables as text, CSV and JSON, and the pictures, all under the names given here."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import InputError
from ...files import write_whole
from ...present.terminal import plain
from ...worlds.solved import Solved
from ..explain import words as answers
from ..explain.answer import Explanation
from ..explain.record import explanation as records_explanation
from ..matrix.answer import Bimatrix, bimatrix
from ..matrix.record import bimatrix as records_bimatrix
from ..matrix.words import bimatrix as answers_bimatrix
from ..thresholds.answer import thresholds as thresholds_of
from . import words as comparison
from .answer import Comparison
from .record import comparison as records_comparison

if TYPE_CHECKING:
    from ...present.canvas import Picture
from ...present.writer import _csv, _json, _three

IN_FULL = 4
"""Up to so many scenarios a comparison writes in full."""


def write_comparison(compared: Comparison, folder: Path) -> list[Path]:
    """comparison.txt and .json, outcomes.csv, payoffs.csv; the payoffs, the changes and the outcome grid as pictures.

    Where few scenarios are compared each gets a folder of its own besides, as `write_scenario` writes it.
    """
    parts = compared.solved if 1 < len(compared.solved) <= IN_FULL else ()
    inner = [path for solved in parts for path in _in_full(solved, folder / _folder(compared, solved))]
    return [*_side_by_side(compared, folder), *inner]


def _folder(compared: Comparison, solved: Solved) -> str:
    several = len({one.scenario.assumptions.name for one in compared.solved}) > 1
    return solved.scenario.name + (f"_{solved.scenario.assumptions.name}" if several else "")


def write_scenario(compared: Comparison, folder: Path) -> list[Path]:
    """What a comparison writes, and scenario.txt, the staged paths, the case's matrix at each result, the thresholds."""
    return [*_side_by_side(compared, folder), *_in_full(compared.solved[0], folder)]


def _side_by_side(compared: Comparison, folder: Path) -> list[Path]:
    from ...present import canvas
    from . import grid, payoffs

    return [
        write_whole(folder / "comparison.txt", plain(comparison.comparison(compared))),
        _json(folder / "comparison.json", records_comparison(compared)),
        _csv(folder / "outcomes.csv", compared.outcomes),
        _csv(folder / "payoffs.csv", compared.payoffs),
        *canvas.save([grid.picture(compared), *payoffs.pictures(compared)], folder),
    ]


def _in_full(solved: Solved, folder: Path) -> list[Path]:
    from ...present import canvas

    written = write_whole(folder / "scenario.txt", plain(comparison.scenario(solved)))
    return [written, *canvas.save([*_paths(solved), *_matrices(solved), *_thresholds(solved)], folder)]


def _paths(solved: Solved) -> Iterator["Picture"]:
    from . import tree

    for path in comparison.distinct_paths(solved):
        if path.profile is not None:
            yield tree.picture(solved, path)


def _matrices(solved: Solved) -> Iterator["Picture"]:
    from ..matrix import pictures as matrix

    pair = solved.scenario.case.matrix
    if pair is None or any(player in solved.scenario.fixes for player in pair):
        return
    for alike in solved.alike:
        number = alike[0].number
        name = f"matrix_{number}" if len(solved.alike) > 1 else "matrix"
        yield matrix.picture(bimatrix(solved, *pair, result=number), name)


def _thresholds(solved: Solved) -> Iterator["Picture"]:
    from ..thresholds import pictures as thresholds

    if solved.scenario.case.group is None:
        return
    try:
        found = thresholds_of(solved.scenario)
    except InputError:  # the scenario leaves the group nothing to decide, or others to decide before it
        return
    yield thresholds.picture(found)


def write_matrix(found: Bimatrix, folder: Path) -> list[Path]:
    from ...present import canvas
    from ..matrix import pictures as matrix

    written = _three(folder, "matrix_table", answers_bimatrix(found), records_bimatrix(found), found.table)
    return [*written, *canvas.save([matrix.picture(found)], folder)]


def write_explanation(explained: Explanation, folder: Path) -> list[Path]:
    """The payoffs as terms and the moves as differences: a table is the picture here."""
    record = records_explanation(explained)
    written = _three(folder, "explanation", answers.explanation(explained), record, explained.payoff_table)
    return [*written, _csv(folder / "deviations.csv", explained.move_table)]
