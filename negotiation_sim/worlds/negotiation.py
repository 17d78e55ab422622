"""A table in one world of a scenario: what each party has without agreement, and what every package gains it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..case.scenario import Scenario
from ..case.table import Packages, Table
from ..games.agreements import SOLUTIONS, Agreement
from ..games.arrays import Array, Index, Mask
from ..games.bargaining import BargainingSet
from ..games.lotteries import LOTTERIES, Lottery
from ..solve.staged import RULES, Rule
from .no_agreement import NoAgreement, no_agreement, table_of
from .results.table import bargaining_of
from .worths import Worths, worths


@dataclass(frozen=True, eq=False)
class Negotiation:
    """The packages of a table in a scenario. `rules` are the selection rules that lead to this point; none: equilibria.

    `where` is the cell without agreement; `others` are moves of others that were given in place of where it leads.
    """

    scenario: Scenario
    rules: tuple[Rule, ...]
    where: NoAgreement
    packages: Packages
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """The table of the case."""
        return self.packages.table

    @property
    def parties(self) -> tuple[str, ...]:
        """Who negotiates."""
        return self.table.parties

    @cached_property
    def outcome(self) -> Mapping[str, str]:
        """What everybody plays where there is no agreement."""
        return self.where.moves()

    @cached_property
    def worths(self) -> Worths:
        """What every option is worth there."""
        return worths(self.where)

    @cached_property
    def payoffs(self) -> Mapping[str, float]:
        """What every player has without agreement."""
        payoffs = self.where.tables.payoffs()[:, 0]
        return dict(zip(self.scenario.case.players, payoffs.tolist(), strict=True))

    @cached_property
    def disagreement(self) -> Array:
        """What every party has without agreement, shape (parties,)."""
        return np.array([self.payoffs[party] for party in self.parties])

    @cached_property
    def bargaining(self) -> BargainingSet:
        """The packages that are possible as a bargaining set."""
        gains = self.worths.gains(self.packages)[:, self.packages.flat]
        return bargaining_of(self.parties, gains, self.disagreement, self.worths.rounding())

    @property
    def zone(self) -> Mask:
        """Which packages are in the zone of agreement."""
        return self.bargaining.zone

    @cached_property
    def by_option(self) -> Mapping[str, Mapping[str, int]]:
        """How many packages of the zone take each option of each issue."""
        inside = self.packages.places[:, self.zone]
        return {
            issue: dict(zip(options, np.bincount(row, minlength=len(options)).tolist(), strict=True))
            for (issue, options), row in zip(self.packages.options.items(), inside, strict=True)
        }

    @cached_property
    def efficient(self) -> Index:
        """The packages of the zone that are on the frontier, the best for the first party first."""
        places = np.flatnonzero(self.bargaining.frontier & self.zone)
        return places[np.argsort(-self.bargaining.gains[0, places], kind="stable")]

    @cached_property
    def solutions(self) -> Mapping[str, Agreement | None]:
        """Every solution over packages; None where the zone is empty."""
        return {name: solve(self.bargaining) for name, solve in SOLUTIONS.items()}

    @cached_property
    def lotteries(self) -> Mapping[str, Lottery | None]:
        """Every solution over lotteries of packages; None where none gains."""
        return {name: solve(self.efficient_set) for name, solve in LOTTERIES.items()}

    @cached_property
    def efficient_set(self) -> BargainingSet:
        """The bargaining set of the packages on the frontier alone, in the zone or not, of equals one."""
        return self.bargaining.only(self._frontier)

    @cached_property
    def _frontier(self) -> Index:
        """The packages on the frontier, in the zone or not, one of each that pay everybody the same."""
        places = np.flatnonzero(self.bargaining.frontier)
        _, first = np.unique(self.bargaining.gains[:, places].round(12), axis=1, return_index=True)
        return places[np.sort(first)]

    def drawn(self, lottery: Lottery) -> list[tuple[dict[str, str], float]]:
        """The packages of a lottery with their chances."""
        numbers = (int(self._frontier[k]) for k in lottery.packages)
        return [(self.packages.named(n), chance) for n, chance in zip(numbers, lottery.chances, strict=True)]


def negotiations(
    scenario: Scenario,
    packages: Packages | None = None,
    rules: Sequence[Rule] = RULES,
    others: Mapping[str, str] | None = None,
) -> tuple[Negotiation, ...]:
    """The table of a scenario at each point without agreement: one for all rules that lead to the same cell.

    A rule that leads nowhere has none. Without an order of moves there is one point, that of the pure equilibria.
    Raises InputError for a case without a table.
    """
    laid = packages or table_of(scenario).packages
    asked: tuple[Rule | None, ...] = tuple(rules) if scenario.order else (None,)
    cells = {rule: no_agreement(scenario, rule, others=others) for rule in asked}
    by_cell: dict[int, list[Rule | None]] = {}
    for rule, where in cells.items():
        if where.cells[0] >= 0:
            by_cell.setdefault(int(where.cells[0]), []).append(rule)
    return tuple(
        Negotiation(scenario, tuple(rule for rule in alike if rule), cells[alike[0]], laid)
        for alike in by_cell.values()
    )
