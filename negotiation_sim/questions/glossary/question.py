"""The declaration of `glossary`."""

from typing import Annotated

from ..common import AboutCase
from ..declaration import Help, Question


class GlossaryAsked(AboutCase):
    """What a term means, of the tool or of a case; without a term, all of them."""

    word: Annotated[str | None, Help("A term, such as regret or best joint; or a part of one.", by_place=True)] = None


QUESTION = Question(
    title="Glossary",
    group="The case and its numbers",
    place=8,
    asks=GlossaryAsked,
    examples=("", "regret", '"best joint"'),
    keys={"terms": "for each: `term`, `means`; of a term of the case also `case`, its title"},
    table=None,
)
