"""What `--out` writes: the tables as text, CSV and JSON, and the pictures, all under the names given here."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType

from ..analyse.bimatrix import Bimatrix, bimatrix
from ..analyse.compare import Comparison, Solved
from ..analyse.explain import Explanation
from ..analyse.thresholds import Thresholds
from ..analyse.thresholds import thresholds as thresholds_of
from ..errors import InputError
from ..files import write_whole
from . import answers, comparison, records
from .terminal import plain

if TYPE_CHECKING:
    import pandas as pd

    from .figures.canvas import Picture

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
    from .figures import canvas, grid, payoffs

    return [
        write_whole(folder / "comparison.txt", plain(comparison.comparison(compared))),
        _json(folder / "comparison.json", records.comparison(compared)),
        _csv(folder / "outcomes.csv", compared.outcomes),
        _csv(folder / "payoffs.csv", compared.payoffs),
        *canvas.save([grid.picture(compared), *payoffs.pictures(compared)], folder),
    ]


def _in_full(solved: Solved, folder: Path) -> list[Path]:
    from .figures import canvas

    written = write_whole(folder / "scenario.txt", plain(comparison.scenario(solved)))
    return [written, *canvas.save([*_paths(solved), *_matrices(solved), *_thresholds(solved)], folder)]


def _paths(solved: Solved) -> Iterator["Picture"]:
    from .figures import tree

    for path in comparison.distinct_paths(solved):
        if path.profile is not None:
            yield tree.picture(solved, path)


def _matrices(solved: Solved) -> Iterator["Picture"]:
    from .figures import matrix

    pair = solved.scenario.case.matrix
    if pair is None or any(player in solved.scenario.fixes for player in pair):
        return
    for alike in solved.alike:
        number = alike[0].number
        name = f"matrix_{number}" if len(solved.alike) > 1 else "matrix"
        yield matrix.picture(bimatrix(solved, *pair, result=number), name)


def _thresholds(solved: Solved) -> Iterator["Picture"]:
    from .figures import thresholds

    if solved.scenario.case.group is None:
        return
    try:
        found = thresholds_of(solved.scenario)
    except InputError:  # the scenario leaves the group nothing to decide, or others to decide before it
        return
    yield thresholds.picture(found)


def write_matrix(found: Bimatrix, folder: Path) -> list[Path]:
    from .figures import canvas, matrix

    written = _three(folder, "matrix_table", answers.bimatrix(found), records.bimatrix(found), found.table)
    return [*written, *canvas.save([matrix.picture(found)], folder)]


def write_explanation(explained: Explanation, folder: Path) -> list[Path]:
    """The payoffs as terms and the moves as differences: a table is the picture here."""
    record = records.explanation(explained)
    written = _three(folder, "explanation", answers.explanation(explained), record, explained.payoff_table)
    return [*written, _csv(folder / "deviations.csv", explained.move_table)]


def write_thresholds(found: Thresholds, folder: Path) -> list[Path]:
    from .figures import canvas, thresholds

    written = _three(folder, "thresholds_table", answers.thresholds(found), records.thresholds(found), found.table)
    return [*written, *canvas.save([thresholds.picture(found)], folder)]


def _three(folder: Path, name: str, shown: RenderableType, record: Any, frame: "pd.DataFrame") -> list[Path]:
    """The same result as text, JSON and CSV."""
    text = write_whole(folder / f"{name}.txt", plain(shown))
    return [text, _json(folder / f"{name}.json", record), _csv(folder / f"{name}.csv", frame)]


def _json(path: Path, record: Any) -> Path:
    return write_whole(path, json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _csv(path: Path, frame: "pd.DataFrame") -> Path:
    return write_whole(path, frame.to_csv(index=False, lineterminator="\n"))
