"""The declaration of `plans`."""

from typing import Annotated

from ..common import UnderAssumptions
from ..declaration import Help, Question
from ..shared_fields import ONLY_THESE_SETS


class PlansAsked(UnderAssumptions):
    """Under which assumption sets each named plan works: does it lead to what it promises?

    A plan works where what it promises holds at the staged outcome under best joint; beside a failure where it holds at
    some pure equilibrium only; else it fails. Of each value in an author's set it is counted whether the author said it
    or the plan needs it besides. Between two sets: the fewest beliefs that divide their authors, plan by plan.
    """

    plan: Annotated[tuple[str, ...], Help("Only these plans, by name; none: all.", by_place=True)] = ()
    assume: Annotated[tuple[str, ...], ONLY_THESE_SETS] = ()
    between: Annotated[tuple[str, str] | None, Help("Two sets: what divides them, plan by plan.")] = None


QUESTION = Question(
    title="Whose plan works, and under whose assumptions",
    group="What the argument implies",
    place=6,
    asks=PlansAsked,
    needs="plans",
    examples=("", "serbia_first between=op_ed crisis_group_2021", "assume=op_ed assume=sceptic"),
    keys={
        "plans": "for each: `plan`, `title`, `author`, `scenario`, `holds`, `held_by`, and `under`: set = "
        "`works`, `beside` or `fails`",
        "sets": "for each set: `said`, `needed`, `open`: how many of its values are its author's words, are needed "
        "besides, or say neither",
        "divides": "with two sets: plan = the fewest values of the second that give the first its answer, every such "
        "choice; an empty list where they agree, null where no choice of at most `searched` values does",
    },
    long=True,
    brief="forms:brief",
    stem="plans_table",
    pictures="pictures:picture",
)
