"""Payoffs by player and scenario, and the change against the baseline: one picture of each per assumption set."""

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes

from ...present.canvas import (
    COLOURS,
    FAINT,
    MARKERS,
    RULE,
    Picture,
    bar,
    beside,
    canvas,
    heading,
    legend_above,
    name_rows,
    number_every,
)
from ...present.phrases import points, signed, words
from ...worlds.solved import NumberedResult, Solved
from .answer import Comparison
from .forms import numbers, rules_to

RESULTS_A_PICTURE = 6
Alike = tuple[Solved, Sequence[NumberedResult]]


def pictures(answer: Comparison) -> Iterator[Picture]:
    """Both pictures for every assumption set; several of each where there are many results."""
    for name in answer.sets:
        results = [(solved, alike) for solved in answer.under(name) for alike in solved.alike]
        pages = [results[k : k + RESULTS_A_PICTURE] for k in range(0, len(results), RESULTS_A_PICTURE)]
        for number, page in enumerate(pages, 1):
            ending = ("" if len(answer.sets) == 1 else f"_{name}") + ("" if len(pages) == 1 else f"_{number}")
            yield payoffs(answer, page, f"payoffs{ending}")
            moved = [(solved, alike) for solved, alike in page if solved.scenario.name != answer.case.baseline]
            if answer.references[name] and moved:
                yield changes(answer, moved, f"changes{ending}")


def label(solved: Solved, alike: Sequence[NumberedResult]) -> str:
    """`Recognition first, result 2 (best joint)`; the result's number only where there are several."""
    if len(solved.results) == 1:
        return solved.scenario.title
    rules = " and ".join(map(words, rules_to(alike)))
    led_to = f" ({rules})" if rules else ""
    return f"{solved.scenario.title}, result\xa0{numbers(alike)}{led_to}"


def payoffs(answer: Comparison, results: Sequence[Alike], name: str) -> Picture:
    """A row per player, a mark per result."""
    players = answer.players(solved.scenario for solved, _ in results)
    height = 2.6 + 0.46 * len(players) + 0.22 * len(results)
    figure, (axes,) = canvas("Payoffs by player", [solved.scenario for solved, _ in results], height)
    for k, (solved, alike) in enumerate(results):
        payoff = solved.game.payoff(alike[0].profile)
        values = [payoff[player] for player in players]
        rows = [row + (k - (len(results) - 1) / 2) * 0.13 for row in range(len(players))]
        axes.plot(values, rows, MARKERS[k % 7], color=COLOURS[k % 7], markersize=8, label=label(solved, alike))
    for row in range(len(players)):
        axes.axhline(row, color=RULE, linewidth=0.8, zorder=0)
    axes.axvline(0, color=FAINT, linewidth=0.8)
    _players(axes, list(players.values()))
    axes.set_xlabel("Payoff points of each player's own\n(compare within a row, not between rows)", fontsize=9.5)
    legend_above(axes)
    return Picture(name, figure, _in_words("Payoffs by player", answer, results, change=False))


def changes(answer: Comparison, results: Sequence[Alike], name: str) -> Picture:
    """A panel per result, a bar per player, with the number at its end."""
    players = answer.players(solved.scenario for solved, _ in results)
    title = f"Change of payoffs against '{answer.case.scenario_files[answer.case.baseline or ''].title}'"
    columns = min(2, len(results))
    rows = -(-len(results) // columns)
    height = 1.5 + rows * (0.9 + 0.34 * len(players))
    scenarios = [solved.scenario for solved, _ in results]
    figure, panels = canvas(title, scenarios, height, rows, columns, sharex=True, sharey=True)
    for axes, (solved, alike) in zip(panels, results, strict=False):
        changed = _changes(answer, solved, alike)
        _bars(axes, [changed[player] for player in players])
        heading(axes, label(solved, alike), 56 // columns)
    for axes in panels[len(results) :]:
        axes.set_visible(False)
    reach = max(abs(_changes(answer, *result)[player]) for result in results for player in players) or 1.0
    panels[0].set_xlim(-1.75 * reach, 1.75 * reach)
    _players(panels[0], list(players.values()))
    for axes in panels:
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
    number_every(panels[: len(results)], "Payoff points gained or lost")
    return Picture(name, figure, _in_words(title, answer, results, change=True))


def _bars(axes: Axes, values: Sequence[float]) -> None:
    for row, value in enumerate(values):
        gains = value >= 0
        bar(axes, row, value, gains)
        beside(axes, signed(value), (value, row), (4 if gains else -4, 0), ha="left" if gains else "right")
    axes.axvline(0, color=FAINT, linewidth=0.8)


def _players(axes: Axes, names: Sequence[str]) -> None:
    name_rows(axes, names)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _changes(answer: Comparison, solved: Solved, alike: Sequence[NumberedResult]) -> dict[str, float]:
    reference = answer.references[solved.scenario.assumptions.name] or {}
    payoff = solved.game.payoff(alike[0].profile)
    return {player: payoff[player] - reference[player] for player in payoff}


def _in_words(title: str, answer: Comparison, results: Sequence[Alike], change: bool) -> str:
    lines = [f"{title}. {answer.note}" if change else f"{title}."]
    players = answer.players(solved.scenario for solved, _ in results)
    for solved, alike in results:
        values = _changes(answer, solved, alike) if change else solved.game.payoff(alike[0].profile)
        show = signed if change else points
        numbered = ", ".join(f"{name} {show(values[player])}" for player, name in players.items())
        lines.append(f"{label(solved, alike)}: {numbered}.")
    return "\n".join(lines)
