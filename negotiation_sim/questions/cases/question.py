"""The declaration of `cases`."""

from dataclasses import dataclass

from ..declaration import Question


@dataclass(frozen=True, kw_only=True)
class CasesAsked:
    """The built-in cases."""


QUESTION = Question(
    group="The case and its numbers",
    place=1,
    asks=CasesAsked,
    answer="forms:answer",
    table=None,
    keys={"cases": "for each: `name`, `title`, `players`, `scenarios`, `source`"},
)
