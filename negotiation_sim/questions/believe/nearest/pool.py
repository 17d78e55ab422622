"""Places of a box that reach a goal, found without any slope and whatever is measured: the starts of every search."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt

from ....games.arrays import Array, Mask
from .goals import Goal
from .ground import growing, nearest_first
from .programmes import Measure
from .scan import Singles, reached_at, single_moves
from .worlds import Worlds

POINTS = 4096
"""Corners, and as many points in between, of a game of up to PROFILES / POINTS profiles; fewer of a larger one."""

PROFILES = 40_000_000
"""Profiles of all games together that are solved at once."""

STEPS = 16
"""Places on either side along each assumption."""

SHRUNK = 64
"""Places that reach the goal, nearest first, that are drawn towards the present world; in how many steps each."""


@dataclass(frozen=True, eq=False)
class Pool:
    """The places of `worlds` that reach the goal: assumption sets, single values, ends of the box, points in between.

    The same for the same question. Nothing is proved by finding none. `lined`: whether single values are among them.
    """

    worlds: Worlds
    goal: Goal
    points: int = POINTS
    lined: bool = True
    _known: dict[bytes, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def singles(self) -> Singles:
        """What each assumption does alone, from its exact switches."""
        return single_moves(self.worlds, self.goal)

    @cached_property
    def hits(self) -> Array:
        """The places that were found to reach the goal, a row each."""
        rng = np.random.default_rng(2020)
        count = self._few(self.points)
        lines = [self._lines()] if self.lined else []
        rows = (self._sets(), *lines, _corners(self.worlds, rng, count), _between(self.worlds, rng, count))
        return self._reaching(np.concatenate(rows))

    def reaches(self, places: Array) -> Mask:
        """Which places, a row each, reach the goal. Each is solved when it is first asked for, and once."""
        keys = [values.tobytes() for values in self.worlds.values(places)]
        new = {key: k for k, key in enumerate(keys) if key not in self._known}
        solved = reached_at(self.worlds, self.goal, places[[*new.values()]])
        self._known.update(zip(new, solved.tolist(), strict=True))
        return np.array([self._known[key] for key in keys], dtype=bool)

    def nearest(self, measure: Measure) -> Iterator[Array]:
        """Places that reach the goal, nearest first: the hits, and what lies between them and the present world."""
        hits = self.hits[nearest_first(self.hits, measure)][: self._few(SHRUNK)]
        if not len(hits):
            return
        shares = np.linspace(0, 1, self._few(SHRUNK) + 1)[1:, None]
        drawn = _clipped if measure == "largest" else _shortened
        places = np.concatenate([*(drawn(z, shares) for z in hits), hits])
        for part in growing(nearest_first(places, measure)):
            yield from self._reaching(places[part])

    def starts(self, measure: Measure, most: int) -> list[Array]:
        """The nearest so many places that do not lie on one ray with an earlier one."""
        kept: list[Array] = []
        for z in self.nearest(measure):
            if not any(np.allclose(_direction(z), _direction(other), atol=1e-3) for other in kept):
                kept.append(z)
            if len(kept) == most:
                break
        return kept

    def _few(self, many: int) -> int:
        """So many, or of a large game fewer, but not fewer than an eighth."""
        return int(np.clip(many * PROFILES / (POINTS * prod(self.worlds.shape)), many / 8, many))

    def _reaching(self, places: Array) -> Array:
        return np.asarray(places[self.reaches(places)])

    def _sets(self) -> Array:
        """The case's own assumption sets, as far as the box holds them: places that somebody believes in."""
        return np.array([*other_starts(self.worlds)]).reshape(-1, len(self.worlds.names))

    def _lines(self) -> Array:
        """Each assumption alone, to some places up to either end."""
        steps = np.linspace(0, 1, STEPS + 1)[1:]
        ends = [(j, end) for j in range(len(self.worlds.names)) for end in (self.worlds.low[j], self.worlds.high[j])]
        rows = np.zeros((len(ends), STEPS, len(self.worlds.names)))
        for row, (j, end) in zip(rows, ends, strict=True):
            row[:, j] = steps * end
        return rows.reshape(-1, len(self.worlds.names))


def other_starts(worlds: Worlds) -> tuple[Array, ...]:
    """The places of the case's own assumption sets, clipped to the box, without those that are the start."""
    case = worlds.scenario.case
    places = (worlds.place(case.scenario(worlds.scenario.name, name)) for name in case.sets)
    starts = [np.clip(z, worlds.low, worlds.high) for z in places]
    return tuple(z for k, z in enumerate(starts) if z.any() and not any(np.array_equal(z, w) for w in starts[:k]))


def _shortened(z: Array, shares: Array) -> Array:
    return shares * z


def _clipped(z: Array, shares: Array) -> Array:
    radius = shares * np.abs(z).max()
    return np.clip(z[None], -radius, radius)


def _corners(worlds: Worlds, rng: np.random.Generator, count: int) -> Array:
    """Each assumption unmoved or at an end of the box, at random; where they are few, every place with all at ends."""
    side = np.where(rng.random((count, len(worlds.names))) < 0.5, worlds.low, worlds.high)
    some = np.where(_chosen(worlds, rng, count), side, 0.0)
    ends = [sorted({low, high}) for low, high in zip(worlds.low.tolist(), worlds.high.tolist(), strict=True)]
    if np.prod([float(len(sides)) for sides in ends]) > count:
        return some
    return np.concatenate([np.array(list(product(*ends))), some])


def _between(worlds: Worlds, rng: np.random.Generator, count: int) -> Array:
    inside = rng.uniform(worlds.low, worlds.high, (count, len(worlds.names)))
    return np.where(_chosen(worlds, rng, count), inside, 0.0)


def _chosen(worlds: Worlds, rng: np.random.Generator, count: int) -> npt.NDArray[np.bool_]:
    """Which assumptions move at each point: few at some, nearly all at others."""
    return np.asarray(rng.random((count, len(worlds.names))) < rng.random((count, 1)))


def _direction(z: Array) -> Array:
    """The place at distance 1 on the ray through z; z itself where it is no move at all."""
    length = float(np.linalg.norm(z))
    return z / length if length else z
