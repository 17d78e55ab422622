"""The declaration of `compare`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from ..common import SideBySide
from ..declaration import Help, Question
from ..shared_fields import ASSUME

if TYPE_CHECKING:
    from ...case.choosing import Choice


class CompareAsked(SideBySide):
    """Compares scenarios: equilibria, staged outcomes, payoffs, changes against the baseline."""

    every: Annotated[bool, Help("Every scenario of the case.", spelled="all")] = False
    assume: Annotated[
        tuple[str, ...], ASSUME.saying("An assumption set or file; A+B lays B over A. Repeatable: side by side.")
    ] = ()

    def chosen(self) -> "Choice":
        """The scenarios that are asked about, all or the main ones where none is named, and the baseline."""
        choice = super().chosen()
        case = choice.case
        names = tuple(case.scenario_files) if self.every else choice.names
        return replace(choice, names=tuple(dict.fromkeys([*names, *([case.baseline] if case.baseline else [])])))


QUESTION = Question(
    title="The strategies side by side",
    group="What the argument implies",
    place=1,
    asks=CompareAsked,
    examples=("", "status_quo conditional_funds set=funds=7", "all assume=op_ed assume=sceptic out=results"),
    keys={
        "scenarios": "for each scenario: `name`, `fixed`, `order`, `equilibria` (each `profile`, `payoffs`), `reason`, "
        "`staged` (`outcomes`, `best_joint`, `cautious`, `reason`; null without an order of moves), "
        "`results` (the first thousand: `numbers` of those that are alike, `headlines`, `moves` in words, "
        "`equilibrium`, `rules` that lead there)",
        "comparisons": "in place of `scenarios` where several assumption sets are compared: a record for each set",
    },
    brief="forms:brief",
    table=".payoffs",
    files="files:files",
)
