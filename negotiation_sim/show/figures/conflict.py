"""The status-quo graph: what improvements alone reach from a state, step by step, and the way to a wanted state."""

import textwrap
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...analyse.conflict import Dispute, Route
from ...case.conflict import Conflict
from ...solve.stability import reached
from ..conflict import ORDINAL, brief, named, sentences
from ..words import words
from .canvas import COLOURS, FAINT, INK, WIDTH, Picture, bare, canvas

NODES = 14
Kind = Literal["likes", "missing", "together"]
STYLES: dict[Kind, tuple[str, str, float]] = {
    "likes": ("-", INK, 1.2),
    "missing": ("--", COLOURS[1], 1.4),
    "together": ("-", COLOURS[0], 2.8),
}
LEGEND: dict[Kind, str] = {
    "likes": "solid: a step that its mover likes",
    "missing": "dashed: a step that its mover would not take",
    "together": "thick: a joint move that all its movers like",
}


@dataclass(frozen=True)
class Arrow:
    """`label` names who moves."""

    start: int
    end: int
    label: str
    kind: Kind


def status_quo_graph(found: Dispute, start: int, route: Route | None = None) -> Picture:
    """The states that improvements reach from `start`, at most NODES of them, nearest first, in columns by their steps.

    A route adds its own states and steps: unwilling ones dashed, a joint move thick.
    """
    near = reached(found.graph, start, improving=True)
    order = sorted((s for s, steps in enumerate(near.tolist()) if steps >= 0), key=lambda s: (near[s], s))
    columns = {state: int(near[state]) for state in order[:NODES]}
    arrows = _improvements(found, columns) + (_of_route(found, route, columns) if route else [])
    left_out = len(order) - NODES
    note = f"{left_out:,} more states that improvements reach are not drawn." if left_out > 0 else ""
    words_ = _in_words(found, start, route, arrows, note)
    return Picture(f"status_quo_graph_{found.name}", _drawn(found, start, columns, arrows, note), words_)


def _improvements(found: Dispute, columns: dict[int, int]) -> list[Arrow]:
    """The improvements between the states drawn; several movers of one arrow are named together."""
    movers: dict[tuple[int, int], list[int]] = {}
    for state in columns:
        for player in range(len(found.names)):
            for target in found.graph.targets(player, state):
                if target in columns and found.graph.improves(player, state, target):
                    movers.setdefault((state, target), []).append(player)
    return [Arrow(*pair, named(found, who), "likes") for pair, who in movers.items()]


def _of_route(found: Dispute, route: Route, columns: dict[int, int]) -> list[Arrow]:
    """The steps of the route and its joint move; their states join the columns."""
    arrows = []
    for step in route.steps or ():
        columns.setdefault(step.end, columns[step.start] + 1)
        if not step.willing or (step.start, step.end) not in _pairs(found, columns):
            arrows.append(Arrow(step.start, step.end, found.names[step.player], "likes" if step.willing else "missing"))
    if route.joint:
        for step in route.joint.steps:
            columns.setdefault(step.end, columns[step.start] + 1)
        move = route.joint.move
        columns.setdefault(move.state, columns[route.joint.start] + 1)
        arrows.append(Arrow(route.joint.start, move.state, f"{named(found, move.coalition)} together", "together"))
    return arrows


def _pairs(found: Dispute, columns: dict[int, int]) -> set[tuple[int, int]]:
    return {(arrow.start, arrow.end) for arrow in _improvements(found, columns)}


def _label(found: Dispute, start: int, state: int) -> str:
    """A conflict's own label; of a scenario what differs from the start."""
    if isinstance(found.origin, Conflict):
        return found.graph.states[state]
    if state == start:
        return "start"
    before, after = found.moves(start), found.moves(state)
    players = found.origin.case.players
    changed: dict[str, list[str]] = {}
    for player, move in after.items():
        if move != before[player]:
            changed.setdefault(words(move), []).append(players[player].name)
    return "\n".join(textwrap.fill(f"{', '.join(who)}: {move}", 20) for move, who in changed.items())


