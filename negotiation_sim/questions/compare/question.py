"""The declaration of `compare`."""

from dataclasses import dataclass
from typing import Annotated

from ..common import UnderAssumptions
from ..declaration import Help, Question


@dataclass(frozen=True, kw_only=True)
class CompareAsked(UnderAssumptions):
    """Compares scenarios: equilibria, staged outcomes, payoffs, changes against the baseline."""

    scenarios: Annotated[tuple[str, ...], Help("Scenarios; none: the case's main ones.", by_place=True)] = ()
    every: Annotated[bool, Help("Every scenario of the case.", spelled="all")] = False
    assume: Annotated[
        tuple[str, ...], Help("An assumption set or file; A+B lays B over A. Repeatable: side by side.")
    ] = ()


QUESTION = Question(
    group="What the argument implies",
    place=1,
    asks=CompareAsked,
    examples=("", "status_quo conditional_funds set=funds=7", "all assume=op_ed assume=sceptic out=results"),
    keys={
        "scenarios": "for each scenario: `name`, `fixed`, `order`, `equilibria` (each `profile`, `payoffs`), `reason`, "
        "`staged` (`outcomes`, `best_joint`, `cautious`, `reason`; null without an order of moves)",
        "comparisons": "in place of `scenarios` where several assumption sets are compared: a record for each set",
    },
    brief="forms:brief",
    table=".payoffs",
    files="files:files",
)
