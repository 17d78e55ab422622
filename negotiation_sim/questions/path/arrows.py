"""The arrows of a graph of states and their labels, each where it covers nothing else that is drawn."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from ...games.normal_form import Array
from ...present.canvas import COLOURS, INK

ArrowKind = Literal["likes", "missing", "together"]
Place = tuple[float, float]
STYLES: dict[ArrowKind, tuple[str, str, float]] = {
    "likes": ("-", INK, 1.2),
    "missing": ("--", COLOURS[1], 1.4),
    "together": ("-", COLOURS[0], 2.8),
}

SIDEWAYS, DOWN = 0.15, 0.45
"""How much a joint move past several steps bends: by more where they stand one below another, for boxes are wide."""
SPACING = 3.0
"""Pixels between the places that stand for an arrow when they are compared."""
CLEAR = 3.0
"""Pixels that a label keeps from arrows and frames."""
NEARER = 20
"""How much worse it is for a label to stand nearer to another arrow than to its own."""
OUTSIDE = 1000
"""How much worse than any arrow a label covers it is to stand outside the sheet."""
SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.75, 0.8, 0.25)
"""Where along its arrow a label may stand, the best first."""


@dataclass(frozen=True)
class Arrow:
    """`label` names who moves."""

    start: int
    end: int
    label: str
    kind: ArrowKind


@dataclass(frozen=True)
class DrawnArrow:
    """An arrow's visible shaft and head as places on the sheet, in pixels, shape (places, 2)."""

    shaft: Array
    head: Array


def draw_arrows(
    figure: Figure,
    axes: Axes,
    states: Mapping[int, Text],
    arrows: Sequence[Arrow],
    places: Mapping[int, Place],
    far: float,
) -> None:
    """Draws the arrows between the states that are drawn as framed texts, thick ones on top, and then their labels.

    `places`: the step of each state and its place among those of that step, by which its arrows bend; `far`: how much
    a joint move bends past several steps.
    """
    figure.draw_without_rendering()  # lays the sheet out: how an arrow bends depends on it
    patches = [
        _arrow(
            axes,
            states[arrow.start],
            states[arrow.end],
            arrow,
            _bend(places[arrow.start], places[arrow.end], arrow.kind, far),
        )
        for arrow in arrows
    ]
    figure.draw_without_rendering()  # cuts the arrows off at the frames
    drawn = list(map(_course, patches))
    taken = [frame.get_window_extent() for state in states.values() if (frame := state.get_bbox_patch())]
    for k in sorted(range(len(arrows)), key=lambda k: arrows[k].kind != "together"):
        others = [other.head for other in drawn] + [other.shaft for other in drawn if other is not drawn[k]]
        taken.append(_label(axes, arrows[k], drawn[k], taken, np.concatenate(others)))


def _arrow(axes: Axes, start: Text, end: Text, arrow: Arrow, bend: float) -> Annotation:
    dashes, colour, width = STYLES[arrow.kind]
    style = {
        "arrowstyle": "-|>",
        "linestyle": dashes,
        "color": colour,
        "linewidth": width,
        "patchA": start.get_bbox_patch(),
        "patchB": end.get_bbox_patch(),
        "shrinkA": 1,
        "shrinkB": 1,
        "connectionstyle": f"arc3,rad={bend}",
    }
    place = 6 if arrow.kind == "together" else 4
    return axes.annotate("", xy=end.get_position(), xytext=start.get_position(), arrowprops=style, zorder=place)


def _bend(start: Place, end: Place, kind: ArrowKind, far: float) -> float:
    """Past the states in between, and backwards another way than forwards."""
    (x, y), (to_x, to_y) = start, end
    bend = 0.0
    if kind == "together":
        bend = (0.3 if to_x - x <= 2 else far) * (1 if to_y < y and to_x - x > 2 else -1)
    if x >= to_x or (y == to_y and to_x - x > 1.5 and kind != "together"):
        bend -= 0.7 if x == to_x and abs(y - to_y) > 1.5 else 0.25
    return bend


