"""The declaration of `validate`."""

from pathlib import Path
from typing import Annotated

from ..declaration import Asked, Help, Question


class ValidateAsked(Asked):
    """
    Computes known answers anew, each beside the one that its source states or implies; exit code 1 if any differs.
    """

    catalogue: Annotated[Path | None, Help("A folder of known answers; default: the built-in one.")] = None


QUESTION = Question(
    title="Known answers, computed anew",
    group="Other questions, and checks",
    place=6,
    asks=ValidateAsked,
    examples=("", "json"),
    keys={
        "matches": "how many answers are the known ones",
        "mismatches": "how many are not",
        "answers": "for each: `case`, `title`, `citation`, `answer`, `concept`, `parameters`, `expected`, `computed`, "
        "`tolerance`, `obtained`, `matches`",
    },
    brief="forms:brief",
    failed=".mismatches",
)
