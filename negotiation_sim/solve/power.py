"""Voting power and the Shapley value: how often a member's yes decides, and what a player adds to coalitions.

A *swing* of member i is a set of other members that fails alone and passes with i. Both indices come from the number
of i's swings of each size s, eta_i(s), among n members:

- Shapley and Shubik (1954): sum over s of eta_i(s) s! (n-1-s)! / n!, the share of orders of voting in which i decides;
- Banzhaf (1965): absolute, sum over s of eta_i(s) / 2^(n-1), the share of the others' votes in which i decides (Penrose
  1946); normalised, i's swings as a share of everybody's.

The counts are whole numbers and the indices fractions, so nothing is rounded. Power here is what the rule alone gives:
it knows no interests, no abstention apart from a no, and no agenda. An index is no probability that a member decides a
real vote.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..games.arrays import Array, Index, Mask
from ..games.coalitional import CoalitionalGame
from ..games.voting import VotingRule

MOST_PATTERNS = 2**21
"""Ways to say how many of each class vote yes."""

MOST_CELLS = 40_000_000
"""Cells of the table of generating functions, 8 bytes each."""

MOST_MEMBERS = 62
"""Members whose sets an int64 of that table can count."""

EXACT_MEMBERS = 53
"""Up to here every count fits the whole numbers that a float64 holds."""

Counts = tuple[int, ...]


@dataclass(frozen=True)
class Power:
    """`swings[i][s]` is how many sets of s other members fail alone and pass with member i; `method` how counted."""

    rule: VotingRule
    swings: tuple[Counts, ...]
    method: str

    @cached_property
    def shapley_shubik(self) -> tuple[Fraction, ...]:
        """Each member's share of the orders in which its yes decides; they sum to 1."""
        n = len(self.swings)
        shares = [math.factorial(s) * math.factorial(n - 1 - s) for s in range(n)]
        whole = math.factorial(n)
        return tuple(Fraction(sum(map(mul, counts, shares)), whole) for counts in self.swings)

    @property
    def total_swings(self) -> tuple[int, ...]:
        """How many swings each member has, of all sizes together."""
        return tuple(sum(counts) for counts in self.swings)

    @property
    def banzhaf(self) -> tuple[Fraction, ...]:
        """Absolute: the share of the 2^(n-1) ways the others can vote in which the member decides."""
        return tuple(Fraction(swings, 2 ** (len(self.swings) - 1)) for swings in self.total_swings)

    @property
    def banzhaf_normalised(self) -> tuple[Fraction, ...]:
        """Each member's share of all swings; they sum to 1."""
        whole = sum(self.total_swings)
        return tuple(Fraction(swings, whole) for swings in self.total_swings)


def power(rule: VotingRule) -> Power:
    """Every member's swings, exactly (whole numbers).

    Members with the same weights are one class: only how many of a class say yes is enumerated. Where the sets of each
    size and weight are fewer than those patterns they are counted instead, by generating functions (Cantor's method:
    Mann and Shapley 1962; Brams and Affuso 1976). Time grows with the product of class sizes, or with members times
    the sum of weights; raises InputError where both are too large.
    """
    sizes = [len(members) for members in rule.classes]
    patterns, cells = math.prod(size + 1 for size in sizes), math.prod(_totals(rule))
    countable = cells <= MOST_CELLS and len(rule.members) <= MOST_MEMBERS
    if patterns <= (min(MOST_PATTERNS, cells) if countable else MOST_PATTERNS):
        by_class, method = _by_class(rule, sizes), "enumeration of how many of each class say yes"
    elif countable:
        by_class, method = _by_generating_functions(rule), "generating functions"
    else:
        raise InputError(
            f"this rule is too large to count: {len(rule.members)} members in {len(sizes)} classes, and a table of "
            f"{cells:,} cells where {MOST_CELLS:,} are allowed. Round the weights to fewer digits."
        )
    swings = {i: counts for members, counts in zip(rule.classes, by_class, strict=True) for i in members}
    return Power(rule, tuple(swings[i] for i in range(len(rule.members))), method)


def _passes(rule: VotingRule, totals: dict[tuple[int, ...], Any]) -> Mask:
    """Where the rule passes, given for each distinct vector of weights the sum over those who say yes, as arrays."""
    ways = [[totals[condition.weights] >= condition.quota for condition in way] for way in rule.ways]
    each = (np.logical_and.reduce(np.broadcast_arrays(*way)) for way in ways)
    return np.asarray(np.logical_or.reduce(np.broadcast_arrays(*each)))


