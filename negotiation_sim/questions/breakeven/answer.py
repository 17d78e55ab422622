"""Break-even: for each assumption alone, the exact values at which a conclusion starts or stops to hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...case.assumptions import Assumption, main_ones, matching
from ...case.concerning import concerning
from ...case.conclusions import CELLS
from ...present import labels
from ...present.frames import Frame, frame
from ...worlds.along.binding import Binding
from ...worlds.along.segments import NARROW, Segments, widest_segments
from ...worlds.along.switches import Switch, searched, switches, who_is_tied, yes_no_switch
from ...worlds.results.chain import Chain, kinds_of, of_numbers
from ...worlds.results.game import always, settled
from ...worlds.results.result import margin
from .question import BreakEvenAsked


def answer(asked: BreakEvenAsked) -> "BreakEvens":
    """The break-evens of what is asked about."""
    return break_evens(asked.chain(), asked.assumption, main=not asked.all_levels)


@dataclass(frozen=True)
class BreakEven:
    """One assumption moved alone over [searched_low, searched_high]; `holds` is the answer at its present value.

    `tied`: a tie makes the answer at the present value another than that of its neighbours on both sides; `indifferent`
    says who is then indifferent there. `complete`: no switch is missing, apart from those that `break_evens` names.
    """

    entry: Assumption
    value: float
    holds: bool
    switches: tuple[Switch, ...]
    searched_low: float
    searched_high: float
    tied: bool = False
    complete: bool = True
    indifferent: tuple[Binding, ...] = ()

    @property
    def switches_by_distance(self) -> tuple[Switch, ...]:
        """The switches, the nearest to the present value first."""
        return tuple(sorted(self.switches, key=lambda switch: abs(switch.value - self.value)))

    @property
    def nearest(self) -> Switch | None:
        """The switch nearest to the present value."""
        return next(iter(self.switches_by_distance), None)

    def is_present(self, switch: Switch) -> bool:
        """Whether a switch is the present value itself, which is then a tie."""
        return abs(switch.value - self.value) <= NARROW * (self.searched_high - self.searched_low)

    @property
    def margin(self) -> float:
        """How far the nearest switch is, in the assumption's unit; infinite where there is none."""
        if self.tied:
            return 0.0
        return abs(self.nearest.value - self.value) if self.nearest else float("inf")

    @property
    def share(self) -> float:
        """The margin as a share of the width of the range; infinite where there is no switch or no width."""
        return self.margin if self.tied or self.nearest is None else self.share_of(self.nearest)

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
    nearest_first: tuple[BreakEven, ...]
    holds: bool

    @property
    def nearest(self) -> BreakEven | None:
        """The assumption that is nearest to changing the answer, inside its range where one does so there; or None."""
        changing = [each for each in self.nearest_first if each.margin < float("inf")]
        return next((each for each in changing if each.inside or each.tied), next(iter(changing), None))

    @property
    def payoff_margins(self) -> tuple[float, ...]:
        """Of each link, by how many payoff points it holds (above 0) or fails: see `margin` of its kind of result."""
        return tuple(margin(link.scenario, link.reached) for link in self.links)

    @property
    def whatever(self) -> bool | None:
        """The answer of every profile, where all of them have one and the same; at the present values."""
        answers = [None if link.numbered else always(link.scenario, link.reached.condition) for link in self.links]
        if any(same is False for same in answers):
            return False
        return True if self.holds and all(answers) else None

    @property
    def unsettled(self) -> Chain:
        """The links that lead nowhere at the present values: games, or nodes of them, without a pure equilibrium."""
        placed = [link for link in self.links if link.reached.of not in CELLS]
        return tuple(link for link in placed if not self.holds and not settled(link.scenario, link.reached.rule))

    @property
    def bracketed(self) -> bool:
        """Whether the answer of some link is known by trying values alone, so that near changes may be missed."""
        return of_numbers(self.links)

    @property
    def table(self) -> Frame:
        """One row per assumption and switch, the nearest first; one row with an empty switch where there is none."""
        return frame(
            _row(self.links, each, switch)
            for each in self.nearest_first
            for switch in each.switches_by_distance or (None,)
        )


def _row(links: Chain, each: BreakEven, switch: Switch | None) -> dict[str, object]:
    nan = float("nan")
    return {
        "assumption": each.entry.name,
        **labels.beside(links[0].scenario.case.register, each.entry.name),
        "value": each.value,
        "low": each.entry.low,
        "high": each.entry.high,
        "holds": each.holds,
        "switch": switch.value if switch else nan,
        "margin": abs(switch.value - each.value) if switch else nan,
        "share_of_range": each.share_of(switch) if switch else nan,
        "holds_above": switch.holds_above if switch else None,
        "inside_range": each.entry.allows(switch.value) if switch else None,
        "method": switch.method if switch else "",
        "solved_below": switch.low if switch else nan,
        "solved_above": switch.high if switch else nan,
        "searched_low": each.searched_low,
        "searched_high": each.searched_high,
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
    approximated by one to eleven digits of the largest payoff; `complete` is False where that fails, and where a link
    is about a kind of result that is numbers: its switches are bracketed between values of a grid, and two switches in
    one part of it may be missed. Of an assumption that is a yes or no, 0 and 1 are solved and nothing else; its
    `Switch` stands at the other of the two.

    Raises InputError for a name that is not known, where none is of level main, and where a rule is no finite number
    inside the range.
    """
    register = concerning(links[0].scenario.case, kinds_of(links))
    chosen = matching(register, names) or (main_ones(register, "move all: `all`") if main else tuple(register))
    now = _present(links, next(iter(register)))
    moved = (break_even(links, register[name], now) for name in chosen)
    return BreakEvens(links, tuple(sorted(moved, key=lambda each: each.share)), all(now))


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
        turned = yes_no_switch(links, entry.name, value)
        return BreakEven(entry, value, all(now), (turned,) if turned else (), 0.0, 1.0)
    along = widest_segments(links, entry.name, (searched(entry, value, 1), searched(entry, value, 0)), now)
    tie = _tie(links, entry.name, value, along, now)
    return BreakEven(entry, value, all(now), switches(links, entry.name, along), along.low, along.high, tie is not None,
                     along.resolved, tie or ())  # fmt: skip


def _tie(links: Chain, name: str, value: float, along: Segments, now: Sequence[bool]) -> tuple[Binding, ...] | None:
    """Who is indifferent at the present value where its answer, by a tie, is that of neither side; None where it is."""
    near = NARROW * (along.high - along.low)
    below, above = max(value - near, along.low), min(value + near, along.high)
    if all(now) in along.at([below, above]) or any(link.scenario.values[name] != value for link in links):
        return None
    beside = above if above > value else below
    turned = [(link, held) for link, held, at in zip(links, now, along.links_at(beside), strict=True) if held != at]
    return tuple(
        dict.fromkeys(cause for link, held in turned for cause in who_is_tied(link, name, value, beside, held))
    )
