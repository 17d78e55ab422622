"""The box in which a conclusion holds: its bounds within the ranges, and what more assumptions would buy."""

from matplotlib.axes import Axes

from ...present import labels
from ...present.canvas import COLOURS, FAINT, INK, MARKERS, RULE, Picture, beside, canvas, heading, legend, name_rows
from .answer import Discovery
from .forms import bounds, sentences


def picture(answer: Discovery, name: str = "box") -> Picture:
    """Above the box, a row for each assumption it bounds; below density and coverage by the number allowed."""
    scenario = answer.observed.scenario
    title = f"The box where it holds in '{scenario.title}': {answer.output.title[0].lower()}{answer.output.title[1:]}"
    rows = 0.6 + 0.55 * max(1, len(answer.boxes[answer.chosen].restricted))
    height, drawn = 5.5 + rows, answer.observed.sampling
    figure, (left, right) = canvas(title, [scenario], height, 2, 1, drawn, height_ratios=[rows, 3.2])
    _box(left, answer)
    _traded(right, answer)
    return Picture(name, figure, "\n".join([f"{title}.", *sentences(answer)]))


def _box(axes: Axes, answer: Discovery) -> None:
    demands = answer.demands(answer.boxes[answer.chosen])
    heading(axes, "The box within each range; the mark is the value now", 56)
    for row, (entry, low, high) in enumerate(demands):
        now = answer.observed.scenario.values[entry.name]
        lowest, highest = min(entry.low, now), max(entry.high, now)
        ends = [
            (value - lowest) / (highest - lowest)
            for value in (lowest if low is None else low, highest if high is None else high)
        ]
        axes.plot([0, 1], [row, row], color=RULE, linewidth=9, solid_capstyle="butt")
        inside, value_now = (None, None) if row else ("Inside the box", "Value now")
        axes.plot(ends, [row, row], color=COLOURS[0], linewidth=9, solid_capstyle="butt", label=inside)
        axes.plot([(now - lowest) / (highest - lowest)], [row], MARKERS[3], color="white", markeredgecolor=INK,
                  markersize=8, clip_on=False, zorder=3, label=value_now)  # fmt: skip
        for x, edge, side in ((0, lowest, "left"), (1, highest, "right")):
            beside(axes, f"{edge:g}", (x, row), (0, -14), ha=side, va="baseline", fontsize=8, color=FAINT)
        beside(axes, bounds(low, high), (sum(ends) / 2, row), (0, 8), ha="center", va="baseline", fontsize=9.5)
    name_rows(axes, [labels.row(entry) for entry, _, _ in demands], 0.7, 0.7)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    if not demands:
        axes.text(0.5, 0.5, "Nothing is asked: no assumption sets them apart", ha="center", transform=axes.transAxes)


def _traded(axes: Axes, answer: Discovery) -> None:
    heading(axes, "Boxes by how many assumptions they may bound", 56)
    allowed = range(1, len(answer.boxes) + 1)
    for k, measure in enumerate(("density", "coverage")):
        here = [100 * getattr(fit, measure) for fit in answer.fits]
        fresh = [100 * getattr(fit, measure) for fit in answer.fresh]
        axes.plot(allowed, here, f"{MARKERS[k]}-", color=COLOURS[k], label=measure.capitalize())
        label = f"{measure.capitalize()}, fresh draws"
        axes.plot(allowed, fresh, f"{MARKERS[k]}:", color=COLOURS[k], mfc="white", label=label)
    axes.axhline(100 * answer.wanted, color=FAINT, linewidth=0.8, linestyle="--", label="Density asked for")
    axes.axvline(answer.chosen + 1, color=RULE, linewidth=9, zorder=0)
    axes.set_ylim(0, 104)
    axes.set_yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
    axes.set_xticks(list(allowed))
    axes.set_xlabel("Assumptions allowed (shaded: shown)", fontsize=9.5)
    legend(axes, loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=2, columnspacing=1, fontsize=9)
