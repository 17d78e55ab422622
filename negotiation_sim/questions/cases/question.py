"""The declaration of `cases`."""

from ..declaration import Asked, Question


class CasesAsked(Asked):
    """The built-in cases."""


QUESTION = Question(
    title="The cases",
    group="The case and its numbers",
    place=1,
    asks=CasesAsked,
    answer="forms:answer",
    table=None,
    keys={"cases": "for each: `name`, `title`, `players`, `scenarios`, `source`"},
)