def _drawn(found: Dispute, start: int, columns: dict[int, int], arrows: list[Arrow], note: str) -> Figure:
    rows: dict[int, list[int]] = {}
    for state, column in columns.items():
        rows.setdefault(column, []).append(state)
    tallest = max(map(len, rows.values()))
    figure, axes = _sheet(found, 2.4 + 1.15 * max(tallest, 2))
    places = {
        state: (float(column), (len(own) - 1) / 2 - k) for column, own in rows.items() for k, state in enumerate(own)
    }
    for arrow in arrows:
        _arrow(axes, places[arrow.start], places[arrow.end], arrow)
    for state, (x, y) in places.items():
        frame = {
            "boxstyle": "round,pad=0.35",
            "facecolor": "white",
            "edgecolor": INK,
            "linewidth": 2.0 if state == start else 1.0,
        }
        axes.text(
            x, y, _label(found, start, state), ha="center", va="center", fontsize=9, color=INK, bbox=frame, zorder=3
        )
    half = max(1.1, tallest / 2)
    axes.set_xlim(-0.5, max(rows) + 0.5 + (max(rows) == 0))
    axes.set_ylim(-half - 0.35, half + 0.1)
    kinds = [kind for kind in LEGEND if any(arrow.kind == kind for arrow in arrows)]
    said = "; ".join([*(LEGEND[kind] for kind in kinds)]) or "no player likes any state one move away"
    axes.text(
        0.0,
        0.0,
        f"Bold frame: start. {said[0].upper()}{said[1:]}. {note}",
        transform=axes.transAxes,
        fontsize=8.5,
        color=FAINT,
    )
    return figure


def _sheet(found: Dispute, height: float) -> tuple[Figure, Axes]:
    title = f"{found.title}: what could follow"
    if found.scenario is not None:
        figure, (axes,) = canvas(title, [found.scenario], height)
    else:
        figure = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="white")
        figure.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK)
        figure.supxlabel(ORDINAL, x=0.01, ha="left", fontsize=8, color=FAINT)
        axes = figure.subplots()
    bare(axes)
    return figure, axes


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], arrow: Arrow) -> None:
    line, colour, width = STYLES[arrow.kind]
    bend = {"likes": 0.0, "missing": 0.12, "together": -0.22}[arrow.kind]
    if start[0] >= end[0] or (start[1] == end[1] and end[0] - start[0] > 1.5):
        bend -= 0.25  # backwards, or past a state in between
    style = {
        "arrowstyle": "-|>",
        "linestyle": line,
        "color": colour,
        "linewidth": width,
        "shrinkA": 26,
        "shrinkB": 26,
        "connectionstyle": f"arc3,rad={bend}",
    }
    axes.annotate("", xy=end, xytext=start, arrowprops=style, zorder=1)
    across = (end[0] - start[0], end[1] - start[1])
    middle = ((start[0] + end[0]) / 2 + bend * across[1] / 2, (start[1] + end[1]) / 2 - bend * across[0] / 2)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    axes.text(
        *middle, textwrap.fill(arrow.label, 18), ha="center", va="center", fontsize=8, color=colour, bbox=box, zorder=2
    )


def _in_words(found: Dispute, start: int, route: Route | None, arrows: list[Arrow], note: str) -> str:
    """The same in sentences, arrow by arrow."""
    lines = [f"{found.title}: what could follow from {brief(found, start)}."]
    verbs: dict[Kind, str] = {
        "likes": "would move",
        "missing": "would have to move, and loses by it,",
        "together": "would move",
    }
    lines += [f"{a.label} {verbs[a.kind]} from [{brief(found, a.start)}] to [{brief(found, a.end)}]." for a in arrows]
    lines += [] if arrows else ["No player likes any state one move away."]
    return "\n".join([*lines, *([note] if note else []), *(sentences(route) if route else [])])
