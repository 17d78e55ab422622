"""What is typed: the package says it without a door; here fields become options and questions become commands."""

import re
import shlex

from .questions import questions
from .questions.declaration import FORMS, Question
from .questions.reproduced import PROGRAM as PROGRAM
from .questions.reproduced import quoted

NAMES = {form.name for form in FORMS}
"""The options that every question shares, by the forms that its answer has."""
_MARKED = re.compile(r"`([^`\n]+)`")


def spelled(message: str) -> str:
    """A message, its marked parts written as they are typed: `draws` as --draws, `scenarios case=X` as a command."""
    return _MARKED.sub(lambda marked: _spelled(marked[1]) or marked[0], message)


def _spelled(marked: str) -> str | None:
    try:
        shlex.split(marked)
    except ValueError:  # a name or a title with marks and a quotation mark of its own
        return None
    name = next((name for name in sorted(questions(), key=len, reverse=True) if _opens(marked, name)), None)
    if name is not None:
        return command_line(questions()[name], marked[len(name) :])
    options = {field.spelled for question in questions().values() for field in question.fields} | NAMES
    words = shlex.split(marked)
    if any(word.partition("=")[0] not in options for word in words):
        return None
    return " ".join(_option(key, value) for key, _, value in (word.partition("=") for word in words))


def _opens(marked: str, name: str) -> bool:
    return marked == name or marked.startswith(f"{name} ")


def command_line(question: Question, given: str) -> str:
    """What is typed to ask the question: `free_choice given=us=none json` is free_choice --given us=none --json."""
    return " ".join([PROGRAM, question.name, *(_typed(question, word) for word in shlex.split(given))])


def _typed(question: Question, word: str) -> str:
    """`concept=gmr` as --concept gmr, `all` as --all; what is given by its place as it stands."""
    key, equals, value = word.partition("=")
    field = next((field for field in question.fields if field.spelled == key and not field.help.by_place), None)
    if key in NAMES or (field is not None and (equals or field.type is bool)):
        return _option(key, value)
    return quoted(word)


def _option(key: str, value: str) -> str:
    return f"--{key} {quoted(value)}" if value else f"--{key}"
