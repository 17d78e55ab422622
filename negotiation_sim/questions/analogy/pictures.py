"""The exchanges as a grid: a row per element, a column per hinge of each case, turned cells dark, kept ones light."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ...case.analogy import SIDES, Side
from ...present.canvas import COLOURS, FAINT, INK, RULE, Picture, canvas, head_and_foot, notes, wrapped
from ...present.stamp import CAVEAT, MOST_CHANGES, stamp
from ...solve.staged import RULES
from ...solve.staged import Rule as SelectionRule
from .answer import Exchange, Exchanged, Hinges
from .forms import exchanges, sentences, yes_no

KEPT = {True: ("#d4e3f0", INK, "+"), False: ("#f2f2f2", INK, "\u2013"), None: ("white", FAINT, "?")}
TURNED = {True: (COLOURS[0], "white", "\u25b2"), False: (COLOURS[1], "white", "\u25bc"), None: ("white", FAINT, "?")}
"""Shade, ink and sign of half a cell, by whether the hinge then holds."""
LABEL, HEAD, SIGN = 20, 11, 14
"""Characters of a row's and of a column's name on a line; the size of a sign in printer's points."""
GAP = 0.25
"""Between the columns of the two cases, in cells."""
MARKS = (
    "+ the hinge holds as before, \u2013 it fails as before; \u25b2 the exchange makes it hold, \u25bc makes it fail. "
    "Left half of a cell: under best joint; right half: under cautious. Empty: nothing to put there."
)


def picture(answer: Exchanged, name: str = "analogy_grid") -> Picture:
    """Light where a hinge keeps its answer, dark where the exchange turns it; a sign says the same as the colour."""
    rows = ["nothing: as it is", *(label for _, label in answer.rows)]
    key = wrapped([MARKS])
    parts = [0.46 * len(rows) + 1.1, 0.2 * len(key) + 0.1]
    base = [answer.scenarios["here"]]
    figure, (axes, below) = canvas(f"{answer.analogy.title}: what each exchange turns", base, sum(parts) + 1.3, 2,
                                   height_ratios=parts)  # fmt: skip
    _captions(figure, answer)
    for row, (element, _) in enumerate([("", ""), *answer.rows]):
        for column, (side, hinge) in enumerate(_columns(answer)):
            each = answer.exchange(element, side) if row else None
            if each is None and row:
                axes.add_patch(Rectangle((_left(answer, column), row), 1, 1, facecolor="white", edgecolor=RULE))
                continue
            _halves(axes, (_left(answer, column), row), each, answer.hinges[side], hinge)
    _frame(axes, answer, rows)
    notes(below, key)
    return Picture(name, figure, _in_words(answer))


def _captions(figure: Figure, answer: Exchanged) -> None:
    """The title and the caption, which speak of both cases."""
    title = f"{answer.analogy.title}: what each exchange turns"
    head_and_foot(figure, title, [*(stamp([answer.scenarios[side]]).caption(MOST_CHANGES) for side in SIDES), CAVEAT])


def _columns(answer: Exchanged) -> list[tuple[Side, str]]:
    return [(side, hinge) for side in SIDES for hinge in answer.hinge_names]


def _left(answer: Exchanged, column: int) -> float:
    """Where a column begins: those of the second case stand a little apart."""
    return column + GAP * (column >= len(answer.hinge_names))


def _halves(axes: Axes, place: tuple[float, int], each: Exchange | None, base: Hinges, hinge: str) -> None:
    """A cell: its left half under best joint, its right half under cautious."""
    x, y = place
    for k, rule in enumerate(RULES):
        shade, ink, sign = _look(each, base, hinge, rule)
        axes.add_patch(Rectangle((x + k / 2, y), 0.5, 1, facecolor=shade, edgecolor="white", linewidth=1.5))
        axes.text(x + 0.25 + k / 2, y + 0.52, sign, ha="center", va="center", fontsize=SIGN, color=ink)
    axes.add_patch(Rectangle((x, y), 1, 1, fill=False, edgecolor=RULE, linewidth=0.8))


def _look(each: Exchange | None, base: Hinges, hinge: str, rule: SelectionRule) -> tuple[str, str, str]:
    if each is None:
        return KEPT[base[hinge, rule]]
    return (TURNED if each.turned(hinge, rule) else KEPT)[each.after[hinge, rule]]


def _frame(axes: Axes, answer: Exchanged, rows: list[str]) -> None:
    columns = _columns(answer)
    axes.set_xlim(0, len(columns) + GAP)
    axes.set_ylim(len(rows), 0)
    heads = [textwrap.fill(answer.hinge(side, hinge).title, HEAD) for side, hinge in columns]
    axes.set_xticks([_left(answer, k) + 0.5 for k in range(len(columns))], heads, fontsize=8.5)
    axes.set_yticks([k + 0.5 for k in range(len(rows))], [textwrap.fill(row, LABEL) for row in rows], fontsize=10)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[["left", "bottom", "top", "right"]].set_visible(False)
    lines = max(head.count("\n") for head in heads) + 1
    for k, side in enumerate(SIDES):
        middle = _left(answer, k * len(answer.hinge_names)) + len(answer.hinge_names) / 2
        axes.annotate(textwrap.fill(answer.case(side).title, 22), (middle, 0), (0, 11 * lines + 10),
                      textcoords="offset points", ha="center", va="bottom", fontsize=11.5, fontweight="bold",
                      color=INK)  # fmt: skip


def _in_words(answer: Exchanged) -> str:
    lines = [*sentences(answer), exchanges(answer).heading]
    for element, label in answer.rows:
        for side in SIDES:
            if each := answer.exchange(element, side):
                lines.append(f"{label}, put into {answer.case(side).title}: {_after(answer, each)}.")
    return "\n".join(lines)


def _after(answer: Exchanged, each: Exchange) -> str:
    told = []
    for hinge in answer.hinge_names:
        by_rule = ", ".join(
            f"{yes_no(each.after[hinge, rule])}{' (turned)' if each.turned(hinge, rule) else ''} under "
            f"{rule.replace('_', ' ')}"
            for rule in RULES
        )
        told.append(f"{answer.hinge(each.side, hinge).title}: {by_rule}")
    return "; ".join(told)
