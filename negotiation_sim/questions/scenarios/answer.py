"""The case whose scenarios are asked for."""

from ...case.loader import load_case
from ...case.scenario import Case
from .question import ScenariosAsked


def answer(asked: ScenariosAsked) -> Case:
    """The case, read."""
    return load_case(asked.case)
