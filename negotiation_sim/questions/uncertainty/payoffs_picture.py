"""The picture of how payoffs are spread over the draws."""

from collections.abc import Iterator

from matplotlib.axes import Axes

from ...present.canvas import COLOURS, FAINT, LINES, MARKERS, RULE, Picture, heading
from ...present.draws import OPINION
from ...present.phrases import points, signed, words
from ...solve.staged import Rule
from .answer import PayoffSpread, Uncertainty
from .on_draws import ScenarioOnDraws
from .panels import legend_above, panelled


def payoffs(answer: Uncertainty, rule: Rule) -> Picture:
    """Left every player's payoff, right its change against the baseline: the middle half thick, 5 % to 95 % thin."""
    title = f"How payoffs are spread over the draws, staged under {words(rule)}"
    both = answer.baseline is not None and answer.changed()
    height = len(answer.case.players) * (0.2 + 0.16 * len(answer.by_scenario))
    figure, (strip, *panels) = panelled(title, answer, 2 if both else 1, max(2.0, height), sharey="row")
    lines = [f"{title}. {OPINION}"]
    for axes, changes in zip(panels, (False, True), strict=False):
        heading(axes, f"Change against '{answer.baseline.scenario.title}'" if changes and answer.baseline else "Payoff")
        axes.set_xlabel("Payoff points of each player's own", fontsize=9.5)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        lines += _spreads(axes, answer, rule, changes)
    names = [player.name for player in answer.case.players.values()]
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    legend_above(
        strip, panels[0], "The mark is the median, the bar the middle half of the draws, the line 5 % to 95 %."
    )
    return Picture(f"payoffs_over_draws_{rule}", figure, "\n".join(lines))


def _spreads(axes: Axes, answer: Uncertainty, rule: Rule, changes: bool) -> Iterator[str]:
    axes.tick_params(axis="y", length=0, pad=8)
    for row in range(len(answer.case.players) - 1):
        axes.axhline(row + 0.5, color=RULE, linewidth=0.8, zorder=0)
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
    what = "change" if changes else "payoff"
    player = answer.case.players[spread.player].name
    spread_in_words = f"median {q50}, middle half {q25} to {q75}, 5 % to 95 % {q05} to {q95}"
    return f"{solved.title}, {what} of {player}: {spread_in_words}."
