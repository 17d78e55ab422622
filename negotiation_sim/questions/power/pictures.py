"""Both power indices of a body's members as bars, one pair for each class of members alike."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...present.canvas import COLOURS, FAINT, INK, WIDTH, Picture, legend, tidy
from .answer import BodyPower
from .forms import NOTE, named, percent, rights, sentences

BARS = 0.38


def pictures(answer: BodyPower) -> tuple[Picture]:
    """The one picture, power_chart_BODY.

    A row per class, the most powerful first: what each member has by Shapley-Shubik above, by Banzhaf below.
    """
    title = f"{answer.body.title}: power of each member"
    figure = Figure(figsize=(WIDTH, 2.6 + 0.46 * len(answer.classes)), layout="constrained", facecolor="white")
    figure.suptitle(textwrap.fill(title, 78), x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK)
    caption = [f"Source: {answer.body.source}. Hash {answer.digest}.", NOTE]
    below = "\n".join(textwrap.fill(sentence, 145) for sentence in caption)
    figure.supxlabel(below, x=0.01, ha="left", fontsize=8, color=FAINT)
    axes = figure.subplots()
    tidy(axes)
    _bars(axes, answer)
    return (Picture(f"power_chart_{answer.body.name}", figure, _in_words(answer, title)),)


def _bars(axes: Axes, answer: BodyPower) -> None:
    series = [("Shapley-Shubik", "shapley_shubik", ""), ("Banzhaf normalised", "banzhaf_normalised", "//")]
    for k, (label, index, hatch) in enumerate(series):
        shares = [100 * float(alike.indices[index]) for alike in answer.classes]
        heights = [row + (k - 0.5) * BARS for row in range(len(shares))]
        axes.barh(heights, shares, BARS, label=label, color=COLOURS[k], hatch=hatch, edgecolor="white", linewidth=0.5)
        for place in zip(shares, heights, strict=True):
            share = percent(place[0] / 100)
            axes.annotate(share, place, (4, 0), textcoords="offset points", va="center", fontsize=8.5)
    names = (f"{named(alike, 5)}{f' ({rights(alike)})' * bool(rights(alike))}" for alike in answer.classes)
    labels = ["\n".join(textwrap.wrap(name, 42)) for name in names]
    axes.set_yticks(range(len(labels)), labels, fontsize=9)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.margins(x=0.14)
    axes.set_xlim(left=0)
    axes.set_xlabel("Per cent of all power, each member", fontsize=9.5)
    legend(axes, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2)


def _in_words(answer: BodyPower, title: str) -> str:
    classes = [
        f"{', '.join(alike.members)}: Shapley-Shubik {percent(alike.shapley_shubik)}, Banzhaf normalised "
        f"{percent(alike.indices['banzhaf_normalised'])} each{f'; {rights(alike)}' * bool(rights(alike))}."
        for alike in answer.classes
    ]
    return "\n".join([f"{title}.", *sentences(answer), *classes])
