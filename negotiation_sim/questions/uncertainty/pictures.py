"""The pictures of `uncertainty`: shares of draws, the hinges as a staircase, and how payoffs are spread."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from ...case.conclusions import Sense
from ...present.canvas import (
    COLOURS,
    FAINT,
    INK,
    LINES,
    MARKERS,
    RULE,
    Picture,
    canvas,
    heading,
    legend,
    name_rows,
    number_every,
    wrapped,
)
from ...present.draws import ERROR, OPINION, SENSES, percent
from ...present.phrases import points, signed, words
from ...solve.staged import Rule
from ...worlds.estimates import Estimate
from .answer import PayoffSpread, Uncertainty
from .forms import YEAR_BY_YEAR, never, sentences, with_hinges
from .on_draws import WHOLE, ScenarioOnDraws

ABOVE_ALL = 110
"""Where above 100 % a row of numbers stands."""
DROPS, MARKS = 0.045, 0.24
"""How far apart the lines of two senses fall from one step to the next, and their marks stand, in steps."""
STRIP = 0.9
"""Inches of height for the legend."""
WHISKERS = f"Whiskers: one {ERROR} to either side."


def pictures(answer: Uncertainty) -> Iterator[Picture]:
    """The shares, the hinges where some hold, and the payoffs for each selection rule."""
    yield shares(answer)
    if with_hinges(answer):
        yield hinges(answer)
    for rule in answer.by_scenario[0].payoffs:
        yield payoffs(answer, rule)


def shares(answer: Uncertainty) -> Picture:
    """A panel per scenario, a row per outcome, a mark per sense in which it may hold."""
    title = "In which share of the draws each outcome holds"
    count = len(answer.by_scenario)
    height = 0.6 + 0.5 * len(answer.conditions)
    figure, (strip, *panels) = _panelled(title, answer, count, height, sharex=True, sharey=True)
    for axes, solved in zip(panels, answer.by_scenario, strict=True):
        heading(axes, solved.title, 52 // min(2, count))
        _marks(axes, answer, solved)
    number_every(panels, "Share of the draws, %")
    name_rows(panels[0], [condition.title for condition in answer.conditions])
    panels[0].set_xlim(0, 100)
    panels[0].set_xticks([0, 25, 50, 75, 100])
    _legend_above(strip, panels[0], WHISKERS)
    return Picture("shares", figure, _shares_in_words(answer, title))


def _marks(axes: Axes, answer: Uncertainty, solved: ScenarioOnDraws) -> None:
    senses = solved.senses
    for k, sense in enumerate(senses):
        estimates = [answer.share(solved, sense, condition) for condition in answer.conditions]
        rows = [row + (k - (len(senses) - 1) / 2) * 0.19 for row in range(len(estimates))]
        shares, errors = _in_percent(estimates)
        axes.errorbar(shares, rows, xerr=errors, **_whiskers(k, sense))
    _over_the_years(axes, answer, solved, len(senses))
    _rule_rows(axes, len(answer.conditions))


def _over_the_years(axes: Axes, answer: Uncertainty, solved: ScenarioOnDraws, k: int) -> None:
    """A mark of its own for what is about the years as a whole, and so about no sense."""
    asked = answer.over_the_years
    if asked:
        shares, errors = _in_percent([answer.share(solved, WHOLE, each) for each in asked])
        rows = [answer.conditions.index(each) for each in asked]
        axes.errorbar(shares, rows, xerr=errors, **{**_whiskers(k, "some"), "label": "over the years, in no sense"})


def _in_percent(estimates: Sequence[Estimate]) -> tuple[list[float], list[float]]:
    """The shares and their standard errors."""
    return [100 * share.value for share in estimates], [100 * share.standard_error for share in estimates]


def _whiskers(k: int, sense: Sense) -> dict[str, Any]:
    """How the marks of the k-th sense look, for matplotlib's `errorbar`."""
    look = {"fmt": MARKERS[k], "color": COLOURS[k], "mfc": COLOURS[k] if k % 2 else "white", "label": SENSES[sense]}
    return {**look, "markersize": 6.5, "capsize": 2.5, "linewidth": 1.2, "clip_on": False, "zorder": 3}


