"""The limits as people and as programs read them."""

from collections.abc import Sequence

from rich.text import Text

from ...present.records import Record


def text(answer: Sequence[str]) -> Text:
    """A line for each."""
    return Text("\n".join(f"- {limit}" for limit in answer))


def record(answer: Sequence[str]) -> Record:
    """Each limit."""
    return {"limits": list(answer)}
