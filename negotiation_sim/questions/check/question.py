"""The declaration of `check`."""

from typing import Annotated

from ..declaration import Asked, Help, Question


class CheckAsked(Asked):
    """Checks a case: every fault in its files at once, and remarks on what has no effect.

    Remarks name assumptions and outcomes that nothing uses, assumptions that move no result, scenarios and sets that
    change nothing, sources that nobody cites, ranges whose value stands at an end. Which assumptions move no result is
    searched: each is put at both ends of its range, alone, in every scenario under every set. With faults a program
    ends with code 2; remarks are none.
    """

    case: Annotated[
        str | None,
        Help("A built-in case or a folder with a game.toml. None: the one in this folder, else kosovo.", by_place=True),
    ] = None
    quick: Annotated[bool, Help("Look at what the files say alone: no game is built, and nothing is searched.")] = False


QUESTION = Question(
    title="Check a case",
    group="The case and its numbers",
    place=7,
    asks=CheckAsked,
    examples=("", "./my_case", "chicken json", "./my_case quick"),
    text="forms:text",
    brief="forms:brief",
    record="forms:record",
    table=None,
    keys={
        "faults": "a sentence for each fault, with its file and line",
        "unread": "what could not be looked at because of them",
        "remarks": "for each kind: `kind`, `says`, and `names`: those of which it is said",
        "searched": "how assumptions that move no result were sought: `assumptions`, `scenarios`, `sets`, `games`, "
        "`left_out`: scenarios too large to be searched; null where there are faults, or nothing was searched",
    },
    long=True,
    failed="answer:exit_code",
)
