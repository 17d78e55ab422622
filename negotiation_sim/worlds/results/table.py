"""The numbers of a case's table in many draws: how many packages are in the zone of agreement, what solutions give."""

from collections.abc import Iterator, Mapping

import numpy as np

from ...case.conclusions import Conclusion
from ...case.scenario import Scenario
from ...case.table import Packages
from ...games.agreements import SOLUTIONS
from ...games.arrays import Array, Mask
from ...games.bargaining import BargainingSet
from ..no_agreement import NoAgreement, no_agreement, table_of
from ..tables import Draws
from ..worths import Worths, worths


def numbers(scenario: Scenario, reached: Conclusion, draws: Draws) -> Mapping[str, Array]:
    """The numbers of the table for each draw, shape (draws,), by the names of `Table.numbers`.

    Each group of numbers is worked out when it is first asked for. NaN where the scenario leads nowhere. What the game
    leads to is solved again only where a draw moves a number that the game reads.
    """
    return TableNumbers(no_agreement(scenario, reached.rule, draws), table_of(scenario).packages)


class TableNumbers(Mapping[str, Array]):
    """The numbers of the draws at their cells without agreement, each worked out when it is first asked for."""

    def __init__(self, where: NoAgreement, packages: Packages) -> None:
        self.where, self.packages = where, packages
        self.table = packages.table
        self._known: dict[str, Array] = {}
        self._worths: Worths | None = None

    def __iter__(self) -> Iterator[str]:
        return iter(self.table.numbers)

    def __len__(self) -> int:
        return len(self.table.numbers)

    def __getitem__(self, name: str) -> Array:
        if name not in self.table.numbers:
            raise KeyError(name)
        if name not in self._known:
            work = self._by_solution if name.partition(".")[0] in SOLUTIONS else self._by_counting
            made = work(name)
            self._known |= {each: self._with_gaps(values) for each, values in made.items()}
        return self._known[name]

    @property
    def worths(self) -> Worths:
        """What options are worth in each draw that has a cell."""
        if self._worths is None:
            self._worths = worths(self.where)
        return self._worths

    def _with_gaps(self, values: Array) -> Array:
        whole = np.full(len(self.where.cells), np.nan)
        whole[self.where.exists] = values
        return whole

    def _zone(self, draw: int) -> tuple[Array, Array, Mask]:
        """Every party's gains by every combination of options in a draw, their rounding, and which are in the zone."""
        gains, rounding = self.worths.gains(self.packages, draw), self.worths.rounding(draw)
        return gains, rounding, zone_of(gains, rounding) & self.packages.possible.ravel()

    def _by_counting(self, _: str) -> dict[str, Array]:
        """The zone, the packages, the zone by option and the greatest least gain."""
        draws = self.worths.points
        counts = {name: np.zeros(draws) for name in self.table.numbers if name.partition(".")[0] not in SOLUTIONS}
        counts["packages"][:] = self.packages.count
        for draw in range(draws):
            gains, rounding, zone = self._zone(draw)
            counts["zone"][draw] = np.count_nonzero(zone)
            least = float(gains.min(axis=0)[self.packages.flat].max())
            counts["least_gain"][draw] = 0.0 if abs(least) <= rounding.max() else least
            for name, count in self._by_option(zone):
                counts[name][draw] = count
        return counts

    def _by_option(self, zone: Mask) -> Iterator[tuple[str, int]]:
        """How many combinations of the zone take each option: axes are summed away one by one, the first first."""
        left = zone.astype(np.int32)
        for issue, options in self.packages.options.items():
            left = left.reshape(len(options), -1)
            each = left.sum(axis=1).tolist()
            yield from zip((f"{issue}.{option}" for option in options), each, strict=True)
            left = left.sum(axis=0)

    def _by_solution(self, name: str) -> dict[str, Array]:
        """What each party gains by one solution in each draw; 0 where the zone is empty."""
        solution, parties = name.partition(".")[0], self.table.parties
        solved = {f"{solution}.{party}": np.zeros(self.worths.points) for party in parties}
        without = self._disagreement() if self.worths.points else np.zeros((len(parties), 0))
        for draw in range(self.worths.points):
            gains, rounding, zone = self._zone(draw)
            candidates = gains[:, zone][:, contenders(gains[:, zone])]
            if candidates.size:
                agreement = SOLUTIONS[solution](bargaining_of(parties, candidates, without[:, draw], rounding))
                for party, gain in zip(parties, agreement.gains if agreement else (), strict=True):
                    solved[f"{solution}.{party}"][draw] = gain
        return solved

    def _disagreement(self) -> Array:
        players = list(self.where.held.case.players)
        payoffs = self.where.tables.payoffs()
        return payoffs[[players.index(party) for party in self.table.parties]]


def zone_of(gains: Array, rounding: Array) -> Mask:
    """Where nobody loses and somebody gains, over the first axis, that of parties; see games/bargaining.py."""
    return np.asarray((gains >= -rounding).all(axis=0) & (gains > rounding).any(axis=0))


def contenders(gains: Array) -> Mask:
    """Packages without most of those that another one beats for everybody, which no solution picks; shape (packages,).

    Those that are beaten by the best for one party, by sum, by product or by least gain are left out.
    """
    kept = np.ones(gains.shape[1], dtype=bool)
    if gains.size:
        for worth in (*gains, gains.sum(axis=0), gains.prod(axis=0), gains.min(axis=0)):
            kept &= ~(gains < gains[:, [int(worth.argmax())]]).all(axis=0)
    return kept


def bargaining_of(parties: tuple[str, ...], gains: Array, without: Array, rounding: Array) -> BargainingSet:
    """The bargaining set of these gains, shape (parties, packages), over what each party has without agreement.

    `rounding`, shape (parties, 1), is by how much gains may be off; what adding them to payoffs rounds comes on top.
    """
    added = 4 * np.finfo(float).eps * (np.abs(without)[:, None] + np.abs(gains).max(axis=1, keepdims=True))
    return BargainingSet(parties, without[:, None] + gains, without, rounding + added)
