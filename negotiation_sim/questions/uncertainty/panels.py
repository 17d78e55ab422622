"""What the pictures of `uncertainty` share: a sheet of panels below one legend."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...present.canvas import bare, legend, sheet
from ...present.draws import ERROR
from .answer import Uncertainty

WHISKERS = f"Whiskers: one {ERROR} to either side."


def panelled(title: str, answer: Uncertainty, panels: int, each: float, **grid: Any) -> tuple[Figure, list[Axes]]:
    """A sheet of panels, `each` so many inches high, up to three in a row, below a strip for the legend.

    The strip's axes come first.
    """
    columns = min(3, panels)
    rows = -(-panels // columns)
    ratios = [0.3, *[each] * rows]
    figure, axes = sheet(
        title, answer.sampling, answer.scenarios, 1.7 + sum(ratios), rows + 1, columns, height_ratios=ratios, **grid
    )
    for unused in [*axes[:columns], *axes[columns + panels :]]:
        bare(unused)
    return figure, [axes[0], *axes[columns : columns + panels]]


def legend_above(strip: Axes, axes: Axes, note: str = "") -> None:
    """The legend of one panel in the strip above all."""
    handles, labels = axes.get_legend_handles_labels()
    columns = min(4, len(labels))
    legend(strip, handles=handles, labels=labels, loc="center left", ncols=columns, title=note or None,
           alignment="left", title_fontsize=8.5, borderaxespad=0)  # fmt: skip
    if (drawn := strip.get_legend()) is not None:
        drawn.set_in_layout(False)
