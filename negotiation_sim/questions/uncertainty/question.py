"""The declaration of `uncertainty`."""

from typing import Annotated

from ..common import SideBySide
from ..declaration import Question
from ..over_ranges import OverRanges
from ..shared_fields import CONDITION


class UncertaintyAsked(SideBySide, OverRanges):
    """Over the ranges of opinion: in which share of draws each outcome is possible, guaranteed, reached in stages.

    Scenarios are compared on the same draws. What a scenario's file or `set` changes is held.
    """

    holds: Annotated[tuple[str, ...], CONDITION.saying("One more condition, or NAME: CONDITION. Repeatable.")] = ()


QUESTION = Question(
    title="Over all opinions: in which share it holds",
    group="On which assumptions it rests",
    place=4,
    asks=UncertaintyAsked,
    examples=(
        "",
        "recognition_first draws=16384 scheme=sobol only=main",
        'status_quo holds="settled: serbia.normalise and kosovo.concede" correlated',
    ),
    keys={
        "sampling": "how the draws were made: `draws`, `asked` (how many were asked for), `seed`, `scheme`, "
        "`replicates`, `distribution`, `assumptions`, `correlated` (group = rank correlation), `hash`",
        "note": "what a share of draws is",
        "baseline": "the scenario that changes are measured against, or null",
        "scenarios": "for each `name`, `held` (assumptions), `outcomes` (condition = `title`, `condition`, and for "
        "each sense, or for `years` where it is about the years as a "
        "whole, `share`, `monte_carlo_standard_error`, `draws`), `without` (sense = share of draws without an "
        "equilibrium or a staged outcome), `hinges` (sense = a list of `hinge`, `title`, `all_so_far`, `of_those`), "
        "`payoffs` (rule = `payoff` and `change`, each player = `mean`, `monte_carlo_standard_error`, `quantiles`, "
        "`draws`), `convergence` (sense = condition = the share after more and more draws)",
    },
    brief="forms:brief",
    remarks="answer:remarks",
    long=True,
    table=".shares",
    stem="uncertainty",
    tables={"shares": ".shares", "payoffs": "tables:payoffs", "convergence": "tables:convergence"},
    pictures="pictures:pictures",
)
