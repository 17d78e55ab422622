"""The map of two assumptions: where a conclusion holds, its boundary by who binds, and the assumption sets on it."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon, Rectangle

from ...present import labels
from ...present.canvas import COLOURS, FAINT, INK, LINES, Picture, canvas, legend_above, notes, wrapped
from ...present.conclusions import conclusion_in_words, conclusion_lines, scenarios_of
from ...present.phrases import listed
from .answer import Regions, SetOnMap
from .forms import along, corners, map_says, place_in_words, sentence, set_says
from .strips import Place, Strip

LAND = "#cfe2f3"


def picture(answer: Regions) -> Picture:
    """The map over both windows, the rectangle of the two ranges dashed."""
    title = f"Where the conclusion holds: {listed([link.scenario.title for link in answer.links])}"
    notes_below = wrapped([*key(answer), *conclusion_lines(answer.links)])
    below_it = 0.2 * len(notes_below)
    figure, (axes, below) = canvas(title, scenarios_of(answer.links), 8.4 + below_it, 2, height_ratios=[5, below_it])
    for corner in _holding(answer.strips):
        axes.add_patch(Polygon(corner, facecolor=LAND, edgecolor=LAND, linewidth=0.3, zorder=0))
    styles = _boundaries(axes, answer)
    x, y, strips = answer.x, answer.y, answer.strips
    axes.add_patch(Rectangle((x.low, y.low), x.high - x.low, y.high - y.low, fill=False, edgecolor=FAINT,
                             linestyle=(0, (4, 3)), linewidth=1.1, zorder=2))  # fmt: skip
    axes.set_xlim(strips[0].edges[0], strips[0].edges[-1])
    axes.set_ylim(strips[0].y, strips[-1].y)
    _sets(axes, answer)
    axes.set_xlabel(labels.axis(x), fontsize=9.5)
    notes(below, notes_below)
    axes.set_ylabel(labels.axis(y), fontsize=9.5)
    _legend(axes, styles)
    return Picture("regions", figure, in_words(answer))


def _holding(strips: Sequence[Strip]) -> Iterator[list[Place]]:
    """Trapezes from strip to strip; where the pattern changes each strip reaches half the way."""
    for lower, upper in pairwise(strips):
        middle = (lower.y + upper.y) / 2
        halves = [(lower, replace(lower, y=middle)), (replace(upper, y=middle), upper)]
        for bottom, top in [(lower, upper)] if lower.like(upper) else halves:
            for k in np.flatnonzero(bottom.holds):
                yield [(bottom.edges[k], bottom.y), (bottom.edges[k + 1], bottom.y), (top.edges[k + 1], top.y),
                       (top.edges[k], top.y)]  # fmt: skip


def _boundaries(axes: Axes, answer: Regions) -> list[Line2D]:
    """Draws the boundary, a style for each thing that is true along it; returns what the legend shows."""
    kinds = list(dict.fromkeys(along(answer, part) for part in answer.boundaries))
    for part in answer.boundaries:
        axes.plot(*zip(*part.places, strict=True), zorder=3, **_style(kinds.index(along(answer, part))))
    return [Line2D([], [], label=textwrap.fill(kind, 60), **_style(k)) for k, kind in enumerate(kinds)]


def _style(k: int) -> dict[str, Any]:
    return {"color": COLOURS[(k + 1) % 7], "linestyle": LINES[k % 4], "linewidth": 2.4}


def together(answer: Regions) -> list[list[SetOnMap]]:
    """The sets by place, in the case's order: those with the same two values share a letter."""
    places: dict[Place, list[SetOnMap]] = {}
    for placed in answer.placed:
        places.setdefault((round(placed.x, 12), round(placed.y, 12)), []).append(placed)
    return list(places.values())


def key(answer: Regions) -> list[str]:
    """Which sets a letter stands for, with a dagger where the set's own full answer is not the map's."""
    lines = []
    for letter, alike in zip(ascii_uppercase, together(answer), strict=False):
        names = "; ".join(placed.assumptions.title + "†" * (placed.own_holds != placed.map_holds) for placed in alike)
        lines.append(f"{letter}  {names}, at {place_in_words(answer, (alike[0].x, alike[0].y))}")
    return lines


def _sets(axes: Axes, answer: Regions) -> None:
    """A letter in a hollow mark for every place where sets stand; in a full one at the map's own values."""
    axes.plot(*answer.present, "o", markersize=15, color=INK, zorder=5, clip_on=not _on_map(answer, answer.present))
    for letter, alike in zip(ascii_uppercase, together(answer), strict=False):
        place = alike[0].x, alike[0].y
        full = np.allclose(place, answer.present, rtol=1e-12, atol=0)
        axes.plot(*place, "o", markersize=15, markerfacecolor=INK if full else "white", markeredgecolor=INK,
                  markeredgewidth=1.4, zorder=6, clip_on=not _on_map(answer, place))  # fmt: skip
        axes.annotate(letter, place, ha="center", va="center_baseline", fontsize=9.5, fontweight="bold", zorder=7,
                      color="white" if full else INK)  # fmt: skip


def _on_map(answer: Regions, place: Place) -> bool:
    """Whether a place lies on the map, its edge included: a mark there may stick out."""
    strips = answer.strips
    return strips[0].edges[0] <= place[0] <= strips[0].edges[-1] and strips[0].y <= place[1] <= strips[-1].y


def _legend(axes: Axes, styles: list[Line2D]) -> None:
    circle: dict[str, Any] = {"marker": "o", "linestyle": "", "color": INK, "markersize": 8}
    handles = [
        Patch(facecolor=LAND, edgecolor=FAINT, label="conclusion holds"),
        Patch(facecolor="white", edgecolor=FAINT, label="does not hold"),
        Line2D([], [], color=FAINT, linestyle=(0, (4, 3)), label="the two ranges"),
        Line2D([], [], label="the map's own values", **circle),
        Line2D([], [], markerfacecolor="white", label="sets, by letter: those that say one of the two", **circle),
        Line2D([], [], linestyle="", label="† with all its own values the set's answer differs"),
        *styles,
    ]
    legend_above(axes, handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0))


def in_words(answer: Regions) -> str:
    """The same as lines of text: the boundary through its places, and every set."""
    lines = [sentence(answer), conclusion_in_words(answer.links)]
    for part in answer.boundaries:
        through = ", ".join(place_in_words(answer, place) for place in corners(part))
        lines.append(f"Boundary through {through}: {along(answer, part)}.")
    for placed in answer.placed:
        at = f"{placed.assumptions.title} at {place_in_words(answer, (placed.x, placed.y))}"
        lines.append(f"{at}: the map {map_says(placed)}; its own answer {set_says(placed)}.")
    return "\n".join(lines)
