"""Break-even: for each assumption alone, the exact values at which a conclusion starts or stops to hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..case.assumptions import Assumption
from ..case.scenario import Scenario
from ..errors import InputError, unknown
from ..game.build import scenario_shape
from ..game.game import Array
from .binding import Binding, Side, bindings
from .breakpoints import pure_breakpoints, staged_breakpoints
from .conclusion import Conclusion, truths
from .curves import Curves, curves

if TYPE_CHECKING:
    import pandas as pd

Answers = npt.NDArray[np.bool_]

NARROW = 1e-7
"""Share of the searched interval: two places nearer to each other than this are not told apart."""

STEPS = np.array([1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5])
"""How far beside a switch, as shares of the searched interval, the game is solved to certify it."""


@dataclass(frozen=True)
class Link:
    """One link of a chain: a scenario and what it must lead to. A chain holds where all its links hold."""

    scenario: Scenario
    reached: Conclusion

    def holds(self, name: str, values: Array) -> Answers:
        """By solving the game at each value of an assumption."""
        return truths(self.scenario, self.reached, {name: np.asarray(values, dtype=float)})


Chain = tuple[Link, ...]


@dataclass(frozen=True, eq=False)
class Line:
    """The answer along one assumption: `holds[k]` between `edges[k]` and `edges[k + 1]`, neighbours differing.

    `exact`: the inner edges are roots in closed form. Otherwise they are roots of polynomials that equal or approximate
    the payoffs; `resolved` is False where the approximation is not good, and switches may then be missing.
    """

    edges: Array
    holds: Answers
    exact: bool
    resolved: bool

    def at(self, values: Array) -> Answers:
        inner = self.edges[1:-1]
        return self.holds[np.searchsorted(inner, values)]


@dataclass(frozen=True)
class Switch:
    """The conclusion holds on one side of `value` and not on the other: solved at `low` and at `high`, just beside it.

    `exact`: `value` is a root in closed form. Otherwise it was bracketed. `links` are the numbers, from 0, of the links
    of the chain whose answer changes here; `bindings` say who binds.
    """

    value: float
    low: float
    high: float
    holds_above: bool
    exact: bool
    links: tuple[int, ...]
    bindings: tuple[Binding, ...] = ()


@dataclass(frozen=True)
class BreakEven:
    """One assumption moved alone over [searched_low, searched_high]; `holds` is the answer at its present value.

    `alone`: the answer at the present value is that of this very value and not of its neighbours on either side, the
    work of a tie. `complete`: no switch is missing (see `break_evens`).
    """

    entry: Assumption
    value: float
    holds: bool
    switches: tuple[Switch, ...]
    searched_low: float
    searched_high: float
    alone: bool = False
    complete: bool = True

    @property
    def nearest(self) -> Switch | None:
        """The switch nearest to the present value."""
        return min(self.switches, key=lambda switch: abs(switch.value - self.value), default=None)

    @property
    def margin(self) -> float:
        """How far the nearest switch is, in the assumption's unit; infinite where none was found."""
        if self.alone:
            return 0.0
        return abs(self.nearest.value - self.value) if self.nearest else float("inf")

    @property
    def share(self) -> float:
        """The margin as a share of the width of the range; infinite where there is no switch or no width."""
        width = self.entry.high - self.entry.low
        return self.margin / width if width > 0 else float("inf")

    @property
    def inside(self) -> bool:
        """Whether a switch lies inside the range: a reasonable person may then conclude otherwise."""
        return any(self.entry.allows(switch.value) for switch in self.switches)


