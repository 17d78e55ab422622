"""The declaration of `discover`."""

from typing import Annotated

from ..common import AboutScenario
from ..declaration import Help, Question
from ..over_ranges import OverRanges
from ..shared_fields import CONDITION, Sense

HOLDS = "A condition; none: that all hinges hold, without hinges the first headline."


class DiscoverAsked(AboutScenario, OverRanges):
    """The few assumptions, and their bounds, inside which a conclusion holds in most draws."""

    holds: Annotated[str | None, CONDITION.saying(HOLDS)] = None
    sense: Sense = None
    density: Annotated[float, Help("The share of the box's draws that must hold.")] = 0.9
    at_most: Annotated[int, Help("How many assumptions a box may bound.")] = 6


QUESTION = Question(
    title="Where it holds: a few bounds",
    group="On which assumptions it rests",
    place=6,
    asks=DiscoverAsked,
    examples=('recognition_first holds="share == 1"', "recognition_first at-most=3 density=0.6"),
    keys={
        "scenario": "which scenario",
        "sampling": "how the draws were made, as in `uncertainty`",
        "conclusion": "the condition, and in which sense it must hold",
        "share": "the share of all draws in which it holds",
        "density_wanted": "the share of the box's draws in which it must hold",
        "found": "whether the box that was chosen is so dense",
        "chosen": "the number of the box that was chosen, from 0 on",
        "boxes": "for each number of assumptions `allowed`: `bounds` (assumption = `low`, `high`, `unit`; null where "
        "that side is open), `fit` and `fresh` (`coverage`, `density`, `support`; on the draws and on fresh ones)",
    },
    needs="condition",
    brief="forms:brief",
    long=True,
    stem="discovery",
    pictures="pictures:picture",
)
