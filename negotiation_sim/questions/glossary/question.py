"""The declaration of `glossary`."""

from typing import Annotated

from ..declaration import Asked, Help, Question


class GlossaryAsked(Asked):
    """What a term means; without a term, all of them."""

    word: Annotated[str | None, Help("A term, such as regret or best joint; or a part of one.", by_place=True)] = None


QUESTION = Question(
    title="Glossary",
    group="The case and its numbers",
    place=8,
    asks=GlossaryAsked,
    examples=("", "regret", '"best joint"'),
    keys={"terms": "for each: `term`, `means`"},
    table=None,
)