def break_evens(chain: Chain, names: Iterable[str] = (), level: str | None = None) -> tuple[BreakEven, ...]:
    """The break-even of every named assumption, the nearest in widths of its range first.

    `names` may hold patterns such as `serbia.*`; without names, all assumptions of a level, or all. Each is moved alone
    over its range and one width beyond on either side, in every scenario of the chain.

    Every switch is found: payoffs are polynomials in the assumption between kinks, so the points at which any player's
    comparison of two payoffs changes are their roots; between neighbouring ones the answer is constant and is solved
    once. Roots are in closed form where payoffs are affine. Not found: an answer at a single point, where two payoffs
    tie exactly; two switches nearer to each other than a ten-millionth of the interval. Where payoffs are no polynomial
    they are approximated to eleven digits of the largest payoff; where that fails, `complete` is False.

    Raises InputError for a name that is not known, and where a rule is no finite number inside the range.
    """
    register = chain[0].scenario.case.register
    chosen = tuple(named(register, names)) if names else tuple(register)
    entries = [register[name] for name in chosen if names or level in (None, register[name].level)]
    now = [bool(link.holds(entries[0].name, present(link, entries[0]))[0]) for link in chain] if entries else []
    found = [break_even(chain, entry, now) for entry in entries]
    return tuple(sorted(found, key=lambda one: one.share))


def named(register: Iterable[str], patterns: Iterable[str]) -> Iterable[str]:
    """The names that a name or a pattern means, each once. Raises InputError for one that means none."""
    chosen: dict[str, None] = {}
    for pattern in patterns:
        if not (found := [name for name in register if fnmatchcase(name, pattern)]):
            raise InputError(unknown("assumption", pattern, register))
        chosen.update(dict.fromkeys(found))
    return chosen


def present(link: Link, entry: Assumption) -> Array:
    return np.array([link.scenario.values[entry.name]])


def break_even(chain: Chain, entry: Assumption, now: Sequence[bool] | None = None) -> BreakEven:
    """The break-even of one assumption; see `break_evens`. `now`: every link's present answer, if it is known."""
    value = chain[0].scenario.values[entry.name]
    now = now or [bool(link.holds(entry.name, present(link, entry))[0]) for link in chain]
    low, high, lines = _lines(chain, entry, value, now)
    edges = np.unique(np.concatenate([line.edges for line in lines]))
    edges = edges[np.append(True, np.diff(edges) > NARROW * (high - low))]
    edges[-1] = high
    answers = np.array([line.at((edges[1:] + edges[:-1]) / 2) for line in lines])
    switches = []
    for k in range(1, len(edges) - 1):
        if answers[:, k - 1].all() != answers[:, k].all():
            switches.append(_certified(chain, lines, entry.name, edges[k - 1 : k + 2], answers[:, k - 1 : k + 1]))
    around = [lines_at(lines, value - NARROW * (high - low)), lines_at(lines, value + NARROW * (high - low))]
    complete = all(line.resolved for line in lines)
    return BreakEven(entry, value, all(now), tuple(switches), low, high, all(now) not in around, complete)


def lines_at(lines: Sequence[Line], value: float) -> bool:
    return all(bool(line.at(np.array(value))) for line in lines)


def searched(entry: Assumption, value: float, beyond: float = 1.0) -> tuple[float, float]:
    """The interval searched: the range, `beyond` of its width on either side, and the present value."""
    width = beyond * (entry.high - entry.low)
    return float(min(entry.low - width, value)), float(max(entry.high + width, value))


def _lines(chain: Chain, entry: Assumption, value: float, now: Sequence[bool]) -> tuple[float, float, list[Line]]:
    """The chain's lines over the wide interval, or over the range where beyond it a rule gives no finite number."""
    low, high = searched(entry, value)
    try:
        return low, high, [line_of(link, entry.name, low, high, one) for link, one in zip(chain, now, strict=True)]
    except InputError:
        low, high = searched(entry, value, 0)
        return low, high, [line_of(link, entry.name, low, high, one) for link, one in zip(chain, now, strict=True)]


def line_of(link: Link, name: str, low: float, high: float, now: bool | None = None) -> Line:
    """The answer of one link along one assumption. `now`: the answer where the assumption changes nothing, if known."""
    ends = np.array([low, high])
    found = curves(link.scenario, link.reached.condition, name, low, high) if high > low else None
    if found is None:
        holds = now if now is not None else bool(link.holds(name, ends[:1])[0])
        return Line(ends, np.array([holds]), True, True)
    inner = _points(link, found)
    edges = np.concatenate([ends[:1], inner, ends[1:]])
    wide = np.diff(edges) > NARROW * (high - low)
    middles = ((edges[:-1] + edges[1:]) / 2)[wide]
    holds = link.holds(name, middles)
    starts = edges[:-1][wide]
    changes = np.append(True, holds[1:] != holds[:-1])
    return Line(np.concatenate([ends[:1], starts[changes][1:], ends[1:]]), holds[changes], found.affine, found.resolved)


