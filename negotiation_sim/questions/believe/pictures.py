"""What one would have to believe: how far each assumption moves, under each way to measure little."""

from collections.abc import Sequence

from ...present import labels
from ...present.canvas import COLOURS, FAINT, INK, MARKERS, RULE, Picture, canvas, legend_above, notes, wrapped
from ...present.writer import NoPicture
from .between.least_sets import Between
from .between.pictures import picture as between_picture
from .nearest.nearest_world import NearestWorld
from .sentences import MEASURES, alone, question, shared, size, value

ROWS = 24


def pictures(answer: Sequence[NearestWorld] | Between) -> tuple[Picture | NoPicture]:
    """The changes of the nearest worlds, or the least sets between two assumption sets, where there are any."""
    if isinstance(answer, Between):
        return (between_picture(answer) if answer.forth.flips or answer.back.flips else NoPicture("between"),)
    return (picture(answer) if any(nearest.moved for nearest in answer) else NoPicture("believe"),)


def picture(answer: Sequence[NearestWorld]) -> Picture:
    """A row for each assumption that moves, a mark for each way to measure, at its change in widths of the range."""
    names = drawn(answer)
    below_it = wrapped([question(answer[0])])
    now, register = answer[0].scenario.values, answer[0].scenario.case.register
    rows = [labels.row(register[name], f"  (now {now[name]:g})") for name in names]
    heights = [0.9 + labels.room(rows, 0.32) * len(rows), 0.2 * len(below_it) + 0.1]
    title = f"What one would have to believe: {answer[0].scenario.title}"
    figure, (axes, below) = canvas(title, [answer[0].scenario], 1.9 + sum(heights), 2, height_ratios=heights)
    for row in range(len(names)):
        axes.axhline(row, color=RULE, linewidth=0.8, zorder=0)
    for k, nearest in enumerate(nearest for nearest in answer if nearest.moved):
        moved = [each for each in nearest.moved if each.entry.name in names]
        filled = [COLOURS[k] if not each.outside else "white" for each in moved]
        places = [names.index(each.entry.name) + 0.22 * (k - 1) for each in moved]
        axes.scatter([each.widths for each in moved], places, marker=MARKERS[k], s=52, c=filled, edgecolors=COLOURS[k],
                     linewidths=1.5, zorder=3, label=f"{MEASURES[nearest.measure]}: {size(nearest)}")  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1.2, zorder=1)
    axes.set_yticks(range(len(names)), rows, fontsize=9.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.12)
    axes.set_xlabel(
        "Change, in widths of the assumption's own range\n(hollow: ends outside it)", fontsize=9.5, color=FAINT
    )
    legend_above(axes)
    notes(below, below_it)
    return Picture("believe", figure, in_words(answer))


def drawn(answer: Sequence[NearestWorld]) -> list[str]:
    """The assumptions in the picture: those of the answer with fewest first, then by their largest change."""
    most: dict[str, tuple[int, float]] = {}
    for nearest in sorted(answer, key=lambda nearest: len(nearest.moved)):
        for moved in nearest.moved:
            most.setdefault(moved.entry.name, (len(nearest.moved), -abs(moved.widths)))
    return sorted(most, key=lambda name: most[name])[:ROWS]


def in_words(answer: Sequence[NearestWorld]) -> str:
    """What the picture shows: the question, what was proved, and every change with its widths."""
    of_all = shared(answer)
    lines = [question(answer[0]), *of_all]
    for nearest in answer:
        lines += alone(nearest, of_all)
        lines += [
            f"{labels.assumption(moved.entry)}: {moved.old:g} -> {value(moved)} ({moved.widths:+.3f} widths)."
            for moved in nearest.moved
        ]
    return "\n".join(lines)
