"""Voting power and the Shapley value: how often a member's yes decides, and what a player adds to coalitions.

A *swing* of member i is a set of other members that fails alone and passes with i. Both indices come from the number
of i's swings of each size s, eta_i(s), among n members:

- Shapley and Shubik (1954): sum over s of eta_i(s) s! (n-1-s)! / n!, the share of orders of voting in which i decides;
- Banzhaf (1965): absolute, sum over s of eta_i(s) / 2^(n-1), the share of the others' votes in which i decides (Penrose
  1946); normalised, i's swings as a share of everybody's.

How swings are counted is in games/swings.py and games/one_weight.py. The counts are whole numbers and the indices
fractions, so nothing is rounded. Power here is what the rule alone gives: it knows no interests, no abstention apart
from a no, and no agenda. An index is no probability that a member decides a real vote.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import mul

import numpy as np

from ..errors import InputError
from ..games.arrays import Array
from ..games.coalitional import CoalitionalGame
from ..games.one_weight import OneWeight, by_halves, by_weights, one_weight
from ..games.swings import INT_MEMBERS, Counts, by_class, by_table, table_shape
from ..games.voting import VotingRule

MOST_PATTERNS = 2**21
"""Ways to say how many of each class vote yes."""

FEW_PATTERNS = 4096
"""So many are enumerated whatever else is possible."""

MOST_CELLS = 150_000_000
"""Cells of the table of generating functions of one weight: 1.2 GB."""

MOST_ADDITIONS = 60_000_000_000
"""Additions that fill it: a minute or two."""

MOST_CELLS_OF_SEVERAL = 40_000_000
"""Cells where the rule looks at several weights, 8 bytes each."""

MOST_LONG_CELLS = 3_000_000
"""The same, of whole numbers of any length."""

MOST_LONG_ADDITIONS = 150_000_000
"""Additions of whole numbers of any length: some seconds."""

MOST_IN_HALVES = 32
"""Members whose halves can be listed, whatever they weigh."""

ENUMERATION = "enumeration of how many of each class say yes"
TABLE = "generating functions"
HALVES = "the sets of each half of the members"


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


def power(rule: VotingRule, advance: Callable[[int], None] | None = None) -> Power:
    """Every member's swings, exactly (whole numbers).

    Members with the same weights are one class: only how many of a class say yes is enumerated. Where the sets of each
    size and weight are fewer than those patterns they are counted instead, by generating functions; where both are too
    many, few members are split into two halves. `advance` is told how many more of the `additions` are done. Raises
    InputError where none of these can be done, and says what can.
    """
    single = one_weight(rule)
    method = _method(rule, single)
    if method == ENUMERATION:
        counts = by_class(rule)
    elif single:
        counts = by_weights(single, advance) if method == TABLE else by_halves(single)
    else:
        counts = by_table(rule)
    swings = {i: sizes for members, sizes in zip(rule.classes, counts, strict=True) for i in members}
    return Power(rule, tuple(swings[i] for i in range(len(rule.members))), method)


def additions(rule: VotingRule) -> int:
    """How many additions `power` tells of; 0 where it counts in another way. Raises InputError as `power` does."""
    single = one_weight(rule)
    return single.additions if single and _method(rule, single) == TABLE else 0


def _method(rule: VotingRule, single: OneWeight | None) -> str:
    patterns, times_too_large = math.prod(len(members) + 1 for members in rule.classes), _times_too_large(rule, single)
    fewest = MOST_PATTERNS if times_too_large > 1 else max(FEW_PATTERNS, min(MOST_PATTERNS, _cells(rule, single)))
    if patterns <= fewest:
        return ENUMERATION
    if times_too_large <= 1:
        return TABLE
    if single and len(rule.members) <= MOST_IN_HALVES:
        return HALVES
    raise _too_large(rule, single)


def _cells(rule: VotingRule, single: OneWeight | None) -> int:
    """How many cells the table of generating functions has."""
    return single.cells if single else math.prod(table_shape(rule))


def _times_too_large(rule: VotingRule, single: OneWeight | None) -> float:
    """How many times the table, or the work of filling it, is what is allowed."""
    n, cells = len(rule.members), _cells(rule, single)
    if single:
        return max(cells / MOST_CELLS, single.additions / MOST_ADDITIONS)
    if n <= INT_MEMBERS:
        return cells / MOST_CELLS_OF_SEVERAL
    work = cells * (n + 4 * len(rule.classes))
    return max(cells / MOST_LONG_CELLS, work / MOST_LONG_ADDITIONS)


def _too_large(rule: VotingRule, single: OneWeight | None) -> InputError:
    weights = 1 if single else len(table_shape(rule)) - 1
    factor = math.ceil(_times_too_large(rule, single) ** (1 / weights) * 1.02)
    nice = next(digit * 10**power for power in range(16) for digit in (2, 5, 10) if digit * 10**power >= factor)
    return InputError(
        f"this rule is too large to count: {len(rule.members)} members in {len(rule.classes)} classes of different "
        f"weights. Divide the weights, and a quota that is a number, by {nice:,} and round them: that can be counted. "
        "A vote that rounding moves across the quota is then counted on the other side."
    )


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
