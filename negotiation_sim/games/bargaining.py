"""A bargaining set: parties, finitely many packages, and what each party has where there is no agreement.

Convention: `payoffs[party, package]`, and `disagreement[party]` in the same points. A party's *gain* is its payoff less
what it has without agreement. A package is in the *zone of agreement* where nobody loses by it and somebody gains.
Whether a gain is one is judged as in measured.py: exact numbers as they are, computed ones above their rounding.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import InputError
from .arrays import Array, Index, Mask
from .measured import Measured, Rounding


@dataclass(frozen=True, eq=False)
class BargainingSet:
    """Labels and arrays; see the module's head. `rounding[party, package]`: by how much each gain may be off.

    `rounding` None: the numbers are exact. Raises InputError for fewer than two parties, no package, arrays of other
    shapes and numbers that are not finite.
    """

    parties: tuple[str, ...]
    payoffs: Array
    disagreement: Array
    rounding: Array | None = None

    def __post_init__(self) -> None:
        payoffs, disagreement = np.array(self.payoffs, dtype=float), np.array(self.disagreement, dtype=float)
        if len(self.parties) < 2 or len(set(self.parties)) < len(self.parties):
            raise InputError("a bargaining set needs two or more parties, each with a name of its own.")
        if payoffs.ndim != 2 or payoffs.shape[1] == 0:
            raise InputError("a bargaining set needs at least one package.")
        if len(payoffs) != len(self.parties) or disagreement.shape != (len(self.parties),):
            raise InputError("a bargaining set needs payoffs[party, package] and one disagreement payoff per party.")
        if not (np.isfinite(payoffs).all() and np.isfinite(disagreement).all()):
            raise InputError("every payoff and disagreement payoff must be a finite number.")
        for array, name in ((payoffs, "payoffs"), (disagreement, "disagreement")):
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @cached_property
    def gains(self) -> Array:
        """What each party gets more than without agreement, shape (parties, packages). What may be 0 is 0."""
        without = self.disagreement[:, None]
        gains = np.array(self.payoffs - without)
        gains[(self.measured.high >= without) & (self.measured.low <= without)] = 0.0
        return gains

    @cached_property
    def measured(self) -> Measured:
        """The payoffs with their rounding."""
        if self.rounding is None:
            return Measured(self.payoffs)
        return Measured(self.payoffs, Rounding.of(np.broadcast_to(self.rounding, self.payoffs.shape)))

    @cached_property
    def zone(self) -> Mask:
        """Which packages lose nobody anything and gain somebody something, shape (packages,)."""
        return np.asarray((self.gains >= 0).all(axis=0) & (self.gains > 0).any(axis=0))

    @cached_property
    def frontier(self) -> Mask:
        """Which packages are efficient (Pareto): no package is better for one and worse for nobody. Shape (packages,).

        Two packages that pay everybody the same are both on it, or neither.
        """
        return efficient(self.measured)

    @cached_property
    def ideal(self) -> Array:
        """The most that each party gains in the zone, shape (parties,); 0 where the zone is empty."""
        most: Array = self.gains[:, self.zone].max(axis=1, initial=0.0)
        return most

    def only(self, packages: Mask | Index) -> "BargainingSet":
        """The same parties with some of the packages."""
        rounding = None if self.rounding is None else np.broadcast_to(self.rounding, self.payoffs.shape)[:, packages]
        return BargainingSet(self.parties, self.payoffs[:, packages], self.disagreement, rounding)


def efficient(payoffs: Measured) -> Mask:
    """Which columns of `values[party, package]` no other column dominates, shape (packages,).

    The best sum left is efficient; what it dominates is struck out, and what pays the same stays with it.
    """
    low, high = payoffs.low, payoffs.high
    kept = np.zeros(low.shape[1], dtype=bool)
    left = np.argsort(-payoffs.values.sum(axis=0), kind="stable")
    while len(left):
        best = left[0]
        no_better = (low[:, left] <= high[:, best, None]).all(axis=0)
        worse = no_better & (high[:, left] < low[:, best, None]).any(axis=0)
        alike = no_better & ~worse & (high[:, left] >= low[:, best, None]).all(axis=0)
        kept[left[alike]] = True
        left = left[~(worse | alike)]
    return kept
