"""Which assumptions move no result: each at both ends of its range, alone, in every scenario under every set."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...case.concerning import concerning
from ...case.scenario import Case, Scenario
from ...errors import InputError
from ...games.arrays import Array
from ...worlds.advance import Watch
from ...worlds.draws import Drawn, solve_draws
from ...worlds.tables import scenario_shape

MOST_PROFILES = 10_000
"""A scenario with more is left out of the search where there are smaller ones: it would take minutes by itself."""


@dataclass(frozen=True)
class Searched:
    """Of the `tried` assumptions, those that moved no result; how many games were solved, in how many scenarios.

    `without_number`: those at an end of whose range, in some scenario under some set, a rule gives no finite number.
    `left_out`: the scenarios that were too large to be searched.
    """

    tried: tuple[str, ...]
    unmoved: tuple[str, ...]
    without_number: tuple[str, ...]
    scenarios: int
    sets: int
    games: int
    left_out: tuple[str, ...] = ()


def search(case: Case, watch: Watch) -> Searched:
    """Puts every assumption with a range at its lowest and highest value and compares the results with those before.

    A result is a pure equilibrium, or the staged outcome under a selection rule. An assumption that has moved one is
    not tried any further, nor one that a scenario sets itself in that scenario. It is a search: two assumptions
    together, or a value between the ends, may move what none moves alone.
    """
    tried = tuple(entry.name for entry in concerning(case).values() if entry.low < entry.high)
    left, broken, games = dict.fromkeys(tried), dict[str, None](), 0
    sizes = {name: math.prod(scenario_shape(case.scenario(name))) for name in case.scenario_files}
    most = max(MOST_PROFILES, min(sizes.values()))
    names_searched = [name for name in sizes if sizes[name] <= most]
    with watch("Trying assumptions", len(names_searched) * len(case.sets)) as advance:
        for under_sets in (tuple(case.scenario(name, assumed) for assumed in case.sets) for name in names_searched):
            drawn = _drawn(under_sets, [name for name in left if name not in broken])
            for run in under_sets:
                names = [name for name in left if name not in run.file.changes and name not in broken]
                moved, without = _Ends(run, under_sets[0], drawn, names).moved()
                games += 1 + 2 * len(names)
                broken |= dict.fromkeys(without)
                for name in moved:
                    left.pop(name)
                advance(1)
    unmoved = tuple(name for name in left if name not in broken)
    left_out = tuple(name for name in sizes if sizes[name] > most)
    return Searched(tried, unmoved, tuple(broken), len(names_searched), len(case.sets), games, left_out)


def _drawn(scenarios: Sequence[Scenario], names: Sequence[str]) -> frozenset[str]:
    """The names, and every other assumption of which these scenarios have several values."""
    values = [scenario.values for scenario in scenarios]
    return frozenset(names) | {name for name in values[0] if len({each[name] for each in values}) > 1}


@dataclass(frozen=True)
class _Ends:
    """A scenario under a set, and the assumptions that are put at the ends of their ranges in it.

    It is solved as draws of `common`, the same scenario under whatever set: all its assumptions that are `drawn` get
    their values by draws, so that one plan of solving serves all sets.
    """

    scenario: Scenario
    common: Scenario
    drawn: frozenset[str]
    names: Sequence[str]

    def moved(self) -> tuple[list[str], list[str]]:
        """The names of those at an end of which another result appears, and of those where a rule gives no number."""
        if not self.names:
            return [], []
        try:
            return self._moved_in(solve_draws(self.common, self._draws())), []
        except InputError:  # an end without a number: each by itself, to name it
            return self._one_by_one()

    def _one_by_one(self) -> tuple[list[str], list[str]]:
        moved, without = [], []
        for name in self.names:
            alone = replace(self, names=[name])
            try:
                moved += alone._moved_in(solve_draws(self.common, alone._draws()))
            except InputError:
                without.append(name)
        return moved, without

    def _draws(self) -> Mapping[str, Array]:
        """A draw with all as it is, then two for each assumption: it alone at its lowest, and at its highest."""
        count = 1 + 2 * len(self.names)
        draws = {name: np.full(count, self.scenario.values[name]) for name in sorted(self.drawn)}
        for k, name in enumerate(self.names):
            entry = self.scenario.case.register[name]
            draws[name][1 + 2 * k], draws[name][2 + 2 * k] = entry.low, entry.high
        return draws

    def _moved_in(self, solved: Drawn) -> list[str]:
        results = _results(solved)
        pairs = zip(self.names, results[1::2], results[2::2], strict=True)
        return [name for name, low, high in pairs if {low, high} != {results[0]}]


def _results(solved: Drawn) -> list[tuple[object, ...]]:
    """For each draw its pure equilibria and where each selection rule leads."""
    equilibria: list[list[int]] = [[] for _ in range(solved.count)]
    for draw, profile in zip(solved.draw.tolist(), solved.profile.tolist(), strict=True):
        equilibria[draw].append(profile)
    staged = [ends.tolist() for ends in solved.staged.values()]
    return [(tuple(profiles), *(ends[k] for ends in staged)) for k, profiles in enumerate(equilibria)]
