"""What is asked next: the question as it was asked, with other moves, another seat or another place in it."""

import shlex
from typing import Any

from rich.text import Text

from ..fields import fields_of
from .question import PlayAsked


def again(asked: PlayAsked, **changed: Any) -> str:
    """The question with some of its fields changed, without a door: `play recognition_first seat=serbia moves=stall`.

    What stands at its default is left out.
    """
    words = ["play"]
    for field in fields_of(PlayAsked):
        value = changed.get(field.name, getattr(asked, field.name))
        if value is None or value == field.default or field.name == "save":
            continue
        for part in value if isinstance(value, tuple) else (value,):
            text = f"{part:g}" if isinstance(part, float) else str(part)
            words.append(shlex.quote(text if field.help.by_place else f"{field.spelled}={text}"))
    return " ".join(words)


def with_move(asked: PlayAsked, move: str) -> str:
    """The question with one more move."""
    return again(asked, moves=(*asked.moves, move))


def line(words: str, question: str) -> Text:
    """A line that says what to ask, however long it is: a question that is broken over two lines cannot be copied."""
    return Text(f"{words} `{question}`", no_wrap=True, overflow="ignore")
