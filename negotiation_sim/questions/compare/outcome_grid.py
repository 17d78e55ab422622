"""Scenario x assumption set: what each equilibrium is, and which of them the selection rules lead to."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...present.canvas import FAINT, INK, Picture, canvas, letters_in, notes, wrapped
from ...present.phrases import moves_in_words, plural, words
from ...worlds.solved import NumberedResult, Solved
from .answer import Comparison
from .forms import numbers, rules_to

KINDS = len(ascii_uppercase)
SHADES = ("#f2f2f2", "#d4e3f0", "#9ec5e0", "#5f9fcb", "#2f74ab", "#0b4a80")
ACROSS = 5
"""More sets than that, and than scenarios, stand one below another."""
GRID, LETTER = 4.6, 0.66
"""The width of all tiles, at least, in inches; and that of a letter, at most, in parts of its size."""
RULE_MARKS = {"best_joint": "\u25cf", "cautious": "\u25cb"}
Events = tuple[str, ...]
"""What each of the case's headlines says of a result, or what is played where the case has none."""
Cell = Mapping[Events, Sequence[NumberedResult]]


MARKS = (
    "Every tile is a pure equilibrium, or several alike; a dashed tile is a staged outcome that is none. "
    "In brackets: the number of the result in tables. "
    "\u25cf where the rule best joint leads, \u25cb where the rule cautious leads. - no pure equilibrium."
)

HEAD = 9.0
MARKS_ROOM = 210.0
"""A tile has room for so many marks, times their size in points, if it is the only one."""


def picture(answer: Comparison, name: str = "outcome_grid") -> Picture:
    """A row per scenario, a column per assumption set, a tile per kind of result with a letter, which is explained.

    Many sets have a row each, and the scenarios the columns.
    """
    cells = {_place(solved): _kinds(solved) for solved in answer.solved}
    scenario_names, sets = (list(dict.fromkeys(place[k] for place in cells)) for k in (0, 1))
    turned = len(sets) > max(ACROSS, len(scenario_names))
    titles = [answer.case.scenario_files[name].title for name in scenario_names]
    rows, columns = ([*map(words, sets)], titles) if turned else (titles, [*map(words, sets)])
    letters = _letters(answer, cells.values())
    lines = [f"{letter}   {_explained(answer, kind)}" for kind, letter in letters.items()]
    key = wrapped([*lines, MARKS])
    parts = [0.54 * len(rows) + 0.6, 0.2 * len(key) + 0.1]
    scenarios = [solved.scenario for solved in answer.solved]
    figure, (axes, below) = canvas("What each scenario leads to", scenarios, sum(parts) + 1.4, 2, height_ratios=parts)
    for (scenario, assumptions), cell in cells.items():
        place = scenario_names.index(scenario), sets.index(assumptions)
        _tiles(axes, place[::-1] if turned else place, len(columns), cell, letters, answer)
    _frame(axes, rows, columns)
    notes(below, key)
    return Picture(name, figure, _in_words(answer, cells, letters, lines))


def _letters(answer: Comparison, cells: Iterable[Cell]) -> dict[Events, str]:
    """A letter for each kind of result, in the order of how much happens; kinds beyond the alphabet share the last."""
    kinds = sorted({kind for cell in cells for kind in cell}, key=lambda kind: (_weight(answer, kind), kind))
    return {kind: ascii_uppercase[min(k, KINDS - 1)] for k, kind in enumerate(kinds)}


def _place(solved: Solved) -> tuple[str, str]:
    return solved.scenario.name, solved.scenario.assumptions.name


def _kinds(solved: Solved) -> dict[Events, list[NumberedResult]]:
    """The results of a scenario by what its headlines say of them, or by their moves where the case has none."""
    kinds: dict[Events, list[NumberedResult]] = {}
    headlines = solved.scenario.case.headlines
    for result in solved.results:
        free = {p: m for p, m in solved.game.moves(result.profile).items() if p not in solved.scenario.fixes}
        moves = (moves_in_words(solved.scenario.case, free),)
        kind = tuple(solved.headline(headline, result.profile) for headline in headlines) or moves
        kinds.setdefault(kind, []).append(result)
    return kinds


