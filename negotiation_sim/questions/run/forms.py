"""One scenario, solved, and shown in full with its comparison with the baseline."""

from rich.console import Group

from ..compare import words
from ..compare.answer import Comparison, compare
from ..compare.in_full import in_full
from .question import RunAsked


def answer(asked: RunAsked) -> Comparison:
    """The comparison of the one scenario with the baseline. Raises InputError for more than one assumption set."""
    choice = asked.choose(asked.scenario)
    return compare(choice.case, choice.names, choice.sets if choice.set else (), choice.values)


def text(answer: Comparison) -> Group:
    """The scenario in full, then its results and payoffs as a comparison shows them."""
    return Group(in_full(answer.solved[0]), words.text(answer))
