"""The chain of the argument: its hinges one below the other, and what each of them rests on."""

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes

from ...present import labels
from ...present.canvas import FAINT, INK, Picture, bar, beside, canvas, name_rows
from ...present.conclusions import value_in_words
from .answer import Argument
from .forms import hinge_in_words, sentences
from .moved import Break

ROOM = 0.34
"""Inches of height for a row."""
MOST = 8
"""So many numbers are drawn below a hinge, the nearest first; how many more there are is written."""
HEAD = 26
"""Letters on a line of a hinge's heading."""
NONE = "no number that carries a claim,\nmoved alone inside its range"


def picture(answer: Argument, name: str = "argument") -> Picture:
    """For each hinge the numbers that carry claims and change it: how far, in widths of the range, the value is."""
    rows = _rows(answer)
    title = f"{answer.scenario.title}: what the argument rests on"
    names = [_name(row) for row in rows]
    figure, (axes,) = canvas(title, [answer.scenario], 2.4 + labels.room(names, ROOM) * len(rows))
    for place, row in enumerate(rows):
        _draw(axes, place, row, answer)
    name_rows(axes, names, 0.7, 0.7)
    for tick, row in zip(axes.get_yticklabels(), rows, strict=True):
        tick.set_fontweight("bold" if isinstance(row, str) else "normal")
    axes.set_xlim(0, 1.0)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        "How far the number must move, as a share of its range;\nin brackets the claims that it carries", fontsize=9.5
    )
    return Picture(name, figure, _in_words(answer, title))


Row = str | Break | None
"""A hinge's heading; a number that changes it; or that none does."""


def _rows(answer: Argument) -> list[Row]:
    rows: list[Row] = []
    for k, (step, holds) in enumerate(zip(answer.steps, answer.holding, strict=True)):
        rows.append(f"{k + 1}. {step.title}: {'holds' if holds else 'fails'}")
        rows += [each for each in answer.breaks if each.inside and each.hinge == k][:MOST] or [None]
    return rows


def _name(row: Row) -> str:
    return textwrap.fill(row, HEAD) if isinstance(row, str) else labels.row(row.entry) if row else ""


def _draw(axes: Axes, place: int, row: Row, answer: Argument) -> None:
    if isinstance(row, str):
        axes.axhline(place - 0.5, color=FAINT, linewidth=0.6)
    elif row is None:
        beside(axes, NONE, (0, place), (6, 0), fontsize=9, color=FAINT)
    else:
        bar(axes, place, row.share, answer.holding[row.hinge])
        claims = ", ".join(answer.carried_by(row.entry.name))
        text = f"{row.now:g} to {value_in_words(row.value, row.entry)}  ({claims})"
        inside = row.share > 0.5
        how = {"ha": "right", "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1.5}} if inside else {}
        beside(axes, text, (row.share, place), (-6 if inside else 6, 0), fontsize=9, color=INK, **how)


def _in_words(answer: Argument, title: str) -> str:
    return "\n".join([f"{title}.", *sentences(answer), *_lines(answer)])


def _lines(answer: Argument) -> Sequence[str]:
    return [
        f"{labels.assumption(each.entry)} (claims {', '.join(answer.carried_by(each.entry.name))}): from {each.now:g} "
        f"to {value_in_words(each.value, each.entry)} {hinge_in_words(answer, each)}."
        for each in answer.breaks
        if each.inside
    ]
