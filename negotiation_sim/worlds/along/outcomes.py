"""Where, along one assumption, a scenario ends in another outcome, and in which one.

A flip is a change of moves, or of what is said of the same moves: `ends` says what an outcome is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ...case.assumptions import Assumption
from ...case.scenario import Scenario
from ...errors import InputError
from ...games.arrays import Array
from ..results.chain import Link
from ..solved import solve_scenario
from .binding import Binding
from .compared import compared
from .curves import curves
from .ends import Outcome, outcome_link, outcome_of
from .segments import NARROW, breakpoints
from .solving import block_along, ends_in
from .switches import BESIDE, searched, who_binds


@dataclass(frozen=True)
class Flip:
    """The outcome is `below` just below `value`, at `low`, and `above` just above it, at `high`; both were solved.

    `exact`: `value` is a root in closed form; otherwise it was bracketed.
    """

    value: float
    low: float
    high: float
    below: Outcome
    above: Outcome
    exact: bool


@dataclass(frozen=True, eq=False)
class OutcomesAlong:
    """A scenario's outcomes along one assumption moved alone: `outcomes[k]` between `edges[k]` and `edges[k + 1]`.

    `now` is the outcome at the present `value`, which by a tie may be that of neither side. `complete`: no flip is
    missing, but for those that `outcomes_along` names.
    """

    link: Link
    entry: Assumption
    value: float
    now: Outcome
    edges: tuple[float, ...]
    outcomes: tuple[Outcome, ...]
    flips: tuple[Flip, ...]
    complete: bool

    @property
    def scenario(self) -> Scenario:
        """The scenario, at its present values."""
        return self.link.scenario

    @property
    def tied(self) -> bool:
        """Whether the outcome at the present value is that of neither side of it."""
        if self.entry.is_switch:
            return False
        near = NARROW * (self.edges[-1] - self.edges[0])
        beside = [self.at(place) for place in (self.value - near, self.value + near)]
        return self.now not in beside

    @property
    def flips_by_distance(self) -> tuple[Flip, ...]:
        """The flips, the nearest to the present value first."""
        return tuple(sorted(self.flips, key=lambda flip: abs(flip.value - self.value)))

    def at(self, value: float) -> Outcome:
        """The outcome at a value, at a flip that above it; outside of what was searched that at its end."""
        return self.outcomes[int(np.searchsorted(self.edges[1:-1], value, side="right"))]

    def share(self, flip: Flip) -> float:
        """How far a flip is from the present value, in widths of the range; infinite where that has no width."""
        width = self.entry.high - self.entry.low
        return abs(flip.value - self.value) / width if width > 0 else float("inf")

    def beyond(self, flip: Flip) -> Outcome:
        """What the outcome turns to at a flip, seen from the present value."""
        return flip.above if flip.value >= self.value else flip.below

    def who_binds(self, flip: Flip) -> tuple[Binding, ...]:
        """Whose gain from which deviation changes its sign at a flip, the move left being one of the nearer side."""
        nearer_above = flip.value < self.value
        beside = (flip.low, flip.high)
        causes = who_binds(self.link, self.entry.name, beside, nearer_above)
        if self.link.reached.rule is None and all(cause.kind == "condition" for cause in causes):
            return who_binds(self.link, self.entry.name, beside, not nearer_above)  # equilibria only come, none goes
        return causes


def outcomes_along(scenario: Scenario, entry: Assumption) -> OutcomesAlong:
    """A scenario's outcomes along one assumption, over its range and one width beyond on either side.

    Over the range alone where beyond it a rule gives no finite number; of a yes or no at its two values. How flips are
    found, and which are not, `break_evens` says: the same points are looked at. Raises InputError where a rule is no
    finite number inside the range.
    """
    link, value = outcome_link(scenario), scenario.values[entry.name]
    if entry.is_switch:
        return _of_switch(link, entry, value)
    *wide, last = (searched(entry, value, beyond) for beyond in (1, 0))
    for low, high in wide:
        try:
            return _along(link, entry, value, low, high)
        except InputError:
            continue
    return _along(link, entry, value, *last)


def _of_switch(link: Link, entry: Assumption, value: float) -> OutcomesAlong:
    now, no, yes = outcomes_at(link, entry.name, np.array([value, 0.0, 1.0]))
    if no == yes:
        return OutcomesAlong(link, entry, value, now, (0.0, 1.0), (no,), (), True)
    flip = Flip(0.0 if value else 1.0, 0.0, 1.0, no, yes, True)  # anything but 0 counts as yes in a rule
    return OutcomesAlong(link, entry, value, now, (0.0, flip.value, 1.0), (no, yes), (flip,), True)


def _along(link: Link, entry: Assumption, value: float, low: float, high: float) -> OutcomesAlong:
    lines = curves(link.scenario, link.reached, entry.name, low, high) if high > low else None
    if lines is None:
        (now,) = outcomes_at(link, entry.name, np.array([value]))
        return OutcomesAlong(link, entry, value, now, (low, high), (now,), (), True)
    inner = breakpoints(link, lines)
    inner = inner[np.diff(inner, prepend=low) > NARROW * (high - low)]
    edges = np.concatenate([[low], inner[high - inner > NARROW * (high - low)], [high]])
    *between, now = outcomes_at(link, entry.name, np.append((edges[:-1] + edges[1:]) / 2, value))
    kept = [0, *(k for k in range(1, len(between)) if between[k] != between[k - 1])]
    edges, outcomes = np.append(edges[kept], high), tuple(between[k] for k in kept)
    flips = _certified(link, entry.name, edges, outcomes, lines.affine)
    places = (low, *(flip.value for flip in flips), high)
    return OutcomesAlong(link, entry, value, now, places, outcomes, flips, lines.resolved)


def outcomes_at(link: Link, name: str, values: Array) -> list[Outcome]:
    """The outcome at each value of an assumption, by what is compared; solved as a whole game where that is unsure."""
    there = compared(link.scenario, link.reached)
    block = block_along(there, link.scenario, name, values)
    if block is None:
        return [_solved_at(link, name, value) for value in values.tolist()]
    draw, profile = ends_in(there, link, block)
    said = block.values[there.program.row[there.met[profile]], draw]
    unsure = block.near | np.isin(np.arange(len(values)), draw[~np.isfinite(said)])
    ends: list[list[tuple[int, int]]] = [[] for _ in values]
    for k, end, words in zip(draw.tolist(), profile.tolist(), np.nan_to_num(said).astype(int).tolist(), strict=True):
        ends[k].append((end, words))
    return [
        _solved_at(link, name, value) if unsure[k] else tuple(sorted(ends[k]))
        for k, value in enumerate(values.tolist())
    ]


def _solved_at(link: Link, name: str, value: float) -> Outcome:
    return outcome_of(solve_scenario(link.scenario.with_values({name: value})))


def _certified(link: Link, name: str, edges: Array, outcomes: Sequence[Outcome], affine: bool) -> tuple[Flip, ...]:
    """The flip at every inner edge, solved on both sides: beside it, or where that fails between narrower values."""
    if len(edges) == 2:
        return ()
    room = np.minimum(np.diff(edges)[:-1], np.diff(edges)[1:]) / 2
    steps = np.minimum(BESIDE[:, None] * (edges[-1] - edges[0]), room)
    places = np.stack([edges[1:-1] - steps, edges[1:-1] + steps])
    solved = outcomes_at(link, name, places.reshape(-1))
    count, flips = len(edges) - 2, []
    for k in range(count):
        beside = range(k, steps.size, count)
        sure = (i for i in beside if (solved[i], solved[steps.size + i]) == (outcomes[k], outcomes[k + 1]))
        first = next(sure, None)
        if first is None:
            flips.append(_narrowed(link, name, edges[k : k + 3], outcomes[k], outcomes[k + 1]))
            continue
        low, high = (float(side.reshape(-1)[first]) for side in places)
        flips.append(Flip(float(edges[k + 1]), low, high, outcomes[k], outcomes[k + 1], affine))
    return tuple(flips)


def _narrowed(link: Link, name: str, around: Iterable[float], below: Outcome, above: Outcome) -> Flip:
    """A bracket of the flip between the middles of its two segments, by solving at 31 values between, ten times."""
    before, at, after = around
    low, high = (before + at) / 2, (at + after) / 2
    for _ in range(10):
        inner = np.unique(np.linspace(low, high, 33))
        k = outcomes_at(link, name, inner).index(above)
        low, high = float(inner[max(k - 1, 0)]), float(inner[k])
    return Flip((low + high) / 2, low, high, below, above, False)
