"""The pictures of `uncertainty`: shares of draws, the hinges as a staircase, and how payoffs are spread."""

from collections.abc import Iterator

from matplotlib.axes import Axes

from ...present.canvas import COLOURS, MARKERS, RULE, Picture, heading
from ...present.draws import OPINION, SENSES, percent
from .answer import Uncertainty
from .hinges_picture import hinges
from .on_draws import ScenarioOnDraws
from .panels import WHISKERS, legend_above, panelled
from .payoffs_picture import payoffs
from .words import with_hinges


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
    figure, (strip, *panels) = panelled(title, answer, count, height, sharex=True, sharey=True)
    for axes, solved in zip(panels, answer.by_scenario, strict=True):
        heading(axes, solved.title, 66 // min(3, count))
        _marks(axes, answer, solved)
        axes.set_xlabel("Share of the draws, %", fontsize=9.5)
    panels[0].set_yticks(range(len(answer.conditions)), [condition.title for condition in answer.conditions])
    panels[0].set_ylim(len(answer.conditions) - 0.5, -0.5)
    panels[0].set_xlim(0, 100)
    panels[0].set_xticks([0, 25, 50, 75, 100])
    legend_above(strip, panels[0], WHISKERS)
    return Picture("shares", figure, _shares_in_words(answer, title))


def _marks(axes: Axes, answer: Uncertainty, solved: ScenarioOnDraws) -> None:
    senses = solved.senses
    for k, sense in enumerate(senses):
        estimates = [answer.share(solved, sense, condition) for condition in answer.conditions]
        rows = [row + (k - (len(senses) - 1) / 2) * 0.19 for row in range(len(estimates))]
        axes.errorbar(
            [100 * estimate.value for estimate in estimates], rows,
            xerr=[100 * estimate.standard_error for estimate in estimates],
            fmt=MARKERS[k], color=COLOURS[k], mfc="white" if k % 2 == 0 else COLOURS[k], markersize=6.5, capsize=2.5,
            linewidth=1.2, label=SENSES[sense], clip_on=False, zorder=3,
        )  # fmt: skip
    for row in range(len(answer.conditions) - 1):
        axes.axhline(row + 0.5, color=RULE, linewidth=0.8, zorder=0)
    axes.tick_params(axis="y", length=0, pad=8)


def _shares_in_words(answer: Uncertainty, title: str) -> str:
    lines = [f"{title}. {OPINION}"]
    for solved in answer.by_scenario:
        for condition in answer.conditions:
            shares = ((sense, answer.share(solved, sense, condition)) for sense in solved.senses)
            written = ", ".join(f"{SENSES[sense]} in {percent(share)}" for sense, share in shares)
            lines.append(f"{solved.title}, {condition.title}: {written}.")
    return "\n".join(lines)
