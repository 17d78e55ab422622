"""Scenarios over the ranges: shares of draws, the hinges as a staircase, and how payoffs are spread."""

import textwrap
from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...case.conclusions import Sense
from ...present.canvas import (
    COLOURS,
    FAINT,
    LINES,
    MARKERS,
    RULE,
    Picture,
    bare,
    heading,
    legend,
    sheet,
)
from ...present.draws import ERROR, OPINION, SENSES, percent
from ...present.phrases import points, signed, words
from ...solve.staged import Rule
from .answer import Answers, Spread, Uncertainty
from .words import sentences, with_hinges

WHISKERS = f"Whiskers: one {ERROR} to either side."
Drawn = tuple[Figure, list[Axes]]


def panelled(title: str, found: Uncertainty, panels: int, each: float, **grid: Any) -> Drawn:
    """A sheet of panels, `each` so many inches high, up to three in a row, below a strip for the legend.

    The strip's axes come first.
    """
    columns = min(3, panels)
    rows = -(-panels // columns)
    ratios = [0.3, *[each] * rows]
    figure, axes = sheet(
        title, found.sampling, found.scenarios, 1.7 + sum(ratios), rows + 1, columns, height_ratios=ratios, **grid
    )
    for one in [*axes[:columns], *axes[columns + panels :]]:
        bare(one)
    return figure, [axes[0], *axes[columns : columns + panels]]


def _legend_above(strip: Axes, axes: Axes, note: str = "") -> None:
    """The legend of one panel in the strip above all."""
    handles, labels = axes.get_legend_handles_labels()
    columns = min(4, len(labels))
    legend(strip, handles=handles, labels=labels, loc="center left", ncols=columns, title=note or None, alignment="left",
           title_fontsize=8.5, borderaxespad=0)  # fmt: skip
    if (written := strip.get_legend()) is not None:
        written.set_in_layout(False)


def pictures(found: Uncertainty) -> Iterator[Picture]:
    """The shares, the hinges where some hold, and the payoffs for each selection rule."""
    yield shares(found)
    if with_hinges(found):
        yield hinges(found)
    for rule in found.answers[0].payoffs:
        yield payoffs(found, rule)


def shares(found: Uncertainty) -> Picture:
    """A panel per scenario, a row per outcome, a mark per sense in which it may hold."""
    title = "In which share of the draws each outcome holds"
    count = len(found.answers)
    figure, (strip, *panels) = panelled(title, found, count, 0.6 + 0.5 * len(found.questions), sharex=True, sharey=True)
    for axes, own in zip(panels, found.answers, strict=True):
        heading(axes, own.scenario.title, 66 // min(3, count))
        _marks(axes, found, own)
        axes.set_xlabel("Share of the draws, %", fontsize=9.5)
    panels[0].set_yticks(range(len(found.questions)), [question.title for question in found.questions])
    panels[0].set_ylim(len(found.questions) - 0.5, -0.5)
    panels[0].set_xlim(0, 100)
    panels[0].set_xticks([0, 25, 50, 75, 100])
    _legend_above(strip, panels[0], WHISKERS)
    return Picture("shares", figure, _shares_in_words(found, title))


def _marks(axes: Axes, found: Uncertainty, own: Answers) -> None:
    senses = own.senses
    for k, sense in enumerate(senses):
        estimates = [found.share(own, sense, question) for question in found.questions]
        rows = [row + (k - (len(senses) - 1) / 2) * 0.19 for row in range(len(estimates))]
        axes.errorbar(
            [100 * one.value for one in estimates], rows, xerr=[100 * one.standard_error for one in estimates],
            fmt=MARKERS[k], color=COLOURS[k], mfc="white" if k % 2 == 0 else COLOURS[k], markersize=6.5, capsize=2.5,
            linewidth=1.2, label=SENSES[sense], clip_on=False, zorder=3,
        )  # fmt: skip
    for row in range(len(found.questions) - 1):
        axes.axhline(row + 0.5, color=RULE, linewidth=0.8, zorder=0)
    axes.tick_params(axis="y", length=0, pad=8)


def _shares_in_words(found: Uncertainty, title: str) -> str:
    lines = [f"{title}. {OPINION}"]
    for own in found.answers:
        for question in found.questions:
            said = [f"{SENSES[one]} in {percent(found.share(own, one, question))}" for one in own.senses]
            lines.append(f"{own.scenario.title}, {question.title}: {', '.join(said)}.")
    return "\n".join(lines)


def hinges(found: Uncertainty) -> Picture:
    """A panel per scenario in which the first hinge ever holds; a staircase per sense, what passes written on the steps."""
    chosen = with_hinges(found)
    title = "The hinges one after the other: the share of draws in which all so far hold"
    figure, (strip, *panels) = panelled(title, found, len(chosen), 3.4, sharey=True)
    for axes, own in zip(panels, chosen, strict=True):
        heading(axes, own.scenario.title, 66 // min(3, len(chosen)))
        _staircase(axes, found, own)
    panels[0].set_ylabel("Share of all draws, %", fontsize=9.5)
    _legend_above(
        strip, panels[0], f"{WHISKERS} Written: what passes of those that came so far, {SENSES[_told(chosen[0])]}."
    )
    return Picture("hinges", figure, "\n".join([f"{title}. {OPINION}", *sentences(found)]))


def _told(own: Answers) -> Sense:
    """The sense in which what passes is written on the steps."""
    return own.senses[2] if len(own.senses) > 2 else own.senses[0]


def _staircase(axes: Axes, found: Uncertainty, own: Answers) -> None:
    told = _told(own)
    for k, sense in enumerate(own.senses):
        steps = found.staircase(own, sense)
        heights = [100, *(100 * step.all_so_far.value for step in steps)]
        edges = [x - 0.5 for x in range(len(heights) + 1)]
        axes.stairs(heights, edges, color=COLOURS[k], linestyle=LINES[k], linewidth=1.8, baseline=None)
        places = [x + (k - 1.5) * 0.16 for x in range(1, len(heights))]
        errors = [100 * step.all_so_far.standard_error for step in steps]
        axes.errorbar(
            places, heights[1:], yerr=errors, fmt=MARKERS[k], color=COLOURS[k], mfc="white" if k % 2 == 0 else COLOURS[k],
            markersize=6.5, capsize=2.5, linewidth=1.2, label=SENSES[sense], clip_on=False, zorder=3,
        )  # fmt: skip
        if sense == told:
            _passes(axes, found, own, sense)
    names = ["All draws", *(hinge.title for hinge in found.hinges)]
    axes.set_xticks(range(len(names)), [textwrap.fill(name, 16) for name in names], fontsize=9)
    axes.set_ylim(0, 108)
    axes.set_yticks([0, 25, 50, 75, 100])


def _passes(axes: Axes, found: Uncertainty, own: Answers, sense: Sense) -> None:
    """What passes each hinge, in the colour of its own line, on the side where no other line is near."""
    others = [found.staircase(own, other) for other in own.senses if other != sense]
    for k, step in enumerate(found.staircase(own, sense)):
        if step.of_those.draws:
            height = step.all_so_far.value
            near = [other[k].all_so_far.value for other in others]
            above = min((one - height for one in near if one > height), default=1.0)
            below = min((height - one for one in near if one < height), default=height)
            side = 1 if above > 0.15 or above >= below else -1
            side = 1 if height < 0.12 else side  # below it the axis is in the way
            note = f"{100 * step.of_those.value:.0f} %{' of all' if not k else ''}"
            axes.annotate(note, (k + 1, 100 * height), (0, 9 * side), textcoords="offset points", ha="center",
                          va="bottom" if side > 0 else "top", fontsize=9, fontweight="bold", color=COLOURS[own.senses.index(sense)])  # fmt: skip


def payoffs(found: Uncertainty, rule: Rule) -> Picture:
    """Left every player's payoff, right its change against the baseline: the middle half thick, 5 % to 95 % thin."""
    title = f"How payoffs are spread over the draws, staged under {words(rule)}"
    both = found.baseline is not None and any(own.scenario.name != found.case.baseline for own in found.answers)
    height = len(found.case.players) * (0.2 + 0.16 * len(found.answers))
    figure, (strip, *panels) = panelled(title, found, 2 if both else 1, max(2.0, height), sharey="row")
    lines = [f"{title}. {OPINION}"]
    for axes, changes in zip(panels, (False, True), strict=False):
        heading(axes, f"Change against '{found.baseline.scenario.title}'" if changes and found.baseline else "Payoff")
        axes.set_xlabel("Payoff points of each player's own", fontsize=9.5)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        lines += _spreads(axes, found, rule, changes)
    names = [player.name for player in found.case.players.values()]
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    _legend_above(
        strip, panels[0], "The mark is the median, the bar the middle half of the draws, the line 5 % to 95 %."
    )
    return Picture(f"payoffs_over_draws_{rule}", figure, "\n".join(lines))


def _spreads(axes: Axes, found: Uncertainty, rule: Rule, changes: bool) -> Iterator[str]:
    axes.tick_params(axis="y", length=0, pad=8)
    for row in range(len(found.case.players) - 1):
        axes.axhline(row + 0.5, color=RULE, linewidth=0.8, zorder=0)
    for k, own in enumerate(found.answers):
        if changes and own.scenario.name == found.case.baseline:
            continue
        for row, spread in enumerate(found.payoffs(own, rule, changes)):
            place = row + (k - (len(found.answers) - 1) / 2) * min(0.25, 0.8 / len(found.answers))
            _spread(axes, spread, place, k, own.scenario.title if row == 0 else None)
            yield _spread_in_words(found, own, spread, changes)


def _spread(axes: Axes, spread: Spread, place: float, k: int, label: str | None) -> None:
    q05, q25, q50, q75, q95 = spread.quantiles
    colour = COLOURS[k % 7]
    axes.plot([q05, q95], [place, place], LINES[k % 4], color=colour, linewidth=1.2)
    axes.plot([q25, q75], [place, place], color=colour, linewidth=4.5, alpha=0.55, solid_capstyle="butt")
    axes.plot([q50], [place], MARKERS[k % 7], color=colour, markersize=6, label=label, zorder=3)


def _spread_in_words(found: Uncertainty, own: Answers, spread: Spread, changes: bool) -> str:
    show = signed if changes else points
    q05, q25, q50, q75, q95 = map(show, spread.quantiles)
    what = "change" if changes else "payoff"
    player = found.case.players[spread.player].name
    return f"{own.scenario.title}, {what} of {player}: median {q50}, middle half {q25} to {q75}, 5 % to 95 % {q05} to {q95}."
