"""The back-test as a sheet that a newspaper could print: a row for each statement, a column for each set."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...case.backtest import Statement
from ...present.canvas import COLOURS, FAINT, INK, RULE, Picture, canvas, notes, wrapped
from ...worlds.foretold import LAST, NOTHING, Answers
from .answer import Tried
from .forms import came, guarded, one_by_one, said, verdict_on
from .sentences import author_of, contradictions, sentences

LOOKS = {
    "right": (COLOURS[5], INK, "\N{CHECK MARK}"),
    "half": ("#f4e3b5", INK, "\N{VULGAR FRACTION ONE HALF}"),
    "wrong": (COLOURS[1], "white", "\N{MULTIPLICATION X}"),
    "silent": ("#f2f2f2", FAINT, "\N{EN DASH}"),
    "later": ("white", FAINT, ""),
    "open": ("white", INK, "?"),
}
"""Fill and ink of a tile, and its sign, which says the same as the colour."""
ROW, HEAD, SIZE = 34, 34, 7.5
"""Letters on a line beside a row and above a column, and printer's points of a letter."""
KEY = (
    "\N{CHECK MARK} the truth was its only answer; \N{VULGAR FRACTION ONE HALF} one of two; "
    "\N{MULTIPLICATION X} surprised; \N{EN DASH} silent; ? not decided yet; empty: the set, or one of its sources, is "
    "later than the window. A bar: the text or the case's own set was wrong."
)


def picture(answer: Tried, name: str = "backtest") -> Picture:
    """Our own errors first; a tile says whether a set was right, surprised or silent, or is later than the window."""
    title = answer.backtest.title
    columns = [(author_of(each), each.name) for each in answer.sets if answer.verdict(each.name) != "kept_out"]
    heads = ["the text itself", *(head for head, _ in columns), "nothing changes", "the last outcome"]
    key = wrapped([answer.backtest.first_sentence, KEY, *contradictions(answer), guarded(answer)])
    parts = [2.2 + 0.36 * len(answer.statements), 0.2 * len(key) + 0.1]
    figure, (axes, below) = canvas(title, answer.asked_of, sum(parts) + 1.3, 2, height_ratios=parts)
    for row, each in enumerate(answer.ordered):
        given = [_of_the_text(each), *(answer.answers[each.name, set_name] for _, set_name in columns)]
        given += [answer.baselines[name, each.name] for name in (NOTHING, LAST)]
        for column, answers in enumerate(given):
            _tile(axes, row, _place(column, len(columns)), look(each, answers))
        if answer.wrong(each):
            axes.add_patch(Rectangle((-0.16, row + 0.06), 0.1, 0.88, facecolor=INK, edgecolor="none", clip_on=False))
    _frame(axes, answer, heads, len(columns))
    notes(below, key)
    return Picture(name, figure, _in_words(answer))


def _of_the_text(statement: Statement) -> Answers:
    """What the text itself says of a statement, as the answers of a set are held."""
    return Answers() if statement.said is None else Answers(frozenset({statement.said}))


def _place(column: int, sets: int) -> float:
    """Where a column begins: the text, a gap, so many sets, a gap, the baselines."""
    return column + 0.4 * (column > 0) + 0.4 * (column > sets)


def look(statement: Statement, given: Answers) -> str:
    """How the answers to a statement look: a key of LOOKS."""
    if not given.answers:
        return "later" if given.later else "silent"
    if statement.truth is None:
        return "open"
    score = given.score(statement.truth)
    return "right" if score == 1 else "half" if score else "wrong"


def _tile(axes: Axes, row: int, column: float, kind: str) -> None:
    fill, ink, sign = LOOKS[kind]
    axes.add_patch(Rectangle((column + 0.03, row + 0.05), 0.94, 0.9, facecolor=fill, edgecolor=RULE, linewidth=0.5))
    axes.text(column + 0.5, row + 0.52, sign, ha="center", va="center", color=ink, fontsize=9)


def _frame(axes: Axes, answer: Tried, heads: list[str], sets: int) -> None:
    axes.set_xlim(-0.2, len(heads) + 0.8)
    axes.set_ylim(len(answer.statements), 0)
    places = [_place(column, sets) + 0.5 for column in range(len(heads))]
    named = [textwrap.fill(head, HEAD) for head in heads]
    axes.set_xticks(places, named, fontsize=SIZE, rotation=90)
    axes.xaxis.tick_top()
    rows = [f"{textwrap.fill(each.title, ROW)}\n{came(each)}, {each.day}" for each in answer.ordered]
    axes.set_yticks([k + 0.5 for k in range(len(rows))], rows, fontsize=SIZE)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _in_words(answer: Tried) -> str:
    lines = [f"{answer.backtest.title}.", *sentences(answer)]
    for each in answer.ordered:
        lines.append(
            f"{each.number}. {each.title}: {came(each)} ({each.day}); the text: {said(each)}; surprised: "
            f"{verdict_on(answer, each)}."
        )
    shown = {str(column.header): list(column.cells) for column in one_by_one(answer).columns}
    titles = {each.name: each.title for each in answer.sets}
    lines += [f"{titles[str(name)]}: {', '.join(str(cells[k]) for head, cells in shown.items() if head != 'Set')}."
              for k, name in enumerate(shown["Set"])]  # fmt: skip
    return "\n".join([*lines, *contradictions(answer), guarded(answer)])
