"""Swings under a rule that looks at one weight of each member and at how many say yes.

At every number s of yes such a rule has one threshold: it passes where the weight of those who say yes reaches it. So a
set S of s others is a swing of member i exactly where threshold(s+1) - w_i <= w(S) < threshold(s), and what must be
known is F_i(s, w), the number of sets of s members without i that weigh at most w.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import sub

import numpy as np
import numpy.typing as npt

from .residues import BITS, WORD, moduli, whole
from .swings import Counts, vectors_of
from .voting import VotingRule

Table = npt.NDArray[np.uint64]

Below = Callable[[Sequence[int], Sequence[int]], list[int]]
"""Sizes s and weights w -> for each pair how many sets of s of the other members weigh at most w."""


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
    def most(self) -> int:
        """The smaller of the two bounds: where the table of generating functions ends."""
        return min(self.bounds)

    @cached_property
    def steps(self) -> tuple[tuple[int, int, int], ...]:
        """For each member in the table, the lightest first: its weight, and the size and weight of the sets by then."""
        size = reached = 0
        steps = []
        for weight in sorted(weight for weight in self.weights if weight <= self.most):
            size += reached + weight <= self.most
            reached = min(reached + weight, self.most)
            steps.append((weight, size, reached))
        return tuple(steps)

    @property
    def sizes(self) -> int:
        """How many members at most a set has that weighs no more than `most`."""
        return self.steps[-1][1] if self.steps else 0

    @property
    def cells(self) -> int:
        """How many cells the table of generating functions has: sizes times weights."""
        return (self.sizes + 1) * (self.most + 1)

    @cached_property
    def bits(self) -> int:
        """Any number that is counted, of the sets that weigh no more than `most`, is below 2 to this power.

        For every r > 0 these are at most the sum over all sets S of exp(r (1 - w(S) / most)), which is a product over
        the members. Where so many members always or never pass, sets of any weight count.
        """
        n = len(self.weights)
        if not self.most or not all(0 < quota <= self.total for quota in self.thresholds):
            return n
        weights = np.array(self.weights, dtype=float) / self.most
        rates = np.geomspace(0.01, 1000, 200)
        log = float((rates + np.log1p(np.exp(np.outer(-weights, rates))).sum(axis=0)).min())
        return min(n, 1 + math.ceil(log / math.log(2)))

    @cached_property
    def moduli(self) -> tuple[int, ...]:
        """What everything that is counted is divided by, so that the remainders tell it."""
        return moduli(self.bits)

    @cached_property
    def additions(self) -> int:
        """How many cells are added up to make that table, once for each modulus."""
        return len(self.moduli) * sum(size * (reached + 1) for _, size, reached in self.steps)


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


def by_weights(rule: OneWeight, advance: Callable[[int], None] | None = None) -> list[Counts]:
    """Counts by generating functions: the coefficients of prod_i (1 + x^{w_i} y), up to the weight that decides.

    Those who say yes, or those who say no, are counted: whichever needs the smaller table. Everything is counted once
    for each modulus, in the numbers of the machine; together the remainders tell the whole numbers. `advance` is told
    how many more of `rule.additions` are done.
    """
    remainders = [_remainders(rule, modulus, advance) for modulus in rule.moduli]
    return [tuple(whole(each, rule.moduli) for each in zip(*of_class, strict=True))
            for of_class in zip(*remainders, strict=True)]  # fmt: skip


def by_halves(rule: OneWeight) -> list[Counts]:
    """Counts from the sets of each half of the members, sorted by weight: for few members of any weight."""
    return [tuple(_swings(rule, c[0], _of_halves(rule, c[0]))) for c in rule.classes]


def _swings(rule: OneWeight, member: int, below: Below) -> list[int]:
    """The swings of a member by size, those who say yes or those who say no being counted."""
    weight, members, quota, total = rule.weights[member], range(len(rule.weights)), rule.thresholds, rule.total
    if rule.bounds[0] <= rule.bounds[1]:
        sizes, most = list(members), [quota[s] - 1 for s in members]
        fewer = [quota[s + 1] - weight - 1 for s in members]
    else:
        sizes, most = list(members)[::-1], [total - quota[s + 1] for s in members]
        fewer = [total - weight - quota[s] for s in members]
    return list(map(sub, below(sizes, most), below(sizes, fewer)))


def _remainders(rule: OneWeight, modulus: int, advance: Callable[[int], None] | None) -> list[list[int]]:
    """The swings of one member of each class by size, less multiples of the modulus."""
    table = _added_up(rule, modulus, advance)
    return [_swings(rule, c[0], _without(rule, c[0], table, modulus)) for c in rule.classes]


def _added_up(rule: OneWeight, modulus: int, advance: Callable[[int], None] | None) -> Table:
    """How many sets of s of all members weigh at most w, less multiples of the modulus; shape (sizes + 1, most + 1)."""
    table = np.zeros((rule.sizes + 1, rule.most + 1), dtype=np.uint64)
    table[0], before = 1, 0
    for k, (weight, size, reached) in enumerate(rule.steps):
        for s in range(size, 0, -1):
            table[s, before + 1 : reached + 1] = math.comb(k, s) % modulus
            table[s, weight : reached + 1] += table[s - 1, : reached + 1 - weight]
        if modulus != WORD and k % (64 - BITS) == 0:
            _reduce(table[1 : size + 1, : reached + 1], modulus)
        before = reached
        if advance:
            advance(size * (reached + 1))
    for s, row in enumerate(table):
        row[before + 1 :] = math.comb(len(rule.steps), s) % modulus
    if modulus != WORD:
        _reduce(table, modulus)
    return table


def _reduce(table: Table, modulus: int) -> None:
    """Leaves the remainders: a division by one number and a product are faster here than numpy's remainder."""
    for row in table:
        row -= row // np.uint64(modulus) * np.uint64(modulus)


