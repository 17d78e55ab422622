"""Break-even: for each assumption alone, the exact values at which a conclusion starts or stops to hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...case.assumptions import Assumption
from ...worlds.along.segments import NARROW, widest
from ...worlds.results.chain import Chain
from ...worlds.results.game import always, settled

if TYPE_CHECKING:
    import pandas as pd
from ...case.assumptions import matching
from ...worlds.along.switches import Switch, _bindings, searched, switches


@dataclass(frozen=True)
class BreakEven:
    """One assumption moved alone over [searched_low, searched_high]; `holds` is the answer at its present value.

    `tied`: a tie makes the answer at the present value another than that of its neighbours on both sides. `complete`:
    no switch is missing, apart from those that `break_evens` names.
    """

    entry: Assumption
    value: float
    holds: bool
    switches: tuple[Switch, ...]
    searched_low: float
    searched_high: float
    tied: bool = False
    complete: bool = True

    @property
    def nearest(self) -> Switch | None:
        """The switch nearest to the present value."""
        return min(self.switches, key=lambda switch: abs(switch.value - self.value), default=None)

    @property
    def margin(self) -> float:
        """How far the nearest switch is, in the assumption's unit; infinite where there is none."""
        if self.tied:
            return 0.0
        return abs(self.nearest.value - self.value) if self.nearest else float("inf")

    @property
    def share(self) -> float:
        """The margin as a share of the width of the range; infinite where there is no switch or no width."""
        if self.tied or self.nearest is None:
            return self.margin
        return self.share_of(self.nearest)

    def share_of(self, switch: Switch) -> float:
        """How far a switch is, as a share of the width of the range; infinite where the range has no width."""
        width = self.entry.high - self.entry.low
        return abs(switch.value - self.value) / width if width > 0 else float("inf")

    @property
    def narrow(self) -> bool:
        """Whether the search ends at the range, because beyond it a rule gives no finite number."""
        width = self.entry.high - self.entry.low
        return self.searched_high - self.searched_low < 2 * width and not self.entry.is_switch

    @property
    def inside(self) -> bool:
        """Whether a switch lies inside the range: a reasonable person may then conclude otherwise."""
        return any(self.entry.allows(switch.value) for switch in self.switches)


@dataclass(frozen=True)
class BreakEvens:
    """The break-evens of a chain, the nearest in widths of its range first."""

    links: Chain
    found: tuple[BreakEven, ...]
    holds: bool

    @property
    def nearest(self) -> BreakEven | None:
        """The assumption that is nearest to changing the answer; None where none does."""
        return next((one for one in self.found if one.margin < float("inf")), None)

    @property
    def whatever(self) -> bool | None:
        """The answer of every profile, where all of them have one and the same; at the present values."""
        answers = [always(link.scenario, link.reached.condition) for link in self.links]
        if any(one is False for one in answers):
            return False
        return True if self.holds and all(answers) else None

    @property
    def unsettled(self) -> Chain:
        """The links that lead nowhere at the present values: games, or nodes of them, without a pure equilibrium."""
        return tuple(link for link in self.links if not self.holds and not settled(link.scenario, link.reached.rule))

    @property
    def table(self) -> "pd.DataFrame":
        """One row per assumption and switch, the nearest first; one row with an empty switch where there is none."""
        import pandas as pd

        return pd.DataFrame(
            _row(one, switch)
            for one in self.found
            for switch in sorted(one.switches, key=lambda s: abs(s.value - one.value)) or (None,)
        )


def _row(one: BreakEven, switch: Switch | None) -> dict[str, object]:
    nan = float("nan")
    return {
        "assumption": one.entry.name,
        "value": one.value,
        "low": one.entry.low,
        "high": one.entry.high,
        "holds": one.holds,
        "switch": switch.value if switch else nan,
        "margin": abs(switch.value - one.value) if switch else nan,
        "share_of_range": one.share_of(switch) if switch else nan,
        "holds_above": switch.holds_above if switch else None,
        "inside_range": one.entry.allows(switch.value) if switch else None,
        "method": switch.method if switch else "",
        "solved_below": switch.low if switch else nan,
        "solved_above": switch.high if switch else nan,
        "searched_low": one.searched_low,
        "searched_high": one.searched_high,
    }


def break_evens(links: Chain, names: Iterable[str] = (), main: bool = False) -> BreakEvens:
    """The break-even of every named assumption, the nearest in widths of its range first.

    `names` may hold patterns such as `serbia.*`; without names, all assumptions, or those of level main. Each is moved
    alone, in every scenario of the chain, over its range and one width beyond on either side, or over its range where
    beyond it a rule gives no finite number.

    Every switch is found: payoffs are polynomials in the assumption between kinks, so the points at which a player's
    comparison of two payoffs changes are their roots; between neighbouring ones the answer is constant, and is solved
    once. Where payoffs are affine the roots are in closed form. Not found: an answer at one single point, where payoffs
    tie exactly; two switches nearer to each other than a ten-millionth of the interval. What is no polynomial is
    approximated by one to eleven digits of the largest payoff; `complete` is False where that fails. Of an assumption
    that is a yes or no, 0 and 1 are solved and nothing else; its `Switch` stands at the other of the two.

    Raises InputError for a name that is not known, and where a rule is no finite number inside the range.
    """
    register = links[0].scenario.case.register
    chosen = matching(register, names) or [
        name for name, entry in register.items() if not main or entry.level == "main"
    ]
    now = _present(links, next(iter(register)))
    found = sorted((break_even(links, register[name], now) for name in chosen), key=lambda one: one.share)
    return BreakEvens(links, tuple(found), all(now))


def _present(links: Chain, name: str) -> list[bool]:
    return [bool(link.holds(name, link.scenario.values[name])[0]) for link in links]


def break_even(links: Chain, entry: Assumption, now: Sequence[bool] = ()) -> BreakEven:
    """The break-even of one assumption; see `break_evens`. `now`: every link's present answer, if it is known.

    The present value is that of the chain's first scenario; where another one has its own, moving the assumption gives
    all of them the same value, while `holds` is the answer of each as it stands.
    """
    now = now or _present(links, entry.name)
    value = links[0].scenario.values[entry.name]
    if entry.is_switch:
        return BreakEven(entry, value, all(now), tuple(_turned(links, entry.name, value)), 0.0, 1.0)
    found = widest(links, entry.name, (searched(entry, value, 1), searched(entry, value, 0)), now)
    near = NARROW * (found.high - found.low)
    beside = found.at([max(value - near, found.low), min(value + near, found.high)])
    tied = all(now) not in beside and all(link.scenario.values[entry.name] == value for link in links)
    return BreakEven(entry, value, all(now), switches(links, entry.name, found), found.low, found.high, tied,
                     found.resolved)  # fmt: skip


def _turned(links: Chain, name: str, value: float) -> Iterator[Switch]:
    """What turning a yes or no round does: both worlds are solved, and none between them."""
    answers = np.array([link.holds(name, np.array([0.0, 1.0])) for link in links])
    below, above = (bool(answers[:, side].all()) for side in (0, 1))
    if below != above:
        changed = tuple(int(i) for i in np.flatnonzero(answers[:, 0] != answers[:, 1]))
        binding = [one for i in changed for one in _bindings(links[i], name, (0.0, 1.0), bool(answers[i, 1]))]
        other = 0.0 if value else 1.0  # anything but 0 counts as yes in a rule
        yield Switch(other, 0.0, 1.0, bool(above), True, changed, tuple(dict.fromkeys(binding)))
