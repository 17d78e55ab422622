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

BLOCK_BYTES = 60_000_000
"""Gains of all packages in so many bytes are looked through at a time."""


def numbers(scenario: Scenario, reached: Conclusion, draws: Draws) -> Mapping[str, Array]:
    """The numbers of the table for each draw, shape (draws,), by the names of `Table.numbers`.

    Each group of numbers is worked out when it is first asked for. NaN where the scenario leads nowhere. What the game
    leads to is solved again only where a draw moves a number that the game reads.
    """
    return _Numbers(no_agreement(scenario, reached.rule, draws), table_of(scenario).packages)


class _Numbers(Mapping[str, Array]):
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
            found = work(name)
            self._known |= {each: self._with_gaps(values) for each, values in found.items()}
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

    def _blocks(self) -> Iterator[tuple[slice, Array, Array]]:
        """Draws a few at a time: which, every party's gains by every package that is possible, and their rounding."""
        parties = len(self.table.parties)
        step = max(1, BLOCK_BYTES // (8 * parties * self.packages.combinations))
        for start in range(0, self.worths.points, step):
            block = slice(start, start + step)
            gains = self.worths.gains(self.packages, block)[:, self.packages.flat]
            yield block, gains, self.worths.rounding(block)[:, None]

    def _by_counting(self, _: str) -> dict[str, Array]:
        """The zone, the packages, the zone by option and the greatest least gain."""
        count = self.worths.points
        found = {name: np.zeros(count) for name in self.table.numbers if name.partition(".")[0] not in SOLUTIONS}
        found["packages"][:] = self.packages.count
        masks = dict(self._masks())
        for block, gains, rounding in self._blocks() if count else ():
            zone = zone_of(gains, rounding)
            found["zone"][block] = zone.sum(axis=0)
            least = gains.min(axis=0).max(axis=0)
            found["least_gain"][block] = np.where(np.abs(least) <= rounding.max(axis=(0, 1)), 0.0, least)
            for name, mask in masks.items():
                found[name][block] = zone[mask].sum(axis=0)
        return found

    def _masks(self) -> Iterator[tuple[str, Mask]]:
        """For each option that is on the table which packages take it."""
        for (issue, options), places in zip(self.packages.options.items(), self.packages.places, strict=True):
            for k, option in enumerate(options):
                yield f"{issue}.{option}", places == k

    def _by_solution(self, name: str) -> dict[str, Array]:
        """What each party gains by one solution in each draw; 0 where the zone is empty."""
        solution, parties = name.partition(".")[0], self.table.parties
        found = {f"{solution}.{party}": np.zeros(self.worths.points) for party in parties}
        without = self._disagreement() if self.worths.points else np.zeros((len(parties), 0))
        for block, gains, rounding in self._blocks():
            for k in range(gains.shape[-1]):
                draw = block.start + k
                solved = _solved(solution, parties, gains[..., k], without[:, draw], rounding[:, :, k])
                for party, gain in zip(parties, solved, strict=True):
                    found[f"{solution}.{party}"][draw] = gain
        return found

    def _disagreement(self) -> Array:
        players = list(self.where.held.case.players)
        payoffs = self.where.tables().payoffs()
        return payoffs[[players.index(party) for party in self.table.parties]]


def _solved(solution: str, parties: tuple[str, ...], gains: Array, without: Array, rounding: Array) -> Array:
    """What every party gains by a solution: only packages of the zone are looked at, so few are ordered."""
    zone = zone_of(gains, rounding)
    if not zone.any():
        return np.zeros(len(parties))
    agreement = SOLUTIONS[solution](bargaining_of(parties, gains[:, zone], without, rounding))
    return np.zeros(len(parties)) if agreement is None else agreement.gains


def zone_of(gains: Array, rounding: Array) -> Mask:
    """Where nobody loses and somebody gains, over the first axis, that of parties; see games/bargaining.py."""
    return np.asarray((gains >= -rounding).all(axis=0) & (gains > rounding).any(axis=0))


def bargaining_of(parties: tuple[str, ...], gains: Array, without: Array, rounding: Array) -> BargainingSet:
    """The bargaining set of these gains, shape (parties, packages), over what each party has without agreement.

    `rounding`, shape (parties, 1), is by how much gains may be off; what adding them to payoffs rounds comes on top.
    """
    added = 4 * np.finfo(float).eps * (np.abs(without)[:, None] + np.abs(gains).max(axis=1, keepdims=True))
    return BargainingSet(parties, without[:, None] + gains, without, rounding + added)
