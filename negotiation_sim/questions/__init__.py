"""The questions: a folder each, declared in its `question.py`. Whatever can be asked is found here, listed nowhere else."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from ..errors import InputError, unknown
from .declaration import GROUPS, Question


@cache
def questions() -> Mapping[str, Question]:
    """Every question by its name, group by group, in the order in which people see them."""
    folders = sorted(path.parent.name for path in Path(__file__).parent.glob("*/question.py"))
    declared: list[Question] = [import_module(f".{folder}.question", __name__).QUESTION for folder in folders]
    declared.sort(key=lambda question: (GROUPS.index(question.group), question.place, question.name))
    return {question.name: question for question in declared}


def question(name: str) -> Question:
    """The question of that name. Raises InputError where there is none."""
    if name not in questions():
        raise InputError(unknown("question", name, questions()))
    return questions()[name]
