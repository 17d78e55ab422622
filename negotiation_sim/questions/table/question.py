"""The declaration of `table`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from ..common import AboutTable, of_main_ones
from ..declaration import Help, Question
from ..shared_fields import MAIN_SCENARIOS, Given, PutOn

if TYPE_CHECKING:
    from ...case.choosing import Choice


SCENARIOS_OR_TABLE = "Scenarios; none: the main ones. Or a table: FILE.toml, or DOMAIN.xml and PROFILE.xml files."


class TableAsked(AboutTable):
    """What the parties can agree on: the zone of agreement, what solutions pick in it, what would open or empty it.

    What a party has without agreement is computed: it is its payoff where the parties play `no_agreement` and all
    others what they play where the scenario leads, under each selection rule. A package takes an option of every issue;
    it is in the zone where no party loses by it and one gains.
    """

    scenarios: Annotated[tuple[str, ...], MAIN_SCENARIOS.saying(SCENARIOS_OR_TABLE)] = ()
    every: Annotated[bool, Help("Every scenario of the case.", spelled="all")] = False
    without: Annotated[tuple[str, ...], Help("ISSUE or ISSUE.OPTION, taken off the table. Repeatable.")] = ()
    also: PutOn = ()
    package: Annotated[tuple[str, ...], Help("ISSUE=OPTION, the package to place; others: no agreement.")] = ()
    given: Given = ()
    concept: Annotated[
        str | None,
        Help(
            "best_joint or cautious, how others play. None: both.",
            label="How others play",
            choices=("best_joint", "cautious"),
            kind="selection rule",
        ),
    ] = None
    fragile: Annotated[bool, Help("Search for the smallest change of one belief that empties the zone.")] = False

    def chosen(self) -> "Choice":
        """The scenarios that are asked about, all or the main ones where none is named."""
        if (choice := self.table_in(self.scenarios)) is not None:
            return choice
        choice = of_main_ones(self.choose(*self.scenarios))
        return replace(choice, names=tuple(choice.case.scenario_files)) if self.every else choice


QUESTION = Question(
    title="The table: what could be agreed",
    group="What the argument implies",
    place=7,
    asks=TableAsked,
    needs="table",
    examples=(
        "",
        "status_quo without=serbia_eu,funds,security",
        "recognition_first package=recognition=full,memberships=all_but_un fragile",
    ),
    keys={
        "scenarios": "for each scenario and each point without agreement: `name`, `title`, `rule` (and `rules`, all "
        "that lead there), `outcome` (player = move), `parties`, `disagreement` (party = points), `packages`, "
        "`zone`, `by_option` (issue = option = how many of the zone take it), `pareto` (the efficient packages of "
        "the zone with their gains), `outline` (of two parties the gains at the corners of the convex shape that holds "
        "all packages; else null), `solutions` (by name: `package`, `gains`, `ties`; null where the zone is "
        "empty), `lotteries`, `integrative_gain`, `issues` (issue = `kind`, `share` by party, `label`, `options` "
        "with `label` and `worth` by party), `opens` (what would open the zone, or bring an option into it; null "
        "where nothing is closed), `movers` (who can move the table, the most first), `placed` and `fragile` where "
        "they are asked for; of a placed package `efficient` says whether no other is better for one party and worse "
        "for nobody, `picked_by` names the solutions that pick it, `nearest` is the package of the zone that `changes` "
        "fewest issues, null where the zone is empty",
        "without": "issues and options that were taken off the table",
        "with": "issues that were put on it",
        "given": "others' moves that were given: player = move",
    },
    long=True,
    long_by=("fragile",),
    brief="forms:brief",
    record="record:record",
    stem="table",
    tables={"table_zone": ".zone_table", "table_solutions": ".table", "table_frontier": ".frontier_table"},
    pictures="pictures:pictures",
)
