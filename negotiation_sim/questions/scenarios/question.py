"""The declaration of `scenarios`."""

from dataclasses import dataclass

from ..common import AboutCase
from ..declaration import Question


@dataclass(frozen=True, kw_only=True)
class ScenariosAsked(AboutCase):
    """The scenarios: what each means, fixes and changes."""


QUESTION = Question(
    name="scenarios",
    group="The case and its numbers",
    place=2,
    asks=ScenariosAsked,
    table=None,
)
