"""Packages in utility space, a panel for each point without agreement: the main issue, the frontier, the solutions."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ...games.arrays import Array, Index
from ...present.canvas import (
    COLOURS,
    FAINT,
    INK,
    MARKERS,
    WIDTH,
    Picture,
    apart,
    bare,
    canvas,
    heading,
    legend,
    letters_in,
)
from ...present.phrases import capital, points
from ...worlds.negotiation import Negotiation
from .answer import Tables
from .sentences import on_table, package_in_words, sentences, solution_name

LETTERS = {"nash": "N", "kalai_smorodinsky": "K", "egalitarian": "E", "utilitarian": "U", "maximin": "M"}
PANEL, KEY = 3.6, 1.35
"""Inches that a row of panels takes, and the key below them."""
GRID = 58
"""Packages that fall into one of so many squares across and up are drawn as one mark."""
ZONE = "#eaf3e6"
SHADES = tuple(COLOURS[k] for k in (5, 1, 0, 2, 4, 3, 6))
"""Colours of the options, the first three from light to dark, so that they differ in grey too."""


def pictures(answer: Tables) -> Iterator[Picture]:
    """A picture for each pair of parties."""
    pairs = list(combinations(range(len(answer.table_asked.parties)), 2))
    for across, up in pairs:
        parties = answer.table_asked.parties
        name = "table_packages" if len(pairs) == 1 else f"table_packages_{parties[across]}_{parties[up]}"
        yield picture(answer, across, up, name)


def picture(answer: Tables, across: int, up: int, name: str) -> Picture:
    """What two parties have by every package, one's points across and the other's upwards."""
    players, parties = answer.case.players, answer.table_asked.parties
    columns = min(2, len(answer.points))
    rows = -(-len(answer.points) // columns)
    title = f"What {players[parties[across]].name} and {players[parties[up]].name} can agree on"
    title += f" without {on_table(answer, answer.without)}" if answer.without else ""
    title += f", with {on_table(answer, answer.also)}" if answer.also else ""
    ratios = [*([PANEL] * rows), KEY]
    figure, panels = canvas(title, list(answer.scenarios), 1.3 + sum(ratios), rows + 1, columns, height_ratios=ratios)
    for axes, point in zip(panels, answer.points, strict=False):
        _panel(axes, answer, point, across, up)
        zone = f"zone\u00a0{int(point.zone.sum()):,}"
        heading(axes, f"{answer.title(point)}: {zone}", letters_in(10.5, WIDTH / columns - 0.7))
        axes.set_xlabel(f"{players[parties[across]].name}'s payoff points", fontsize=10)
    for axes in panels[len(answer.points) :]:
        bare(axes)
    for row in range(rows):
        panels[row * columns].set_ylabel(f"{players[parties[up]].name}'s payoff points", fontsize=10)
    legend(panels[rows * columns], handles=_key(answer), loc="upper left", ncols=2, borderaxespad=0, alignment="left",
           title=answer.table_asked.issues[answer.table_asked.colour].label)  # fmt: skip
    panels[rows * columns].get_legend().set_in_layout(False)  # type: ignore[union-attr]
    return Picture(name, figure, _in_words(answer, title))


def _panel(axes: Axes, answer: Tables, point: Negotiation, across: int, up: int) -> None:
    """All packages, a colour and a mark an option of the main issue; above them frontier and solutions.

    The thousands of marks are dots in an SVG too: as shapes they alone are six times what a page may weigh.
    """
    values = point.bargaining.payoffs[[across, up]]
    without = point.disagreement[[across, up]]
    _zone(axes, values, without)
    clouds = _clouds(answer, point, values)
    for k, cloud in enumerate(clouds.values()):
        axes.plot(*cloud, MARKERS[k % 7], color=SHADES[k % 7], markersize=(4.2, 3.8, 4.8)[k % 3], markeredgewidth=0,
                  zorder=2 + 0.1 * k, rasterized=True, antialiased=False)  # fmt: skip
    _names(axes, answer.table_asked.issues[answer.table_asked.colour].options, clouds)
    if len(point.efficient):
        best = point.efficient[np.argsort(values[0, point.efficient], kind="stable")]
        axes.plot(*values[:, best], "-", color=INK, linewidth=1.6, zorder=4)
    axes.plot(*without, "P", color=INK, markeredgecolor="white", markersize=13, zorder=6)
    _solutions(axes, point, values)
    axes.tick_params(labelsize=10)


def _clouds(answer: Tables, point: Negotiation, values: Array) -> dict[str, Array]:
    """The places of the packages that are drawn, by their option of the main issue, shape (2, places)."""
    row = list(point.packages.options).index(answer.table_asked.colour)
    clouds = {}
    for k, option in enumerate(point.packages.options[answer.table_asked.colour]):
        places = np.flatnonzero(point.packages.places[row] == k)
        if len(places):
            clouds[option] = values[:, places[_one_a_square(values[:, places], values)]]
    return clouds


def _names(axes: Axes, labels: Mapping[str, str], clouds: Mapping[str, Array]) -> None:
    """Writes the name of each option at its cloud, none over another."""
    places = {option: _place(axes, option, clouds) for option in clouds}
    heights = apart([y for _, y in places.values()], 0.08 * float(np.ptp(axes.get_ylim())))
    behind = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.6}
    for (option, (across, _)), height in zip(places.items(), heights, strict=True):
        axes.text(across, height, labels[option], fontsize=10.5, fontweight="bold", color=INK, ha="center",
                  va="center", zorder=9, bbox=behind)  # fmt: skip


def _place(axes: Axes, option: str, clouds: Mapping[str, Array]) -> tuple[float, float]:
    """Most of the way from the middle of a cloud to its end away from the others."""
    cloud = clouds[option]
    middle = cloud.mean(axis=1)
    others = [each for name, each in clouds.items() if name != option]
    if not others:
        return float(middle[0]), float(middle[1])
    size = np.array([np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())])
    elsewhere = np.concatenate(others, axis=1).mean(axis=1)
    far = cloud[:, int((((cloud - elsewhere[:, None]) / size[:, None]) ** 2).sum(axis=0).argmax())]
    across, up = 0.3 * middle + 0.7 * far
    return float(across), float(up)


def _zone(axes: Axes, values: Array, without: Array) -> None:
    """The quarter in which both have no less than without agreement, and a view that shows it."""
    low, high = values.min(axis=1), values.max(axis=1)
    room = 0.05 * (high - low)
    axes.set_xlim(low[0] - room[0], high[0] + 3 * room[0])
    axes.set_ylim(low[1] - room[1], high[1] + room[1])
    size = np.maximum(high + 3 * room - without, 0)
    axes.add_patch(Rectangle((without[0], without[1]), size[0], size[1], facecolor=ZONE, edgecolor="none", zorder=0))
    axes.axvline(without[0], color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    axes.axhline(without[1], color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)


def _one_a_square(some: Array, of: Array) -> Index:
    """One of the points that fall into each square of a grid over all of them, by number."""
    low, size = of.min(axis=1, keepdims=True), np.ptp(of, axis=1, keepdims=True)
    square = np.floor((some - low) / np.where(size > 0, size, 1) * GRID).astype(np.intp)
    _, first = np.unique(square[0] * (GRID + 2) + square[1], return_index=True)
    return np.asarray(first, dtype=np.intp)


def _solutions(axes: Axes, point: Negotiation, values: Array) -> None:
    """A letter for every solution; solutions at one place share a mark."""
    places: dict[tuple[float, float], str] = {}
    for name, agreement in point.solutions.items():
        if agreement is not None:
            x, y = values[:, agreement.packages[0]].round(9).tolist()
            places[x, y] = places.get((x, y), "") + LETTERS[name]
    across, up = np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())
    heights = apart([y + 0.05 * up for _, y in places], 0.055 * up)
    for ((x, y), letters), height in zip(places.items(), heights, strict=True):
        beside = max(x for x, _ in places) + 0.09 * across
        axes.plot([x, beside], [y, height], "-", color=INK, linewidth=0.8, zorder=5)
        axes.plot(x, y, "o", markersize=6, color="white", markeredgecolor=INK, markeredgewidth=1.4, zorder=7)
        axes.text(beside, height, f" {letters}", fontsize=10.5, color=INK, fontweight="bold", va="center", zorder=8)


def _key(answer: Tables) -> list[Line2D | Patch]:
    issue = answer.table_asked.issues[answer.table_asked.colour]
    marks: list[Line2D | Patch] = [
        Line2D(
            [], [], marker=MARKERS[k % 7], color=SHADES[k % 7], linestyle="", markersize=7, label=issue.options[option]
        )
        for k, option in enumerate(answer.packages.options[issue.name])
    ]
    letters = (
        ", ".join(f"{letter} {solution_name(name)}" for name, letter in LETTERS.items())
        .replace(", E", ",\nE")
        .replace(", M", ",\nM")
    )
    return [
        *marks,
        Line2D([], [], marker="P", color=INK, linestyle="", markersize=9, label="no agreement"),
        Patch(facecolor=ZONE, edgecolor=FAINT, label="both prefer it to no agreement"),
        Line2D([], [], color=INK, linewidth=1.6, label="frontier in the zone"),
        Line2D([], [], marker="o", color="white", markeredgecolor=INK, linestyle="", markersize=7, label=letters),
    ]


def _in_words(answer: Tables, title: str) -> str:
    """The same as lines of text: every point, and where each solution is."""
    players, lines = answer.case.players, [f"{title}.", *sentences(answer)]
    for point in answer.points:
        has = ", ".join(f"{players[party].name} {points(point.payoffs[party])}" for party in point.parties)
        lines.append(f"{answer.title(point)}: without agreement {has}.")
        for name, agreement in point.solutions.items():
            if agreement is not None:
                values = point.bargaining.payoffs[:, agreement.packages[0]]
                at = ", ".join(f"{players[party].name} {points(float(value))}"
                               for party, value in zip(point.parties, values, strict=True))  # fmt: skip
                package = package_in_words(answer, point.packages.named(agreement.packages[0]))
                lines.append(f"{capital(solution_name(name))}: {at}; {package}.")
    return "\n".join(lines)
