"""The declaration of `dials`."""

from typing import Annotated

from ..common import SideBySide
from ..declaration import Help, Question

DIALS = 12


class DialsAsked(SideBySide):
    """The dozen numbers that carry the argument: range, who puts them where, and where an outcome flips on each.

    A case may name them. Where it does not, those of level main are ranked under its own base set: first those along
    which the outcome of a main scenario flips inside the range, the nearest flip first; then those with a flip beyond
    it; then the others in the order of the register. So the list stays while numbers are moved.
    """

    dial: Annotated[tuple[str, ...], Help("Only these assumptions, or patterns. Repeatable.")] = ()
    count: Annotated[int, Help("How many, where neither the case nor you name them.", ge=1, le=100)] = DIALS
    quick: Annotated[bool, Help("Leave out where outcomes flip.")] = False


QUESTION = Question(
    title="The numbers that carry it",
    group="On which assumptions it rests",
    place=10,
    asks=DialsAsked,
    examples=("", "recognition_first dial=us_cred assume=sceptic", "count=5 set=us_cred=0.8"),
    keys={
        "named": "whether the case, or the question, names the dials; else they are ranked",
        "sentences": "the answer in three sentences",
        "dials": "for each: `assumption`, `unit`, `range`, `level`, `switch` (a yes or no), `author_value`, `value` "
        "(the present one), `why`, `source`, `ticks` (for each set that puts it elsewhere: `set`, `title`, `author`, "
        "`value`, `why`, `source`, `flips`: the scenarios that end otherwise there), and `scenarios` (none with "
        "`quick`): for each "
        "`scenario`, `title`, `value`, `searched` (two ends), `now` (the outcome), `parts` (`from`, `to`, `outcome`), "
        "`tied`, `complete`, and `flips`, the nearest first: `value`, `solved` (just below and above), `method`, "
        "`share_of_range`, `inside_range`, `below`, `above`, `turns_to`, `turn` (`short`, and `lines` as in "
        "`change`), `conclusions` that turn, `binds` (as in "
        "`breakeven`), `words`",
        "limits": "what is not looked for",
    },
    long=True,
    brief="forms:brief",
    table=".table",
    stem="dials_table",
    pictures="pictures:picture",
)
