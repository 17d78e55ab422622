"""The declaration of `regions`."""

from typing import Annotated

from ..common import AboutConclusion
from ..declaration import Help, Question


class RegionsAsked(AboutConclusion):
    """Over two assumptions at once, where a conclusion holds, its boundary, who binds there, and every assumption
    set.
    """

    x: Annotated[str, Help("The assumption across.")]
    y: Annotated[str, Help("The assumption upwards.")]


QUESTION = Question(
    title="A map of two assumptions",
    group="On which assumptions it rests",
    place=2,
    asks=RegionsAsked,
    examples=('recognition_first holds="count(holdouts.yes) == 4" x=dialogue_offset y=us_cred',),
    keys={
        "conclusion": "what must hold: `scenario`, `holds` (the condition), `concept` (in which sense) of each",
        "x": "the assumption across: `assumption`, `unit`, `value`, `range`, `shown` (the ends of the map)",
        "y": "the assumption upwards, likewise",
        "sentence": "the answer in words",
        "holds_at_present": "whether it holds at the present values",
        "share_of_the_ranges": "the share of the two ranges' rectangle on which it holds",
        "exact": "whether every switch is a root in closed form",
        "complete": "whether no switch on the rows that were solved is missing",
        "rows": "the rows that were solved, from below: `y`, and `holds`: from where to where on it, as x",
        "boundaries": "parts along which the same players bind: `points`, `binds`, `words`",
        "sets": "every assumption set: `name`, `x`, `y`, `spoken` (which of the two it gives a value itself; the other "
        "is the register's), `map_holds`, `own_holds`",
        "method": "how the map was drawn, and what it may miss",
    },
    brief="forms:brief",
    stem="regions_table",
    pictures="pictures:picture",
)
