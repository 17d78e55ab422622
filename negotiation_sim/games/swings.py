"""How often each member's yes decides: its swings, counted by size in whole numbers.

A *swing* of member i is a set of other members that fails alone and passes with i. Each way of counting gives, for
every class of members alike, how many swings of 0, 1, ..., n-1 members one of them has.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import Index, Mask
from .voting import VotingRule

INT_MEMBERS = 62
"""Members whose sets an int64 can count; of more the whole numbers are Python's own, which have any length."""

EXACT_MEMBERS = 53
"""Up to here every count fits the whole numbers that a float64 holds."""

Counts = tuple[int, ...]


def by_class(rule: VotingRule) -> list[Counts]:
    """Counts by enumeration of how many of each class say yes."""
    n, sizes = len(rule.members), [len(members) for members in rule.classes]
    passing = passing_patterns(rule)
    swings = []
    for c, size in enumerate(sizes):
        others = [k - (d == c) for d, k in enumerate(sizes)]
        decides = np.argwhere(~passing.take(range(size), axis=c) & passing.take(range(1, size + 1), axis=c))
        first, *further = [binomials(k, n)[decides[:, d]] for d, k in enumerate(others)]
        swings.append(by_size(decides.sum(axis=1), math.prod(further, start=first), n))
    return swings


def passing_patterns(rule: VotingRule) -> Mask:
    """Whether the rule passes where k_c members of each class c say yes, shape (size of class + 1 for each class)."""
    shape = [len(members) + 1 for members in rule.classes]
    yes = np.ogrid[tuple(map(slice, shape))]
    firsts = [members[0] for members in rule.classes]
    vectors = {condition.weights for condition in rule.conditions}
    totals = {weights: sum(weights[i] * count for i, count in zip(firsts, yes, strict=True)) for weights in vectors}
    return np.broadcast_to(passes(rule, totals), shape)


def binomials(size: int, members: int) -> npt.NDArray[Any]:
    """How many sets of 0, 1, ..., `size` of as many there are; whole numbers of any length where floats would round."""
    return np.array([math.comb(size, k) for k in range(size + 1)], dtype=float if members <= EXACT_MEMBERS else object)


def by_size(sizes: Index, counts: npt.NDArray[Any], members: int) -> Counts:
    """The sum of the counts at each size below `members`."""
    if members <= EXACT_MEMBERS:
        return tuple(int(total) for total in np.bincount(sizes, weights=counts, minlength=members))
    totals = [0] * members
    for size, count in zip(sizes.tolist(), counts.tolist(), strict=True):
        totals[size] += count
    return tuple(totals)


def passes(rule: VotingRule, totals: Mapping[tuple[int, ...], Any]) -> Mask:
    """Where the rule passes, given for each distinct vector of weights the sum over those who say yes, as arrays.

    Shape: that to which the sums broadcast.
    """
    ways = [[totals[condition.weights] >= condition.quota for condition in way] for way in rule.ways]
    each = (np.logical_and.reduce(np.broadcast_arrays(*way)) for way in ways)
    return np.asarray(np.logical_or.reduce(np.broadcast_arrays(*each)))


def vectors_of(rule: VotingRule) -> list[Counts]:
    """The distinct vectors of weights, but for the one that only counts members."""
    return sorted({condition.weights for condition in rule.conditions} - {(1,) * len(rule.members)})


def table_shape(rule: VotingRule) -> Counts:
    """The shape of the table of generating functions: how many sizes, and how many totals of each vector."""
    return (len(rule.members) + 1, *(sum(weights) + 1 for weights in vectors_of(rule)))


def by_table(rule: VotingRule) -> list[Counts]:
    """Counts from the coefficients of prod_i (1 + x^{w_i} y), one power of x for each distinct vector of weights.

    table[s, w] is the number of sets of s members with the weights w; member i's factor is divided out again
    (Cantor's method: Mann and Shapley 1962; Brams and Affuso 1976).
    """
    n, vectors, shape = len(rule.members), vectors_of(rule), table_shape(rule)
    table = np.zeros(shape, dtype=np.int64 if n <= INT_MEMBERS else object)
    table[(0,) * len(shape)] = 1
    for i in range(n):
        up, down = _shifted([weights[i] for weights in vectors])
        table[1:][(slice(None), *up)] += table[:-1][(slice(None), *down)]
    totals: dict[tuple[int, ...], Any] = dict(zip(vectors, np.ogrid[tuple(map(slice, shape))][1:], strict=True))
    totals[(1,) * n] = np.arange(n + 1).reshape((-1,) + (1,) * len(vectors))
    passing = np.broadcast_to(passes(rule, totals), shape)
    return [_without(table, passing, [weights[members[0]] for weights in vectors]) for members in rule.classes]


def _without(table: npt.NDArray[Any], passes: Mask, weights: Sequence[int]) -> Counts:
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
