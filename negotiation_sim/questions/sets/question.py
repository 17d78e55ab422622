"""The declaration of `sets`."""

from dataclasses import dataclass

from ..common import AboutCase
from ..declaration import Question


@dataclass(frozen=True, kw_only=True)
class SetsAsked(AboutCase):
    """The assumption sets: who holds each, which way it leans, and in what it differs."""


QUESTION = Question(
    name="sets",
    group="The case and its numbers",
    place=3,
    asks=SetsAsked,
    table=None,
)
