"""What a reader of a picture sees on a phone: every text that is drawn, where it stands and how large it is."""

from collections.abc import Iterator
from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

PHONE = 390
"""The width of a phone's screen in pixels."""
LEAST = 6.0
"""So many pixels high is the smallest text that can be read there."""
TOUCH = 1.0
"""Printer's points by which two boxes may lap: a box is a little larger than its letters."""


def faults(figure: Figure) -> list[str]:
    """What cannot be read on a phone: texts outside the sheet, texts over one another, texts too small."""
    figure.draw_without_rendering()
    lap, sheet = TOUCH * figure.dpi / 72, figure.bbox
    boxes = [(text, Text.get_window_extent(text)) for text in texts(figure)]
    outside = [
        f"outside: {text.get_text()!r}"
        for text, box in boxes
        if box.x0 < -lap or box.y0 < -lap or box.x1 > sheet.x1 + lap or box.y1 > sheet.y1 + lap
    ]
    over = [
        f"over one another: {one.get_text()!r} and {other.get_text()!r}"
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > lap and min(a.y1, b.y1) - max(a.y0, b.y0) > lap
    ]
    small = [
        f"{pixels:.1f} pixels: {text.get_text()!r}"
        for text, _ in boxes
        if (pixels := text.get_fontsize() / 72 * PHONE / figure.get_figwidth()) < LEAST
    ]
    return outside + over + small


def texts(figure: Figure) -> Iterator[Text]:
    """Every text that is drawn."""
    candidates = [*figure.texts, *(text for axes in figure.axes if axes.get_visible() for text in _of(axes))]
    for text in candidates:
        if text.get_visible() and text.get_text().strip():
            yield text


def _of(axes: Axes) -> Iterator[Text]:
    yield from axes.texts
    yield from axes.findobj(lambda artist: artist in (axes.title, axes._left_title, axes._right_title))
    if legend := axes.get_legend():
        yield from (*legend.get_texts(), legend.get_title())
    if axes.axison:
        for axis in (axes.xaxis, axes.yaxis):
            if axis.get_visible():
                low, high = sorted(axis.get_view_interval())
                ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
                yield from (text for tick in ticks for text in (tick.label1, tick.label2))
                yield axis.label
