"""The tornado of break-evens: how far each assumption may move before the answer changes, the nearest first."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ...present.canvas import COLOURS, FAINT, INK, RULE, Picture, apart, canvas, legend, notes, wrapped
from ...present.conclusions import conclusion_in_words, conclusion_lines, scenarios_of, shown
from ...present.phrases import listed
from ...worlds.along.switches import Switch
from .answer import BreakEven, BreakEvens
from .words import binds, by_distance, rest, sentence

ROWS = 30
LETTER = 0.0115
"""The width of a letter above a mark, as a share of the axis."""
BAR = 0.5
"""A bar's height, in rows."""
HOLDS, FAILS = COLOURS[0], "white"


def drawn(found: BreakEvens) -> list[BreakEven]:
    """The assumptions that the picture shows: those with a switch, the nearest first, at most 30."""
    return [one for one in found.found if one.switches and one.share < float("inf")][:ROWS]


def offset(one: BreakEven, value: float) -> float:
    """Where a value is drawn: its distance from the present one, in widths of the range."""
    return (value - one.value) / (one.entry.high - one.entry.low)


def picture(found: BreakEvens) -> Picture:
    """A bar over each range: full where the conclusion holds, hatched where not; a mark at every switch."""
    rows = drawn(found)
    title = f"How far each assumption may move: {listed([link.scenario.title for link in found.links])}"
    below_it = wrapped(conclusion_lines(found.links))
    heights = [1.0 + 0.42 * len(rows) if rows else 0.3, 0.2 * len(below_it)]
    figure, (axes, below) = canvas(title, scenarios_of(found.links), 1.9 + sum(heights), 2, height_ratios=heights)
    if rows:
        _draw(axes, found, rows)
    else:
        notes(axes, wrapped([sentence(found)]))
    notes(below, below_it)
    return Picture("breakeven", figure, in_words(found))


def _draw(axes: Axes, found: BreakEvens, rows: Sequence[BreakEven]) -> None:
    low, high = _limits(found, rows)
    for row, one in enumerate(rows):
        _bar(axes, row, one)
        for switch in one.switches:
            _mark(axes, row, one, switch)
        _labels(axes, row, one, found, LETTER * (high - low))
    axes.axvline(0, color=INK, linewidth=1.2, zorder=3)
    axes.set_yticks(range(len(rows)), [f"{one.entry.name}  (now {one.value:g})" for one in rows], fontsize=9.5)
    axes.set_ylim(max(len(rows), 2) - 0.4, -0.85)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(low, high)
    axes.set_xlabel("Distance from the present value, in widths of the assumption's own range", fontsize=9.5)
    _legend(axes)


def who(found: BreakEvens, switch: Switch) -> str:
    """The players who bind, in few words."""
    case = found.links[0].scenario.case
    names = list(dict.fromkeys(case.players[player].name for bound in switch.bindings for player in bound.players))
    return listed(names) if 0 < len(names) < 3 else f"{len(names)} players" if names else ""


def said(one: BreakEven, switch: Switch, bound: str) -> str:
    """What stands above a mark: the value and who binds."""
    return f"{shown(switch.value, one.entry)} {bound}".rstrip()


def _limits(found: BreakEvens, rows: Sequence[BreakEven]) -> tuple[float, float]:
    """The ends of the horizontal axis: all that was searched, and room for half of what stands above the marks."""
    places = [offset(one, value) for one in rows for value in (one.searched_low, one.searched_high)]
    labels = [(offset(one, switch.value), len(said(one, switch, who(found, switch))) / 2 + 1)
              for one in rows for switch in one.switches]  # fmt: skip
    low, high = min([-1.0, *places]), max([1.0, *places])
    margin = 0.02 * (high - low)
    low, high = low - margin, high + margin
    for _ in range(20):
        letter = LETTER * (high - low)
        low = min([low, *(place - length * letter for place, length in labels)])
        high = max([high, *(place + length * letter for place, length in labels)])
    return low, high


def _bar(axes: Axes, row: int, one: BreakEven) -> None:
    ends = [one.searched_low, *(switch.value for switch in one.switches), one.searched_high]
    holds = [not one.switches[0].holds_above, *(switch.holds_above for switch in one.switches)]
    axes.plot([offset(one, end) for end in (ends[0], ends[-1])], [row, row], color=RULE, linewidth=1, zorder=0)
    for low, high, held in zip(ends, ends[1:], holds, strict=False):
        left, right = max(low, one.entry.low), min(high, one.entry.high)
        if right > left:
            start, width = offset(one, left), offset(one, right) - offset(one, left)
            style = (
                {"color": HOLDS, "alpha": 0.55} if held else {"facecolor": FAILS, "edgecolor": FAINT, "hatch": "////"}
            )
            axes.barh(row, width, BAR, left=start, linewidth=0.8, zorder=1, **style)


def _mark(axes: Axes, row: int, one: BreakEven, switch: Switch) -> None:
    inside = one.entry.allows(switch.value)
    axes.plot(offset(one, switch.value), row, "D", markersize=7, markerfacecolor=COLOURS[1] if inside else "white",
              markeredgecolor=COLOURS[1], markeredgewidth=1.6, zorder=4)  # fmt: skip


def _labels(axes: Axes, row: int, one: BreakEven, found: BreakEvens, letter: float) -> None:
    """Each mark's value and who binds there, above the bar, where they hide neither it nor one another."""
    words = [said(one, switch, who(found, switch)) for switch in one.switches]
    room = letter * (max(map(len, words), default=0) + 2)
    places = apart([offset(one, switch.value) for switch in one.switches], room)
    for place, text in zip(places, words, strict=True):
        axes.annotate(text, (place, row - BAR / 2), (0, 2), textcoords="offset points", fontsize=9, ha="center",
                      va="bottom", color=INK, zorder=5,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4})  # fmt: skip


def _legend(axes: Axes) -> None:
    diamond = {"marker": "D", "linestyle": "", "markeredgecolor": COLOURS[1], "markersize": 7}
    handles = [
        Patch(facecolor=HOLDS, alpha=0.55, label="range, conclusion holds"),
        Patch(facecolor=FAILS, edgecolor=FAINT, hatch="////", label="range, it does not"),
        Line2D([], [], color=INK, linewidth=1.2, label="present value"),
        Line2D([], [], markerfacecolor=COLOURS[1], label="switch inside the range", **diamond),  # type: ignore[arg-type]
        Line2D([], [], markerfacecolor="white", label="switch outside it", **diamond),  # type: ignore[arg-type]
    ]
    legend(axes, handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2, ncols=3)


def in_words(found: BreakEvens) -> str:
    """The same as lines of text, row by row as drawn."""
    lines = [sentence(found), conclusion_in_words(found.links)]
    for one in drawn(found):
        at = "; ".join(
            f"{shown(switch.value, one.entry)} ({one.share_of(switch):.0%} of the range away, "
            f"{'inside' if one.entry.allows(switch.value) else 'outside'} it; {binds(found.links, one, switch)})"
            for switch in by_distance(one)
        )
        lines.append(
            f"{one.entry.name}: now {one.value:g}, range {one.entry.low:g} to {one.entry.high:g}; switch at {at}."
        )
    return "\n".join([*lines, rest(found)])
