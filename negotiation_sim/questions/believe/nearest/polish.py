"""A place made nearer by trying: one value moved back, two values traded, one dropped, until nothing of this holds.

Nothing is known here of games. A place z says by how many widths of its range each value moves (0 is no move); `holds`
solves places anew and says which of them still do; `low` and `high` are the ends of the box. What is tried depends on
no slope, so it works where slopes mislead: where values multiply, at kinks, and where the answer jumps.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ....games.arrays import Array, Mask
from .programmes import MOVED, Measure, length

SAME = 1e-7
"""Widths. What brings a place nearer by less than this is not worth a move."""

ROUNDS = 60
"""Moves of one place at most."""

COARSE = 0.01
"""Moves that bring a place nearer by less than this share of its length wait until no larger one is left."""

LEVELS = np.array([1.0, 0.5, 0.25, 0.1, 0.03, 0.01, 1e-3, 1e-4])
"""Shares of a value that are tried to be moved back in a trade, the largest first."""

FINE = np.array([1e-5, 1e-6, 1e-7])
"""Further shares of a single value."""

LINE = np.unique(np.concatenate([np.linspace(0.0, 1.0, 33), 0.5 ** np.arange(5.0, 31.0)]))[1:]
"""Shares of a move that are tried together, from next to nothing to all of it."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What a place is polished on. `holds`: rows of places -> which of them hold, shape (places,)."""

    holds: Callable[[Array], Mask]
    low: Array
    high: Array
    measure: Measure

    def inside(self, radius: float) -> "Ground":
        """The same ground as far as a radius, on which the sum counts."""
        return replace(self, low=np.maximum(self.low, -radius), high=np.minimum(self.high, radius), measure="total")

    def only(self, free: Mask) -> "Ground":
        """The same ground with these values free to move and no other, on which the sum counts."""
        none = np.zeros_like(self.low)
        return replace(self, low=np.where(free, self.low, none), high=np.where(free, self.high, none), measure="total")


def rank(z: Array, measure: Measure) -> tuple[float, float]:
    """The length in the measure, and for those of one length the sum: the lesser is the nearer place."""
    distance = length(z, measure)
    return (distance if measure == "count" else round(distance / SAME) * SAME, length(z, "total"))


def nearer(z: Array, than: Array, measure: Measure, least: float = 0.0) -> bool:
    """Whether one place lies nearer than another by more than rounding, and by more than a share of the other."""
    distance, total = rank(z, measure)
    other, other_total = rank(than, measure)
    if distance < other - max(SAME, least * other):
        return True
    return distance <= other + SAME and total < other_total - max(SAME, least * other_total)


def polished(z: Array, ground: Ground, fine: bool = True) -> Array:
    """The place, or one that is nearer and holds, from which no move that is tried here leads on.

    `z` itself holds. In sum: each value back towards no move, and a pair, of which one goes back by more than the other
    moves on. At most: all the largest values back together, the same while one other value moves to an end of what is
    left, then in sum within that. In number: one value fewer, two out for one in, one out for another that moves less,
    then in sum among those that move. Without `fine` only moves that bring much.
    """
    steps = {"total": (_one_back, _pair_traded), "largest": (_all_back, _all_back_for_one, _within_radius),
             "count": (_one_fewer, _two_for_one, _one_for_one, _among_moved)}[ground.measure]  # fmt: skip
    for least in (COARSE, 0.0) if fine else (COARSE,):
        for _ in range(ROUNDS):
            places = (step(z, ground) for step in steps)
            better = next((place for place in places if nearer(place, z, ground.measure, least)), None)
            if better is None:
                break
            z = better
    return z


def _moved(z: Array) -> list[int]:
    return [int(j) for j in np.flatnonzero(np.abs(z) > MOVED)]


def _furthest(way: Callable[[Array], Array], ground: Ground) -> Array | None:
    """The last place that holds on a way from share 0 to share 1, as far as the shares that are tried tell."""
    start, stop, best = 0.0, 1.0, None
    for _ in range(2):
        places = way(start + LINE * (stop - start))
        holds = ground.holds(places)
        if not holds.any():
            break
        last = int(np.flatnonzero(holds)[-1])
        best = places[last]
        if last == len(LINE) - 1:
            break
        start, stop = start + LINE[last] * (stop - start), start + LINE[last + 1] * (stop - start)
    return best


def _nearest_of(rows: Sequence[Array] | Array, ground: Ground) -> Array | None:
    """Of the rows that hold, the nearest in the ground's measure; None where none holds."""
    if not len(rows):
        return None
    places = np.asarray(rows)
    return min(places[ground.holds(places)], key=lambda place: rank(place, ground.measure), default=None)


def _nearest_or(z: Array, rows: Sequence[Array], ground: Ground) -> Array:
    """The nearest of the rows that hold; z itself where none does."""
    best = _nearest_of(rows, ground)
    return z if best is None else best