def _rule_rows(axes: Axes, count: int) -> None:
    """Lines between so many rows."""
    for row in range(count - 1):
        axes.axhline(row + 0.5, color=RULE, linewidth=0.8, zorder=0)
    axes.tick_params(axis="y", length=0, pad=8)


def _shares_in_words(answer: Uncertainty, title: str) -> str:
    lines = [f"{title}. {OPINION}"]
    for solved in answer.by_scenario:
        for condition in answer.conditions:
            if condition in answer.over_the_years:
                share = percent(answer.share(solved, WHOLE, condition))
                lines.append(f"{solved.title}, {condition.title}: in {share}, {YEAR_BY_YEAR}.")
                continue
            by_sense = {SENSES[sense]: percent(answer.share(solved, sense, condition)) for sense in solved.senses}
            written = ", ".join(f"{sense} in {share}" for sense, share in by_sense.items())
            lines.append(f"{solved.title}, {condition.title}: {written}.")
    return "\n".join(lines)


def hinges(answer: Uncertainty) -> Picture:
    """A panel per scenario in which the first hinge ever holds, and a staircase per sense, with what passes written."""
    chosen = with_hinges(answer)
    title = "The hinges one after the other: the share of draws in which all so far hold"
    figure, (strip, *panels) = _panelled(title, answer, len(chosen), 3.4, 1, sharey=True)
    for axes, solved in zip(panels, chosen, strict=True):
        heading(axes, solved.title, 56)
        _staircase(axes, answer, solved)
    panels[0].set_ylabel("Share of all draws, %", fontsize=9.5)
    written = SENSES[_written_sense(chosen[0])]
    above = f"Above: what passes of those that came so far, {written}."
    _legend_above(strip, panels[0], *filter(None, (f"{WHISKERS} {above}", never(answer))))
    words_of = [f"{title}. {OPINION}", *sentences(answer), *filter(None, [never(answer)])]
    return Picture("hinges", figure, "\n".join(words_of))


def _written_sense(solved: ScenarioOnDraws) -> Sense:
    """The sense in which what passes is written on the steps."""
    return solved.senses[2] if len(solved.senses) > 2 else solved.senses[0]


def _staircase(axes: Axes, answer: Uncertainty, solved: ScenarioOnDraws) -> None:
    written = _written_sense(solved)
    axes.plot([-0.5, 0.5 + 1.5 * DROPS], [100, 100], color=INK, linewidth=1.8)
    for k, sense in enumerate(solved.senses):
        steps = answer.staircase(solved, sense)
        shares, errors = _in_percent([step.all_so_far for step in steps])
        aside = k - (len(solved.senses) - 1) / 2
        edges = [x + 0.5 + aside * DROPS for x in range(len(shares))]
        heights = [height for height in (100, *shares) for _ in range(2)][1:]
        along = [edge for edge in edges for _ in range(2)] + [len(shares) + 0.5]
        axes.plot(along, heights, color=COLOURS[k], linestyle=LINES[k], linewidth=1.8)
        places = [x + aside * MARKS for x in range(1, len(shares) + 1)]
        axes.errorbar(places, shares, yerr=errors, **_whiskers(k, sense))
        if sense == written:
            _passes(axes, answer, solved, sense)
    names = ["All draws", *(hinge.title for hinge in answer.hinges)]
    axes.set_xticks(range(len(names)), [textwrap.fill(name, 16) for name in names], fontsize=9)
    axes.set_ylim(0, ABOVE_ALL + 6)
    axes.set_yticks([0, 25, 50, 75, 100])


def _passes(axes: Axes, answer: Uncertainty, solved: ScenarioOnDraws, sense: Sense) -> None:
    """What passes each hinge, in the colour of its own line, in a row above all lines, where no mark can be."""
    colour = COLOURS[solved.senses.index(sense)]
    for k, step in enumerate(answer.staircase(solved, sense)):
        if step.of_those.draws:
            note = f"{100 * step.of_those.value:.0f} %{' of all' if not k else ''}"
            axes.text(k + 1, ABOVE_ALL, note, ha="center", va="center", fontsize=9, fontweight="bold", color=colour)


