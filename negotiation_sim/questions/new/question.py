"""The declaration of `new`."""

from pathlib import Path
from typing import Annotated

from ..declaration import Asked, Help, Question


class NewAsked(Asked):
    """Starts a case of your own: a small working one to change, or a copy of another.

    A case is a folder. A name that ends in .toml makes one file of it, to be sent or to be read on one screen; such a
    file as `like` makes a folder again.
    """

    name: Annotated[Path, Help("The folder to make, or one FILE.toml with all of it.", by_place=True)]
    like: Annotated[str | None, Help("Copy this case, or a case in one FILE.toml, instead of the small example.")] = (
        None
    )


QUESTION = Question(
    title="A case of your own",
    group="The case and its numbers",
    place=6,
    asks=NewAsked,
    examples=("my_case", "my_kosovo like=kosovo", "chicken.toml like=chicken"),
    text="answer:advice",
    record=None,
    table=None,
    written="answer:written",
)
