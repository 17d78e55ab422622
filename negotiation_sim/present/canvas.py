"""What all pictures share: colours, title, caption, and how a picture is saved.

Colours are Okabe and Ito's (2008), told apart by the colour-blind; a marker, a hatch or a letter says the same as the
colour, so that a picture printed in grey loses nothing. Every caption names the assumption set, the user's own changes
and the hash of the inputs.
"""

import io
import itertools
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter
from matplotlib.transforms import blended_transform_factory

from ..case.scenario import Scenario
from ..errors import in_short, visible
from ..worlds.sampling import Sampling
from . import labels
from .draws import OPINION, sampling_line
from .phrases import plural
from .stamp import CAVEAT, MOST_CHANGES, stamp

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
LINES = ("-", "--", "-.", ":")
INK, FAINT, RULE = "#1a1a1a", "#595959", "#d0d0d0"
WIDTH = 6.5
"""Inches: a picture as wide as a phone's screen has letters of 8 points that can still be read."""
LETTER = 0.55
"""The width of a letter, in parts of its size; of a bold one an eighth more."""
DPI = 200
RASTER = 110
"""Dots an inch of what stands in an SVG as dots, for a cloud of thousands of marks."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure, the name of its files, and what it shows in words and numbers for those who do not see it."""

    name: str
    figure: Figure
    words: str

    def __post_init__(self) -> None:
        _literal(self.figure)

    @property
    def in_full(self) -> str:
        """The words, and the caption below them: whose assumptions, what was changed, the hash."""
        caption = self.figure.get_supxlabel()
        return visible("\n\n".join(part for part in (self.words.rstrip(), caption) if part)) + "\n"


def _literal(figure: Figure) -> None:
    """Makes every text of a figure stand for itself: a dollar sign opens no formula, a control character is a sign."""
    for text in figure.findobj(Text):
        text.set_text(_escaped(text.get_text()))
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        if isinstance(axis.get_major_formatter(), FuncFormatter | FixedFormatter):  # the ticks are named
            labels = [label.get_text() for label in axis.get_ticklabels()]
            if (escaped := list(map(_escaped, labels))) != labels:
                axis.set_ticks(axis.get_majorticklocs(), labels=escaped)


def _escaped(text: str) -> str:
    return text if text.startswith("$\\mathdefault") else in_short(text).replace("$", "\\$")


def canvas(
    title: str,
    scenarios: Sequence[Scenario],
    height: float,
    rows: int = 1,
    columns: int = 1,
    sampling: Sampling | None = None,
    drawn: str = "",
    **grid: Any,
) -> tuple[Figure, list[Axes]]:
    """An empty figure with its title and caption, and its axes row by row; `grid` as for matplotlib's `subplots`.

    `height` is in inches, with a title of one line and a caption of two; the width is always the same: pictures are
    read side by side and on a phone. The caption says what was drawn, too, where there is a `sampling`; or in its place
    what `drawn` says.
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="white")
    head_and_foot(figure, title + under(scenarios), caption_lines(scenarios, sampling, drawn))
    lines = 0.2 * figure.get_suptitle().count("\n") + 0.16 * max(0, figure.get_supxlabel().count("\n") - 1)
    figure.set_figheight(height + lines)
    axes = figure.subplots(rows, columns, squeeze=False, **grid).ravel().tolist()
    for panel in axes:
        tidy(panel)
    return figure, axes


def head_and_foot(figure: Figure, title: str, lines: Iterable[str]) -> None:
    """The title above everything and the caption's lines below it, each folded to the width of the sheet."""
    head = textwrap.fill(title, letters_in(13, bold=True))
    figure.suptitle(head, x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK)
    foot = "\n".join(textwrap.fill(line, letters_in(8)) for line in lines)
    figure.supxlabel(foot, x=0.01, ha="left", fontsize=8, color=FAINT, linespacing=1.4)


def letters_in(size: float, inches: float = WIDTH, bold: bool = False) -> int:
    """How many letters of so many points stand on a line that is so long."""
    return int(0.98 * inches * 72 / (size * LETTER * (1.125 if bold else 1.0)))


def under(scenarios: Sequence[Scenario]) -> str:
    """Under whose assumptions, and whether the user changed some: the end of a title."""
    made = stamp(scenarios)
    changed = f" with {plural(len(made.changes), 'own change', 'own changes')}" if made.changes else ""
    whose = f", under {labels.author_in_title(scenarios[0].assumptions)}" if len(made.assumptions) == 1 else ""
    return whose + changed


def caption_lines(scenarios: Sequence[Scenario], sampling: Sampling | None = None, drawn: str = "") -> list[str]:
    """What was drawn, under whose assumptions, and what every payoff is."""
    what = drawn or (sampling_line(sampling, scenarios) if sampling else "")
    over = [f"{what} {OPINION}"] if what else []
    return [*over, stamp(scenarios).caption(MOST_CHANGES), CAVEAT]


