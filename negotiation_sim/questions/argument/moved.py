"""Where the hinges of an argument change along one assumption that is moved alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...case.assumptions import Assumption
from ...case.scenario import Scenario
from ...errors import InputError
from ...worlds.along.switches import Switch
from ...worlds.drawn_outputs import hinges
from ...worlds.results.chain import Chain, Link
from ..breakeven.answer import break_even

SAME = 1e-9
"""Two hinges change together where their values are no further apart than this share of the range."""


@dataclass(frozen=True)
class Break:
    """A value of one assumption, moved alone, at which a hinge changes: the first of those that change there.

    `hinge` counts from 0. `share` is how far the value is from the present one, in widths of the range.
    """

    entry: Assumption
    now: float
    value: float
    holds_above: bool
    hinge: int
    share: float

    @property
    def inside(self) -> bool:
        """Whether a reasonable person may put the assumption there."""
        return self.entry.allows(self.value)


def hinge_links(scenario: Scenario, sense: str | None) -> Chain:
    """A link for each hinge, which asks for it and all before it. Raises InputError for a case without hinges."""
    outputs = hinges(scenario.case, sense)
    if not outputs:
        raise InputError(f"the case '{scenario.case.name}' has no hinges: add [hinges] to game.toml.")
    return tuple(Link(scenario, output.reached) for output in outputs if output.reached)


def breaks_along(links: Chain, entry: Assumption) -> tuple[Break, ...]:
    """Every value of the assumption at which a hinge changes, put down to the first hinge that changes there."""
    breaks: list[Break] = []
    near = SAME * (entry.high - entry.low)
    for k, link in enumerate(links):
        along = break_even((link,), entry)
        for switch in along.switches:
            if all(abs(switch.value - before.value) > near for before in breaks):
                breaks.append(_break(entry, along.value, switch, k, along.share_of(switch)))
    return tuple(breaks)


def _break(entry: Assumption, now: float, switch: Switch, hinge: int, share: float) -> Break:
    return Break(entry, now, switch.value, switch.holds_above, hinge, share)


def nearest_first(breaks: Iterable[Break]) -> tuple[Break, ...]:
    """Those inside their ranges before those beyond, and of each the nearest to the present value first."""
    return tuple(sorted(breaks, key=lambda each: (not each.inside, each.share, each.entry.name)))
