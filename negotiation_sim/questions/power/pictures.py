"""Both power indices of a body's members as bars, one pair for each class of members alike."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...present.canvas import COLOURS, FAINT, INK, WIDTH, Picture, legend, tidy
from .answer import BodyPower
from .forms import NOTE, named, percent, rights, sentences

BARS = 0.38


def pictures(answer: BodyPower) -> tuple[Picture]:
    """The one picture, power_chart_BODY."""
    return (picture(answer, f"power_chart_{answer.body.name}"),)


def picture(answer: BodyPower, name: str = "power") -> Picture:
    """A row per class, the most powerful first: what each member has by Shapley-Shubik above, by Banzhaf below."""
    title = f"{answer.body.title}: power of each member"
    figure = Figure(figsize=(WIDTH, 2.6 + 0.46 * len(answer.classes)), layout="constrained", facecolor="white")
    figure.suptitle(textwrap.fill(title, 78), x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK)
    caption = [f"Source: {answer.body.source}. Hash {answer.digest}.", NOTE]
    figure.supxlabel(
        "\n".join(textwrap.fill(line, 145) for line in caption), x=0.01, ha="left", fontsize=8, color=FAINT
    )
    axes = figure.subplots()
    tidy(axes)
    _bars(axes, answer)
    return Picture(name, figure, _in_words(answer, title))


def _bars(axes: Axes, answer: BodyPower) -> None:
    series = [("Shapley-Shubik", "shapley_shubik", ""), ("Banzhaf normalised", "banzhaf_normalised", "//")]
    for k, (label, index, hatch) in enumerate(series):
        shares = [100 * float(getattr(own, index)) for own in answer.classes]
        rows = [row + (k - 0.5) * BARS for row in range(len(shares))]
        axes.barh(rows, shares, BARS, label=label, color=COLOURS[k], hatch=hatch, edgecolor="white", linewidth=0.5)
        for row, share in zip(rows, shares, strict=True):
            axes.annotate(
                percent(share / 100), (share, row), (4, 0), textcoords="offset points", va="center", fontsize=8.5
            )
    labels = [
        "\n".join(textwrap.wrap(f"{named(own, 5)}{f' ({rights(own)})' * bool(rights(own))}", 42))
        for own in answer.classes
    ]
    axes.set_yticks(range(len(labels)), labels, fontsize=9)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.margins(x=0.14)
    axes.set_xlim(left=0)
    axes.set_xlabel("Per cent of all power, each member", fontsize=9.5)
    legend(axes, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2)


def _in_words(answer: BodyPower, title: str) -> str:
    rows = [
        f"{', '.join(own.members)}: Shapley-Shubik {percent(own.shapley_shubik)}, Banzhaf normalised "
        f"{percent(own.banzhaf_normalised)} each{f'; {rights(own)}' * bool(rights(own))}."
        for own in answer.classes
    ]
    return "\n".join([f"{title}.", *sentences(answer), *rows])
