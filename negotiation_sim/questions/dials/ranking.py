"""Which numbers carry the argument: those that the case names, else those along which an outcome flips the soonest."""

from collections.abc import Sequence

from ...case.assumptions import Register, matching
from ...case.concerning import concerning
from ...case.scenario import Case
from ...worlds.advance import Watch
from ...worlds.along.outcomes import OutcomesAlong, outcomes_along
from ...worlds.kept import Kept

_ranked = Kept[tuple[Case, tuple[str, ...]]](8)


def dials_of(case: Case, only: Sequence[str], count: int, watch: Watch) -> tuple[str, ...]:
    """The names of the dials: `only` these, those that the case names, or the first `count` of the ranking."""
    register = concerning(case, frozenset({"game"}))
    if only:
        return matching(register, only)
    return case.dials or ranked(case, register, watch)[:count]


def ranked(case: Case, register: Register, watch: Watch) -> tuple[str, ...]:
    """The assumptions of level main (all, where none is), ranked under the case's base set in its main scenarios.

    First those along which an outcome flips inside the range, the nearest flip in widths of the range first; then those
    that flip an outcome beyond it; then the others. What is equal stays in the order of the register.
    """
    kept = _ranked.get(id(case))
    if kept is not None:
        return kept[1]
    names = [name for name, entry in register.items() if entry.level == "main"] or [*register]
    scenarios = [case.scenario(name) for name in case.main]
    places: dict[str, tuple[int, float]] = {}
    with watch("Ranking the numbers that carry the argument", len(names)) as advance:
        for name in names:
            places[name] = min(map(place, (outcomes_along(each, register[name]) for each in scenarios)))
            advance(1)
    return _ranked.of(id(case), lambda: (case, tuple(sorted(names, key=lambda name: places[name]))))[1]


def place(along: OutcomesAlong) -> tuple[int, float]:
    """Where an assumption stands in the ranking by what it does in one scenario: the lower, the earlier."""
    inside = [along.share(flip) for flip in along.flips if along.entry.allows(flip.value)]
    if inside:
        return 0, min(inside)
    return (1, min(map(along.share, along.flips))) if along.flips else (2, 0.0)
