"""The search that fits a goal and a way to measure: programmes where they prove it, else many starts, each polished."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from ....games.arrays import Mask
from ....games.normal_form import Array
from .clock import TimeIsUp
from .goals import Goal
from .ground import Ground, nearer, rank
from .needed import improve, take
from .polish import polished
from .pool import Pool
from .programmes import MEASURES, MOVED, Measure
from .promises import distance_of
from .pure_search import Search, search
from .scan import end_moves
from .staged_search import pure_answers, staged_search
from .worlds import Worlds

LARGE = 10_000
"""Profiles from which on a game is so large that the answers come before the proofs."""

STARTS = 4
"""Places that reach the goal from which successive programmes set out."""

POLISHED = 2
"""Ends of these that are polished, the nearest first."""

WORTH = 1e-4
"""The share of a length by which programmes must shorten it for polishing to go on from there."""

MOST = 3
"""Assumptions that are all tried together at the ends of their ranges, where an answer moves more than these."""

CLOSE = 1.1
"""A place this much further away than the best so far is not polished to the last digit."""

ROUNDS = 6
"""Times that polishing and successive programmes take turns at most."""


def by_measure(within: Worlds, goal: Goal, measures: Sequence[Measure]) -> dict[Measure, Search]:
    """The search in each measure. What it ends with is the same whichever other measures are searched.

    Where programmes do not prove an answer, all measures are searched, and the answer in each is a start for the
    others. Of a game that is LARGE proofs come last, for there are so many programmes.
    """
    large = prod(within.shape) > LARGE
    proved = {} if large else {measure: _proved(within, goal, measure) for measure in measures}
    if proved and all(_settled(end) for end in proved.values()):
        return proved
    local = _searched(Pool(within, goal), large)
    if large:
        proved = {measure: _proved(within, goal, measure) for measure in measures}
    return {measure: end if _settled(end) else local[measure] for measure, end in proved.items()}


def _searched(pool: Pool, large: bool) -> dict[Measure, Search]:
    """The local search in each measure."""
    local = [Local(pool, Search(pool.worlds, pool.goal, measure, affine=False), large) for measure in MEASURES]
    for each in local:
        each.run()
    ends = [each.state.best.z for each in local if each.state.best]
    for each in local:
        each.from_others(ends)
    return {each.measure: each.state for each in local}


def _settled(state: Search) -> bool:
    """Whether programmes show that no nearer place reaches the goal, or none at all."""
    return state.refuted or (state.affine and state.complete)


def _proved(within: Worlds, goal: Goal, measure: Measure) -> Search:
    """What programmes alone prove; nothing of a staged goal."""
    if goal.conclusion.rule is not None:
        return Search(within, goal, measure, affine=False)
    try:
        return search(within, goal, measure, affine_only=True)
    except TimeIsUp:
        return Search(within, goal, measure, affine=False, stopped=True)


@dataclass(eq=False)
class Local:
    """A local search in one measure."""

    pool: Pool
    state: Search
    large: bool

    @property
    def worlds(self) -> Worlds:
        """The worlds that are searched."""
        return self.pool.worlds

    @property
    def measure(self) -> Measure:
        """How distance is measured."""
        return self.state.measure

    @property
    def ground(self) -> Ground:
        """What places are polished on."""
        return Ground(self.holds, self.worlds.low, self.worlds.high, self.measure)

    def holds(self, places: Array) -> Mask:
        """Which places, a row each, reach the goal."""
        return self.pool.reaches(places)

    def attempt(self, step: Callable[[], None]) -> None:
        """A step, as far as time allows."""
        try:
            step()
        except TimeIsUp:
            self.state.stopped = True

    def run(self) -> None:
        """From the pool, then from programmes at the present world; for `count` by what single values do, then few."""
        steps = [self.from_pool, self.from_here]
        if self.measure == "count":
            steps = [self.from_few, self.from_singles] if self.large else [self.from_singles, self.from_few]
        for step in steps:
            self.attempt(step)

    def tell(self) -> None:
        """Tells the clock the distance of the best so far."""
        if self.state.best is not None:
            distance = rank(self.state.best.z, self.measure)[0]
            self.worlds.clock.tell(f"{self.measure} {distance:.4g}")

    def from_pool(self) -> None:
        """From the nearest places of the pool, by programmes and by polishing."""
        starts = self.pool.starts(self.measure, STARTS)
        for z in starts[:1]:
            take(self.state, z)
        self.tell()
        self.polish(improve(self.state, starts))

    def from_here(self) -> None:
        """Of a large game only where nothing else led anywhere: its programmes are too many."""
        if self.large and self.state.best is not None:
            return
        upto = distance_of(self.state)
        ended = programmed(self.pool, self.measure, upto)
        self.state.missed = ended.missed
        places = [ended.best.z] if ended.best else []
        goal = self.pool.goal
        if goal.conclusion.rule is not None and (goal.make or self.state.best is None):
            places += pure_answers(self.worlds, goal, self.measure, upto)
        self.from_places(places)

    def from_others(self, places: Sequence[Array]) -> None:
        """From the answers in other measures."""
        for z in places:
            take(self.state, z)
        self.attempt(lambda: self.from_places(places))

    def from_places(self, places: Iterable[Array]) -> None:
        """Takes places that are nearer in this measure, and goes on from them."""
        self.polish(z for z in places if self.state.best is None or nearer(z, self.state.best.z, self.measure))

    def polish(self, places: Iterable[Array]) -> None:
        """Polishing and successive programmes in turns, from each of the nearest places, until neither leads on."""
        reaching = np.array([*places]).reshape(-1, len(self.worlds.names))
        reaching = reaching[self.holds(reaching)]
        for z in sorted(reaching, key=lambda z: rank(z, self.measure))[:POLISHED]:
            self._polished(z)

    def _polished(self, z: Array) -> None:
        """From one place, as long as that leads further than any other place did before."""
        before = rank(self.state.best.z, self.measure)[0] if self.state.best else np.inf
        for _ in range(ROUNDS):
            place = polished(z, self.ground, fine=False)
            take(self.state, place)
            self.tell()
            (z,) = improve(self._narrow(place), [place])
            far, near = rank(place, self.measure)[0], rank(z, self.measure)[0]
            if not self.holds(z[None])[0] or near > (1 - WORTH) * far:
                z = place
                break
            if near > before:
                break
        if rank(z, self.measure)[0] <= CLOSE * before:
            take(self.state, polished(z, self.ground))

    def _narrow(self, z: Array) -> Search:
        """The search itself; for `count` one that moves nothing but what moves already."""
        if self.measure != "count":
            return self.state
        return Search(only(self.worlds, np.abs(z) > MOVED), self.pool.goal, "total", affine=False)

    def from_singles(self) -> None:
        """What single values do alone, and what that proves of the number."""
        singles = self.pool.singles
        self.state.alone = tuple(self.worlds.names[int(np.abs(z).argmax())] for z in singles.moves)
        self.state.fewest = 2 if singles.complete and not singles.moves else 1
        for z in singles.moves:
            take(self.state, z)

    def from_few(self) -> None:
        """From the pool, thinned by polishing; then from fewer at the ends of their ranges, pairs first."""
        if self.state.best is not None:
            return
        self.polish(self.pool.starts("count", STARTS))
        most = min(MOST, int(rank(self.state.best.z, "count")[0]) - 1) if self.state.best else MOST
        self.polish(sorted(end_moves(self.worlds, self.pool.goal, most), key=lambda z: rank(z, "count"))[:POLISHED])


def programmed(pool: Pool, measure: Measure, upto: float) -> Search:
    """What programmes at the present world lead to, where an answer at that distance is known."""
    if pool.goal.conclusion.rule is None:
        return search(pool.worlds, pool.goal, measure, affine=False)
    return staged_search(pool.worlds, pool.goal, measure, upto)


def only(within: Worlds, chosen: Mask) -> Worlds:
    """The same worlds with these assumptions free and no other; the others keep their places, with no room."""
    return replace(within, low=np.where(chosen, within.low, 0.0), high=np.where(chosen, within.high, 0.0))
