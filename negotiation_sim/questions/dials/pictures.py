"""The tracks of the dials: range, author's value, present value, critics' ticks, and where outcomes flip."""

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ...present import labels
from ...present.canvas import COLOURS, FAINT, INK, MARKERS, RULE, Picture, canvas, legend_above, letters_in
from ...present.conclusions import value_in_words
from ...present.outcomes import flip_in_words
from ...worlds.along.outcomes import OutcomesAlong
from .answer import Dial, Dials
from .forms import LIMITS, sentences

LANE = 0.13
"""How far the lanes of two scenarios stand apart, in rows."""
MOST_LANES = 4
"""So many scenarios have a lane of their own at most; the text has all."""
ROW = 0.72
"""Inches of height for each dial, besides what a long label takes."""
BESIDE = 0.03
"""Two values nearer to each other than this share of the range are written on different lines."""


def picture(answer: Dials) -> Picture:
    """A track for each dial, its range from left to right; a lane for each scenario, thick where it ends otherwise."""
    names = [textwrap.fill(labels.assumption(dial.entry), letters_in(9)) for dial in answer.dials]
    lanes = answer.scenarios[:MOST_LANES]
    heights = [ROW + 0.16 * name.count("\n") + LANE * ROW * len(lanes) for name in names]
    figure, (axes,) = canvas(
        "The numbers that carry the argument", answer.scenarios, 1.9 + 0.2 * len(lanes) + sum(heights)
    )
    place = 0.0
    for dial, name, height in zip(answer.dials, names, heights, strict=True):
        _draw(axes, dial, name, place)
        place += height / ROW
    axes.set_xlim(-0.06, 1.06)
    axes.set_ylim(place - 0.2, -0.75)
    axes.set_axis_off()
    _legend(axes, answer)
    return Picture("dials", figure, in_words(answer))


def offset(dial: Dial, value: float) -> float:
    """Where a value stands on the track: 0 at the low end of the range, 1 at the high end, no farther."""
    width = dial.entry.high - dial.entry.low
    return min(max((value - dial.entry.low) / width, 0.0), 1.0) if width > 0 else 0.5


def _draw(axes: Axes, dial: Dial, name: str, place: float) -> None:
    entry = dial.entry
    below = place + LANE * min(len(dial.along), MOST_LANES) + 0.1
    axes.text(0, place - 0.3, name, fontsize=9, color=INK, va="bottom", ha="left")
    for lane, along in enumerate(dial.along[:MOST_LANES]):
        _lane(axes, dial, along, place + LANE * lane, COLOURS[lane])
    axes.plot(
        [offset(dial, tick.value) for tick in dial.ticks],
        [place - 0.14] * len(dial.ticks),
        "|",
        color=FAINT,
        markersize=7,
    )
    axes.plot([offset(dial, dial.author)], [place - 0.14], marker="v", color="white", markeredgecolor=INK, markersize=6)
    axes.plot([offset(dial, dial.value)] * 2, [place - 0.14, below - 0.14], color=INK, linewidth=2.2, zorder=4)
    for value, side in ((entry.low, "left"), (entry.high, "right")):
        axes.text(offset(dial, value), below + 0.02, f"{value:g}", fontsize=8, color=FAINT, va="top", ha=side)
    _values(axes, dial, below)


def _lane(axes: Axes, dial: Dial, along: OutcomesAlong, height: float, colour: str) -> None:
    """A thin line over the range, thick where the outcome is another than at the present value; a mark at each flip."""
    axes.plot([0, 1], [height, height], color=RULE, linewidth=3, solid_capstyle="butt", zorder=1)
    for low, high, outcome in zip(along.edges, along.edges[1:], along.outcomes, strict=False):
        ends = [offset(dial, end) for end in (low, high)]
        if outcome != along.now and ends[0] < ends[1] and not dial.entry.is_switch:
            axes.plot(ends, [height, height], color=colour, linewidth=6, solid_capstyle="butt", zorder=2)
    inside = [offset(dial, flip.value) for flip in along.flips if dial.entry.allows(flip.value)]
    axes.plot(inside, [height] * len(inside), marker=MARKERS[COLOURS.index(colour)], color=colour, markeredgecolor=INK,
              linestyle="", markersize=6, zorder=5)  # fmt: skip


def _values(axes: Axes, dial: Dial, below: float) -> None:
    """The values at which an outcome flips, below the track, each once; what is near another one a line lower."""
    values = sorted({value_in_words(flip.value, dial.entry): flip.value for _, flip in dial.flips
                     if dial.entry.allows(flip.value)}.items(), key=lambda pair: pair[1])  # fmt: skip
    last, low = -1.0, False
    for shown, value in values:
        place = offset(dial, value)
        crowded = place < 0.1 or place > 0.9 or place - last < BESIDE * len(shown)
        low = crowded and not low
        axes.text(
            place,
            below + (0.22 if low else 0.02),
            shown,
            fontsize=8.5,
            color=INK,
            va="top",
            ha="center",
            fontweight="bold",
        )
        last = place


def _legend(axes: Axes, answer: Dials) -> None:
    lanes: Sequence[Line2D] = [
        Line2D(
            [],
            [],
            color=COLOURS[k],
            marker=MARKERS[k],
            markeredgecolor=INK,
            linewidth=5,
            label=f"{scenario.title}: ends otherwise; flip",
        )
        for k, scenario in enumerate(answer.scenarios[:MOST_LANES])
    ]
    others = [
        Line2D([], [], color=INK, linewidth=2.2, label="present value"),
        Line2D([], [], color="white", marker="v", markeredgecolor=INK, linestyle="", label="the author's value"),
        Line2D([], [], color=FAINT, marker="|", linestyle="", label="a critic's value"),
    ]
    legend_above(axes, handles=[*lanes, *others], loc="lower left", bbox_to_anchor=(0, 1.0), fontsize=8.5)


def in_words(answer: Dials) -> str:
    """The sentences, and each dial: range, values, ticks, and where which scenario turns to what."""
    return "\n".join([*sentences(answer), "", *(line for dial in answer.dials for line in _of_dial(dial)), "", LIMITS])


def _of_dial(dial: Dial) -> list[str]:
    entry = dial.entry
    ticks = "; ".join(f"{tick.set.title} {tick.value:g}" for tick in dial.ticks) or "none"
    ends = f"{labels.assumption(entry)}: {entry.low:g} to {entry.high:g}"
    lead = f"{ends}, author {dial.author:g}, now {dial.value:g}; critics: {ticks}."
    return [lead, *(f"  {along.scenario.title} {flip_in_words(along, flip)}." for along, flip in dial.flips)]
