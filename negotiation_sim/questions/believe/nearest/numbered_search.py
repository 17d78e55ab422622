"""The nearest world for a conclusion about numbers: searched by trying values, every answer made anew, nothing proved.

Numbers may jump, multiply and be missing, so nothing is asked of them but whether the conclusion holds. What each
assumption does alone is bracketed along its whole line. Places all over the box, then all pairs on a grid where no
single one will do, are drawn towards the present world; from the nearest of them planes cut the rest off (see cuts.py),
and what is left is polished as for games (see polish.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from math import comb

import numpy as np

from ....errors import InputError
from ....games.arrays import Array, Mask
from ....worlds.results.result import numbered
from .box_search import BEYOND, moves_of
from .clock import TimeIsUp
from .cuts import bracketed_between, cut
from .goals import Goal
from .ground import Ground, moved_in, nearer, rank, ranks
from .lines import SHARES, TOGETHER, Lines
from .nearest_world import Miss, NearestWorld
from .polish import polished
from .pool import Pool
from .programmes import MEASURES, MOVED, Measure, length
from .worlds import Worlds

STARTS = 2
"""Places of different directions from which each measure is searched, besides what assumptions do alone."""

LONGER = 1.5
"""From a place that is longer than the best so far by this factor nothing is searched."""

POINTS = 1024
"""Places at ends of ranges, and as many in between, that are tried."""

DRAWN = 32
"""Places that reach the goal, nearest first in each measure, that are drawn towards the present world."""

PAIRS = 6_000
"""Places of pairs that are tried at most; of many pairs those at the ends of their ranges alone."""

POLISHED = 300
"""Values that move, times all that may, up to which a place is polished: each pair of them is traded in many ways."""

PAST = (0.0, 1e-9, 1e-8, 1e-7, 1e-6)
"""By what share a place is moved on where it does not hold when it is made anew alone: the first that serves."""


def nearest_by_numbers(
    within: Worlds, goal: Goal, measures: Sequence[Measure], further: bool = True
) -> dict[Measure, NearestWorld]:
    """For each measure the nearest world with a goal not reached yet, as far as the search sees; inside the box.

    Else, if `further`, the nearest up to BEYOND widths out. What it ends with is the same whichever measures are asked.
    """
    answers = _answers(within, goal, measures)
    missing = [measure for measure, answer in answers.items() if answer.world is None]
    if not missing or not further or any(answer.stopped for answer in answers.values()):
        return answers
    miss = Miss(False, None, ())
    for measure, outside in _answers(within.beyond(BEYOND), goal, missing).items():
        answer = replace(outside, inside=miss)
        answers[measure] = answer if answer.world is not None else replace(answer, beyond=miss)
    return answers


def _answers(within: Worlds, goal: Goal, measures: Sequence[Measure]) -> dict[Measure, NearestWorld]:
    search = NumberedSearch(within, goal)
    search.run(measures)
    return {measure: search.answer(measure) for measure in measures}


@dataclass(eq=False)
class NumberedSearch:
    """A search in all measures. `best[measure]`: the nearest place so far that reaches the goal, in widths."""

    worlds: Worlds
    goal: Goal
    best: dict[Measure, Array] = field(default_factory=dict)
    singles: Array | None = None
    stopped: bool = False

    @cached_property
    def pool(self) -> Pool:
        """Places all over the box, and what is known of places that were tried."""
        return Pool(self.worlds, self.goal, POINTS, lined=False)

    @cached_property
    def lines(self) -> Lines:
        """The lines along each assumption alone."""
        return Lines(self.holds, self.margins, self.worlds.low, self.worlds.high, self.worlds.clock)

    def run(self, measures: Sequence[Measure] = MEASURES) -> None:
        """Singles, places all over the box, pairs; then cutting and polishing in each measure, as time allows.

        Where only the number of `measures` counts and one assumption will do, no other place can be nearer.
        """
        try:
            self.take(self.lines.together())
            self.singles = self.lines.single_moves(self.take)
            if {*measures} == {"count"} and len(self.singles):
                return
            for measure in self.searched:
                self.cut(self.best[measure], measure)
            hits = self.pool.hits
            places = [*self.drawn(hits if len(self.singles) else np.concatenate([hits, self.pairs()]))]
            self.take(places)
            for measure in self.searched:
                for z in self.starts(places, measure):
                    self.cut(z, measure)
            for measure in self.searched:
                self.polish(measure)
        except TimeIsUp:
            self.stopped = True

    @property
    def searched(self) -> list[Measure]:
        """The measures in which a nearer place than the best so far is thinkable."""
        return [measure for measure, z in self.best.items() if measure != "count" or length(z, measure) > 1]

    def holds(self, places: Array) -> Mask:
        """Which places, a row each, reach the goal; each is tried once."""
        parts = [places[k : k + TOGETHER] for k in range(0, max(len(places), 1), TOGETHER)]
        return np.concatenate([self.pool.reaches(part) for part in parts])

    def margins(self, places: Array) -> Array:
        """By what places, a row each, reach the goal or miss it, in the unit of the numbers that are compared.

        Minus infinity at a place that cannot be.
        """
        conclusion = self.goal.conclusion
        kind = numbered(conclusion)
        assert kind is not None
        draws = dict(zip(self.worlds.names, self.worlds.values(places).T, strict=True))
        try:
            margins = kind.margins(self.worlds.scenario, conclusion, draws)
        except InputError:
            if len(places) == 1:
                return np.full(1, -np.inf)
            half = len(places) // 2
            return np.concatenate([self.margins(places[:half]), self.margins(places[half:])])
        return margins if self.goal.make else -margins

    def ground(self, measure: Measure) -> Ground:
        """What places are cut and polished on."""
        return Ground(self.holds, self.worlds.low, self.worlds.high, measure)

    def take(self, places: Sequence[Array] | Array) -> None:
        """Keeps in each measure the nearest of some places, all of which reach the goal."""
        for z in places:
            for measure in MEASURES:
                if measure not in self.best or nearer(z, self.best[measure], measure):
                    self.best[measure] = z
                    self.worlds.clock.tell(f"{measure} {length(z, measure):.4g}")

    def drawn(self, hits: Array) -> Array:
        """The nearest of these places in each measure, drawn towards the present world as far as they still hold."""
        order = [np.argsort(ranks(hits, measure)[0], kind="stable")[:DRAWN] for measure in MEASURES]
        chosen = hits[np.unique(np.concatenate(order))]
        return bracketed_between(np.zeros_like(chosen), chosen, self.holds)[1]

    def pairs(self) -> Array:
        """Two assumptions moved together, each to some places on either side, that reach the goal."""
        rows, count = [], len(self.worlds.names)
        shares = SHARES if comb(count, 2) * (2 * len(SHARES)) ** 2 <= PAIRS else SHARES[-1:]
        for i, j in combinations(range(count), 2):
            for first in self._room(i, shares):
                for second in self._room(j, shares):
                    z = np.zeros(count)
                    z[[i, j]] = first, second
                    rows.append(z)
        places = np.array(rows[:PAIRS]).reshape(-1, count)
        return places[self.holds(places)]

    def _room(self, j: int, shares: Array) -> list[float]:
        return [float(value) for end in self.lines.ends[j] if end for value in shares * end]

    def starts(self, places: Sequence[Array], measure: Measure) -> list[Array]:
        """The nearest of these places and of the best so far that lie in different directions, the nearest first."""
        kept: list[Array] = []
        most = LONGER * length(self.best[measure], measure)
        near = [z for z in [*self.best.values(), *places] if length(z, measure) <= most]
        for z in sorted(near, key=lambda z: rank(z, measure)):
            if all(np.dot(z, other) < 0.95 * np.linalg.norm(z) * np.linalg.norm(other) for other in kept):
                kept.append(z)
            if len(kept) == STARTS:
                break
        return kept

    def cut(self, z: Array, measure: Measure) -> None:
        """Cuts from a place; where the number counts, then once more among what moves, in sum."""
        ground = self.ground(measure)
        z = cut(z, ground, self.margins)
        self.take([z])
        if measure == "count":
            self.take([cut(z, ground.only(np.abs(z) > MOVED), self.margins)])

    def polish(self, measure: Measure) -> None:
        """Polishes the best place of a measure, where few values move or few may, and cuts once more from there."""
        if len(moved_in(self.best[measure])) * len(self.worlds.names) > POLISHED:
            return
        self.take([polished(self.best[measure], self.ground(measure), fine=False)])
        self.cut(self.best[measure], measure)
        self.take([polished(self.best[measure], self.ground(measure))])

    def answer(self, measure: Measure) -> NearestWorld:
        """The answer in a measure; none where its world, made anew alone, does not confirm it."""
        none = NearestWorld(self.worlds.scenario, self.goal, measure, self.worlds.names, stopped=self.stopped)
        if measure not in self.best:
            return none
        z = self._confirmed(self.best[measure])
        if z is None:
            return none
        world, distance = self.worlds.moved(z), length(z, measure)
        alone = self.alone if measure == "count" else None
        bound = 1.0 if measure == "count" else 0.0
        moved = moves_of(self.worlds, world, self.goal)
        return replace(none, world=world, moved=moved, distance=distance, alone=alone,
                       at_least=bound, exact=bound == distance)  # fmt: skip

    @property
    def alone(self) -> tuple[str, ...] | None:
        """The assumptions that reach the goal alone; None where time was up before that was looked at."""
        if self.singles is None:
            return None
        return tuple(self.worlds.names[int(np.abs(row).argmax())] for row in self.singles)

    def _confirmed(self, z: Array) -> Array | None:
        """The place, or one just beyond it, that reaches the goal when its world is made alone."""
        for share in PAST:
            place = np.clip(z * (1 + share), self.worlds.low, self.worlds.high)
            if self.goal.reached(self.worlds.moved(place)):
                return place
        return None
