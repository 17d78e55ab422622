"""The declaration of `believe`."""

from typing import Annotated

from ..common import AboutScenario
from ..declaration import Help, Question
from ..shared_fields import Condition, Sense


class BelieveAsked(AboutScenario):
    """What would you have to believe? The nearest values at which a conclusion holds, or no longer does.

    Changes are measured in widths of each assumption's range. With `between`: the smallest sets of differences between
    two assumption sets that turn the answer over (without `assume`, `to`, `free` and `measure`).
    """

    holds: Condition
    to: Annotated[
        str | None,
        Help(
            "holds or fails: what is to become so. None: what it does not do now.",
            label="Should it hold or fail",
            unsaid="the other way than now",
            choices=("holds", "fails"),
            kind="end",
        ),
    ] = None
    free: Annotated[tuple[str, ...], Help("What may move: NAME,NAME or a pattern, PLAYER.*. None: all main ones.")] = ()
    measure: Annotated[
        tuple[str, ...],
        Help(
            "total (sum of changes), largest or count. Repeatable; none: all.",
            choices=("total", "largest", "count"),
            kind="measure",
        ),
    ] = ()
    seconds: Annotated[
        float | None,
        Help("Stops after so many seconds with the best so far. None: 60 for a game above 10,000 profiles.", ge=1),
    ] = None
    between: Annotated[
        tuple[str, str] | None, Help("Two assumption sets: which few differences decide it. Each may be A+B.")
    ] = None
    sense: Sense = None


QUESTION = Question(
    title="What would you have to believe?",
    group="On which assumptions it rests",
    place=3,
    asks=BelieveAsked,
    examples=(
        'recognition_first holds="count(holdouts.yes) == 4 and serbia.normalise"',
        'recognition_first holds=serbia.normalise assume=sceptic free="serbia.*,dialogue_offset"',
        'recognition_first holds="count(holdouts.yes) == 4" between=op_ed sceptic',
    ),
    brief="forms:brief",
    long=True,
    table="forms:table",
    keys={
        "conclusion": "`holds` (the condition) and `concept` (in which sense)",
        "to": "holds or fails: what was to become so",
        "already": "whether nothing has to change",
        "free": "the assumptions that may move",
        "answers": "for each measure: `measure`, `found`, `distance`, `at_least` (proved), `exact`, `inside_ranges`, "
        "`impossible_inside_proved`, `impossible_beyond_proved`, `confirmed_as_one_game`, `stopped` (time was up), "
        "`profile`, `before` (the values as they stand), `values`, `shown` (in words), `widths`, `outside_range`, "
        "`binding` (the comparisons that only just hold), `alone` (by count: what would do alone), `words`",
        "limits": "what the search does not find",
        "differences": "between two sets: by assumption, the value in the first and in the second",
        "silent": "between two sets: by set, those of the differences of which it says nothing, so that the register's "
        "value stands under it",
        "words": "between two sets: the answer from either side",
        "directions": "between two sets: `from`, `towards`, `holds_before`, `searched_up_to`, `solved`, `confirmed`, "
        "`least_sets`, `words`",
    },
    stem="answer:stem",
    pictures="pictures:pictures",
)
