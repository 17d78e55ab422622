"""Solutions of a bargaining set over its packages: which package of the zone of agreement each principle picks.

All are taken in the zone, so nobody does worse than without agreement. All packages that a principle cannot tell apart
are told. Sums and least payoffs compare points of different parties, which Nash's solution and that of Kalai and
Smorodinsky do not: those stay when a party's points are stretched or shifted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Array, Index
from .bargaining import BargainingSet

ALIKE = 1e-9
"""Two packages are as good by a principle where what it makes greatest differs by no more than this share of it.

What is made greatest is a product, a sum or a share of computed gains, known no better than they are.
"""


@dataclass(frozen=True, eq=False)
class Agreement:
    """What a principle picks: `packages`, all that are as good by it, and `gains[party]` at the first of them."""

    packages: tuple[int, ...]
    gains: Array


def nash(bargaining: BargainingSet) -> Agreement | None:
    """The package with the greatest product of gains (Nash 1950); None where the zone is empty.

    Where no package gains everybody something, the most parties that can gain together do, and the product is theirs
    (as maximum Nash welfare has it: Caragiannis and others 2019, ACM Transactions on Economics and Computation 7).
    """

    def worth(gains: Array) -> Sequence[Array]:
        gainers = (gains > 0).sum(axis=0)
        logs = np.log(np.where(gains > 0, gains, 1.0)).sum(axis=0)
        return gainers * 1.0, logs

    return _picked(bargaining, worth)


def kalai_smorodinsky(bargaining: BargainingSet) -> Agreement | None:
    """The package at which the least share of its ideal that a party gets is greatest (Kalai and Smorodinsky 1975).

    A party's ideal is the most that it gains in the zone. Of equals the next least share decides. None where the zone
    is empty.
    """
    ideal = bargaining.ideal
    return _picked(bargaining, lambda gains: _least_first(gains[ideal > 0] / ideal[ideal > 0, None]))


def egalitarian(bargaining: BargainingSet) -> Agreement | None:
    """The package at which the least gain is greatest (Kalai 1977); of equals the next least gain decides (Imai 1983).

    None where the zone is empty.
    """
    return _picked(bargaining, _least_first)


def utilitarian(bargaining: BargainingSet) -> Agreement | None:
    """The package with the greatest sum of gains; None where the zone is empty."""
    return _picked(bargaining, lambda gains: (gains.sum(axis=0),))


def maximin(bargaining: BargainingSet) -> Agreement | None:
    """The package at which whoever has least in all, gains or not, has most (Rawls 1971); None where the zone is empty.

    What counts is the payoff and not the gain; of equals the next least payoff decides.
    """
    return _picked(bargaining, lambda gains: _least_first(gains + bargaining.disagreement[:, None]))


SOLUTIONS: Mapping[str, Callable[[BargainingSet], Agreement | None]] = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
    "maximin": maximin,
}


def _least_first(values: Array) -> Sequence[Array]:
    """The least of each column, then the next least, and so on."""
    return tuple(np.sort(values, axis=0))


def _picked(bargaining: BargainingSet, worth: Callable[[Array], Sequence[Array]]) -> Agreement | None:
    """The packages of the zone that are best by the first worth, of these by the next, and so on."""
    packages: Index = np.flatnonzero(bargaining.zone)
    if not len(packages):
        return None
    worths = np.array([*worth(bargaining.gains[:, packages])])
    for k in range(len(worths)):
        best = worths[k].max()
        kept = worths[k] >= best - ALIKE * max(1.0, abs(best))
        packages, worths = packages[kept], worths[:, kept]
    return Agreement(tuple(packages.tolist()), bargaining.gains[:, packages[0]])
