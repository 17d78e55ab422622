"""What would open an empty zone, or bring an option into it: a payment from outside, or a worse way out for a party."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...games.arrays import Array, Index, Mask
from ...games.bargaining import efficient
from ...games.measured import Measured
from ...worlds.negotiation import Negotiation
from ...worlds.tables import build

NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class Opening:
    """What would bring a package with an option (None: any package) into the zone.

    `package` needs the smallest payment, `pays[party]` points to each party; `by_lottery` is what a lottery of packages
    would need in all. `outside[party]`: by how much worse the party alone would have to be without agreement (None: no
    such change is enough). `payers[player]`: what others gain by an agreement, those alone who gain; empty: not known.
    """

    issue: str | None
    option: str | None
    package: Mapping[str, str]
    gains: Mapping[str, float]
    pays: Mapping[str, float]
    by_lottery: float
    outside: Mapping[str, float | None]
    payers: Mapping[str, float]

    @property
    def payment(self) -> float:
        """The smallest payment in all, in points that are added up over parties."""
        return sum(self.pays.values())

    @property
    def able(self) -> tuple[str, ...]:
        """Who could pay it alone out of what it gains by an agreement, who gains most first."""
        return tuple(player for player, gain in self.payers.items() if gain >= self.payment)

    @property
    def together(self) -> bool:
        """Whether all who gain by an agreement could pay it together."""
        return sum(self.payers.values()) >= self.payment


def openings(point: Negotiation) -> tuple[Opening, ...]:
    """What would open the zone where it is empty; else what would bring each option of the colour issue into it."""
    new = np.flatnonzero(_changes_something(point))
    if not len(new):
        return ()
    if not point.zone.any():
        return (_opening(point, new, None, None),)
    issue = point.table.colour
    row = list(point.packages.options).index(issue)
    first = None if point.table.stands_alone else next(iter(point.table.issues[issue].options))
    wanted = [
        (k, option)
        for k, option in enumerate(point.packages.options[issue])
        if option != first and not point.by_option[issue][option]
    ]
    taken = {option: new[point.packages.places[row, new] == k] for k, option in wanted}
    return tuple(_opening(point, places, issue, option) for option, places in taken.items() if len(places))


def _changes_something(point: Negotiation) -> Mask:
    """Which packages change anything for anybody."""
    return np.asarray((point.bargaining.gains != 0).any(axis=0))


def _opening(point: Negotiation, places: Index, issue: str | None, option: str | None) -> Opening:
    gains = point.bargaining.gains[:, places]
    lacking = np.maximum(-gains, 0.0)
    best = int(np.lexsort((-gains.sum(axis=0), lacking.sum(axis=0)))[0])
    named = dict(zip(point.parties, range(len(point.parties)), strict=True))
    return Opening(
        issue,
        option,
        point.packages.named(int(places[best])),
        {party: float(gains[k, best]) for party, k in named.items()},
        {party: float(lacking[k, best]) for party, k in named.items()},
        smallest_payment(gains),
        {party: worse_outside(gains, k) for party, k in named.items()},
        gains_by_agreement(point),
    )


def smallest_payment(gains: Array) -> float:
    """The least sum of payments to parties by which a lottery of packages loses nobody anything: a linear programme.

    `gains` have the shape (parties, packages). Points of different parties are added up, as whoever pays would.
    """
    from scipy.optimize import linprog

    kept = gains[:, efficient(Measured(gains))]
    parties, packages = kept.shape
    cost = np.append(np.zeros(packages), np.ones(parties))
    loses_nothing = np.hstack([-kept, -np.eye(parties)])
    all_chances = np.append(np.ones(packages), np.zeros(parties))[None]
    solved = linprog(cost, A_ub=loses_nothing, b_ub=np.zeros(parties), A_eq=all_chances, b_eq=[1.0], method="highs")
    return max(0.0, float(solved.fun))


def worse_outside(gains: Array, party: int) -> float | None:
    """By how much less a party alone would have to have without agreement for a package to lose nobody anything."""
    others = np.delete(gains, party, axis=0)
    willing = (others >= 0).all(axis=0)
    return float(max(0.0, -gains[party, willing].max())) if willing.any() else None


def gains_by_agreement(point: Negotiation) -> dict[str, float]:
    """What each player who may pay gains where the parties play what stands for an agreement, if it gains at all.

    Those may pay who pay for some option of the table. In own points, the most first; empty where the table does not
    say what stands for an agreement.
    """
    if not point.table.agreement:
        return {}
    case = point.scenario.case
    held = point.scenario.fixing({**point.outcome, **point.table.agreement})
    payoffs = dict(zip(case.players, build(held).payoffs.reshape(len(case.players), -1)[:, 0].tolist(), strict=True))
    gained = {who: payoffs[who] - point.payoffs[who] for who in payers_of(point)}
    return dict(sorted(((who, gain) for who, gain in gained.items() if gain > NEGLIGIBLE), key=lambda each: -each[1]))


def payers_of(point: Negotiation) -> list[str]:
    """The players who pay for some option of the table."""
    paid = (players for issue in point.table.issues.values() for players in issue.paid_by.values())
    return list(dict.fromkeys(player for players in paid for player in players))
