"""The declaration of `sets`."""

from ..common import AboutCase
from ..declaration import Question


class SetsAsked(AboutCase):
    """The assumption sets: who holds each, which way it leans, and in what it differs."""


QUESTION = Question(
    group="The case and its numbers",
    place=3,
    asks=SetsAsked,
    answer=".common:case_of",
    table=None,
    keys={
        "name": "the set's name",
        "title": "its title",
        "author": "who holds it",
        "lean": "which way it leans",
        "about": "what is said of it",
        "base": "the set that it starts from; null: the register",
        "changes": "assumption = `name`, `value`, `why`, `source`, those of its base included",
    },
)
