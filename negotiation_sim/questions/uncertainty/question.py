"""The declaration of `uncertainty`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from ..common import OverRanges, UnderAssumptions
from ..declaration import Help, Question

if TYPE_CHECKING:
    from ...case.choosing import Choice


class UncertaintyAsked(UnderAssumptions, OverRanges):
    """Over the ranges of opinion: in which share of draws each outcome is possible, guaranteed, reached in stages.

    Scenarios are compared on the same draws. What a scenario's file or `set` changes is held.
    """

    scenarios: Annotated[tuple[str, ...], Help("Scenarios; none: the case's main ones.", by_place=True)] = ()
    holds: Annotated[tuple[str, ...], Help("One more condition, or NAME: CONDITION. Repeatable.")] = ()

    def chosen(self) -> "Choice":
        """The scenarios that are asked about, or the main ones where none is named."""
        choice = self.choose(*self.scenarios)
        return replace(choice, names=choice.names or choice.case.main)


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
    long=True,
    table=".shares",
    stem="uncertainty",
    tables={"shares": ".shares", "payoffs": "tables:payoffs", "convergence": "tables:convergence"},
    pictures="pictures:pictures",
)
