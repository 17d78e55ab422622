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

    `why_not`: why it is not possible. `room`: how much every party could gain on top of it by another package (0: it
    is on the frontier); `better`: that package. `away[solution][party]`: how much more the party gains there.
    """

    package: Mapping[str, str]
    number: int | None
    why_not: str
    gains: Mapping[str, float]
    inside: bool
    room: float
    better: Mapping[str, str]
    away: Mapping[str, Mapping[str, float]]
    shares: tuple[Share, ...]

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
    if number is None:
        return Placed(package, None, point.packages.why_not(package), {}, False, 0.0, {}, {}, shares)
    gains = point.bargaining.gains
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
        point.packages.named(best),
        {
            name: _by_party(point, agreement.gains - gains[:, number])
            for name, agreement in point.solutions.items()
            if agreement
        },
        shares,
    )


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
