"""Where a package stands: inside the zone or outside, how far from the frontier and from every solution, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...worlds.negotiation import Negotiation


@dataclass(frozen=True)
class Share:
    """What an option of an issue is worth to a party by one criterion (None: in points)."""

    party: str
    issue: str
    option: str
    criterion: str | None
    points: float


@dataclass(frozen=True)
class Placed:
    """A package at a point without agreement. `number` is its own among the packages, None where it is not possible.

    `why_not`: why it is not possible. `room`: how much every party could gain on top of it by another package (0: it is
    on the frontier); `efficient`: no other is better for one party and worse for nobody; `picked_by`: the solutions
    that pick it; `better`: the package that gives the room. `away[solution][party]`: how much more the party gains
    there. `nearest`: the package of the zone that changes fewest issues, of those the best for whoever gains least
    (empty: the zone is); `nearest_gains`: what it gains each party.
    """

    package: Mapping[str, str]
    number: int | None
    why_not: str
    gains: Mapping[str, float]
    inside: bool
    room: float
    efficient: bool
    picked_by: tuple[str, ...]
    better: Mapping[str, str]
    away: Mapping[str, Mapping[str, float]]
    shares: tuple[Share, ...]
    nearest: Mapping[str, str]
    nearest_gains: Mapping[str, float]

    @property
    def would_not(self) -> tuple[str, ...]:
        """The parties that lose by it."""
        return tuple(party for party, gain in self.gains.items() if gain < 0)

    def why(self, party: str, loses: bool = True) -> list[Share]:
        """The parts by which a party loses (or wins), the greatest first."""
        parts = [
            share for share in self.shares if share.party == party and (share.points < 0) == loses and share.points
        ]
        return sorted(parts, key=lambda share: -abs(share.points))


def placed(point: Negotiation, package: Mapping[str, str]) -> Placed:
    """Where a package, an option of every issue, stands at a point."""
    number = point.packages.find(package)
    shares = shares_of(point, package)
    gains = point.bargaining.gains
    near = _nearest(point, package)
    nearest = {} if near is None else point.packages.named(near)
    nearest_gains = {} if near is None else _by_party(point, gains[:, near])
    if number is None:
        why_not = point.packages.why_not(package)
        return Placed(package, None, why_not, {}, False, 0.0, False, (), {}, {}, shares, nearest, nearest_gains)
    more = (gains - gains[:, [number]]).min(axis=0)
    on_frontier = bool(point.bargaining.frontier[number])
    best = number if on_frontier else int(more.argmax())
    return Placed(
        package,
        number,
        "",
        _by_party(point, gains[:, number]),
        bool(point.zone[number]),
        0.0 if on_frontier else max(0.0, float(more[best])),
        on_frontier,
        tuple(name for name, picked in point.solutions.items() if picked and number in picked.packages),
        point.packages.named(best),
        {
            name: _by_party(point, agreement.gains - gains[:, number])
            for name, agreement in point.solutions.items()
            if agreement
        },
        shares,
        nearest,
        nearest_gains,
    )


def _nearest(point: Negotiation, package: Mapping[str, str]) -> int | None:
    """The package of the zone that is nearest to this one, by number; None where the zone is empty."""
    zone = np.flatnonzero(point.zone)
    if not len(zone):
        return None
    options = point.packages.options.items()
    here = [[part.index(package[issue]) if package[issue] in part else -1] for issue, part in options]
    changed = (point.packages.places[:, zone] != np.array(here)).sum(axis=0)
    least = point.bargaining.gains[:, zone].min(axis=0)
    return int(zone[np.lexsort((-least, changed))[0]])


def _by_party(point: Negotiation, values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> dict[str, float]:
    return dict(zip(point.parties, values.tolist(), strict=True))


def shares_of(point: Negotiation, package: Mapping[str, str]) -> tuple[Share, ...]:
    """What every option of a package is worth to every party, by criterion, as if all who must ratify did."""
    return tuple(
        Share(party, issue, option, criterion, float(worth[0]))
        for party in point.parties
        for issue, option in package.items()
        for criterion, worth in point.worths.by_criterion[party].get(issue, {}).get(option, {}).items()
    )
