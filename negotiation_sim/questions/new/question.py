"""The declaration of `new`."""

from pathlib import Path
from typing import Annotated

from ..declaration import Asked, Help, Question


class NewAsked(Asked):
    """Starts a case of your own: a small working one to change, or a copy of another."""

    name: Annotated[Path, Help("The folder to make.", by_place=True)]
    like: Annotated[str | None, Help("Copy this case instead of the small example.")] = None


QUESTION = Question(
    title="A case of your own",
    group="The case and its numbers",
    place=6,
    asks=NewAsked,
    examples=("my_case", "my_kosovo like=kosovo"),
    text="answer:advice",
    record=None,
    table=None,
    written="answer:written",
)
