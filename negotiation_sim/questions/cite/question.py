"""The declaration of `cite`."""

from typing import Annotated

from ..common import AboutCase
from ..declaration import Help, Question


class CiteAsked(AboutCase):
    """What the numbered claims and sources behind the assumptions are; without a number, all of them."""

    numbers: Annotated[tuple[str, ...], Help("Claims and sources, such as C43 S08.", by_place=True)] = ()
    find: Annotated[str | None, Help("Only those in which all these words, or parts of words, stand.")] = None


QUESTION = Question(
    title="Claims and sources",
    group="The case and its numbers",
    place=5,
    asks=CiteAsked,
    needs="claims",
    examples=("C43 S08", "find=recognition"),
    table=None,
    keys={
        "citations": "for each: `number`, `kind`, `text`, `note`; of a source `author`, `title`, `date`, `address`, "
        "those that are known"
    },
)
