"""The declaration of `thresholds`."""

from typing import Annotated

from ..common import AboutScenario, Given
from ..declaration import Help, Question


class ThresholdsAsked(AboutScenario):
    """How near each member of a group is to moving: alone, last, belief needed, cheapest insurance."""

    group: Annotated[str | None, Help("A group of two-strategy players.")] = None
    given: Given = ()


QUESTION = Question(
    title="Who would move first, and what holds it back",
    group="What the argument implies",
    place=5,
    asks=ThresholdsAsked,
    examples=("recognition_first", "free_choice given=us=sov_dialogue,eu=co_lead"),
    keys={
        "scenario": "the scenario's name",
        "given": "who is held to which move by what was asked; only where somebody is",
        "players": "for each member: `alone`, `last`, `belief` (null where none suffices)",
        "insurance": "`total`, `order`, `payments` by player",
    },
    stem="thresholds_table",
    pictures="pictures:picture",
)
