"""The built-in cases, read."""

from ...case.library import built_in_cases
from ...case.loader import load_case
from ...case.scenario import Case
from .question import CasesAsked


def answer(asked: CasesAsked) -> tuple[Case, ...]:
    """Every case that travels with the package."""
    return tuple(load_case(name) for name in built_in_cases())
