"""The questions: a folder each, declared in its `question.py`. What can be asked is found here, listed nowhere else."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from ..errors import InputError, unknown
from .declaration import GROUPS, Question


@cache
def folders() -> tuple[str, ...]:
    """The folders of the questions, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in Path(__file__).parent.glob("*/question.py")))


def declared_in(folder: str) -> Question:
    """The question that a folder declares. Only its own declaration is imported."""
    question: Question = import_module(f".{folder}.question", __name__).QUESTION
    return question


@cache
def questions() -> Mapping[str, Question]:
    """Every question by its name, group by group, in the order in which people see them."""
    declared = sorted(
        map(declared_in, folders()), key=lambda question: (GROUPS.index(question.group), question.place, question.name)
    )
    return {question.name: question for question in declared}


def question(name: str) -> Question:
    """The question of that name. Raises InputError where there is none."""
    if (folder := name.replace(" ", "_")) in folders() and "_" not in name:
        return declared_in(folder)
    raise InputError(unknown("question", name, questions()))


def questions_of(word: str) -> tuple[Question, ...]:
    """The questions whose names begin with that word, in their order; others are not imported."""
    declared = [declared_in(folder) for folder in folders() if folder == word or folder.startswith(f"{word}_")]
    return tuple(sorted(declared, key=lambda question: question.place))
