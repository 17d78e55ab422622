"""The declaration of `limits`."""

from ..declaration import Asked, Question


class LimitsAsked(Asked):
    """What no answer here claims, whatever it says."""


QUESTION = Question(
    group="The case and its numbers",
    title="What this does not claim",
    place=9,
    asks=LimitsAsked,
    examples=("",),
    keys={"limits": "a text for each"},
    table=None,
)
