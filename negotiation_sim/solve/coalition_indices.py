"""Power by the coalitions that a member is needed in: Deegan-Packel, Johnston and public good.

A coalition is *minimal* where it passes and fails without any one of its members, *vulnerable* where it passes and
fails without at least one of them, who is *critical* in it.

- Deegan and Packel (1978): every minimal coalition is as likely, and its members share alike;
- Johnston (1978): every vulnerable coalition is as likely, and its critical members share alike;
- Public good (Holler 1982): the number of minimal coalitions with the member, as a share of all members' numbers.

All are shares that sum to 1, as exact fractions.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..games.arrays import Index, Mask
from ..games.swings import EXACT_MEMBERS, binomials, passes
from ..games.voting import VotingRule

MOST_KINDS = 2**27
"""Ways to say how many of each class vote yes: those of 27 members who all differ."""

AT_ONCE = 2**16
"""Patterns that are looked at together."""


@dataclass(frozen=True)
class CoalitionIndices:
    """One share for each member; how many minimal and how many vulnerable coalitions there are."""

    deegan_packel: tuple[Fraction, ...]
    johnston: tuple[Fraction, ...]
    public_good: tuple[Fraction, ...]
    minimal: int
    vulnerable: int


def kinds_of_coalitions(rule: VotingRule) -> int:
    """How many ways there are to say how many of each class of members alike vote yes."""
    return math.prod(len(members) + 1 for members in rule.classes)


def coalition_indices(rule: VotingRule, advance: Callable[[int], None] | None = None) -> CoalitionIndices:
    """The three indices, from every way to say how many of each class of members alike vote yes.

    `advance` is told how many more of these ways are done. Raises InputError where they are more than MOST_KINDS.
    """
    if (kinds := kinds_of_coalitions(rule)) > MOST_KINDS:
        shown = f"{kinds:,}" if kinds < 10**15 else f"{kinds:.2g}"
        raise InputError(
            f"Deegan-Packel, Johnston and public good look at every coalition; here are {shown} kinds of them, and at "
            f"most {MOST_KINDS:,} can be looked at. Ask without `all`: Shapley-Shubik and Banzhaf are counted in "
            "another way. Or round the weights, so that more members have the same."
        )
    n = len(rule.members)
    exact = float if n <= EXACT_MEMBERS else object
    minimal, vulnerable = (np.zeros((len(rule.classes), n + 1), dtype=exact) for _ in range(2))
    for yes, critical, coalitions, looked_at in _passing(rule):
        number = critical.sum(axis=0)
        minimal += _by_number(critical, number, number == yes, coalitions, n)
        vulnerable += _by_number(critical, number, number > 0, coalitions, n)
        if advance:
            advance(looked_at)
    return _shares(rule, minimal, vulnerable)


def _passing(rule: VotingRule) -> Iterator[tuple[Index, Index, npt.NDArray[Any], int]]:
    """The kinds of coalitions that pass, some at a time; the last number is how many kinds were looked at for them.

    Of each: how many members it has, how many of each class are critical (classes, kinds), how many coalitions it is.
    """
    n, sizes = len(rule.members), [len(members) for members in rule.classes]
    split = len(sizes) - 1
    while split and math.prod(size + 1 for size in sizes[split - 1 :]) <= AT_ONCE:
        split -= 1
    last = np.indices([size + 1 for size in sizes[split:]]).reshape(len(sizes) - split, -1)
    weights = {each.weights: np.array([each.weights[c[0]] for c in rule.classes]) for each in rule.conditions}
    totals = {vector: of_class[split:] @ last for vector, of_class in weights.items()}
    chosen = [binomials(size, n)[row] for size, row in zip(sizes[split:], last, strict=True)]
    coalitions = math.prod(chosen[1:], start=chosen[0])
    for first in itertools.product(*(range(size + 1) for size in sizes[:split])):
        fixed = np.array(first, dtype=np.intp)
        reached = {vector: totals[vector] + of_class[:split] @ fixed for vector, of_class in weights.items()}
        columns = np.flatnonzero(passes(rule, reached))
        yes = np.concatenate([np.repeat(fixed[:, None], len(columns), axis=1), last[:, columns]])
        times = math.prod(math.comb(size, k) for size, k in zip(sizes, first, strict=False))
        reached = {vector: reached[vector][columns] for vector in weights}
        critical = yes * [~passes(rule, {v: reached[v] - weights[v][c] for v in weights}) for c in range(len(sizes))]
        yield yes.sum(axis=0), critical, coalitions[columns] * times, last.shape[1]


def _by_number(
    critical: Index, number: Index, chosen: Mask, coalitions: npt.NDArray[Any], most: int
) -> npt.NDArray[Any]:
    """The critical members of each class in the chosen patterns, by how many are critical, (classes, most + 1)."""
    columns = np.flatnonzero(chosen)
    weighed = np.zeros((len(columns), most + 1), dtype=coalitions.dtype)
    weighed[np.arange(len(columns)), number[columns]] = coalitions[columns]
    members: npt.NDArray[Any] = critical[:, columns].astype(coalitions.dtype) @ weighed
    return members


def _shares(rule: VotingRule, minimal: npt.NDArray[Any], vulnerable: npt.NDArray[Any]) -> CoalitionIndices:
    """The indices, from how many critical members of each class there are in coalitions with so many of them."""
    sizes = [len(members) for members in rule.classes]
    alike = {i: c for c, members in enumerate(rule.classes) for i in members}
    among = [[_shared_out(row, size) for row, size in zip(counts.tolist(), sizes, strict=True)]
             for counts in (minimal, vulnerable)]  # fmt: skip
    number = [sum(map(mul, sizes, shares)) for shares in among]
    seats = [Fraction(int(sum(row)), size) for row, size in zip(minimal.tolist(), sizes, strict=True)]
    deegan_packel, johnston, public_good = (
        tuple(shares[alike[i]] / whole for i in range(len(alike)))
        for shares, whole in ((among[0], number[0]), (among[1], number[1]), (seats, sum(map(mul, sizes, seats))))
    )
    return CoalitionIndices(deegan_packel, johnston, public_good, int(number[0]), int(number[1]))


def _shared_out(counts: Sequence[float], size: int) -> Fraction:
    """What one of `size` members alike gets, every coalition being shared out among its critical members."""
    return sum((Fraction(int(count), k * size) for k, count in enumerate(counts) if count), Fraction(0))
