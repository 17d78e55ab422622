"""The picture of the hinges, one after the other, as a staircase."""

import textwrap

from matplotlib.axes import Axes

from ...case.conclusions import Sense
from ...present.canvas import COLOURS, LINES, MARKERS, Picture, heading
from ...present.draws import OPINION, SENSES
from .answer import Uncertainty
from .on_draws import ScenarioOnDraws
from .panels import WHISKERS, legend_above, panelled
from .words import sentences, with_hinges


def hinges(answer: Uncertainty) -> Picture:
    """A panel per scenario in which the first hinge ever holds; a staircase per sense, with what passes written on it."""
    chosen = with_hinges(answer)
    title = "The hinges one after the other: the share of draws in which all so far hold"
    figure, (strip, *panels) = panelled(title, answer, len(chosen), 3.4, sharey=True)
    for axes, solved in zip(panels, chosen, strict=True):
        heading(axes, solved.title, 66 // min(3, len(chosen)))
        _staircase(axes, answer, solved)
    panels[0].set_ylabel("Share of all draws, %", fontsize=9.5)
    legend_above(
        strip,
        panels[0],
        f"{WHISKERS} Written: what passes of those that came so far, {SENSES[_written_sense(chosen[0])]}.",
    )
    return Picture("hinges", figure, "\n".join([f"{title}. {OPINION}", *sentences(answer)]))


def _written_sense(solved: ScenarioOnDraws) -> Sense:
    """The sense in which what passes is written on the steps."""
    return solved.senses[2] if len(solved.senses) > 2 else solved.senses[0]


def _staircase(axes: Axes, answer: Uncertainty, solved: ScenarioOnDraws) -> None:
    written = _written_sense(solved)
    for k, sense in enumerate(solved.senses):
        steps = answer.staircase(solved, sense)
        heights = [100, *(100 * step.all_so_far.value for step in steps)]
        edges = [x - 0.5 for x in range(len(heights) + 1)]
        axes.stairs(heights, edges, color=COLOURS[k], linestyle=LINES[k], linewidth=1.8, baseline=None)
        places = [x + (k - 1.5) * 0.16 for x in range(1, len(heights))]
        errors = [100 * step.all_so_far.standard_error for step in steps]
        axes.errorbar(
            places, heights[1:], yerr=errors, fmt=MARKERS[k], color=COLOURS[k],
            mfc="white" if k % 2 == 0 else COLOURS[k], markersize=6.5, capsize=2.5, linewidth=1.2, label=SENSES[sense], clip_on=False, zorder=3,
        )  # fmt: skip
        if sense == written:
            _passes(axes, answer, solved, sense)
    names = ["All draws", *(hinge.title for hinge in answer.hinges)]
    axes.set_xticks(range(len(names)), [textwrap.fill(name, 16) for name in names], fontsize=9)
    axes.set_ylim(0, 108)
    axes.set_yticks([0, 25, 50, 75, 100])


def _passes(axes: Axes, answer: Uncertainty, solved: ScenarioOnDraws, sense: Sense) -> None:
    """What passes each hinge, in the colour of its own line, on the side where no other line is near."""
    others = [answer.staircase(solved, another) for another in solved.senses if another != sense]
    colour = COLOURS[solved.senses.index(sense)]
    for k, step in enumerate(answer.staircase(solved, sense)):
        if step.of_those.draws:
            height = step.all_so_far.value
            near = [steps[k].all_so_far.value for steps in others]
            above = min((other - height for other in near if other > height), default=1.0)
            below = min((height - other for other in near if other < height), default=height)
            side = 1 if above > 0.15 or above >= below else -1
            side = 1 if height < 0.12 else side  # below it the axis is in the way
            note = f"{100 * step.of_those.value:.0f} %{' of all' if not k else ''}"
            axes.annotate(note, (k + 1, 100 * height), (0, 9 * side), textcoords="offset points", ha="center",
                          va="bottom" if side > 0 else "top", fontsize=9, fontweight="bold", color=colour)  # fmt: skip
