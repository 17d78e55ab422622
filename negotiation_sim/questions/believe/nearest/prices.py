"""What holds the nearest world back: the comparisons that bind, what each costs, and what each assumption buys."""

from dataclasses import dataclass

import numpy as np

from ....case.assumptions import Assumption
from ....games.normal_form import Profile
from .certificate import Impossible
from .programmes import MOVED, Measure, nearest
from .successive import FORGIVEN, Linearised
from .worlds import PayoffComparison, Worlds

PRICED = 1e-7


@dataclass(frozen=True)
class Purchase:
    """`points` is what one unit more of the assumption adds to the comparison, in payoff points."""

    entry: Assumption
    points: float

    @property
    def round_step(self) -> float:
        """A round step: the power of ten next below a quarter of the range."""
        return float(10.0 ** np.floor(np.log10((self.entry.high - self.entry.low) / 4) + 1e-9))


@dataclass(frozen=True)
class PricedComparison:
    """A comparison that is only just met: `players` are indifferent between profiles `better` and `worse`.

    `price`: by how many units of distance the answer would be nearer if the comparison had to hold by one payoff point
    less (None: not priced). `misses`: by how many points it fails, where it does. `buys`: the free assumptions that
    matter most to it, per width of their range.
    """

    players: tuple[str, ...]
    better: Profile
    worse: Profile
    price: float | None
    misses: float
    buys: tuple[Purchase, ...]


@dataclass(frozen=True)
class AtEnd:
    """An assumption at an end of its box: one width more of room would bring the answer nearer by `price`."""

    entry: Assumption
    value: float
    price: float


def in_the_way(worlds: Worlds, at: Linearised, measure: Measure, hardest: bool = False) -> tuple[PricedComparison, ...]:
    """The comparisons that bind at a point, the dearest first; with `hardest` those that fail by most."""
    if not at.comparisons:
        return ()
    prices = _prices(worlds, at, measure) if not hardest else None
    tight = at.gap <= (FORGIVEN + at.gap.min() if hardest else PRICED)
    order = np.argsort(-prices) if prices is not None else np.argsort(at.gap)
    return tuple(
        _priced(worlds, at, int(r), None if prices is None else float(prices[r]))
        for r in order
        if tight[r] and (prices is None or prices[r] > PRICED)
    )


def at_ends(worlds: Worlds, at: Linearised, measure: Measure) -> tuple[AtEnd, ...]:
    """The assumptions that stand at an end of the box and would go further, the dearest first."""
    if not at.comparisons:
        return ()
    optimum = nearest(at.inequalities, worlds.low, worlds.high, "total" if measure == "count" else measure)
    if optimum is None:
        return ()
    values = worlds.moved(at.z).values
    stopped = [
        AtEnd(entry, values[entry.name], float(price))
        for entry, z, low, high, price in zip(worlds.entries, at.z, worlds.low, worlds.high, optimum.ends, strict=True)
        if price > PRICED and abs(z) > MOVED and min(abs(z - low), abs(z - high)) < MOVED
    ]
    return tuple(sorted(stopped, key=lambda stuck: -stuck.price))


def refused(worlds: Worlds, proof: Impossible) -> tuple[PricedComparison, ...]:
    """The comparisons of the part of a proof that holds by least, the weightiest first."""
    if proof.closest is None:
        return ()
    pairs = zip(proof.closest.weights, proof.closest.comparisons, strict=True)
    heavy = [comparison for _, comparison in sorted(pairs, key=lambda pair: -pair[0])]
    return tuple(_labelled(worlds, comparison, None, proof.points, ()) for comparison in heavy)


def _labelled(
    worlds: Worlds, comparison: PayoffComparison, price: float | None, misses: float, buys: tuple[Purchase, ...]
) -> PricedComparison:
    labels = tuple(worlds.scenario.case.players)
    better, worse = worlds.profile(comparison.better), worlds.profile(comparison.worse)
    return PricedComparison(tuple(labels[i] for i in comparison.players), better, worse, price, misses, buys)


def _prices(worlds: Worlds, at: Linearised, measure: Measure) -> np.ndarray:
    """Multipliers of the programme that ends at the point; for `count` of the one in sum with the same assumptions."""
    free = (np.abs(at.z) > MOVED) | (measure != "count")
    low, high = np.where(free, worlds.low, 0.0), np.where(free, worlds.high, 0.0)
    optimum = nearest(at.inequalities, low, high, "total" if measure == "count" else measure)
    return np.zeros(len(at.gap)) if optimum is None else optimum.price


def _priced(worlds: Worlds, at: Linearised, r: int, price: float | None) -> PricedComparison:
    slope, moved = at.slope[r], np.abs(at.z) > MOVED
    order = sorted(np.flatnonzero(np.abs(slope) > PRICED).tolist(), key=lambda j: (not moved[j], -abs(slope[j])))
    buys = tuple(Purchase(worlds.entries[j], float(slope[j] / worlds.width[j])) for j in order[:5])
    return _labelled(worlds, at.comparisons[r], price, max(0.0, -float(at.gap[r])), buys)
