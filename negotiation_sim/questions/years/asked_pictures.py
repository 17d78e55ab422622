"""What was asked for besides, drawn: what waiting brings a player, and every set beside the record."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...present import labels
from ...present.canvas import COLOURS, FAINT, INK, RULE, Picture, canvas, heading, notes
from ...present.phrases import capital, of_hundred, percent_of_hundred, points
from .answer import YearsTold
from .authors import Author
from .sentences import called, sentences

CELL = 0.34
"""Inches of height of a row."""
ROW = 34
"""Letters on a line beside a row."""
FACE = "#f5d5c0"
AIR = 1.15
"""How far the axis goes beyond the longest bar, so that its number has room."""


def waiting(answer: YearsTold) -> Picture:
    """A bar for each year in which a player may turn, and for never: over all years, and in the last year alone."""
    player = answer.scenario.case.players[answer.asked.wait or ""].name
    title = f"{answer.scenario.title}: what it brings {player} to wait"
    names = [each.until for each in answer.waiting]
    columns = {
        "Over the years": [each.over_the_years for each in answer.waiting],
        f"In {answer.years[-1]} alone": [each.last_year for each in answer.waiting],
    }
    figure, panels = canvas(title, [answer.scenario], 1.8 + CELL * len(names), 1, 2, sharey=True)
    lines = [f"{title}.", *sentences(answer)]
    for axes, (what, worths) in zip(panels, columns.items(), strict=True):
        heading(axes, what, 34)
        _bars(axes, worths)
        told = ", ".join(f"{name} {points(worth)}" for name, worth in zip(names, worths, strict=True))
        lines.append(f"{what}, if it turns in: {told}.")
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylabel(f"{player} turns in", fontsize=9.5)
    panels[0].invert_yaxis()
    return Picture("waiting", figure, "\n".join(lines))


def _bars(axes: Axes, worths: list[float]) -> None:
    """Payoffs as bars from zero, the most in another colour, each with its number."""
    for row, worth in enumerate(worths):
        most = worth > max(worths) - 1e-9
        axes.barh(row, worth, height=0.7, color=COLOURS[1 if most else 0])
        axes.text(
            max(worth, 0.0), row, f" {points(worth)}{' most' if most else ''}", va="center", fontsize=8.5, color=INK
        )
    axes.set_xlim(min(0.0, *worths) * AIR, max(0.0, *worths) * 1.3)
    axes.set_xlabel("payoff points", fontsize=9.5)


def surprises(answer: YearsTold) -> Picture:
    """A row for each set, a column for each part of the record: how far out that was, and whether it surprised."""
    title = f"{answer.scenario.title}: who would have been surprised"
    parts, rows = list(answer.authors[0].far_out), len(answer.authors)
    note = [
        "Of 100 histories those at least as far out as what happened, in the year with fewest.",
        "Dark with a heavy frame: the set was known when that year began, and fewer than five are.",
        "Grey: no year of the record began when the set was known, so nothing could surprise it.",
    ]
    figure, (strip, axes) = canvas(
        title, [answer.scenario], 2.9 + CELL * rows, 2, height_ratios=[0.6, CELL * rows + 0.6]
    )
    notes(strip, note)
    for row, author in enumerate(answer.authors):
        for column, part in enumerate(parts):
            _cell(axes, (column, row), author, part)
    axes.set_xlim(0, len(parts))
    axes.set_ylim(rows, 0)
    axes.set_yticks(
        [row + 0.5 for row in range(rows)],
        [textwrap.fill(each.assumptions.title, ROW) for each in answer.authors],
        fontsize=8.5,
    )
    heads = [textwrap.fill(capital(called(answer, part)), 16) for part in parts]
    axes.set_xticks([column + 0.5 for column in range(len(parts))], heads, fontsize=8.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return Picture("surprises", figure, "\n".join([f"{title}.", *sentences(answer), *_in_words(answer, parts)]))


def _cell(axes: Axes, at: tuple[int, int], author: Author, part: str) -> None:
    year, share = author.far_out[part]
    dark = author.surprised[part] is not None
    axes.add_patch(Rectangle((at[0] + 0.02, at[1] + 0.05), 0.96, 0.9, facecolor=FACE if dark else "white",
                             edgecolor=INK if dark else RULE, linewidth=1.8 if dark else 0.8))  # fmt: skip
    word = {"fewer than one": "<1", "more than 99": ">99", "none": "0", "all": "100"}.get(of_hundred(share))
    ink = FAINT if author.since is None else INK
    written = f"{word or of_hundred(share)} in {year}"
    axes.text(at[0] + 0.5, at[1] + 0.5, written, ha="center", va="center", fontsize=8.5, color=ink)


def _in_words(answer: YearsTold, parts: list[str]) -> list[str]:
    lines = []
    for author in answer.authors:
        shares = ", ".join(
            f"{called(answer, part)} {percent_of_hundred(author.far_out[part][1])} in {author.far_out[part][0]}"
            f"{f', surprised in {author.surprised[part]}' if author.surprised[part] else ''}"
            for part in parts
        )
        lines.append(
            f"{labels.author_in_title(author.assumptions)}, tried from {author.since or 'no year on'}: {shares}."
        )
    return lines