def _by_class(rule: VotingRule, sizes: Sequence[int]) -> list[Counts]:
    n = len(rule.members)
    yes = np.ogrid[tuple(slice(size + 1) for size in sizes)]  # yes[c]: how many of class c say yes, along axis c
    firsts = [members[0] for members in rule.classes]
    vectors = {condition.weights for condition in rule.conditions}
    totals = {weights: sum(weights[i] * count for i, count in zip(firsts, yes, strict=True)) for weights in vectors}
    passes = np.broadcast_to(_passes(rule, totals), [size + 1 for size in sizes])
    swings = []
    for c, size in enumerate(sizes):
        others = [k - (d == c) for d, k in enumerate(sizes)]
        decides = np.argwhere(~passes.take(range(size), axis=c) & passes.take(range(1, size + 1), axis=c))
        first, *further = [_binomials(k, n)[decides[:, d]] for d, k in enumerate(others)]
        swings.append(_by_size(decides.sum(axis=1), math.prod(further, start=first), n))
    return swings


def _binomials(size: int, members: int) -> npt.NDArray[Any]:
    """How many sets of 0, 1, ..., `size` of as many there are; whole numbers of any length where floats would round."""
    return np.array([math.comb(size, k) for k in range(size + 1)], dtype=float if members <= EXACT_MEMBERS else object)


def _by_size(sizes: Index, counts: npt.NDArray[Any], members: int) -> Counts:
    if members <= EXACT_MEMBERS:
        return tuple(int(total) for total in np.bincount(sizes, weights=counts, minlength=members))
    totals = [0] * members
    for size, count in zip(sizes.tolist(), counts.tolist(), strict=True):
        totals[size] += count
    return tuple(totals)


def _vectors(rule: VotingRule) -> list[Counts]:
    """The distinct vectors of weights, but for the one that only counts members."""
    return sorted({condition.weights for condition in rule.conditions} - {(1,) * len(rule.members)})


def _totals(rule: VotingRule) -> Counts:
    """The shape of the table of generating functions: how many sizes, and how many totals of each vector."""
    return (len(rule.members) + 1, *(sum(weights) + 1 for weights in _vectors(rule)))


def _by_generating_functions(rule: VotingRule) -> list[Counts]:
    """Counts from the coefficients of prod_i (1 + x^{w_i} y), one power of x for each distinct vector of weights.

    table[s, w] is the number of sets of s members with the weights w; member i's factor is divided out again.
    """
    n, vectors, shape = len(rule.members), _vectors(rule), _totals(rule)
    table = np.zeros(shape, dtype=np.int64)
    table[(0,) * len(shape)] = 1
    for i in range(n):
        up, down = _shifted([weights[i] for weights in vectors])
        table[1:][(slice(None), *up)] += table[:-1][(slice(None), *down)]
    totals: dict[tuple[int, ...], Any] = dict(zip(vectors, np.ogrid[tuple(map(slice, shape))][1:], strict=True))
    totals[(1,) * n] = np.arange(n + 1).reshape((-1,) + (1,) * len(vectors))
    passes = np.broadcast_to(_passes(rule, totals), shape)
    return [_without(table, passes, [weights[members[0]] for weights in vectors]) for members in rule.classes]


def _without(table: npt.NDArray[np.int64], passes: Mask, weights: Sequence[int]) -> Counts:
    """The swings of a member with these weights: its factor divided out, then the sets it turns counted."""
    up, down = _shifted(weights)
    others = np.array(table[0])
    swings = []
    for s in range(len(table) - 1):
        decides = ~passes[s][down] & passes[s + 1][up]
        swings.append(int(others[down][decides].sum()))
        following = np.array(table[s + 1])
        following[up] -= others[down]
        others = following
    return tuple(swings)


def _shifted(weights: Sequence[int]) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """The slices of the totals that a member's weights lead to, and of those they lead from."""
    return tuple(slice(w, None) for w in weights), tuple(slice(None, -w or None) for w in weights)


def shapley_value(game: CoalitionalGame) -> Array:
    """phi_i = sum over S without i of |S|! (n-1-|S|)! / n! (v(S with i) - v(S)), shape (n,) (Shapley 1953).

    It is the only value that shares out v(N), treats alike players alike, gives nothing to a player who adds nothing,
    and is additive. Time grows as n 2^n: under a second for twenty players.
    """
    n = len(game.players)
    masks = np.arange(2**n)
    sizes = np.array([mask.bit_count() for mask in range(2**n)])
    shares = np.array([1 / (n * math.comb(n - 1, s)) for s in range(n)])
    values = []
    for i in range(n):
        without = masks[masks >> i & 1 == 0]
        values.append(float(shares[sizes[without]] @ (game.worths[without | 1 << i] - game.worths[without])))
    return np.array(values)
