"""The command that gives what a page shows, to be copied."""

from collections.abc import Mapping
from typing import Any

from ..questions.declaration import Question
from ..questions.reproduced import PROGRAM, quoted
from .address import asked_fields, written


def typed(question: Question, values: Mapping[str, Any]) -> str:
    """The command with its arguments and options; defaults are left out."""
    words = [PROGRAM, question.name]
    for field in asked_fields(question):
        value = values.get(field.name)
        if value is None or value in (field.default, ()):
            continue
        parts = [quoted(written(part)) for part in (value if isinstance(value, tuple) else (value,))]
        if field.help.by_place:
            words += parts
        elif field.type is bool:
            words.append(f"--{field.spelled}")
        elif field.size:
            words += [f"--{field.spelled}", *parts]
        else:
            words += [word for part in parts for word in (f"--{field.spelled}", part)]
    return " ".join(words)