def _weight(answer: Comparison, kind: Events) -> float:
    """How much of what the headlines ask for happens: the order and the shade of a kind."""
    share = 0.0
    for headline, word in zip(answer.case.headlines, kind, strict=False):
        if headline.holds is not None:
            share += word == headline.yes
        elif word != "nobody":
            share += 1.0 if word == "all" else (1 + word.count(",")) / len(headline.who)
    return share


def _explained(answer: Comparison, kind: Events) -> str:
    explained = (f"{headline.title}: {word}" for headline, word in zip(answer.case.headlines, kind, strict=False))
    return "; ".join(explained) or kind[0]


def _tiles(
    axes: Axes, place: tuple[int, int], across: int, cell: Cell, letters: Mapping[Events, str], answer: Comparison
) -> None:
    """The tiles of the cell in a row and a column; `across`: how many columns there are."""
    row, column = place
    if not cell:
        axes.text(column + 0.5, row + 0.5, "-", ha="center", va="center", fontsize=12, color=FAINT)
    most, several = max(1, len(answer.case.headlines)), sum(map(len, cell.values())) > 1
    for k, (kind, results) in enumerate(cell.items()):
        shade = min(int(_weight(answer, kind) / most * (len(SHADES) - 1) + 0.5), len(SHADES) - 1)
        left, wide = column + 0.04 + 0.92 * k / len(cell), 0.92 / len(cell) - 0.02
        tile = Rectangle((left, row + 0.08), wide, 0.84, facecolor=SHADES[shade], edgecolor=INK, linewidth=0.8)
        tile.set_linestyle("-" if any(result.equilibrium for result in results) else "--")
        axes.add_patch(tile)
        ink = "white" if shade >= 3 else INK
        number = f"({numbers(results)})" if several else ""
        _write(axes, (left + wide / 2, row), letters[kind], number, wide / across, results, ink)


def _write(
    axes: Axes,
    place: tuple[float, float],
    letter: str,
    number: str,
    share: float,
    results: Sequence[NumberedResult],
    ink: str,
) -> None:
    """The letter, the number of the result and the marks of the rules, one below the other within the tile.

    `share` is the tile's part of the width of all; the number is written as small as it needs.
    """
    x, y = place
    style: dict[str, Any] = {"ha": "center", "va": "center", "color": ink}
    size = min(9.0, GRID * share * 72 / (LETTER * max(1, len(number))))
    axes.text(x, y + (0.30 if number else 0.40), letter, fontsize=11, **style)
    axes.text(x, y + 0.54, number, fontsize=size, **style)
    marks = "".join(RULE_MARKS[rule] for rule in rules_to(results))
    axes.text(
        x, y + (0.78 if number else 0.73), marks, fontsize=min(8.0, MARKS_ROOM * share / max(1, len(marks))), **style
    )


def _frame(axes: Axes, rows: Sequence[str], columns: Sequence[str]) -> None:
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    _name_columns(axes, columns)
    axes.set_yticks([k + 0.5 for k in range(len(rows))], [textwrap.fill(row, 20) for row in rows], fontsize=9.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[["left", "bottom", "top", "right"]].set_visible(False)


def _name_columns(axes: Axes, columns: Sequence[str]) -> None:
    """The names above the columns; upright where a word is wider than its column."""
    wide = letters_in(HEAD, GRID / len(columns))
    upright = any(len(word) > wide for column in columns for word in column.split())
    names = [column if upright else textwrap.fill(column, wide) for column in columns]
    axes.set_xticks([k + 0.5 for k in range(len(columns))], names, fontsize=HEAD, rotation=90 * upright)


def _in_words(
    answer: Comparison, cells: Mapping[tuple[str, str], Cell], letters: Mapping[Events, str], lines: Sequence[str]
) -> str:
    sentences = ["What each scenario leads to, by assumption set.", *lines]
    for (row, column), cell in cells.items():
        parts = ", ".join(
            f"{letters[kind]} (result {numbers(results)}: {_counted(results)})" for kind, results in cell.items()
        )
        sentences.append(f"{answer.case.scenario_files[row].title}, {column}: {parts or 'no pure equilibrium'}.")
    return "\n".join(sentences)


def _counted(results: Sequence[NumberedResult]) -> str:
    """`2 pure equilibria, best joint and cautious`."""
    count = plural(sum(result.equilibrium for result in results), "pure equilibrium", "pure equilibria")
    rules = " and ".join(map(words, rules_to(results)))
    return f"{count}, {rules}" if rules else count
