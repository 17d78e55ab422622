"""What one would have to believe: how far each assumption moves, under each way to measure little."""

from collections.abc import Sequence

from ...present.canvas import COLOURS, FAINT, INK, MARKERS, RULE, Picture, canvas, legend, notes, wrapped
from .nearest_world import Belief
from .sentences import MEASURES, own, question, shared, size, value

ROWS = 24


def picture(found: Sequence[Belief]) -> Picture:
    """A row for each assumption that moves, a mark for each way to measure, at its change in widths of the range."""
    names = drawn(found)
    said = wrapped([question(found[0])])
    heights = [0.9 + 0.32 * len(names), 0.2 * len(said) + 0.1]
    title = f"What one would have to believe: {found[0].scenario.title}"
    figure, (axes, below) = canvas(title, [found[0].scenario], 1.6 + sum(heights), 2, height_ratios=heights)
    rows = {name: row for row, name in enumerate(names)}
    for row in rows.values():
        axes.axhline(row, color=RULE, linewidth=0.8, zorder=0)
    for k, one in enumerate(one for one in found if one.moved):
        moved = [each for each in one.moved if each.entry.name in rows]
        filled = [COLOURS[k] if not each.outside else "white" for each in moved]
        places = [rows[each.entry.name] + 0.22 * (k - 1) for each in moved]
        axes.scatter([each.widths for each in moved], places, marker=MARKERS[k], s=52, c=filled, edgecolors=COLOURS[k],
                     linewidths=1.5, zorder=3, label=f"{MEASURES[one.measure]}: {size(one)}")  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1.2, zorder=1)
    axes.set_yticks(range(len(names)), [_label(found, name) for name in names], fontsize=9.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.12)
    axes.set_xlabel(
        "Change, in widths of the assumption's own range (hollow: ends outside it)", fontsize=9.5, color=FAINT
    )
    legend(axes, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=1)
    notes(below, said)
    return Picture("believe", figure, in_words(found))


def drawn(found: Sequence[Belief]) -> list[str]:
    """The assumptions in the picture: those of the answer with fewest first, then by their largest change."""
    most: dict[str, tuple[int, float]] = {}
    for one in sorted(found, key=lambda one: len(one.moved)):
        for moved in one.moved:
            most.setdefault(moved.entry.name, (len(one.moved), -abs(moved.widths)))
    return sorted(most, key=lambda name: most[name])[:ROWS]


def _label(found: Sequence[Belief], name: str) -> str:
    return f"{name}  (now {found[0].scenario.values[name]:g})"


def in_words(found: Sequence[Belief]) -> str:
    said = shared(found)
    lines = [question(found[0]), *said]
    for one in found:
        lines += own(one, said)
        lines += [
            f"{moved.entry.name}: {moved.old:g} -> {value(moved.new, moved.entry)} ({moved.widths:+.3f} widths)."
            for moved in one.moved
        ]
    return "\n".join(lines)
