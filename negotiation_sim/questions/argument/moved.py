"""Where the hinges of an argument change along one assumption that is moved alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...case.assumptions import Assumption
from ...case.scenario import Scenario
from ...errors import InputError
from ...worlds.along.switches import Switch
from ...worlds.drawn_outputs import hinges
from ...worlds.results.chain import Chain, Link
from ..breakeven.answer import BreakEven, break_even

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


def breaks_along(links: Chain, holding: Sequence[bool], entry: Assumption) -> tuple[Break, ...]:
    """Every value of the assumption at which a hinge changes, put down to the first hinge that changes there.

    `holding`: whether each link holds at the present values.
    """
    breaks: list[Break] = []
    near = SAME * (entry.high - entry.low)
    for k, along in sorted(_along(links, holding, entry)):
        for switch in along.switches:
            if all(abs(switch.value - before.value) > near for before in breaks):
                breaks.append(_break(entry, along.value, switch, k, along.share_of(switch)))
    return tuple(breaks)


def _along(links: Chain, holding: Sequence[bool], entry: Assumption) -> Iterator[tuple[int, BreakEven]]:
    """The break-even of each link that may change along the assumption, with its number.

    A link asks for all that those before it ask for. So where one holds throughout, those before it do; and where one
    fails throughout, those after it do: they need not be asked.
    """
    held = sum(holding)
    for numbers in (range(held - 1, -1, -1), range(held, len(links))):
        for k in numbers:
            along = break_even((links[k],), entry, (holding[k],))
            yield k, along
            if not (along.switches or along.tied or entry.is_switch):
                break


def _break(entry: Assumption, now: float, switch: Switch, hinge: int, share: float) -> Break:
    return Break(entry, now, switch.value, switch.holds_above, hinge, share)


def nearest_first(breaks: Iterable[Break]) -> tuple[Break, ...]:
    """Those inside their ranges before those beyond, and of each the nearest to the present value first."""
    return tuple(sorted(breaks, key=lambda each: (not each.inside, each.share, each.entry.name)))
