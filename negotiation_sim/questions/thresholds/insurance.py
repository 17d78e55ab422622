"""The cheapest insurance: payments that make moving best for every member of a group, whatever the others do.

A set of members is a bit set: member j is in s where `s >> j & 1`. `gains[i, s]` is what member i gains by moving when
exactly the members in s, without i, move.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from ...games.normal_form import Array


@dataclass(frozen=True)
class Insurance:
    """Payments that make moving a best reply, in `order`, whatever those later in it do; `payments` in that order."""

    order: tuple[str, ...]
    payments: tuple[float, ...]

    @property
    def total(self) -> float:
        """The sum of the payments, in payoff points."""
        return float(sum(self.payments))


def subsets(n: int, without: int) -> list[int]:
    """Every set of n members that does not hold the one."""
    return [s for s in range(2**n) if not s >> without & 1]


def cheapest_insurance(members: Sequence[str], gains: Array) -> Insurance:
    """The cheapest way to make everybody's moving the only rational play: divide and conquer (Segal 2003).

    In a well-chosen order each member is paid what makes moving a best reply when all before it move, whatever those
    after it do. The cheapest order is sought over all subsets (2^n, not n!); where several cost the same it is the one
    listed first.
    """
    price = np.maximum(0.0, -_worst_gains(gains))
    order = _cheapest_order(price)
    payments = [float(price[i, sum(1 << j for j in order[:k])]) for k, i in enumerate(order)]
    return Insurance(tuple(members[i] for i in order), tuple(payments))


def _cheapest_order(price: Array) -> list[int]:
    """The order in which the sum of the prices is least; price[i, s] is member i's when those in s move before it."""
    n = len(price)
    cost, last = {0: 0.0}, {}
    for s in range(1, 2**n):
        rounded = [(round(cost[s ^ (1 << i)] + price[i, s ^ (1 << i)], 9), -i) for i in range(n) if s >> i & 1]
        cost[s], chosen = min(rounded)
        last[s] = -chosen
    order: list[int] = []
    s = 2**n - 1
    while s:
        order.insert(0, last[s])
        s ^= 1 << last[s]
    return order


def _worst_gains(gains: Array) -> Array:
    """worst[i, s]: member i's least gain from moving when at least the members in s move."""
    n = len(gains)
    worst = gains.copy()
    for i, j in product(range(n), range(n)):
        if i != j:
            for s in subsets(n, i):
                if not s >> j & 1:
                    worst[i, s] = min(worst[i, s], worst[i, s | 1 << j])
    return worst
