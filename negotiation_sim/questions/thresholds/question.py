"""The declaration of `thresholds`."""

from typing import Annotated

from ..common import AboutScenario
from ..declaration import Help, Question
from ..shared_fields import Given


class ThresholdsAsked(AboutScenario):
    """How near each member of a group is to moving: alone, last, belief needed, cheapest insurance.

    Whoever chooses before the group or with it, and is not held to a move, is held to where best joint leads.
    """

    group: Annotated[str | None, Help("A group of two-strategy players.", label="Group", unsaid="the case's own")] = (
        None
    )
    given: Given = ()
    belief: Annotated[
        float | None,
        Help(
            "Say who moves at this belief, from 0 to 1, that each other member moves.",
            label="Belief that each other moves",
            ge=0,
            le=1,
        ),
    ] = None


QUESTION = Question(
    title="Who would move first, and what holds it back",
    group="What the argument implies",
    place=5,
    asks=ThresholdsAsked,
    examples=("recognition_first", "free_choice given=us=sov_dialogue,eu=co_lead", "recognition_first belief=0.4"),
    keys={
        "scenario": "the scenario's name",
        "given": "who is held to which move, by what was asked or as best joint leads; only where somebody is",
        "players": "for each member: `alone`, `last`, `belief` (null where none suffices), `moves_at` (from which "
        "belief to which moving is best, every part)",
        "at_belief": "at the belief that was asked about: `belief`, by player its `gains` from moving and who `moves`, "
        "`words`; null where none was",
        "insurance": "`total`, `order`, `payments` by player",
    },
    needs="group",
    stem="thresholds_table",
    remarks="answer:remarks",
    pictures="pictures:picture",
    offers={"group": ".offered:groups"},
)
