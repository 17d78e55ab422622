"""The thresholds of a group: what moving is worth at every belief in the others, and the cheapest insurance."""

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from ...present import labels
from ...present.canvas import COLOURS, FAINT, INK, LINES, MARKERS, Picture, apart, beside, canvas, heading, name_rows
from ...present.phrases import points, signed
from .answer import Thresholds

NAME = 18
"""Letters of a name on a line beside its curve."""
BELIEFS = np.linspace(0.0, 1.0, 101)


def picture(answer: Thresholds, name: str = "thresholds") -> Picture:
    """Above the gain from moving against the belief, its zeros marked; below what each is paid, in order."""
    case = answer.scenario.case
    rows = 0.7 + 0.4 * len(answer.members)
    height = 5.4 + rows
    figure, (left, right) = canvas(answer.title, [answer.scenario], height, 2, height_ratios=[3.6, rows])
    names = [case.players[member].name for member in answer.members]
    first = answer.members[0]
    move = labels.strategy(case.players, first, answer.scenario.open_strategies(first)[1])
    _gains(left, answer, names)
    left.set_xlabel("Belief that each other member moves too, independently", fontsize=9.5)
    left.set_ylabel(f"Payoff points gained by '{move}'", fontsize=9.5)
    heading(left, "Gain from moving; the mark is the belief from which on moving is best", 52)
    _payments(right, answer)
    heading(right, f"Cheapest insurance: {points(answer.insurance.total)} points in all", 52)
    return Picture(name, figure, _in_words(answer))


def _gains(axes: Axes, answer: Thresholds, names: Sequence[str]) -> None:
    axes.axhline(0, color=FAINT, linewidth=0.8)
    ends = [answer.last(member) for member in answer.members]
    reach = max(ends) - min(answer.alone(member) for member in answer.members)
    sides = [answer.belief(member) is None for member in answer.members]
    places = apart(ends, (0.15 if any(sides) else 0.075) * reach)
    for k, (member, label) in enumerate(zip(answer.members, names, strict=True)):
        colour, style = COLOURS[k % 7], LINES[k % 4]
        axes.plot(BELIEFS, answer.gain_at(member, BELIEFS), style, color=colour, linewidth=2)
        belief = answer.belief(member)
        if belief is not None:
            axes.plot([belief], [0], MARKERS[k % 7], color=colour, markersize=8, clip_on=False, zorder=3)
            label = f"{textwrap.fill(label, NAME)} {points(belief)}"
        else:
            label = f"{textwrap.fill(label, NAME)}:\nno belief suffices"
        axes.annotate(label, (1, ends[k]), (1.03, places[k]), va="center", fontsize=9.5, color=INK,
                      arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 1.2})  # fmt: skip
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0\nalone", "0.25", "0.5", "0.75", "1\nlast"])


def _payments(axes: Axes, answer: Thresholds) -> None:
    case, insurance = answer.scenario.case, answer.insurance
    for row, (member, paid) in enumerate(zip(insurance.order, insurance.payments, strict=True)):
        colour = COLOURS[answer.members.index(member) % 7]
        axes.barh(row, paid, 0.55, color=colour)
        text = points(paid) if paid else "follows free"
        beside(axes, text, (paid, row), (5, 0), fontsize=9.5)
    names = [f"{place}. {case.players[member].name}" for place, member in enumerate(insurance.order, 1)]
    name_rows(axes, names, 0.6, 0.6)
    axes.set_xlim(0, 1.45 * max(max(insurance.payments), 0.1))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("Payoff points paid", fontsize=9.5)


def _in_words(answer: Thresholds) -> str:
    case, insurance = answer.scenario.case, answer.insurance
    lines = [f"{answer.title}."]
    for member in answer.members:
        belief = answer.belief(member)
        needs = "no belief in the others suffices" if belief is None else f"belief needed {points(belief)}"
        lines.append(
            f"{case.players[member].name}: gain alone {signed(answer.alone(member))}, "
            f"as the last {signed(answer.last(member))}, {needs}."
        )
    paid = zip(insurance.order, insurance.payments, strict=True)
    steps = ", then ".join(f"{case.players[member].name} {points(payment)}" for member, payment in paid)
    return "\n".join([*lines, f"Cheapest insurance: {steps}; {points(insurance.total)} points in all."])
