"""What each assumption does alone, and all of them together, to a conclusion about numbers: places along lines."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....games.arrays import Array, Index, Mask
from ....worlds.along.bracketed import LEAST, PARTS
from .clock import Clock
from .cuts import Margins, bracketed_between
from .ground import ranks

SHARES = np.array([1 / 3, 2 / 3, 1.0])
"""Places on a line that are looked at, as shares of the room of an assumption on either side."""

FAR = 1.0
"""A line stays far from the goal where its margin misses it by more than this times all that it varies by."""

TOGETHER = 256
"""So many places are tried between two looks at the clock."""


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines from the present world along each assumption, from `low` to `high`, in widths.

    `holds` says which places, a row each, reach the goal; `margins` by what they reach it (above 0) or miss it.
    """

    holds: Callable[[Array], Mask]
    margins: Margins
    low: Array
    high: Array
    clock: Clock

    def single_moves(self, take: Callable[[Array], None]) -> Array:
        """The least move of each assumption that reaches the goal alone, bracketed along its line; a row each.

        Lines on which a place that was looked at reaches it come first, so that there is an answer soon: `take` is
        given it. Those along which the margin stays FAR from 0 are tried at fewer places. A line along which it stands
        still, to the last digit, is left out: what is asked does not read that assumption, or reads it where it does
        not count.
        """
        reaching, near, far = self._kinds()
        rows = []
        for lines, parts in ((reaching, PARTS), (near, PARTS), (far, LEAST)):
            rows.append(self._along(np.argwhere(lines), parts))
            take(rows[-1])
        moves = np.concatenate(rows)
        nearest_first = moves[np.argsort(ranks(moves, "total")[1], kind="stable")]
        _, first = np.unique(np.abs(nearest_first).argmax(axis=1), return_index=True)
        return nearest_first[np.sort(first)]

    def together(self) -> Array:
        """All assumptions moved alike, each to the side where the margin gains, as far as it takes; a row or none."""
        with np.errstate(invalid="ignore"):
            gains = np.nan_to_num(self.looked[:, :, 0] - self.present, posinf=0, neginf=0)
        side = np.where(gains.max(axis=1) > 0, np.where(gains[:, 1] > gains[:, 0], 1.0, -1.0), 0.0)
        radii = np.linspace(0, float(np.abs(self.ends).max()), PARTS + 1)
        places = np.clip(radii[:, None] * side, self.low, self.high)
        return self._first_reached(places[None, 1:])

    def _kinds(self) -> tuple[Mask, Mask, Mask]:
        """Which lines reach the goal where they were looked at, which may, which stay far: (assumptions, 2) each."""
        reaching = np.asarray((self.looked > 0).any(axis=2))
        if not np.isfinite(self.present) or not np.isfinite(self.looked).all():
            return reaching, ~reaching, np.zeros_like(reaching)
        margins = np.insert(self.looked, 0, self.present, axis=2)
        highest, varies = margins.max(axis=2), np.ptp(margins, axis=2)
        moving = ~reaching & (varies > 0)
        far = highest + FAR * varies < 0
        return reaching, moving & ~far, moving & far

    def _along(self, lines: Index, parts: int) -> Array:
        """The least moves along lines, a row (assumption, side) each, that reach the goal; a row each."""
        places = np.zeros((len(lines), parts, len(self.low)))
        for line, (j, side) in zip(places, lines, strict=True):
            line[:, j] = np.arange(1, parts + 1) / parts * self.ends[j, side]
        return self._first_reached(places)

    def _first_reached(self, places: Array) -> Array:
        """The first place on each way, shape (ways, places, assumptions), that reaches the goal, bracketed; a row each.

        Before the first place of a way stands the present world, which misses the goal.
        """
        reached = self.holds(places.reshape(-1, places.shape[2])).reshape(places.shape[:2])
        serving = np.flatnonzero(reached.any(axis=1))
        first = reached[serving].argmax(axis=1)
        fails = np.where((first > 0)[:, None], places[serving, np.maximum(first - 1, 0)], 0.0)
        return bracketed_between(fails, places[serving, first], self.holds)[1]

    @cached_property
    def present(self) -> float:
        """The margin in the present world."""
        return float(self.margins(np.zeros((1, len(self.low))))[0])

    @cached_property
    def looked(self) -> Array:
        """The margins at SHARES of the room of each assumption alone, shape (assumptions, 2, shares): down, and up."""
        count = len(self.low)
        places = np.eye(count)[:, None, None] * (self.ends[:, :, None] * SHARES)[..., None]
        margins = np.zeros(0)
        for k in range(0, 2 * len(SHARES) * count, TOGETHER):
            self.clock.tick()
            margins = np.append(margins, self.margins(places.reshape(-1, count)[k : k + TOGETHER]))
        return np.asarray(margins.reshape(count, 2, len(SHARES)))

    @property
    def ends(self) -> Array:
        """How far each assumption can move, down and up, shape (assumptions, 2)."""
        return np.stack([self.low, self.high], axis=1)
