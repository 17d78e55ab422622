"""How an answer is asked for again: as a command, as lines of Python, and as the address of a page.

The one place below the doors that knows how they are spelled: a report leaves the house, and must say how to come back.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from .declaration import Question
from .fields import Field

PROGRAM = "negotiation-sim"
OPTION = "--"
DOORS = ("out", "save")
"""What is written where belongs to one asking, not to what is asked."""


def given(question: Question, asked: Any) -> dict[str, list[str]]:
    """What was asked for by its spelled name, each value as it is typed; what was left at its default is left out."""
    values = ((field, getattr(asked, field.name)) for field in question.fields if field.name not in DOORS)
    return {field.spelled: _texts(value) for field, value in values if value != field.default and value is not None}


def _texts(value: Any) -> list[str]:
    """One value or several as texts; a yes as "true"."""
    several = value if isinstance(value, tuple) else (value,)
    return [_text(each) for each in several]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return value.as_posix() if isinstance(value, Path) else str(value)


def command_of(question: Question, asked: Any) -> str:
    """The command that gives the answer: what is given by its place first, then the options."""
    by_place = {field.spelled: field for field in question.fields}
    words = [PROGRAM, question.name]
    for name, values in given(question, asked).items():
        words += _typed(by_place[name], values)
    return " ".join(words)


def _typed(field: Field, values: Sequence[str]) -> Iterator[str]:
    if field.help.by_place:
        yield from map(quoted, values)
    elif field.type is bool:
        yield f"{OPTION}{field.spelled}"
    elif field.size:
        yield " ".join([f"{OPTION}{field.spelled}", *map(quoted, values)])
    else:
        yield from (f"{OPTION}{field.spelled} {quoted(value)}" for value in values)


def quoted(value: str) -> str:
    """The value as a shell takes it for one word: in double quotes, which Windows has too, unless it has any itself."""
    if re.search(r'["$`\\!]', value):
        return shlex.quote(value)
    return f'"{value}"' if not value or re.search(r"[\s*()<>&|;'#?~{}\[\]]", value) else value


def python_of(question: Question, asked: Any) -> str:
    """Lines of Python that give the answer and print it."""
    words = [repr(question.name)]
    for field in question.fields:
        value = getattr(asked, field.name)
        if field.name in DOORS or value == field.default or value is None:
            continue
        shown = repr(list(value) if isinstance(value, tuple) else _text(value) if isinstance(value, Path) else value)
        words.append(f"{field.name}={shown}")
    return f"from negotiation_sim import ask\n\nprint(ask({', '.join(words)}).text)"


def address_of(question: Question, asked: Any, version: str) -> str:
    """The address of the page with this answer, below the server's own: the question, what is asked, by which version.

    `/compare?assume=sceptic&scenarios=status_quo&v=0.1.0`: fields by their spelled names, in their order; several
    values of one field one after the other. A page that is another version says so.
    """
    fields = {**given(question, asked), "v": [version]}
    return f"/{question.name.replace(' ', '-')}?{urlencode(sorted(fields.items()), doseq=True)}"
