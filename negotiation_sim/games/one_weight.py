"""Swings under a rule that looks at one weight of each member and at how many say yes.

At every number s of yes such a rule has one threshold: it passes where the weight of those who say yes reaches it. So a
set S of s others is a swing of member i exactly where threshold(s+1) - w_i <= w(S) < threshold(s), and what must be
known is F_i(s, w), the number of sets of s members without i that weigh at most w.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from .swings import INT_MEMBERS, Counts, vectors_of
from .voting import VotingRule


@dataclass(frozen=True)
class OneWeight:
    """`thresholds[s]` is the least weight with which s members pass: 0, always; above the sum of weights, never."""

    weights: tuple[int, ...]
    thresholds: tuple[int, ...]
    classes: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """The weight of all members."""
        return sum(self.weights)

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The greatest weight below which sets must be told apart: counted by who says yes, and by who says no."""
        yes = [quota - 1 for quota in self.thresholds if quota <= self.total]
        no = [self.total - quota for quota in self.thresholds if quota > 0]
        return max(0, *yes), max(0, *no)

    @property
    def cells(self) -> int:
        """How many cells the table of generating functions has: sizes times weights."""
        return (len(self.weights) + 1) * (min(self.bounds) + 1)

    @cached_property
    def additions(self) -> int:
        """How many cells are added up to make that table."""
        reached, work = 0, 0
        for k, weight in enumerate(sorted(self.weights)):
            reached = min(reached + weight, min(self.bounds))
            work += (k + 1) * (reached + 1)
        return work


def one_weight(rule: VotingRule) -> OneWeight | None:
    """The rule as one weight and a threshold at each number of yes; None where it looks at several weights.

    Weights that are all multiples of the same number are divided by it.
    """
    vectors = vectors_of(rule)
    if len(vectors) > 1:
        return None
    n = len(rule.members)
    weights = vectors[0] if vectors else (1,) * n
    common = math.gcd(*weights)
    weights = tuple(weight // common for weight in weights)
    thresholds = [sum(weights) + 1] * (n + 1)
    for way in rule.ways:
        members = max((each.quota for each in way if each.weights == (1,) * n), default=0)
        quota = max((-(-each.quota // common) for each in way if each.weights != (1,) * n), default=0)
        for s in range(max(members, 0), n + 1):
            thresholds[s] = min(thresholds[s], max(quota, 0))
    return OneWeight(weights, tuple(thresholds), rule.classes)


def by_weights(rule: OneWeight) -> list[Counts]:
    """Counts by generating functions: the coefficients of prod_i (1 + x^{w_i} y), up to the weight that decides.

    Those who say yes, or those who say no, are counted: whichever needs the smaller table.
    """
    yes, no = rule.bounds
    below = _added_up(rule.weights, min(yes, no))
    return [_swings(rule, rule.weights[c[0]], _without(rule, below, rule.weights[c[0]]), yes <= no)
            for c in rule.classes]  # fmt: skip


def by_halves(rule: OneWeight) -> list[Counts]:
    """Counts from the sets of each half of the members, sorted by weight: for few members of any weight."""
    return [_swings(rule, rule.weights[c[0]], _of_halves(rule, c[0])) for c in rule.classes]


def _swings(rule: OneWeight, weight: int, below: Callable[[int, int], int], yes: bool = True) -> Counts:
    """The swings of a member of this weight; `below(s, w)` counts the sets of s others that weigh at most w."""
    last, quota, total = len(rule.weights) - 1, rule.thresholds, rule.total
    if yes:
        return tuple(below(s, quota[s] - 1) - below(s, quota[s + 1] - weight - 1) for s in range(last + 1))
    return tuple(below(last - s, total - quota[s + 1]) - below(last - s, total - weight - quota[s])
                 for s in range(last + 1))  # fmt: skip


def _added_up(weights: Sequence[int], most: int) -> npt.NDArray[Any]:
    """How many sets of s of all members weigh at most w, shape (members + 1, most + 1)."""
    n = len(weights)
    table = np.zeros((n + 1, most + 1), dtype=np.int64 if n <= INT_MEMBERS else object)
    table[0, 0], reached = 1, 0
    for k, weight in enumerate(sorted(weights)):
        if weight > most:
            break
        reached = min(reached + weight, most)
        table[1 : k + 2, weight : reached + 1] += table[: k + 1, : reached + 1 - weight]
    return np.cumsum(table, axis=1, out=table)


def _without(rule: OneWeight, table: npt.NDArray[Any], weight: int) -> Callable[[int, int], int]:
    """The counts without one member of this weight: F_i(s, w) = F(s, w) - F(s-1, w-w_i) + F(s-2, w-2w_i) - ..."""
    n, rest = len(rule.weights), rule.total - weight
    signs = np.array([1, -1] * (n // 2 + 1)).astype(table.dtype)

    def below(size: int, most: int) -> int:
        if most < 0 or most >= rest:
            return math.comb(n - 1, size) if most >= rest else 0
        k = np.arange(min(size, most // weight if weight else size) + 1)
        return int((table[size - k, most - k * weight] * signs[: len(k)]).sum())

    return below


def _of_halves(rule: OneWeight, member: int) -> Callable[[int, int], int]:
    """The counts without one member, from the sets of each half of the others."""
    others = [weight for i, weight in enumerate(rule.weights) if i != member]
    first, second = _sorted_sums(others[::2]), _sorted_sums(others[1::2])

    def below(size: int, most: int) -> int:
        pairs = [(first[a], second[size - a]) for a in range(len(first)) if 0 <= size - a < len(second)]
        return sum(int(np.searchsorted(b, most - a, side="right").sum()) for a, b in pairs)

    return below


def _sorted_sums(weights: Sequence[int]) -> list[npt.NDArray[np.int64]]:
    """The weights of all sets of 0, 1, ... of the members, each list in order."""
    sums = [np.zeros(1, dtype=np.int64)]
    for weight in weights:
        more = [np.concatenate([sets, fewer + weight]) for sets, fewer in zip(sums[1:], sums, strict=False)]
        sums = [sums[0], *more, sums[-1] + weight]
    return [np.sort(sets) for sets in sums]
