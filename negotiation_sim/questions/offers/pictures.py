"""The dance of offers in utility space: both parties' offers as two paths, with the frontier and the agreement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ...games.arrays import Array
from ...present.canvas import COLOURS, FAINT, INK, MARKERS, RULE, Picture, bare, beside, canvas, legend
from ...present.phrases import listed, points, words
from .answer import Offers
from .sentences import sentences, what_is_laid

GRID = 60
"""Packages that fall into one of so many squares across and up are drawn as one mark."""
ZONE = "#eaf3e6"
DASHES: tuple[Literal["-", "--", "-."], ...] = ("-", "--", "-.")


@dataclass(frozen=True)
class Dance:
    """What is drawn: the packages that each party offered, in their order, and the package that was agreed on.

    `near`: all offers are in the zone of agreement, so that alone is shown.
    """

    title: str
    paths: tuple[tuple[int, ...], ...]
    rounds: tuple[tuple[int, ...], ...]
    agreed: int | None
    ended: str
    near: bool


def pictures(answer: Offers) -> Iterator[Picture]:
    """A picture for each pair of parties: of the session, or of offers by turns. None of a tournament alone."""
    if answer.tournament and not answer.session:
        return
    parties = answer.point.parties
    pairs = list(combinations(range(len(parties)), 2))
    for across, up in pairs:
        name = "offers_dance" if len(pairs) == 1 else f"offers_dance_{parties[across]}_{parties[up]}"
        yield picture(answer, across, up, name)


def dance_of(answer: Offers) -> Dance:
    """The offers of the session where there is one, else what each party would offer in each round by turns."""
    several = range(len(answer.names))
    if answer.session:
        turns = [turn for turn in answer.session.turns if turn.act == "offers"]
        steps = [(turn.party, turn.package, turn.round) for turn in turns]
        tactics = [f"{name} as {words(tactic)}"
                   for name, tactic in zip(answer.names, answer.session.tactics, strict=True)]  # fmt: skip
        title, agreed = f"Offers of {listed(tactics)}", answer.session.agreed
        ended = f"agreement, in round {answer.session.turns[-1].round}" if agreed is not None else ""
    else:
        made = answer.alternating
        steps = [(offer.proposer, offer.package, offer.round) for offer in made.offers if offer.package is not None]
        title = f"What {listed(answer.names)} would offer by turns"
        agreed = made.agreed.package if made.agreed else None
        ended = f"agreement, in round {made.agreed.round}" if made.agreed else ""
    paths = tuple(tuple(package for party, package, _ in steps if party == k) for k in several)
    rounds = tuple(tuple(number for party, _, number in steps if party == k) for k in several)
    return Dance(title, paths, rounds, agreed, ended, answer.session is None and agreed is not None)


def picture(answer: Offers, across: int, up: int, name: str) -> Picture:
    """What two parties have by every offer, one's points across and the other's upwards."""
    dance = dance_of(answer)
    laid = f" ({what_is_laid(answer).rstrip('.')})" if what_is_laid(answer) else ""
    title = f"{dance.title}, in '{answer.scenario.title}'{laid}"
    figure, (axes, below) = canvas(title, [answer.scenario], 7.0, 2, height_ratios=[5.0, 0.85])
    values = answer.point.bargaining.payoffs[[across, up]]
    _view(axes, answer, dance, values, answer.point.disagreement[[across, up]])
    _background(axes, answer, values, answer.point.disagreement[[across, up]])
    for k in (across, up):
        _path(axes, values, dance, k)
    _solutions(axes, answer, values, dance)
    axes.set_xlabel(f"{answer.names[across]}'s points", fontsize=10)
    axes.set_ylabel(f"{answer.names[up]}'s points", fontsize=10)
    bare(below)
    legend(below, handles=_key(answer, dance, (across, up)), loc="upper left", ncols=2, borderaxespad=0)
    return Picture(name, figure, _in_words(answer, dance, title))


def _view(axes: Axes, answer: Offers, dance: Dance, values: Array, without: Array) -> None:
    """All packages and the point without agreement, or the zone alone."""
    shown = np.column_stack([values[:, answer.point.zone] if dance.near else values, without])
    low, high = shown.min(axis=1), shown.max(axis=1)
    room = 0.08 * np.where(high > low, high - low, 1.0)
    axes.set_xlim(low[0] - (2 if dance.near else 1) * room[0], high[0] + room[0])
    axes.set_ylim(low[1] - room[1], high[1] + room[1])


def _background(axes: Axes, answer: Offers, values: Array, without: Array) -> None:
    """The packages, faint, the quarter that both prefer to no agreement, the frontier in it, and no agreement."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    axes.add_patch(Rectangle((without[0], without[1]), right - without[0], top - without[1], facecolor=ZONE,
                             edgecolor="none", zorder=0))  # fmt: skip
    axes.axvline(without[0], color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    axes.axhline(without[1], color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    inside = (values[0] >= left) & (values[0] <= right) & (values[1] >= bottom) & (values[1] <= top)
    seen = values[:, inside]
    square = np.floor((seen - [[left], [bottom]]) / [[right - left], [top - bottom]] * GRID).astype(np.intp)
    _, kept = np.unique(square[0] * (GRID + 1) + square[1], return_index=True)
    axes.plot(*seen[:, kept], "o", color=RULE, markersize=2.6, markeredgewidth=0, zorder=2)
    efficient = answer.point.efficient
    best = efficient[np.argsort(values[0, efficient], kind="stable")]
    axes.plot(*values[:, best], "-", color=FAINT, linewidth=2.4, zorder=3, solid_capstyle="round")
    axes.plot(*without, "P", color=INK, markeredgecolor="white", markersize=13, zorder=6)


def _path(axes: Axes, values: Array, dance: Dance, party: int) -> None:
    """The offers of a party from the first to the last, joined; the first and the last with their rounds."""
    path, rounds = dance.paths[party], dance.rounds[party]
    if not path:
        return
    colour, marker = COLOURS[party % len(COLOURS)], MARKERS[party % len(MARKERS)]
    axes.plot(*values[:, path], DASHES[party % len(DASHES)], color=colour, linewidth=1.4, zorder=4, alpha=0.9)
    axes.plot(*values[:, path], marker, color=colour, markersize=5.5 if party else 9.5, markeredgecolor="white",
              markeredgewidth=0.8, linestyle="", zorder=5)  # fmt: skip
    middle = values[:, path].mean(axis=1)
    for text, at in _named(values, path, rounds, dance.near or dance.agreed is None):
        shift, side = _beside_mark(axes, dance, party, at, middle)
        beside(axes, text, at, shift, ha=side, fontsize=9.5, zorder=9)


def _beside_mark(
    axes: Axes, dance: Dance, party: int, at: tuple[float, float], middle: Array
) -> tuple[tuple[float, float], Literal["left", "center", "right"]]:
    """Where the words beside a mark stand: away from the rest of its path; of offers on a frontier on either side."""
    if dance.near:
        return ((11, 11), "left") if party == 0 else ((-11, -11), "right")
    along = (at[0] - axes.get_xlim()[0]) / np.ptp(axes.get_xlim())
    side: Literal["left", "center", "right"] = "left" if along < 0.12 else "right" if along > 0.88 else "center"
    return (0, 15 if at[1] >= middle[1] else -15), side


def _named(
    values: Array, path: Sequence[int], rounds: Sequence[int], last: bool
) -> Iterator[tuple[str, tuple[float, float]]]:
    """The rounds of the first and, if `last`, the last place of a path; all rounds in which the party stayed there."""
    ends = [path[0], path[-1]] if last and path[-1] != path[0] else [path[0]]
    for package in ends:
        here = [number for step, number in zip(path, rounds, strict=True) if step == package]
        text = f"round {here[0]}" if len(here) == 1 else f"rounds {here[0]} to {here[-1]}"
        yield text, (float(values[0, package]), float(values[1, package]))


def _solutions(axes: Axes, answer: Offers, values: Array, dance: Dance) -> None:
    """A star for what was agreed on, a ring with N for Nash's solution."""
    if agreement := answer.point.solutions["nash"]:
        at = values[:, agreement.packages[0]]
        axes.plot(*at, "o", markersize=15, color="none", markeredgecolor=INK, markeredgewidth=1.6, zorder=7)
        near_edge = at[0] > axes.get_xlim()[0] + 0.88 * np.ptp(axes.get_xlim())
        shift = (-13, -13) if near_edge else (13, 9)
        beside(axes, "Nash", (float(at[0]), float(at[1])), shift, ha="right" if near_edge else "left", fontsize=10,
               fontweight="bold", zorder=9)  # fmt: skip
    if dance.agreed is not None:
        axes.plot(*values[:, dance.agreed], "*", color="white", markeredgecolor=INK, markersize=17,
                  markeredgewidth=1.5, zorder=8)  # fmt: skip


def _key(answer: Offers, dance: Dance, pair: tuple[int, int]) -> list[Line2D | Patch]:
    paths = [
        Line2D([], [], color=COLOURS[k % len(COLOURS)], marker=MARKERS[k % len(MARKERS)], markersize=7,
               linestyle=DASHES[k % len(DASHES)], label=f"{answer.names[k]}'s offers")
        for k in pair
    ]  # fmt: skip
    ended = [Line2D([], [], marker="*", color="white", markeredgecolor=INK, linestyle="", markersize=13,
                    label=dance.ended)] if dance.agreed is not None else []  # fmt: skip
    return [
        *paths,
        *ended,
        Line2D([], [], marker="P", color=INK, linestyle="", markersize=9, label="no agreement"),
        Patch(facecolor=ZONE, edgecolor=FAINT, label="both prefer it to no agreement"),
        Line2D([], [], color=FAINT, linewidth=2.4, label="frontier in the zone"),
        Line2D([], [], marker="o", color="none", markeredgecolor=INK, linestyle="", markersize=10,
               label="Nash's solution"),
    ]  # fmt: skip


def _in_words(answer: Offers, dance: Dance, title: str) -> str:
    """The same as lines of text: what each party has by every offer."""
    gains = answer.point.bargaining.gains
    lines = [f"{title}.", *sentences(answer)]
    for name, path, rounds in zip(answer.names, dance.paths, dance.rounds, strict=True):
        for package, number in zip(path, rounds, strict=True):
            each = ", ".join(f"{who} {points(float(gain))}"
                             for who, gain in zip(answer.names, gains[:, package], strict=True))  # fmt: skip
            lines.append(f"Round {number}, {name} offers gains of: {each}.")
    return "\n".join(lines)
