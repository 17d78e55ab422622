"""Which differences decide between two assumption sets: each least set as a column of marks, one panel a direction."""

import textwrap

from matplotlib.axes import Axes

from ....present import labels
from ....present.canvas import COLOURS, FAINT, INK, MARKERS, RULE, Picture, bare, canvas, notes, wrapped
from ....present.phrases import plural
from .forms import MOST, counted, sentences, shown
from .least_sets import Between, Direction

ROWS = 40
ACROSS = 12
"""So many least sets of a direction are drawn, the smallest first; the words name more."""
LETTERS = 46
"""Letters of a heading for which there is room above both panels together."""
FEWEST = 7
"""A panel is never narrower than so many columns: its heading needs room."""


def picture(answer: Between) -> Picture:
    """A row for each value that differs, a column for each least set (at most 12), a mark where the set takes it."""
    names, ways, start = drawn(answer), answer.ways, answer.forth.start
    first, second = (way.start.assumptions.title for way in ways)
    title = f"What decides between the first, '{first}', and the second, '{second}', in '{start.title}'"
    below_it = wrapped([f"What must hold: {labels.conclusion(start.case, answer.conclusion)}"])
    rows, columns = [label(answer, name) for name in names], sum(map(_columns, ways))
    heights = [1.6 + labels.room(rows, 0.36) * len(rows), 0.2 * len(below_it) + 0.1]
    figure, (*panels, below, unused) = canvas(title, [start, answer.back.start], 1.3 + sum(heights), 2, 2, sharey="row",
                                              width_ratios=[*map(_columns, ways)], height_ratios=heights)  # fmt: skip
    bare(unused)
    notes(below, below_it)
    for k, (axes, way) in enumerate(zip(panels, ways, strict=True)):
        _panel(axes, way, names, k)
        axes.set_title(textwrap.fill(_heading(way, k), max(12, LETTERS * _columns(way) // columns)), loc="left",
                       fontsize=10.5, color=INK)  # fmt: skip
    panels[0].set_yticks(range(len(names)), rows, fontsize=10)
    panels[0].set_ylim(len(names) - 0.4, -0.6)
    cut = f"\nthe {ROWS} most used of {len(answer.names)}" if len(answer.names) > ROWS else ""
    panels[0].annotate(f"Value in the first | the second{cut}", (0, 1), (-6, -4), xycoords="axes fraction",
                       textcoords="offset points", ha="right", fontsize=9.5, color=FAINT)  # fmt: skip
    return Picture("between", figure, in_words(answer))


def drawn(answer: Between) -> list[str]:
    """The rows: the values that are in most least sets first; at most 40, and those in none last."""
    return [name for name, _, _ in counted(answer)][:ROWS]


def label(answer: Between, name: str) -> str:
    """`us_cred  1 | 0.4`: the value in the first set and in the second."""
    first, second = answer.forth.start, answer.back.start
    return labels.row(first.case.register[name], f"   {first.values[name]:g} | {second.values[name]:g}")


def _panel(axes: Axes, way: Direction, names: list[str], k: int) -> None:
    for row in range(len(names)):
        axes.axhline(row, color=RULE, linewidth=0.8, zorder=0)
    for column, least in enumerate(way.flips[:ACROSS], start=1):
        places = [names.index(name) for name in least if name in names]
        axes.plot([column] * len(places), places, "-", marker=MARKERS[k], color=COLOURS[k], linewidth=2, markersize=7)
    count = len(way.flips[:ACROSS])
    axes.set_xlim(0.4, max(FEWEST, count) + 0.6)
    axes.set_xticks(range(1, count + 1) if count <= 6 else range(4, count + 1, 4))
    axes.set_xlabel("Least sets,\nthe smallest first", fontsize=10, color=FAINT)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _columns(way: Direction) -> int:
    """So many columns wide is the panel of a direction."""
    return max(FEWEST, len(way.flips[:ACROSS]))


def _heading(way: Direction, k: int) -> str:
    start, towards = ("the first", "the second") if k == 0 else ("the second", "the first")
    count = len(way.flips)
    cut = f" ({ACROSS} shown)" if count > ACROSS else ""
    turned = f"{plural(count, 'set', 'sets')} of {towards}'s values turn{'s' * (count == 1)} it over{cut}"
    return f"Under {start} it {'holds' if way.holds else 'does not hold'}; {turned}"


def in_words(answer: Between) -> str:
    """What the picture shows: the answer, the sets one by one, and both values of every difference."""
    first, second = (labels.author_in_title(way.start.assumptions) for way in answer.ways)
    lines = [
        f"'{labels.conclusion(answer.forth.start.case, answer.conclusion)}' in '{answer.forth.start.title}'.",
        *sentences(answer),
    ]
    for way in answer.ways:
        lines += [f"From {labels.author_in_title(way.start.assumptions)}, set {k}: {', '.join(shown(answer, least))}."
                  for k, least in enumerate(way.flips[:MOST], start=1)]  # fmt: skip
    for name, forth, back in counted(answer):
        values = f"{answer.forth.start.values[name]:g} in {first}, {answer.back.start.values[name]:g} in {second}"
        lines.append(f"{shown(answer, [name])[0]}: {values}; in {forth} sets forth, {back} back.")
    return "\n".join(lines)