def _one_back(z: Array, ground: Ground) -> Array:
    """The one value moved back that brings most."""
    moved = _moved(z)
    shares = np.append(LEVELS, FINE)
    rows = np.repeat(z[None], len(moved) * len(shares), axis=0)
    for k, j in enumerate(moved):
        rows[k * len(shares) : (k + 1) * len(shares), j] *= 1 - shares
    best = _nearest_of(rows, ground)
    if best is None:
        return z
    j = int(np.flatnonzero(best != z)[0])
    if best[j] == 0:
        return best
    further = _furthest(lambda shares: z - np.outer(shares, np.where(np.arange(len(z)) == j, z, 0.0)), ground)
    return best if further is None else further


def _pair_traded(z: Array, ground: Ground) -> Array:
    """One value back and another on by less: the trade that brings most, of those that bring a fiftieth of it."""
    rows = [row for j in _moved(z) for share in LEVELS for row in _trades(z, j, share * abs(z[j]), 0.98, ground)]
    best = _nearest_of(rows, ground)
    if best is None:
        return z
    changed = np.flatnonzero(best != z)
    back = int(np.argmin(np.abs(best) - np.abs(z)))
    on = int(next(j for j in changed if j != back))
    towards = np.sign(best[on] - z[on])
    rows = []
    for share in LEVELS:
        by = share * abs(z[back])
        for part in np.linspace(0.0, 0.98, 15):
            row = z.copy()
            row[back] -= np.sign(z[back]) * by
            row[on] = np.clip(z[on] + towards * part * by, ground.low[on], ground.high[on])
            rows.append(row)
    best = _nearest_or(best, [best, *rows], ground)
    step = (best - z) * abs(z[back] / (best[back] - z[back]))
    further = _furthest(lambda shares: np.clip(z + np.outer(shares, step), ground.low, ground.high), ground)
    return best if further is None or not nearer(further, best, ground.measure) else further


def _trades(z: Array, back: int, by: float, part: float, ground: Ground) -> list[Array]:
    """Each other value moved on by a part of what one goes back by, either way."""
    rows = []
    for on in range(len(z)):
        for way in (-1.0, 1.0):
            value = float(np.clip(z[on] + way * part * by, ground.low[on], ground.high[on]))
            if on != back and value != z[on]:
                row = z.copy()
                row[back] -= np.sign(z[back]) * by
                row[on] = value
                rows.append(row)
    return rows


def _clipped(z: Array, radius: float) -> Array:
    return np.clip(z, -radius, radius)


def _all_back(z: Array, ground: Ground) -> Array:
    """All that move furthest back together."""
    radius = length(z, "largest")
    best = _furthest(lambda shares: np.array([_clipped(z, radius * (1 - share)) for share in shares]), ground)
    return z if best is None else best


def _all_back_for_one(z: Array, ground: Ground) -> Array:
    """All that move furthest back together while one value moves to an end of what is left, or stays unmoved."""
    radius, rows = length(z, "largest"), []
    for share in LEVELS[1:]:
        left = radius * (1 - share)
        for j in range(len(z)):
            for end in (-left, 0.0, left):
                row = _clipped(z, left)
                row[j] = np.clip(end, ground.low[j], ground.high[j])
                rows.append(row)
    return _nearest_or(z, rows, ground)


def _within_radius(z: Array, ground: Ground) -> Array:
    """The least sum that single values moved back reach: what no value needs to move, it does not."""
    within = ground.inside(length(z, "largest"))
    while nearer(back := _one_back(z, within), z, "total"):
        z = back
    return z


def _among_moved(z: Array, ground: Ground) -> Array:
    return polished(z, ground.only(np.abs(z) > MOVED))


def _ends(z: Array, ground: Ground) -> Array:
    """What moves, moved on to the end of the box that lies ahead."""
    return np.where(z > MOVED, ground.high, np.where(z < -MOVED, ground.low, 0.0))


def _one_fewer(z: Array, ground: Ground) -> Array:
    """One value fewer, the others as they are or at the ends ahead of them."""
    rows = []
    for place in (z, _ends(z, ground)):
        for j in _moved(z):
            row = place.copy()
            row[j] = 0.0
            rows.append(row)
    return _nearest_or(z, rows, ground) if len(rows) > 2 else z


def _two_for_one(z: Array, ground: Ground) -> Array:
    """Two values out and another in, to an end of its range; the others as they are or at the ends ahead of them."""
    moved, rows = _moved(z), []
    for place in (z, _ends(z, ground)):
        for first, second in ((i, j) for i in moved for j in moved if i < j):
            for on in (j for j in range(len(z)) if j not in moved):
                for end in (ground.low[on], ground.high[on]):
                    row = place.copy()
                    row[[first, second]] = 0.0
                    row[on] = end
                    rows.append(row)
    return _nearest_or(z, rows, ground)


def _one_for_one(z: Array, ground: Ground) -> Array:
    """One value out and another in, by some share of its room; the others as they are."""
    moved, rows = _moved(z), []
    for out in moved:
        for on in (j for j in range(len(z)) if j not in moved):
            for end, share in ((end, share) for end in (ground.low[on], ground.high[on]) for share in LEVELS[:5]):
                row = z.copy()
                row[out], row[on] = 0.0, share * end
                rows.append(row)
    return _nearest_or(z, rows, ground)
