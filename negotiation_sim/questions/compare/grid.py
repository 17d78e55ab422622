"""Scenario x assumption set: what each equilibrium is, and which of them the selection rules lead to."""

import textwrap
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...present.canvas import FAINT, INK, Picture, canvas, notes, wrapped
from ...present.phrases import moves_in_words, plural, words
from ...worlds.solved import Result, Solved
from .answer import Comparison

KINDS = len(ascii_uppercase)
SHADES = ("#f2f2f2", "#d4e3f0", "#9ec5e0", "#5f9fcb", "#2f74ab", "#0b4a80")
Said = tuple[str, ...]
Cell = Mapping[Said, Sequence[Result]]


def picture(compared: Comparison, name: str = "outcome_grid") -> Picture:
    """A row per scenario, a column per assumption set, a lettered tile per kind of result; the letters are explained."""
    cells = {_place(solved): _kinds(solved) for solved in compared.solved}
    rows, columns = (list(dict.fromkeys(place[k] for place in cells)) for k in (0, 1))
    kinds = sorted({said for cell in cells.values() for said in cell}, key=lambda said: (_weight(compared, said), said))
    letters = {said: ascii_uppercase[min(k, KINDS - 1)] for k, said in enumerate(kinds)}
    lines = [f"{letters[said]}   {_explained(compared, said)}" for said in kinds]
    key = wrapped([*lines, MARKS])
    parts = [0.6 * len(rows) + 0.5, 0.2 * len(key) + 0.1]
    scenarios = [solved.scenario for solved in compared.solved]
    figure, (axes, below) = canvas("What each scenario leads to", scenarios, sum(parts) + 1.1, 2, height_ratios=parts)
    for (row, column), cell in cells.items():
        _tiles(axes, rows.index(row), columns.index(column), cell, {said: letters[said] for said in cell}, compared)
    titles = [compared.case.scenario_files[row].title for row in rows]
    _frame(axes, titles, columns)
    notes(below, key)
    return Picture(name, figure, _in_words(compared, cells, letters, lines))


MARKS = (
    "Every tile is a pure equilibrium, or several alike; a dashed tile is a staged outcome that is none. "
    "\u25cf where the rule best joint leads, \u25cb where the rule cautious leads. - no pure equilibrium."
)


def _place(solved: Solved) -> tuple[str, str]:
    return solved.scenario.name, solved.scenario.assumptions.name


def _kinds(solved: Solved) -> dict[Said, list[Result]]:
    """The results of a scenario by what its headlines say of them, or by their moves where the case has none."""
    kinds: dict[Said, list[Result]] = {}
    headlines = solved.scenario.case.headlines
    for result in solved.results:
        free = {p: m for p, m in solved.game.moves(result.profile).items() if p not in solved.scenario.fixes}
        moves = (moves_in_words(solved.scenario.case, free),)
        said = tuple(solved.headline(headline, result.profile) for headline in headlines) or moves
        kinds.setdefault(said, []).append(result)
    return kinds


def _weight(compared: Comparison, said: Said) -> float:
    """How much of what the headlines ask for happens: the order and the shade of a kind."""
    share = 0.0
    for headline, word in zip(compared.case.headlines, said, strict=False):
        if headline.holds is not None:
            share += word == headline.yes
        else:
            share += 1.0 if word == "all" else 0.0 if word == "nobody" else (1 + word.count(",")) / len(headline.who)
    return share


def _explained(compared: Comparison, said: Said) -> str:
    headlines = compared.case.headlines
    if not headlines:
        return said[0]
    return "; ".join(f"{headline.title}: {word}" for headline, word in zip(headlines, said, strict=True))


def _tiles(axes: Axes, row: int, column: int, cell: Cell, letters: Mapping[Said, str], compared: Comparison) -> None:
    if not cell:
        axes.text(column + 0.5, row + 0.5, "-", ha="center", va="center", fontsize=12, color=FAINT)
    most = max(1, len(compared.case.headlines))
    for k, (said, results) in enumerate(cell.items()):
        shade = min(int(_weight(compared, said) / most * (len(SHADES) - 1) + 0.5), len(SHADES) - 1)
        nash = any(result.equilibrium for result in results)
        left, wide = column + 0.04 + 0.92 * k / len(cell), 0.92 / len(cell) - 0.02
        tile = Rectangle((left, row + 0.08), wide, 0.84, facecolor=SHADES[shade], edgecolor=INK, linewidth=0.8)
        tile.set_linestyle("-" if nash else "--")
        axes.add_patch(tile)
        marks = "".join(m for m, rule in (("\u25cf", "best_joint"), ("\u25cb", "cautious"))
                        if any(getattr(result, rule) for result in results))  # fmt: skip
        ink = "white" if shade >= 3 else INK
        axes.text(left + wide / 2, row + 0.40, letters[said], ha="center", va="center", fontsize=11, color=ink)
        axes.text(left + wide / 2, row + 0.73, marks, ha="center", va="center", fontsize=8, color=ink)


def _frame(axes: Axes, rows: Sequence[str], columns: Sequence[str]) -> None:
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    names = [textwrap.fill(words(column), max(7, 88 // len(columns)), break_long_words=False) for column in columns]
    axes.set_xticks([k + 0.5 for k in range(len(columns))], names, fontsize=9)
    axes.set_yticks([k + 0.5 for k in range(len(rows))], [textwrap.fill(row, 26) for row in rows], fontsize=9.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[["left", "bottom", "top", "right"]].set_visible(False)


def _in_words(
    compared: Comparison, cells: Mapping[tuple[str, str], Cell], letters: Mapping[Said, str], lines: Sequence[str]
) -> str:
    said = ["What each scenario leads to, by assumption set.", *lines]
    for (row, column), cell in cells.items():
        parts = []
        for kind, results in cell.items():
            count = plural(sum(result.equilibrium for result in results), "pure equilibrium", "pure equilibria")
            rules = [rule for rule in ("best joint", "cautious")
                     if any(getattr(result, rule.replace(" ", "_")) for result in results)]  # fmt: skip
            parts.append(f"{letters[kind]} ({count}{', ' + ' and '.join(rules) if rules else ''})")
        said.append(
            f"{compared.case.scenario_files[row].title}, {column}: {', '.join(parts) or 'no pure equilibrium'}."
        )
    return "\n".join(said)
