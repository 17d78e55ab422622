"""The declaration of `change`."""

from typing import TYPE_CHECKING, Annotated

from ..common import SideBySide, of_main_ones
from ..declaration import Help, Question

if TYPE_CHECKING:
    from ...case.choosing import Choice


class ChangeAsked(SideBySide):
    """What a change of assumptions does: the outcome of each scenario before and after, what flips, whose move did it.

    After are the values that `assume` and `set` give. Before are those that `from` gives; without it the register as it
    stands. Where an outcome flips, the players are named who gain now by a move by which they did not gain, or no
    longer gain by one; where none does, who would leave first if the change went on, and how far the changed numbers
    still are from a flip, each moved alone.
    """

    before: Annotated[
        tuple[str, ...],
        Help("Before: a set, or NAME=VALUE. None: the register as it stands. Repeatable.", spelled="from"),
    ] = ()
    quick: Annotated[bool, Help("Leave out how far the changed numbers are from the next flip.")] = False

    def chosen_before(self) -> "Choice":
        """The same scenarios under the assumptions before."""
        from ...case.choosing import choose

        values = [text for text in self.before if "=" in text]
        sets = [text for text in self.before if "=" not in text]
        return of_main_ones(choose(self.named_case, self.scenarios, sets, values))


QUESTION = Question(
    title="What a change does",
    group="What the argument implies",
    place=9,
    asks=ChangeAsked,
    examples=("set=us_cred=0.3", "recognition_first from=op_ed assume=sceptic", "set=nato_ready=0.7 quick"),
    keys={
        "before": "under which set and own changes before: `assumptions`, `changes`, `hash`",
        "moved": "for each number that differs: `assumption`, `unit`, `range`, `before`, `after`",
        "sentences": "the answer in three sentences",
        "scenarios": "for each: `name`, `title`, `flips` (whether the outcome does), `otherwise` (whether something "
        "else is), `before` and `after`: `equilibria` (how many), `outcome`, `lines` (it line by line, "
        "each a title and a text), `sure` and `reason` (in words), `ends` (each `profile`, `payoffs`, `headlines`, "
        "`outcome`, `words`, `equilibrium`, `rules` that lead there), "
        "`staged` (the moves under each rule; null without an order of moves). `turned`: `words`, `short`, `lines` (of "
        "several equilibria which are new, stay, or are none any longer), `conclusions`. "
        "`deviations`: `of` (a rule, or equilibrium), `player`, `gain_before`, `gain_after`, `differences` (by "
        "criterion), `words`, and who binds as in `breakeven`, `side` above: it gains after the change. "
        "`nearest_to_leaving` (where nothing flips): `player`, `move`, `other`, `loss_before`, `loss_after`, `words`. "
        "`how_far`: for each changed number what `dials` has for a scenario; null where it was not asked for",
    },
    long=True,
    brief="forms:brief",
    table=".table",
    stem="change_table",
)
