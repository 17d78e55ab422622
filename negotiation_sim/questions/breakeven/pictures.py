"""The tornado of break-evens: how far each assumption may move before the answer changes, the nearest first."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ...present import labels
from ...present.canvas import COLOURS, FAINT, INK, RULE, Picture, apart, canvas, legend_above, notes, wrapped
from ...present.conclusions import conclusion_in_words, conclusion_lines, scenarios_of, value_in_words
from ...present.phrases import listed, percent
from ...worlds.along.switches import Switch
from .answer import BreakEven, BreakEvens
from .forms import in_numbers, sentence, who_binds

ROWS = 30
LETTER = 0.0168
"""The width of a letter above a mark, as a share of the axis."""
BAR = 0.5
"""A bar's height, in rows."""
STYLES: dict[bool, dict[str, Any]] = {
    True: {"color": COLOURS[0], "alpha": 0.55},
    False: {"facecolor": "white", "edgecolor": FAINT, "hatch": "////"},
}
"""How a part of a range is drawn where the conclusion holds, and where it does not."""


def drawn(answer: BreakEvens) -> list[BreakEven]:
    """The assumptions that the picture shows: those with a switch, the nearest first, at most 30."""
    return [each for each in answer.nearest_first if each.switches and each.share < float("inf")][:ROWS]


def offset(break_even: BreakEven, value: float) -> float:
    """Where a value is drawn: its distance from the present break_even, in widths of the range."""
    return (value - break_even.value) / (break_even.entry.high - break_even.entry.low)


def picture(answer: BreakEvens) -> Picture:
    """A bar over each range: full where the conclusion holds, hatched where not; a mark at every switch."""
    rows = drawn(answer)
    title = f"How far each assumption may move: {listed([link.scenario.title for link in answer.links])}"
    below_it = wrapped(conclusion_lines(answer.links))
    names = [labels.row(break_even.entry, f"  (now {break_even.value:g})") for break_even in rows]
    heights = [1.0 + labels.room(names, 0.42) * len(rows) if rows else 0.3, 0.2 * len(below_it)]
    figure, (axes, below) = canvas(title, scenarios_of(answer.links), 2.5 + sum(heights), 2, height_ratios=heights)
    if rows:
        _draw(axes, answer, rows, names)
    else:
        notes(axes, wrapped([sentence(answer)]))
    notes(below, below_it)
    return Picture("breakeven", figure, in_words(answer))


def _draw(axes: Axes, answer: BreakEvens, rows: Sequence[BreakEven], names: Sequence[str]) -> None:
    low, high = _limits(answer, rows)
    for row, break_even in enumerate(rows):
        _bar(axes, row, break_even)
        for switch in break_even.switches:
            _mark(axes, row, break_even, switch)
        _labels(axes, row, break_even, answer, LETTER * (high - low))
    axes.axvline(0, color=INK, linewidth=1.2, zorder=3)
    axes.set_yticks(range(len(rows)), names, fontsize=9.5)
    axes.set_ylim(max(len(rows), 2) - 0.4, -0.85)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(low, high)
    axes.set_xlabel("Distance from the present value,\nin widths of the assumption's own range", fontsize=9.5)
    _legend(axes)


def label(answer: BreakEvens, break_even: BreakEven, switch: Switch) -> str:
    """What stands above a mark: the value, and the players who bind in few words."""
    case = answer.links[0].scenario.case
    names = list(dict.fromkeys(case.players[player].name for binding in switch.bindings for player in binding.players))
    who = listed(names) if 0 < len(names) < 3 else f"{len(names)} players" if names else ""
    return f"{value_in_words(switch.value, break_even.entry)} {who}".rstrip()


