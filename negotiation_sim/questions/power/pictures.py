"""Both power indices of a body's members as bars, one pair for each class of members alike."""

import re
import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...present.canvas import COLOURS, WIDTH, Picture, head_and_foot, legend_above, tidy
from ...present.labels import room
from .answer import BodyPower, ClassOfMembers
from .forms import NOTE, named, percent, rights, sentences

BARS = 0.38
NAME = 28
"""Letters on a line beside a row."""


def pictures(answer: BodyPower) -> tuple[Picture]:
    """The one picture, power_chart_BODY.

    A row per class, the most powerful first: what each member has by Shapley-Shubik above, by Banzhaf below.
    """
    title = f"{answer.body.title}: power of each member"
    names = list(map(_name, answer.classes))
    height = 2.6 + room(names, 0.46) * len(names)
    figure = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="white")
    head_and_foot(figure, title, [f"Source: {answer.body.source}. Hash {answer.digest}.", NOTE])
    axes = figure.subplots()
    tidy(axes)
    _bars(axes, answer, names)
    return (Picture(f"power_chart_{answer.body.name}", figure, _in_words(answer, title)),)


def _name(alike: ClassOfMembers) -> str:
    """What stands beside a row; a number stays with what it numbers."""
    name = re.sub(r" (?=\d)", "\xa0", named(alike, 5))
    return textwrap.fill(f"{name}{f' ({rights(alike)})' * bool(rights(alike))}", NAME)


def _bars(axes: Axes, answer: BodyPower, names: Sequence[str]) -> None:
    series = [("Shapley-Shubik", "shapley_shubik", ""), ("Banzhaf normalised", "banzhaf_normalised", "//")]
    for k, (label, index, hatch) in enumerate(series):
        shares = [100 * float(alike.indices[index]) for alike in answer.classes]
        heights = [row + (k - 0.5) * BARS for row in range(len(shares))]
        axes.barh(heights, shares, BARS, label=label, color=COLOURS[k], hatch=hatch, edgecolor="white", linewidth=0.5)
        for place in zip(shares, heights, strict=True):
            share = percent(place[0] / 100)
            axes.annotate(share, place, (4, 0), textcoords="offset points", va="center", fontsize=8.5)
    axes.set_yticks(range(len(names)), names, fontsize=9)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.margins(x=0.2)
    axes.set_xlim(left=0)
    axes.set_xlabel("Per cent of all power, each member", fontsize=9.5)
    legend_above(axes, ncols=2)


def _in_words(answer: BodyPower, title: str) -> str:
    classes = [
        f"{', '.join(alike.members)}: Shapley-Shubik {percent(alike.shapley_shubik)}, Banzhaf normalised "
        f"{percent(alike.indices['banzhaf_normalised'])} each{f'; {rights(alike)}' * bool(rights(alike))}."
        for alike in answer.classes
    ]
    return "\n".join([f"{title}.", *sentences(answer), *classes])