def _without(rule: OneWeight, member: int, table: Table, modulus: int) -> Below:
    """The remainders of the counts without a member: F_i(s, w) = F(s, w) - F(s-1, w-w_i) + F(s-2, w-2w_i) - ..."""
    weight, sizes, most = rule.weights[member], rule.sizes, rule.most
    times = np.arange(min(sizes, most // weight if weight else sizes) + 1)

    def below(size: Sequence[int], limit: Sequence[int]) -> list[int]:
        rows = np.array(size)[:, None] - times
        columns = np.minimum(limit, most)[:, None] - times * weight
        inside = (rows >= 0) & (rows + times <= sizes) & (columns >= 0)
        terms = np.where(inside, table[rows.clip(0, sizes), columns.clip(0)], np.uint64(0))
        sums = map(sub, _sums(terms[:, ::2]), _sums(terms[:, 1::2]))
        return [math.comb(len(rule.weights) - 1, s) if w >= rule.total - weight else counted % modulus
                for s, w, counted in zip(size, limit, sums, strict=True)]  # fmt: skip

    return below


def _sums(terms: Table) -> list[int]:
    """The sum of each row, by its upper and its lower half, which do not overflow."""
    half = np.uint64(32)
    upper, lower = ((part.sum(axis=1)).tolist() for part in (terms >> half, terms & np.uint64(2**32 - 1)))
    return [(a << 32) + b for a, b in zip(upper, lower, strict=True)]


def _of_halves(rule: OneWeight, member: int) -> Below:
    """The counts without one member, from the sets of each half of the others."""
    others = [weight for i, weight in enumerate(rule.weights) if i != member]
    first, second = _sorted_sums(others[::2]), _sorted_sums(others[1::2])

    def one_below(size: int, most: int) -> int:
        pairs = [(first[a], second[size - a]) for a in range(len(first)) if 0 <= size - a < len(second)]
        return sum(int(np.searchsorted(b, most - a, side="right").sum()) for a, b in pairs)

    return lambda sizes, most: list(map(one_below, sizes, most))


def _sorted_sums(weights: Sequence[int]) -> list[npt.NDArray[np.int64]]:
    """The weights of all sets of 0, 1, ... of the members, each list in order."""
    sums = [np.zeros(1, dtype=np.int64)]
    for weight in weights:
        more = [np.concatenate([sets, fewer + weight]) for sets, fewer in zip(sums[1:], sums, strict=False)]
        sums = [sums[0], *more, sums[-1] + weight]
    return [np.sort(sets) for sets in sums]
