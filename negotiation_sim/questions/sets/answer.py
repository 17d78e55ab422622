"""The case whose sets are asked for."""

from ...case.loader import load_case
from ...case.scenario import Case
from .question import SetsAsked


def answer(asked: SetsAsked) -> Case:
    """The case, read."""
    return load_case(asked.case)
