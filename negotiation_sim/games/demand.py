"""One demand under private cost: whoever demands does not know what a fight would cost the other side.

Two sides would fight over a pie of 1, of which the one who demands would win the share p, at a cost to each. It demands
x; the other accepts where it would not get more by fighting: x <= p + c, where its own cost c is known to itself alone
and lies anywhere from `low` to `high`, alike. The risk of a fight against what is asked for (Fearon 1995, International
Organization 49: 379-414).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import InputError


@dataclass(frozen=True)
class Demand:
    """The demand that is best for who makes it, the chance that it is fought over, and what it is then worth."""

    share: float
    fight: float
    worth: float


def best_demand(winning: float, cost: float, low: float, high: float) -> Demand:
    """The best demand of a side that would win with the chance `winning` at the `cost`; the other's cost is private.

    In closed form: asking for y beyond p is accepted with the chance (high - y) / (high - low), which
    (y + cost) (high - y) is greatest at y = (high - cost) / 2; no less than `low` and no more than the pie allows.
    Where the cost is known, low = high, all that it leaves is demanded and nobody fights. Raises InputError for chances
    outside 0 to 1, negative costs and a range that is upside down.
    """
    _check_chance(winning)
    if not (cost >= 0 and 0 <= low <= high):
        raise InputError(f"the costs are {cost:g} and {low:g} to {high:g}; they must be 0 or more, the lowest first.")
    beyond = min(max((high - cost) / 2, low), 1 - winning)
    fight = (beyond - low) / (high - low) if beyond > low else 0.0
    return Demand(winning + beyond, fight, (1 - fight) * (winning + beyond) + fight * (winning - cost))


def best_demand_of_many(winning: float, cost: float, costs: Sequence[float]) -> Demand:
    """The same where the other's cost is one of these, each as likely: every demand that could be best is tried.

    A demand that leaves some cost just unprovoked is better than one a little below it, so p + c for each cost c is
    tried, and the whole pie. Of several best the smallest. Raises InputError where there are no costs.
    """
    _check_chance(winning)
    if not costs:
        raise InputError("there are no costs that the other side may have. Give one at least.")
    tried = sorted({min(winning + c, 1.0) for c in costs})
    return max((_demanded(share, winning, cost, costs) for share in tried), key=lambda demand: demand.worth)


def _demanded(share: float, winning: float, cost: float, costs: Sequence[float]) -> Demand:
    fight = sum(share > winning + c for c in costs) / len(costs)
    return Demand(share, fight, (1 - fight) * share + fight * (winning - cost))


def _check_chance(winning: float) -> None:
    if not 0 <= winning <= 1:
        raise InputError(f"the chance of winning is {winning:g}; it must lie from 0 to 1.")
