"""A place made nearer by trying: one value moved back, two values traded, one dropped, until nothing of this holds.

Nothing is known here of games. A place z says by how many widths of its range each value moves (0 is no move); `holds`
solves places anew and says which of them still do; `low` and `high` are the ends of the box. What is tried depends on
no slope, so it works where slopes mislead: where values multiply, at kinks, and where the answer jumps.
"""

from collections.abc import Callable

import numpy as np

from ....games.arrays import Array
from .ground import Ground, moved_in, nearer, nearest_of, nearest_or
from .programmes import MOVED, length

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


def _one_back(z: Array, ground: Ground) -> Array:
    """The one value moved back that brings most."""
    moved = moved_in(z)
    shares = np.append(LEVELS, FINE)
    rows = np.repeat(z[None], len(moved) * len(shares), axis=0)
    for k, j in enumerate(moved):
        rows[k * len(shares) : (k + 1) * len(shares), j] *= 1 - shares
    best = nearest_of(rows, ground)
    if best is None:
        return z
    j = int(np.flatnonzero(best != z)[0])
    if best[j] == 0:
        return best
    further = _furthest(lambda shares: z - np.outer(shares, np.where(np.arange(len(z)) == j, z, 0.0)), ground)
    return best if further is None else further


def _pair_traded(z: Array, ground: Ground) -> Array:
    """One value back and another on by less: the trade that brings most, of those that bring a fiftieth of it."""
    best = nearest_of(_trades(z, 0.98, ground), ground)
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
    best = nearest_or(best, [best, *rows], ground)
    step = (best - z) * abs(z[back] / (best[back] - z[back]))
    further = _furthest(lambda shares: np.clip(z + np.outer(shares, step), ground.low, ground.high), ground)
    return best if further is None or not nearer(further, best, ground.measure) else further


def _trades(z: Array, part: float, ground: Ground) -> Array:
    """Every value that moves, back by each of LEVELS, and each other on by a part of that, either way; a row each."""
    moved, every = np.array(moved_in(z), dtype=np.intp), np.arange(len(z))
    by = np.abs(z[moved])[:, None] * LEVELS
    values = z[:, None] + part * by[:, :, None, None] * np.array([-1.0, 1.0])
    values = np.clip(values, ground.low[:, None], ground.high[:, None])  # shape (moved, levels, values, ways)
    rows = np.tile(z, (*values.shape, 1))
    rows[:, :, every, :, every] = values.transpose(2, 0, 1, 3)
    for k, back in enumerate(moved):
        rows[k, :, :, :, back] = z[back] - np.sign(z[back]) * by[k][:, None, None]
    trading = (values != z[:, None]) & (every != moved[:, None])[:, None, :, None]
    return np.asarray(rows[trading])


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
    return nearest_or(z, rows, ground)


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
        for j in moved_in(z):
            row = place.copy()
            row[j] = 0.0
            rows.append(row)
    return nearest_or(z, rows, ground) if len(rows) > 2 else z


def _two_for_one(z: Array, ground: Ground) -> Array:
    """Two values out and another in, to an end of its range; the others as they are or at the ends ahead of them."""
    moved, rows = moved_in(z), []
    for place in (z, _ends(z, ground)):
        for first, second in ((i, j) for i in moved for j in moved if i < j):
            for on in (j for j in range(len(z)) if j not in moved):
                for end in (ground.low[on], ground.high[on]):
                    row = place.copy()
                    row[[first, second]] = 0.0
                    row[on] = end
                    rows.append(row)
    return nearest_or(z, rows, ground)


def _one_for_one(z: Array, ground: Ground) -> Array:
    """One value out and another in, by some share of its room; the others as they are."""
    moved, rows = moved_in(z), []
    for out in moved:
        for on in (j for j in range(len(z)) if j not in moved):
            for end, share in ((end, share) for end in (ground.low[on], ground.high[on]) for share in LEVELS[:5]):
                row = z.copy()
                row[out], row[on] = 0.0, share * end
                rows.append(row)
    return nearest_or(z, rows, ground)
