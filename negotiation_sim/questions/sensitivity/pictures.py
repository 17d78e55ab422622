"""What drives a result: the strongest assumptions as bars, one picture per output and method."""

import textwrap
from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from ...case.assumptions import Assumption
from ...present import labels
from ...present.canvas import COLOURS, FAINT, INK, MARKERS, Picture, bar, beside, canvas, legend, name_rows
from .answer import Sensitivity
from .forms import MEASURES, METHODS, ROWS, noise_words, outcome_words
from .influence import Influence
from .on_designs import ON_DESIGNS

FOOT = 2.6
"""As many rows high is the room for the legend below the bars."""

TITLE = 56
"""Letters on a line above the bars, beside which long labels stand."""


def pictures(answer: Sensitivity) -> Iterator[Picture]:
    """One for every output and method."""
    titles = list(dict.fromkeys(influence.output.title for influence in answer.influences))
    for influence in answer.influences:
        ending = f"_{titles.index(influence.output.title) + 1}" if len(titles) > 1 else ""
        yield picture(answer, influence, f"sensitivity_{influence.method}{ending}")


def picture(answer: Sensitivity, influence: Influence, name: str) -> Picture:
    """Bars by the method's first measure; above the dotted line none of 200 made-up assumptions reaches."""
    title = f"What drives it in '{answer.scenario.title}'"
    shown = min(ROWS, len(influence.names))
    drawn = _design_line(answer, influence) if influence.method in ON_DESIGNS else ""
    entries = [answer.scenario.case.register[name] for name in influence.names[:shown]]
    height = 2.6 + labels.room(map(labels.row, entries), 0.34) * (shown + FOOT)
    figure, (axes,) = canvas(title, [answer.scenario], height, sampling=answer.sampling, drawn=drawn)
    lines = (f"{outcome_words(answer, influence)}.", f"{METHODS[influence.method]}.")
    axes.set_title("\n".join(textwrap.fill(line, TITLE) for line in lines), loc="left", fontsize=9.5, color=INK)
    _bars(axes, influence, entries)
    axes.set_xlabel(_across(influence), fontsize=9.5)
    return Picture(name, figure, _in_words(title, answer, influence, shown))


def _design_line(answer: Sensitivity, influence: Influence) -> str:
    """What was solved by a method that makes points of its own and takes no draws."""
    assumptions = len(influence.names)
    walks = f"{influence.draws // (assumptions + 1):,} walks of one assumption after the other"
    how = {"morris": walks, "sobol": "Saltelli's design of Sobol points"}[influence.method]
    return (
        f"{influence.draws:,} points, no draws: {how}, seed {answer.sampling.seed}, {answer.sampling.distribution} "
        f"over the ranges of {assumptions} assumptions; all others held."
    )


def _across(influence: Influence) -> str:
    """What the bars' length is: a size, where the measure has a sign, which the bars' filling says."""
    measure = next(iter(influence.measures))
    name = MEASURES[measure]
    return f"Size of the {name.lower()}" if measure == "rank_correlation" else name


def _bars(axes: Axes, influence: Influence, entries: Sequence[Assumption]) -> None:
    shown = len(entries)
    main, errors = influence.strength[:shown], influence.interval
    for row, value in enumerate(main):
        bar(axes, row, value, _raises(influence, row), faint=not influence.clear[row])
        if errors is None:
            ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}
            beside(axes, f"{value:.2f}", (value, row), (4, 0), bbox=ground)
    if errors is not None:
        axes.errorbar(main, range(shown), xerr=errors[:shown], fmt="none", color=INK, capsize=3, linewidth=1.2,
                      label="95 % bootstrap interval of the estimate")  # fmt: skip
    if "first" in influence.measures:
        first = influence.measures["first"][:shown]
        axes.plot(first, range(shown), MARKERS[3], color="white", markeredgecolor=INK, label="First index")
    if influence.noise == influence.noise:
        made_up = "The strongest of 200 made-up assumptions"
        axes.axvline(influence.noise, color=INK, linestyle=":", linewidth=1.4, label=made_up)
    name_rows(axes, [labels.row(entry) for entry in entries], 0.6 + FOOT, 0.6)
    axes.set_xlim(_least(influence, shown), None)
    axes.tick_params(axis="y", length=0)
    _legend_below(axes, influence, shown)


def _legend_below(axes: Axes, influence: Influence, shown: int) -> None:
    """What marks and bars mean, below the last row, where no bar and no whisker can be."""
    handles = axes.get_legend_handles_labels()[0]
    if influence.method in ("regional", "rank"):
        handles.append(Patch(color=COLOURS[0], label="High values favour it"))
        handles.append(Patch(facecolor="white", edgecolor=COLOURS[1], hatch="////", label="Low values favour it"))
    if not influence.clear[:shown].all():
        outline = Patch(facecolor="white", edgecolor=FAINT, linestyle=(0, (3, 2)), label="Not to be told from noise")
        handles.append(outline)
    if handles:
        ground = {"frameon": True, "facecolor": "white", "edgecolor": "none", "framealpha": 1}
        legend(axes, handles=handles, loc="lower right", borderaxespad=0.2, **ground)


def _least(influence: Influence, shown: int) -> float:
    """The left end of the axis: 0, or further where a whisker or a mark lies below."""
    main, errors = influence.strength, influence.interval
    if errors is None:
        return 0.0
    lowest = min((main - errors)[:shown].min(), influence.measures.get("first", main)[:shown].min())
    return min(0.0, 1.05 * float(lowest))


def _raises(influence: Influence, row: int) -> bool:
    """Whether high values favour it, where the method can say; filled bars otherwise."""
    side = {"regional": "shift", "rank": "rank_correlation"}.get(influence.method)
    return side is None or bool(influence.measures[side][row] > 0)


def _in_words(title: str, answer: Sensitivity, influence: Influence, shown: int) -> str:
    lines = [f"{title}. {outcome_words(answer, influence)}. {METHODS[influence.method]}.", noise_words(influence)]
    for row, name in enumerate(labels.assumptions(answer.scenario.case.register, influence.names[:shown])):
        measures = (
            f"{MEASURES[key].strip().lower()} {values[row]:.3f}"
            for key, values in influence.measures.items()
            if key != "shift"
        )
        lines.append(f"{name}: {', '.join(measures)}.")
    return "\n".join(lines)