def tidy(axes: Axes) -> None:
    """Few lines, words large enough to read."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    axes.tick_params(colors=INK, labelsize=10, length=3)
    axes.set_axisbelow(True)


def heading(axes: Axes, text: str, width: int = 40) -> None:
    """A panel's own title, to the left above it."""
    axes.set_title(textwrap.fill(text, width), loc="left", fontsize=10.5, color=INK)


def bare(axes: Axes) -> None:
    """Axes without any line or tick: a sheet to write on."""
    axes.set_axis_off()


def beside(axes: Axes, text: str, place: tuple[float, float], shift: tuple[float, float], **how: Any) -> None:
    """A text beside a place, shifted by so many printer's points; `how` as for matplotlib's `annotate`."""
    style = {"textcoords": "offset points", "va": "center", "fontsize": 9, "color": INK, **how}
    axes.annotate(text, place, shift, **style)


def bar(axes: Axes, row: float, length: float, filled: bool, faint: bool = False) -> None:
    """A bar to the right or the left of zero: filled, or hatched, for one of two kinds; an empty outline if `faint`."""
    colour = COLOURS[0] if filled else COLOURS[1]
    inside, hatch = (colour, "") if filled else ("white", "////")
    if faint:
        axes.barh(row, length, 0.62, color="white", edgecolor=colour, linewidth=1.0, linestyle=(0, (3, 2)))
        return
    axes.barh(row, length, 0.62, color=inside, edgecolor=colour, hatch=hatch, linewidth=1.2)


def name_rows(axes: Axes, names: Sequence[str], below: float = 0.5, above: float = 0.5) -> None:
    """Names the rows 0, 1, ..., which go down; `below` and `above`: the space beside the last and the first."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 1 + below, -above)


def number_every(panels: Sequence[Axes], label: str) -> None:
    """Numbers and a label below every panel: with a shared axis matplotlib leaves them out of all rows but the last."""
    for axes in panels:
        axes.tick_params(axis="x", labelbottom=True)
        axes.set_xlabel(label, fontsize=9.5)


def legend(axes: Axes, **how: Any) -> None:
    """A legend without a frame; `how` as for matplotlib's `legend`."""
    axes.legend(**{"frameon": False, "fontsize": 9.5, "labelcolor": INK, **how})


def legend_above(axes: Axes, **how: Any) -> None:
    """A legend above a panel, which may reach out to the left over the names of its rows; `how` as for `legend`."""
    legend(axes, **{"loc": "lower right", "bbox_to_anchor": (1, 1.0), "borderaxespad": 0.2, "ncols": 1, **how})


def notes(axes: Axes, lines: Sequence[str]) -> None:
    """Lines of text from the figure's left edge down, on axes that hold nothing else; wrap them with `wrapped`."""
    bare(axes)
    across = blended_transform_factory(axes.figure.transFigure, axes.transAxes)
    text = axes.text(0.01, 1, "\n".join(lines), ha="left", va="top", fontsize=9, color=INK, linespacing=1.45)
    text.set_transform(across)
    text.set_in_layout(False)


def wrapped(lines: Iterable[str], width: int = letters_in(9)) -> list[str]:
    """The lines folded to the width of a note."""
    return [piece for line in lines for piece in textwrap.wrap(line, width, subsequent_indent="     ")]


def apart(places: Sequence[float], least: float) -> list[float]:
    """The places moved as little as needed to be `least` apart, their order kept: for labels beside points."""
    order = sorted(range(len(places)), key=lambda k: places[k])
    moved = [float(place) for place in places]
    for _ in range(200):
        close = [(a, b) for a, b in itertools.pairwise(order) if moved[b] - moved[a] < least * 0.999]
        for a, b in close:
            push = (least - (moved[b] - moved[a])) / 2
            moved[a], moved[b] = moved[a] - push, moved[b] + push
        if not close:
            break
    return moved


def png(picture: Picture) -> bytes:
    """The bytes of the picture as PNG; the same picture gives the same bytes."""
    out = io.BytesIO()
    metadata = {"Software": None, "Description": picture.in_full}
    picture.figure.savefig(out, format="png", dpi=DPI, metadata=metadata)
    return out.getvalue()


def svg(picture: Picture) -> bytes:
    """The bytes of the picture as SVG, its text as text, to be searched and edited; alike for the same picture."""
    out = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "negotiation_sim", "svg.fonttype": "none"}):
        metadata = {"Date": None, "Creator": None, "Title": picture.name, "Description": picture.in_full}
        picture.figure.savefig(out, format="svg", dpi=RASTER, metadata=metadata)
    return out.getvalue()
