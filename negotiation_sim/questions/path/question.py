"""The declaration of `path`."""

from typing import Annotated

from ..common import AboutDispute
from ..declaration import Help, Question
from ..shared_fields import StartResult, StartState


class PathAsked(AboutDispute):
    """How a wanted state could come about step by step, and whose step is missing.

    Without `from` or `result` it starts from the status quo: everybody at its first-listed strategy.
    """

    to: Annotated[
        str,
        Help(
            "A condition in the outcome language, such as PLAYER.MOVE; or a state of a conflict or a game file.",
            label="Where to",
        ),
    ]
    start: StartState = ()
    result: StartResult = None


QUESTION = Question(
    title="Step by step: whose step is missing",
    group="Other questions, and checks",
    place=4,
    asks=PathAsked,
    examples=(
        'recognition_first to="nato > 0"',
        "recognition_first to=serbia.normalise from=spain=yes,slovakia=yes",
        'elmira to="moe.modify and uniroyal.accept"',
    ),
    keys={
        "from": "the state it starts from: `state` (its label), `profile`",
        "condition": "what the wanted state must be",
        "reachable": "whether any moves lead there",
        "improving": "whether steps lead there that their movers all like",
        "steps": "the nearest way, each step `player`, `from`, `to`, `change`, `willing`",
        "missing": "those of its steps that their movers would not take",
        "joint": "`steps`, then the `coalition` that moves to `state`, `profile` together; null where there is none",
        "reached_by_improvements": "every state that steps reach which their movers like",
        "reason": "the answer in sentences",
    },
    stem="answer:stem",
    pictures="pictures:pictures",
    offers={"to": ".offered:conclusions", "scenario": ".offered:scenarios_and_conflicts"},
)
