"""The map of two assumptions: where a conclusion holds, its boundary by who binds, and the assumption sets on it."""

import textwrap
from collections.abc import Iterator
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon, Rectangle

from ...case.assumptions import Assumption
from ...present.canvas import COLOURS, FAINT, INK, LINES, Picture, canvas, legend, notes, wrapped
from ...present.conclusions import conclusion_in_words, conclusion_lines, scenarios_of
from ...present.phrases import listed
from .answer import Mark, Regions
from .strips import Point, Row
from .words import along, corners, own_answer, place, sentence

LAND = "#cfe2f3"


def picture(found: Regions) -> Picture:
    """The map over both windows, the rectangle of the two ranges dashed."""
    title = f"Where the conclusion holds: {listed([link.scenario.title for link in found.links])}"
    said = wrapped([*key(found), *conclusion_lines(found.links)])
    figure, (axes, below) = canvas(
        title, scenarios_of(found.links), 7.1 + 0.2 * len(said), 2, height_ratios=[6, 0.2 * len(said)]
    )
    for corner in _holding(found.rows):
        axes.add_patch(Polygon(corner, facecolor=LAND, edgecolor=LAND, linewidth=0.3, zorder=0))
    styles = _boundaries(axes, found)
    axes.add_patch(Rectangle((found.x.low, found.y.low), found.x.high - found.x.low, found.y.high - found.y.low,
                             fill=False, edgecolor=FAINT, linestyle=(0, (4, 3)), linewidth=1.1, zorder=2))  # fmt: skip
    axes.set_xlim(found.rows[0].edges[0], found.rows[0].edges[-1])
    axes.set_ylim(found.rows[0].y, found.rows[-1].y)
    _sets(axes, found)
    axes.set_xlabel(label(found.x), fontsize=9.5)
    notes(below, said)
    axes.set_ylabel(label(found.y), fontsize=9.5)
    _legend(axes, found, styles)
    return Picture("regions", figure, in_words(found))


def label(entry: Assumption) -> str:
    return f"{entry.name}: {entry.unit}"


def _holding(rows: tuple[Row, ...]) -> Iterator[list[Point]]:
    """Trapezes from row to row; where the pattern changes each row reaches half the way."""
    for lower, upper in pairwise(rows):
        middle = (lower.y + upper.y) / 2
        halves = (
            [(lower, upper)] if lower.like(upper) else [(lower, _moved(lower, middle)), (_moved(upper, middle), upper)]
        )
        for one, other in halves:
            for k, held in enumerate(one.holds):
                if held:
                    yield [(one.edges[k], one.y), (one.edges[k + 1], one.y), (other.edges[k + 1], other.y),
                           (other.edges[k], other.y)]  # fmt: skip


def _moved(row: Row, y: float) -> Row:
    return Row(y, row.edges, row.holds)


def _boundaries(axes: Axes, found: Regions) -> list[Line2D]:
    styles: Any = LINES
    kinds = list(dict.fromkeys(along(found, part) for part in found.boundaries))
    for part in found.boundaries:
        k = kinds.index(along(found, part))
        axes.plot(
            *zip(*part.points, strict=True),
            color=COLOURS[(k + 1) % 7],
            linestyle=styles[k % 4],
            linewidth=2.4,
            zorder=3,
        )
    return [
        Line2D(
            [], [], color=COLOURS[(k + 1) % 7], linestyle=styles[k % 4], linewidth=2.4, label=textwrap.fill(kind, 60)
        )
        for k, kind in enumerate(kinds)
    ]


def together(found: Regions) -> list[list[Mark]]:
    """The sets by place, in the case's order: those with the same two values share a letter."""
    places: dict[Point, list[Mark]] = {}
    for mark in found.marks:
        places.setdefault((round(mark.x, 12), round(mark.y, 12)), []).append(mark)
    return list(places.values())


def key(found: Regions) -> list[str]:
    """Which sets a letter stands for, with a dagger where the set's own full answer is not the map's."""
    lines = []
    for letter, marks in zip(ascii_uppercase, together(found), strict=False):
        said = ", ".join(mark.assumptions.name + "†" * (mark.own_holds != mark.map_holds) for mark in marks)
        lines.append(f"{letter}  {said}, at {place(found, (marks[0].x, marks[0].y))}")
    return lines


def _sets(axes: Axes, found: Regions) -> None:
    """A letter in a hollow mark for every place where sets stand; in a full one at the map's own values."""
    own = found.present
    axes.plot(*own, "o", markersize=15, color=INK, zorder=5)
    for letter, marks in zip(ascii_uppercase, together(found), strict=False):
        x, y = marks[0].x, marks[0].y
        full = np.allclose((x, y), own, rtol=1e-12, atol=0)
        axes.plot(x, y, "o", markersize=15, markerfacecolor=INK if full else "white", markeredgecolor=INK,
                  markeredgewidth=1.4, zorder=6)  # fmt: skip
        axes.annotate(letter, (x, y), ha="center", va="center_baseline", fontsize=9.5, fontweight="bold", zorder=7,
                      color="white" if full else INK)  # fmt: skip


def _legend(axes: Axes, found: Regions, styles: list[Line2D]) -> None:
    circle = {"marker": "o", "linestyle": "", "color": INK, "markersize": 8}
    handles = [
        Patch(facecolor=LAND, edgecolor=FAINT, label="conclusion holds"),
        Patch(facecolor="white", edgecolor=FAINT, label="does not hold"),
        Line2D([], [], color=FAINT, linestyle=(0, (4, 3)), label="the two ranges"),
        Line2D([], [], label="the map's own values", **circle),  # type: ignore[arg-type]
        Line2D([], [], markerfacecolor="white", label="sets, by letter: only these two values are theirs", **circle),  # type: ignore[arg-type]
        Line2D([], [], linestyle="", label="† with all its own values the set's answer differs"),
        *styles,
    ]
    legend(axes, handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2, ncols=2)


def in_words(found: Regions) -> str:
    """The same as lines of text: the boundary through its points, and every set."""
    lines = [sentence(found), conclusion_in_words(found.links)]
    for part in found.boundaries:
        through = ", ".join(place(found, point) for point in corners(found, part))
        lines.append(f"Boundary through {through}: {along(found, part)}.")
    for mark in found.marks:
        here = "holds" if mark.map_holds else "does not hold"
        lines.append(
            f"{mark.assumptions.name} at {place(found, (mark.x, mark.y))}: the map {here}; its own answer {own_answer(mark)}."
        )
    return "\n".join(lines)
