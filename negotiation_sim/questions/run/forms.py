"""One scenario, solved, shown in full with its comparison with the baseline, and written so."""

from collections.abc import Iterator

from rich.console import Group

from ...present.screen import SENTENCES, Brief
from ...present.writer import File
from ..compare import forms
from ..compare.answer import Comparison, compare
from ..compare.files import in_full_files, side_by_side
from ..compare.in_full import distinct_paths, in_full, path_table
from ..compare.sentences import free_moves, place
from .question import RunAsked


def answer(asked: RunAsked) -> Comparison:
    """The comparison of the one scenario with the baseline. Raises InputError for more than one assumption set."""
    choice = asked.choose(asked.scenario)
    return compare(choice.case, choice.names, choice.sets if choice.set else (), choice.values)


def brief(answer: Comparison) -> Brief:
    """What everybody does in each result; what happens, the payoffs, and the staged paths."""
    (solved,) = answer.solved
    in_short = forms.brief(answer)
    results = [
        f"{solved.scenario.title}, {place(solved, result)}: {free_moves(solved, result)}."
        for result in solved.told[:SENTENCES]
    ]
    sentences = tuple(results) if 0 < len(solved.results) <= SENTENCES else in_short.sentences
    paths = (path_table(solved, path) for path in distinct_paths(solved))
    return Brief(sentences, (*in_short.shown, *paths), in_short.foot)


def text(answer: Comparison) -> Group:
    """The scenario in full, then its results and payoffs as a comparison shows them."""
    return Group(in_full(answer.solved[0]), forms.text(answer))


def files(answer: Comparison) -> Iterator[File]:
    """What a comparison writes side by side, and what it writes of one scenario in full."""
    yield from side_by_side(answer)
    yield from in_full_files(answer.solved[0])
