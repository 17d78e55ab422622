"""The files of `run`."""

from collections.abc import Iterator

from ...present.writer import File
from ..compare.answer import Comparison
from ..compare.files import in_full_files, side_by_side


def files(answer: Comparison) -> Iterator[File]:
    """What a comparison writes side by side, and what it writes of one scenario in full."""
    yield from side_by_side(answer)
    yield from in_full_files(answer.solved[0])
