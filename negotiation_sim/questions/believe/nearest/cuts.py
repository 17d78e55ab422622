"""The nearest place that holds, where nothing is known but which places do: planes on the boundary cut the rest off.

At a place just inside the boundary each value is moved alone until the answer turns; the distances give the plane on
which it turns there. Where the margin by which it holds leads to the boundary its slopes give the plane in fewer tries.
A linear programme finds the nearest place that all planes so far allow. Where it does not hold,
the boundary between it and the best place so far gets a plane as well (J. E. Kelley, 1960, J. SIAM 8, 703, with planes
that are measured). Where what holds is convex nothing nearer is left in the end; elsewhere the end is a local one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ....games.arrays import Array, Mask
from ....worlds.along.bracketed import narrowed
from .ground import Ground, nearer
from .programmes import Inequalities, length, nearest

CLOSE = 1e-9
"""Widths: a boundary is bracketed so closely on the way from a place that fails to one that holds."""

ASIDE = (0.1, 0.002)
"""Widths around the best place at which the boundary is looked at, from a first look to the last."""

INSIDE = 0.1
"""The share of these by which a plane is measured inside the boundary, in sum over the values."""

FAR = 8.0
"""A value that turns nothing so many times as far off is taken not to matter to a plane."""

PRECISE = 0.005
"""How closely the place where a value turns the answer is bracketed, as a share of how far it is looked for."""

NUDGE = 1e-5
"""Widths by which each value is moved to see how the margin changes."""

LEADS = 0.1
"""A margin leads to the boundary where its slopes miss 0 there by at most this share of it."""

BENT = 1.05
"""The answer turns by this factor further off than a plane says: then it is a corner, and no plane lies there."""

PLANES = 16
"""Planes that are measured at most, for each of ASIDE."""

WORTH = 1e-5
"""The share of a length by which a plane must promise to bring the place nearer."""

ON = np.array([1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2])
"""Shares by which a place that all planes allow is moved on where it does not hold itself."""

THIN = np.array([0.1, 0.03, 0.01, 3e-3, 1e-3, 1e-4])
"""Values that move by less than such a share of the largest move are tried to be left where they are."""

FORGIVEN = 1e-3
"""The share of a length that may be lost so that fewer values move."""


def bracketed_between(fails: Array, reaches: Array, holds: Callable[[Array], Mask]) -> tuple[Array, Array]:
    """The boundary on the ways from places that fail to places that hold, a row each: its two sides, CLOSE together.

    Where a way crosses it several times, the crossing that is seen first from the side that fails.
    """
    way = reaches - fails
    width = CLOSE / max(1.0, float(np.abs(way).max(initial=0.0)))
    low, high = _shares(fails, way, holds, np.zeros(len(way), dtype=bool), width)
    return fails + low[:, None] * way, fails + high[:, None] * way


def _shares(start: Array, way: Array, holds: Callable[[Array], Mask], below: Mask, width: float) -> tuple[Array, Array]:
    """Brackets on ways, as shares of each: `below` are the answers at their starts, those at their ends the others."""

    def there(shares: Array) -> Mask:
        places = start[:, None] + shares[:, :, None] * way[:, None]
        return holds(places.reshape(-1, way.shape[1])).reshape(shares.shape)

    return narrowed(there, np.zeros(len(way)), np.ones(len(way)), below, width)


Margins = Callable[[Array], Array]


def cut(z: Array, ground: Ground, margins: Margins | None = None) -> Array:
    """A place that holds and is nearer than z, or z itself, which holds.

    `margins`: by what places, a row each, hold (above 0) or fail, in any unit; they may jump. None: not known.
    """
    for aside in ASIDE:
        z = _Cutting(ground, margins, aside, np.random.default_rng(1960)).from_place(z)
    return z


@dataclass(frozen=True, eq=False)
class _Cutting:
    """Cutting with planes that are measured at most so far `aside` of the best place."""

    ground: Ground
    margins: Margins | None
    aside: float
    rng: np.random.Generator

    def from_place(self, z: Array) -> Array:
        """The nearest place that holds at which the planes end."""
        best, fails, slopes, needs = z, np.zeros_like(z), [], []
        for _ in range(PLANES):
            inner = self._beside(best)
            (_,), (edge,) = bracketed_between(fails[None], inner[None], self.ground.holds)
            best = edge if nearer(edge, best, self.ground.measure) else best
            plane = self.plane(edge, inner - fails)
            if plane is None:
                continue
            slopes.append(plane[0])
            needs.append(plane[1])
            rows = Inequalities(np.array(slopes), np.array(needs))
            ideal = nearest(rows, self.ground.low, self.ground.high, self.ground.measure)
            if ideal is None or not nearer(ideal.z, best, self.ground.measure, WORTH):
                break
            fails = ideal.z
            reached = self._first([fails, *self._on(fails)])
            if reached is not None and nearer(reached, best, self.ground.measure):
                best = reached
            if reached is fails:
                fails = np.zeros_like(z)
        return self._thinned(best)

    def _on(self, z: Array) -> list[Array]:
        """The place moved on by some shares of itself."""
        return [np.clip(z * (1 + share), self.ground.low, self.ground.high) for share in ON]

    def _first(self, places: Sequence[Array]) -> Array | None:
        """The first of some places that holds."""
        holds = self.ground.holds(np.array(places))
        return places[int(holds.argmax())] if holds.any() else None

    def _thinned(self, z: Array) -> Array:
        """The place without the values that move next to nothing, where it is nearly as near without them."""
        size = np.abs(z)
        rows = [
            np.where(size < share * size.max(), 0.0, z)
            for share in THIN
            if ((size > 0) & (size < share * size.max())).any()
        ]
        most = (1 + FORGIVEN) * length(z, self.ground.measure)
        tried = [place for row in rows for place in (row, *self._on(row)) if length(place, self.ground.measure) <= most]
        thinned = self._first(tried) if tried else None
        return z if thinned is None else thinned

    def plane(self, edge: Array, inwards: Array) -> tuple[Array, float] | None:
        """The plane on which the answer turns at a place on the boundary: slope @ z >= need on the side that holds.

        None where nothing turns it, and at a corner, where it turns on no single plane.
        """
        inside, far = self._inside(edge, inwards / max(np.abs(inwards).sum(), CLOSE))
        by_margins = self._by_margins(edge, inside)
        if by_margins is not None:
            return by_margins
        eye = np.eye(len(edge))
        ends = np.clip(inside + FAR * far * np.concatenate([eye, -eye]), self.ground.low, self.ground.high)
        ways = ends - inside
        turning = np.flatnonzero(~self.ground.holds(ends) & (np.abs(ways).sum(axis=1) > 0))
        slope = np.zeros(len(edge))
        for value, off in zip(turning % len(edge), self._turns(inside, ways[turning]), strict=True):
            if abs(1 / off[value]) > abs(slope[value]):
                slope[value] = -1 / off[value]
        if not slope.any():
            return None
        steepest = slope / (slope @ slope)
        beyond = np.clip(inside - BENT * steepest, self.ground.low, self.ground.high)
        if self.ground.holds(beyond[None])[0] and np.allclose(beyond, inside - BENT * steepest):
            return None
        return slope, float(slope @ inside) - 1

    def _by_margins(self, edge: Array, inside: Array) -> tuple[Array, float] | None:
        """The plane by the margin's slopes; None where they do not lead to the boundary."""
        if self.margins is None:
            return None
        eye = NUDGE * np.eye(len(edge))
        rows = np.clip(np.concatenate([inside + eye, inside - eye]), self.ground.low, self.ground.high)
        margin, *beside = self.margins(np.concatenate([inside[None], rows]))
        up, down = np.array(beside).reshape(2, -1)
        apart = (rows[: len(edge)] - rows[len(edge) :]).diagonal()
        with np.errstate(invalid="ignore"):
            slope = np.where(apart > 0, (up - down) / np.where(apart > 0, apart, 1.0), 0.0)
        if margin <= 0 or not np.isfinite(slope).all() or abs(margin + slope @ (edge - inside)) > LEADS * margin:
            return None
        size = float(np.abs(slope).max())
        return slope / size, float(slope @ inside - margin) / size

    def _turns(self, inside: Array, ways: Array) -> Array:
        """Where the answer turns on ways from a place that holds to places that fail, as moves from there."""
        starts = np.repeat(inside[None], len(ways), axis=0)
        low, high = _shares(starts, ways, self.ground.holds, np.ones(len(ways), dtype=bool), PRECISE)
        return (low + high)[:, None] / 2 * ways

    def _beside(self, best: Array) -> Array:
        """A place beside the best one that holds, so that of a corner one side is seen."""
        offsets = self.aside * self.rng.uniform(-1, 1, (16, len(best)))
        places = np.clip(best + offsets, self.ground.low, self.ground.high)
        holds = self.ground.holds(places)
        return places[int(holds.argmax())] if holds.any() else best

    def _inside(self, edge: Array, inwards: Array) -> tuple[Array, float]:
        """A place that holds a little inside the boundary, and how far inside; less where what holds is thin."""
        far = INSIDE * self.aside
        for _ in range(5):
            place = np.clip(edge + far * inwards, self.ground.low, self.ground.high)
            if self.ground.holds(place[None])[0]:
                return place, far
            far /= 4
        return edge, far
