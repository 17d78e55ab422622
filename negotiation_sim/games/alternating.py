"""Alternating offers over packages with a last round, solved by backward induction.

In each round one party proposes a package or none, by turns; the others accept or refuse. All must accept. After a
refusal talks break down by a chance, and everybody has what there is without agreement; else the next round begins,
and what is gained there counts less by each party's discount factor. After the last round there is no agreement.

The subgame-perfect equilibrium is that of Rubinstein (1982) with finitely many rounds and packages (Stahl 1972). A
responder accepts what is worth as much as waiting. A proposer who is indifferent agrees now; of packages as good for it
it takes the one that is best for whoever of the others gets least. Other choices there may be other equilibria, and
`Offer.others` counts the packages that it could have offered instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import InputError
from .arrays import Array, Index
from .bargaining import BargainingSet

MOST_ROUNDS = 10_000
ALIKE = 1e-12
"""Gains and what waiting is worth are alike where they differ by no more than this share: both are products."""


@dataclass(frozen=True, eq=False)
class Offer:
    """What happens in a round if it is reached: who proposes, and which package, None where what is offered is refused.

    `waiting` and `value`, shape (parties,): what a refusal is worth, and what the round is worth when it begins; both
    in gains over no agreement as they count in that round. `others`: as many packages were as good for the proposer.
    """

    round: int
    proposer: int
    package: int | None
    waiting: Array
    value: Array
    others: int


@dataclass(frozen=True, eq=False)
class AlternatingOffers:
    """The offers of all rounds, in their order, of the parties of `bargaining`."""

    bargaining: BargainingSet
    patience: tuple[float, ...]
    breakdown: float
    offers: tuple[Offer, ...]

    @cached_property
    def agreed(self) -> Offer | None:
        """The first offer that is accepted; None where there is none."""
        return next((offer for offer in self.offers if offer.package is not None), None)

    @property
    def chance(self) -> float:
        """The chance that talks have not broken down before that offer; 0 where there is none."""
        return 0.0 if self.agreed is None else (1 - self.breakdown) ** (self.agreed.round - 1)


def alternating_offers(
    bargaining: BargainingSet, patience: Sequence[float], rounds: int, breakdown: float = 0.0, first: int = 0
) -> AlternatingOffers:
    """Who offers what in each round, by backward induction; see the head of the module.

    `patience[party]`: its discount factor, from 0 to 1. `first`: the party that proposes first, others follow by turns.
    Raises InputError for another number of discount factors than parties, for chances and factors outside 0 to 1, and
    for rounds outside 1 to MOST_ROUNDS.
    """
    patience = tuple(map(float, patience))
    if len(patience) != len(bargaining.parties):
        raise InputError(f"{len(patience)} discount factors for {len(bargaining.parties)} parties. Write one for each.")
    if not all(0 <= part <= 1 for part in (*patience, breakdown)):
        raise InputError("discount factors and the chance of a breakdown are numbers from 0 to 1.")
    if not 1 <= rounds <= MOST_ROUNDS:
        raise InputError(f"{rounds:,} rounds: write a number from 1 to {MOST_ROUNDS:,}.")
    candidates: Index = np.flatnonzero((bargaining.gains >= 0).all(axis=0))
    worth_of_later = np.array(patience) * (1 - breakdown)
    waiting = np.zeros(len(bargaining.parties))
    offers: list[Offer] = []
    for number in range(rounds, 0, -1):
        proposer = (first + number - 1) % len(bargaining.parties)
        offers.append(_offer(bargaining, candidates, number, proposer, waiting))
        waiting = worth_of_later * offers[-1].value
    return AlternatingOffers(bargaining, patience, breakdown, tuple(reversed(offers)))


def _offer(bargaining: BargainingSet, candidates: Index, number: int, proposer: int, waiting: Array) -> Offer:
    gains = bargaining.gains[:, candidates]
    enough = waiting[:, None] - ALIKE * np.maximum(1.0, np.abs(waiting[:, None]))
    accepted: Index = np.flatnonzero((gains >= enough).all(axis=0))
    if not len(accepted):
        return Offer(number, proposer, None, waiting, waiting, 0)
    mine = gains[proposer, accepted]
    best = accepted[mine >= mine.max() - ALIKE * max(1.0, abs(float(mine.max())))]
    others = np.delete(gains[:, best], proposer, axis=0)
    kindest = best[np.lexsort(np.sort(others, axis=0)[::-1])[-1]]
    return Offer(number, proposer, int(candidates[kindest]), waiting, gains[:, kindest], len(best) - 1)
