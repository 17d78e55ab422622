"""The table of a case in several scenarios, asked in all its ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ...case.choosing import moves_of
from ...case.scenario import Case, Scenario, known_moves
from ...case.table import Packages, Table
from ...errors import InputError
from ...games.lotteries import integrative_gain
from ...present.frames import Frame, frame
from ...present.phrases import signed
from ...solve.staged import RULES
from ...worlds.advance import Watch
from ...worlds.negotiation import Negotiation, negotiations
from ...worlds.no_agreement import table_of
from .fragility import Fragility, fragility
from .issue_kinds import IssueKind, kinds_of
from .movers import Mover, movers
from .opening import Opening, openings
from .placing import Placed, placed
from .question import TableAsked


@dataclass(frozen=True, eq=False)
class Tables:
    """The table at every point without agreement of every scenario that was asked about, in this order.

    `nowhere` are scenarios that lead nowhere. `package` is the one that was asked to be placed, `weakest` what of one
    belief empties the zone, by the number of the point; both empty where they were not asked for.
    """

    scenarios: tuple[Scenario, ...]
    packages: Packages
    points: tuple[Negotiation, ...]
    nowhere: tuple[Scenario, ...]
    without: tuple[str, ...]
    also: tuple[str, ...]
    given: Mapping[str, str]
    package: Mapping[str, str]
    weakest: Mapping[int, Fragility]

    @property
    def case(self) -> Case:
        """The case."""
        return self.scenarios[0].case

    @property
    def table_asked(self) -> Table:
        """The table of the case."""
        return self.packages.table

    def title(self, point: Negotiation) -> str:
        """The scenario's title; with the rule where its rules lead to different points."""
        several = sum(each.scenario is point.scenario for each in self.points) > 1
        rules = " and ".join(rule.replace("_", " ") for rule in point.rules)
        return f"{point.scenario.title} ({rules})" if several and rules else point.scenario.title

    @cached_property
    def kinds(self) -> Mapping[int, Mapping[str, IssueKind]]:
        """Of each point, by its number, what kind of issue each one is."""
        return {k: kinds_of(point) for k, point in enumerate(self.points)}

    @cached_property
    def opens(self) -> Mapping[int, tuple[Opening, ...]]:
        """Of each point what would open the zone, or bring options of the issue of colours into it."""
        return {k: openings(point) for k, point in enumerate(self.points)}

    @cached_property
    def movers(self) -> Mapping[int, tuple[Mover, ...]]:
        """Of each point who can move the table."""
        return {k: movers(point) for k, point in enumerate(self.points)}

    @cached_property
    def placed(self) -> Mapping[int, Placed]:
        """Of each point where the package that was asked about stands."""
        return {k: placed(point, self.package) for k, point in enumerate(self.points)} if self.package else {}

    @cached_property
    def integrative(self) -> tuple[float, ...]:
        """Of each point how much more than one cake there is to divide, see games/lotteries.py."""
        return tuple(integrative_gain(point.efficient_set) for point in self.points)

    def nash_package(self, k: int) -> dict[str, str]:
        """The first of the packages that Nash's solution picks at a point; empty where the zone is."""
        agreement = self.points[k].solutions["nash"]
        return self.packages.named(agreement.packages[0]) if agreement else {}

    def worth_in_words(self, k: int, party: str, issue: str, option: str) -> str:
        """What an option is worth to a party: `+1.20 (security +0.80, the home front +0.40)`; "" for nothing."""
        parts = self.points[k].worths.by_criterion[party].get(issue, {}).get(option, {})
        named = [(labels.get(name, name) if name else "", float(worth[0])) for name, worth in parts.items()
                 for labels in (self.case.labels.criteria,) if worth[0]]  # fmt: skip
        if not named:
            return ""
        total = signed(sum(worth for _, worth in named))
        criteria = ", ".join(f"{name} {signed(worth)}" for name, worth in named if name)
        return f"{total} ({criteria})" if len(named) > 1 else f"{total} {named[0][0]}".rstrip()

    @cached_property
    def table(self) -> Frame:
        """A row per point, solution and party: what it has without agreement, its gain, its least tie."""
        return frame(
            {
                **_what(point),
                "solution": name,
                "party": party,
                "disagreement": point.payoffs[party],
                "gain": agreement.gains[k] if agreement else float("nan"),
                "ties": len(agreement.packages) if agreement else 0,
                **(point.packages.named(agreement.packages[0]) if agreement else dict.fromkeys(point.packages.options)),
            }
            for point in self.points
            for name, agreement in point.solutions.items()
            for k, party in enumerate(point.parties)
        )

    @cached_property
    def zone_table(self) -> Frame:
        """A row per point, issue and option: how many packages of the zone take it."""
        return frame(
            {**_what(point), "issue": issue, "option": option, "zone": count, "of": int(point.zone.sum())}
            for point in self.points
            for issue, counts in point.by_option.items()
            for option, count in counts.items()
        )

    @cached_property
    def frontier_table(self) -> Frame:
        """A row per point and efficient package of the zone: its options and every party's gain."""
        return frame(
            {
                **_what(point),
                **point.packages.named(int(package)),
                **{f"gain_{party}": point.bargaining.gains[k, package] for k, party in enumerate(point.parties)},
            }
            for point in self.points
            for package in point.efficient
        )


def _what(point: Negotiation) -> dict[str, object]:
    return {
        "assumptions": point.scenario.assumptions.name,
        "scenario": point.scenario.name,
        "rule": " ".join(point.rules) or "equilibrium",
    }


def answer(asked: TableAsked, watch: Watch) -> Tables:
    """The table in the scenarios that are asked about. Raises InputError for what is not known, and without a table."""
    choice = asked.chosen()
    scenarios = choice.scenarios()
    table = table_of(scenarios[0])
    if asked.fragile and table.stands_alone:
        raise InputError("`fragile` moves beliefs, and a table in a file has none: its worths are numbers.")
    without, also = (_names(texts) for texts in (asked.without, asked.also))
    laid = table.laid(without, also) if without or also else table.packages
    package = table.package(asked.package) if asked.package else {}
    given = known_moves(choice.case, moves_of(asked.given)) if asked.given else {}
    rules = [rule for rule in RULES if asked.concept in (None, rule)]
    by_scenario = [negotiations(scenario, laid, rules, given) for scenario in scenarios]
    points = tuple(point for several in by_scenario for point in several)
    nowhere = tuple(scenario for scenario, several in zip(scenarios, by_scenario, strict=True) if not several)
    if not points:
        raise InputError(f"{nowhere[0].called} leads nowhere, so there is no point without agreement. Ask another.")
    weakest = {}
    if asked.fragile:
        with watch("Searching beliefs", len(points)) as advance:
            for k, point in enumerate(points):
                weakest[k] = fragility(point)
                advance(1)
    return Tables(scenarios, laid, points, nowhere, without, also, given, package, weakest)


def _names(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())