def _points(link: Link, found: Curves) -> Array:
    shape = scenario_shape(link.scenario)
    if link.reached.rule is None:
        return pure_breakpoints(found, shape)
    players = list(link.scenario.case.players)
    stages = [[players.index(player) for player in stage] for stage in link.scenario.order or ()]
    return staged_breakpoints(found, shape, stages, link.reached.rule)


def _certified(chain: Chain, lines: Sequence[Line], name: str, around: Array, answers: Answers) -> Switch:
    """The switch at around[1], solved on both sides; around[0] and around[2] are the neighbouring edges."""
    value, holds_above = float(around[1]), bool(answers[:, 1].all())
    width = lines[0].edges[-1] - lines[0].edges[0]
    step = np.minimum(STEPS * width, min(value - around[0], around[2] - value) / 2)
    below, above = (np.all([link.holds(name, value + sign * step) for link in chain], axis=0) for sign in (-1, 1))
    certain = np.flatnonzero((below != holds_above) & (above == holds_above))
    changed = tuple(int(k) for k in np.flatnonzero(answers[:, 0] != answers[:, 1]))
    exact = all(lines[k].exact for k in changed) and len(certain) > 0
    if len(certain):
        low, high = float(value - step[certain[0]]), float(value + step[certain[0]])
    else:
        low, high = _narrowed(chain, name, (around[0] + value) / 2, (around[2] + value) / 2, holds_above)
        value = (low + high) / 2
    found = tuple(one for k in changed for one in _bindings(chain[k], name, low, high, bool(answers[k, 1])))
    return Switch(value, low, high, holds_above, exact, changed, found)


def _narrowed(chain: Chain, name: str, low: float, high: float, holds_above: bool) -> tuple[float, float]:
    """A bracket of the switch between two values with different answers, by solving at 31 values between, again."""
    for _ in range(10):
        inner = np.unique(np.linspace(low, high, 33))
        answers = np.all([link.holds(name, inner) for link in chain], axis=0)
        above = np.flatnonzero(answers == holds_above)
        k = int(above[0]) if len(above) else len(inner) - 1
        low, high = float(inner[max(k - 1, 0)]), float(inner[k])
    return low, high


def _bindings(link: Link, name: str, low: float, high: float, holds_above: bool) -> tuple[Binding, ...]:
    below, above = (
        Side(link.scenario.with_values({name: value}), link.reached, value == high) for value in (low, high)
    )
    return bindings(above, below) if holds_above else bindings(below, above)


def table(found: Iterable[BreakEven]) -> "pd.DataFrame":
    """One row per assumption and switch; one row with an empty switch where there is none."""
    import pandas as pd

    return pd.DataFrame(
        {
            "assumption": one.entry.name,
            "value": one.value,
            "low": one.entry.low,
            "high": one.entry.high,
            "holds": one.holds,
            "switch": switch.value if switch else float("nan"),
            "holds_above": switch.holds_above if switch else None,
            "nearest": switch is one.nearest if switch else False,
            "margin": one.margin,
            "share_of_range": one.share,
            "inside_range": one.inside,
            "method": ("exact" if switch.exact else "bracketed") if switch else "",
            "solved_below": switch.low if switch else float("nan"),
            "solved_above": switch.high if switch else float("nan"),
            "searched_low": one.searched_low,
            "searched_high": one.searched_high,
        }
        for one in found
        for switch in one.switches or (None,)
    )


__all__ = ["BreakEven", "Chain", "Line", "Link", "Switch", "break_even", "break_evens", "line_of", "table"]
_ = pairwise
