"""The command that gives what a page shows, to be copied."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from ..questions.declaration import Question
from ..questions.reproduced import command_of


def typed(question: Question, values: Mapping[str, Any]) -> str:
    """The command with its arguments and options; defaults are left out."""
    given = {field.name: values.get(field.name, field.default) for field in question.fields}
    return command_of(question, SimpleNamespace(**given))