def payoffs(answer: Uncertainty, rule: Rule) -> Picture:
    """Left every player's payoff, right its change against the baseline: the middle half thick, 5 % to 95 % thin."""
    title = f"How payoffs are spread over the draws, staged under {words(rule)}"
    both = answer.baseline is not None and answer.changed()
    height = len(answer.case.players) * (0.2 + 0.16 * len(answer.by_scenario))
    figure, (strip, *panels) = _panelled(title, answer, 2 if both else 1, max(2.0, height), sharey="row")
    lines = [f"{title}. {OPINION}"]
    for axes, changes in zip(panels, (False, True), strict=False):
        heading(axes, f"Change against '{answer.baseline.scenario.title}'" if changes and answer.baseline else "Payoff")
        axes.set_xlabel("Payoff points of each player's own", fontsize=9)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        lines += _spreads(axes, answer, rule, changes)
    name_rows(panels[0], [player.name for player in answer.case.players.values()])
    note = "The mark is the median, the bar the middle half of the draws, the line 5 % to 95 %."
    _legend_above(strip, panels[0], note)
    return Picture(f"payoffs_over_draws_{rule}", figure, "\n".join(lines))


def _spreads(axes: Axes, answer: Uncertainty, rule: Rule, changes: bool) -> Iterator[str]:
    _rule_rows(axes, len(answer.case.players))
    for k, solved in enumerate(answer.by_scenario):
        if changes and solved.scenario.name == answer.case.baseline:
            continue
        for row, spread in enumerate(answer.payoffs(solved, rule, changes)):
            place = row + (k - (len(answer.by_scenario) - 1) / 2) * min(0.25, 0.8 / len(answer.by_scenario))
            _spread(axes, spread, place, k, solved.title if row == 0 else None)
            yield _spread_in_words(answer, solved, spread, changes)


def _spread(axes: Axes, spread: PayoffSpread, place: float, k: int, label: str | None) -> None:
    q05, q25, q50, q75, q95 = spread.quantiles
    colour = COLOURS[k % 7]
    axes.plot([q05, q95], [place, place], LINES[k % 4], color=colour, linewidth=1.2)
    axes.plot([q25, q75], [place, place], color=colour, linewidth=4.5, alpha=0.55, solid_capstyle="butt")
    axes.plot([q50], [place], MARKERS[k % 7], color=colour, markersize=6, label=label, zorder=3)


def _spread_in_words(answer: Uncertainty, solved: ScenarioOnDraws, spread: PayoffSpread, changes: bool) -> str:
    show = signed if changes else points
    q05, q25, q50, q75, q95 = map(show, spread.quantiles)
    what = f"{'change' if changes else 'payoff'} of {answer.case.players[spread.player].name}"
    return f"{solved.title}, {what}: median {q50}, middle half {q25} to {q75}, 5 % to 95 % {q05} to {q95}."


def _panelled(
    title: str, answer: Uncertainty, panels: int, each: float, most: int = 2, **grid: Any
) -> tuple[Figure, list[Axes]]:
    """A sheet of panels, `each` so many inches high, at most `most` in a row, below a strip for the legend.

    The strip's axes come first.
    """
    columns = min(most, panels)
    rows = -(-panels // columns)
    ratios = [STRIP, *[each] * rows]
    shape = (1.7 + sum(ratios), rows + 1, columns)
    figure, axes = canvas(title, answer.scenarios, *shape, answer.sampling, height_ratios=ratios, **grid)
    for unused in [*axes[:columns], *axes[columns + panels :]]:
        unused.set_axis_off()
    return figure, [axes[0], *axes[columns : columns + panels]]


def _legend_above(strip: Axes, axes: Axes, *above: str) -> None:
    """The legend of one panel in the strip above all, with notes above it."""
    handles, labels = axes.get_legend_handles_labels()
    across = blended_transform_factory(strip.figure.transFigure, strip.transAxes)
    legend(strip, handles=handles, labels=labels, loc="center left", ncols=2, title="\n".join(wrapped(above)),
           alignment="left", title_fontsize=9, borderaxespad=0, bbox_to_anchor=(0.01, 0.5),
           bbox_transform=across)  # fmt: skip
    if (drawn := strip.get_legend()) is not None:
        drawn.set_in_layout(False)
