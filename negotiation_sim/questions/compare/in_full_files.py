"""The files about one scenario in full."""

from collections.abc import Iterator

from ...errors import InputError
from ...present.canvas import Picture
from ...present.writer import File, picture_files, text_file
from ...worlds.solved import Solved
from ..matrix import pictures as matrix
from ..matrix.answer import bimatrix
from ..thresholds import pictures as threshold_pictures
from ..thresholds.answer import thresholds
from . import staged_path_picture
from .in_full_words import in_full
from .staged_path import distinct_paths


def in_full_files(solved: Solved) -> Iterator[File]:
    """scenario.txt, and as pictures the staged paths, the case's matrix at each result, the group's thresholds."""
    yield text_file("scenario", in_full(solved))
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