def _course(arrow: Annotation) -> DrawnArrow:
    """Where an arrow that was drawn runs, at equal distances."""
    assert arrow.arrow_patch is not None
    shaft, *_, head = arrow.arrow_patch.get_path().to_polygons(closed_only=False)
    return DrawnArrow(_spaced(np.asarray(shaft)), _spaced(np.asarray(head)))


def _spaced(corners: Array) -> Array:
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    at = np.linspace(0.0, along[-1], 2 + int(along[-1] / SPACING))
    return np.column_stack([np.interp(at, along, corners[:, 0]), np.interp(at, along, corners[:, 1])])


def _label(axes: Axes, arrow: Arrow, drawn: DrawnArrow, taken: Sequence[Bbox], others: Array) -> Bbox:
    """Who moves, at the first place that covers no frame, label or arrow, or else covers least; returns that place."""
    together = arrow.kind == "together"
    style: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 8.5, "zorder": 7 if together else 5}
    style |= {"color": STYLES[arrow.kind][1]}
    name = textwrap.fill(arrow.label, 30 if together else 12, break_long_words=False)
    label = axes.annotate(name, (0.0, 0.0), **style)
    size = label.get_window_extent()
    places = [_around(middle, size) for middle in _middles(drawn.shaft, size.width, size.height)]
    every = np.concatenate([others, drawn.shaft])
    sheet = axes.get_window_extent()
    place = min(
        places,
        key=lambda place: (
            _covered(place, taken, every)
            + NEARER * (_away(place, others) < _away(place, drawn.shaft))
            + OUTSIDE * _sticks_out(place, sheet)
        ),
    )
    x, y = axes.transData.inverted().transform(((place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2))
    label.xy = (float(x), float(y))
    label.set_position(label.xy)
    return place


def _middles(shaft: Array, width: float, height: float) -> Iterator[Array]:
    """Where a label could stand, the best place first: beside its arrow, never on it, near before far."""
    spots = [(shaft[k], _direction(shaft, k)) for k in (int(share * (len(shaft) - 1)) for share in SHARES)]
    for further in range(12):
        for middle, (along, up) in spots:
            away = (abs(up) * width + abs(along) * height) / 2 + CLEAR + 1 + 4 * further
            for side in (1, -1) if along >= 0 else (-1, 1):
                yield middle + side * away * np.array([-up, along])


def _direction(shaft: Array, k: int) -> tuple[float, float]:
    step = shaft[min(k + 1, len(shaft) - 1)] - shaft[max(k - 1, 0)]
    along, up = step / (np.hypot(*step) or 1.0)
    return float(along), float(up)


def _around(middle: Array, size: Bbox) -> Bbox:
    return Bbox.from_bounds(middle[0] - size.width / 2, middle[1] - size.height / 2, size.width, size.height)


def _away(place: Bbox, points: Array) -> float:
    """Pixels from a label to the nearest of the points."""
    corners = np.array([[place.x0, place.y0], [place.x1, place.y1]])
    gaps = np.maximum(np.maximum(corners[0] - points, points - corners[1]), 0.0)
    return float(np.hypot(*gaps.T).min(initial=np.inf))


def _sticks_out(place: Bbox, sheet: Bbox) -> bool:
    return bool(place.x0 < sheet.x0 or place.y0 < sheet.y0 or place.x1 > sheet.x1 or place.y1 > sheet.y1)


def _covered(place: Bbox, taken: Sequence[Bbox], others: Array) -> int:
    """How much a label at a place would cover: frames and labels count most."""
    wide = place.padded(CLEAR)
    inside = (others >= (wide.x0, wide.y0)).all(axis=1) & (others <= (wide.x1, wide.y1)).all(axis=1)
    return 100 * sum(wide.overlaps(other) for other in taken) + int(inside.sum())
