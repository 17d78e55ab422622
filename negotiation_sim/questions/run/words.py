"""The answer of `run` in words and tables."""

from rich.console import Group

from ..compare import words as side_by_side
from ..compare.answer import Comparison
from ..compare.in_full_words import in_full


def text(answer: Comparison) -> Group:
    """The scenario in full, then its results and payoffs as a comparison shows them."""
    return Group(in_full(answer.solved[0]), side_by_side.text(answer))
