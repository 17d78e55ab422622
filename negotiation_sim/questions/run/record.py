"""The answer of `run` as plain dictionaries."""

from ...present.records import Record
from ..compare import record as side_by_side
from ..compare.answer import Comparison


def record(answer: Comparison) -> Record:
    """The same keys as of a comparison, with one scenario."""
    return side_by_side.record(answer)
