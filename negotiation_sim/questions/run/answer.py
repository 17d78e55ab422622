"""One scenario, solved, with the payoffs that its changes are measured against."""

from ..compare.answer import Comparison, compare
from .question import RunAsked


def answer(asked: RunAsked) -> Comparison:
    """The comparison of the one scenario with the baseline. Raises InputError for more than one assumption set."""
    choice = asked.choose(asked.scenario)
    return compare(choice.case, choice.names, choice.sets if choice.set else (), choice.values)