def _limits(answer: BreakEvens, rows: Sequence[BreakEven]) -> tuple[float, float]:
    """The ends of the horizontal axis: all that was searched, and room for half of what stands above the marks."""
    places = [-1.0, 1.0, *(offset(each, end) for each in rows for end in (each.searched_low, each.searched_high))]
    beside = [
        (offset(each, switch.value), len(label(answer, each, switch)) / 2 + 1)
        for each in rows
        for switch in each.switches
    ]
    margin = 0.02 * (max(places) - min(places))
    low, high = min(places) - margin, max(places) + margin
    for _ in range(20):
        letter = LETTER * (high - low)
        low = min([low, *(place - length * letter for place, length in beside)])
        high = max([high, *(place + length * letter for place, length in beside)])
    return low, high


def _bar(axes: Axes, row: int, break_even: BreakEven) -> None:
    ends = [break_even.searched_low, *(switch.value for switch in break_even.switches), break_even.searched_high]
    holds = [not break_even.switches[0].holds_above, *(switch.holds_above for switch in break_even.switches)]
    axes.plot([offset(break_even, end) for end in (ends[0], ends[-1])], [row, row], color=RULE, linewidth=1, zorder=0)
    for low, high, held in zip(ends, ends[1:], holds, strict=False):
        left, right = max(low, break_even.entry.low), min(high, break_even.entry.high)
        if right > left:
            start, end = offset(break_even, left), offset(break_even, right)
            axes.barh(row, end - start, BAR, left=start, linewidth=0.8, zorder=1, **STYLES[held])


def _mark(axes: Axes, row: int, break_even: BreakEven, switch: Switch) -> None:
    filling = COLOURS[1] if break_even.entry.allows(switch.value) else "white"
    axes.plot(offset(break_even, switch.value), row, "D", markersize=7, markerfacecolor=filling,
              markeredgecolor=COLOURS[1], markeredgewidth=1.6, zorder=4)  # fmt: skip


def _labels(axes: Axes, row: int, break_even: BreakEven, answer: BreakEvens, letter: float) -> None:
    """Each mark's value and who binds there, above the bar, where they hide neither it nor one another."""
    words = [label(answer, break_even, switch) for switch in break_even.switches]
    room = letter * (max(map(len, words), default=0) + 2)
    places = apart([offset(break_even, switch.value) for switch in break_even.switches], room)
    for place, text in zip(places, words, strict=True):
        axes.annotate(text, (place, row - BAR / 2), (0, 2), textcoords="offset points", fontsize=9, ha="center",
                      va="bottom", color=INK, zorder=5,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4})  # fmt: skip


def _legend(axes: Axes) -> None:
    diamond: dict[str, Any] = {"marker": "D", "linestyle": "", "markeredgecolor": COLOURS[1], "markersize": 7}
    handles = [
        Patch(**STYLES[True], label="range, conclusion holds"),
        Patch(**STYLES[False], label="range, it does not"),
        Line2D([], [], color=RULE, linewidth=1, label="searched for switches"),
        Line2D([], [], color=INK, linewidth=1.2, label="present value"),
        Line2D([], [], markerfacecolor=COLOURS[1], label="switch inside the range", **diamond),
        Line2D([], [], markerfacecolor="white", label="switch outside it", **diamond),
    ]
    legend_above(axes, handles=handles, ncols=2)


def in_words(answer: BreakEvens) -> str:
    """The same as lines of text, row by row as drawn."""
    lines = [sentence(answer), conclusion_in_words(answer.links)]
    lines += [_in_words(answer, break_even) for break_even in drawn(answer)]
    return "\n".join([*lines, in_numbers(answer)])


def _in_words(answer: BreakEvens, break_even: BreakEven) -> str:
    entry = break_even.entry
    switches = "; ".join(
        f"{value_in_words(switch.value, entry)} ({percent(break_even.share_of(switch))} of the range away, "
        f"{'inside' if entry.allows(switch.value) else 'outside'} it; {who_binds(answer.links, break_even, switch)})"
        for switch in break_even.switches_by_distance
    )
    now = f"now {break_even.value:g}, range {entry.low:g} to {entry.high:g}"
    return f"{labels.assumption(entry)}: {now}; switch at {switches}."
