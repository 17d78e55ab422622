"""The status-quo graph: what improvements alone reach from a state, step by step, and the way to a wanted state."""

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from ...case.conflict import Conflict
from ...games.reach import reached
from ...present.canvas import FAINT, INK, WIDTH, Picture, bare, canvas
from ...present.phrases import words
from ...present.states import ORDINAL, brief, named
from ...worlds.dispute import Dispute
from ..coalitions.answer import Way
from .answer import Route
from .arrows import Arrow, Kind, draw_arrows
from .words import path_sentences

NODES, ARROWS = 14, 20
LEGEND: dict[Kind, str] = {
    "likes": "solid: a step that its mover likes",
    "missing": "dashed: a step that its mover would not take",
    "together": "thick: a joint move that all its movers like",
}


def status_quo_graph(
    found: Dispute, start: int, route: Route | None = None, ways: Sequence[Way] = (), name: str = "status_quo_graph"
) -> Picture:
    """The states that improvements reach from `start`, nearest first, in columns by their steps; as many as stay legible.

    A route adds its own states and steps: unwilling ones dashed, a joint move thick; `ways` add joint moves from the
    start.
    """
    near = reached(found.graph, start, improving=True)
    order = sorted((s for s, steps in enumerate(near.tolist()) if steps >= 0), key=lambda s: (near[s], s))
    shown = _legible(found, order, NODES // 2 if route or ways else NODES)
    columns = {state: int(near[state]) for state in shown}
    if route:
        _join(route, columns)
    for way in ways:
        columns.setdefault(way.state, 1)
    arrows = _improvements(found, columns) + (_of_route(found, route) if route else [])
    arrows += [_joint(found, start, way.coalition, way.state) for way in ways if len(way.coalition) > 1]
    arrows = _in_order(arrows, route) if route else arrows
    left_out = sum(state not in columns for state in order)
    note = f"{left_out:,} more states that improvements reach are not drawn." if left_out > 0 else ""
    said = _in_words(found, start, route, arrows, note)
    return Picture(f"{name}_{found.name}", _drawn(found, start, columns, arrows, note), said)


def _legible(found: Dispute, order: Sequence[int], most: int) -> Sequence[int]:
    """The first states of an order, at most `most` and no more than ARROWS arrows between them; the start at least."""
    counts = range(min(len(order), most), 1, -1)
    fitting = (k for k in counts if len(_improvements(found, dict.fromkeys(order[:k], 0))) <= ARROWS * most // NODES)
    return order[: next(fitting, 1)]


def _improvements(found: Dispute, columns: dict[int, int]) -> list[Arrow]:
    """The improvements between the states drawn; several movers of one arrow are named together."""
    movers: dict[tuple[int, int], list[int]] = {}
    for state in columns:
        for player in range(len(found.names)):
            for target in found.graph.targets(player, state):
                if target in columns and found.graph.improves(player, state, target):
                    movers.setdefault((state, target), []).append(player)
    return [Arrow(*pair, named(found, who), "likes") for pair, who in movers.items()]


def _join(route: Route, columns: dict[int, int]) -> None:
    """Gives the states of a route their columns, each to the right of the one before."""
    steps = [*(route.joint.steps if route.joint else ()), *(route.steps or ())]
    pairs = [(step.start, step.end) for step in steps]
    for start, end in pairs:
        columns.setdefault(end, columns[start] + 1)
    if route.joint:
        columns.setdefault(route.joint.move.state, max(columns[route.joint.start] + 1, *columns.values()))


def _of_route(found: Dispute, route: Route) -> list[Arrow]:
    """The unwilling steps of a route and its joint move; its other steps are improvements and drawn with them."""
    arrows = [Arrow(step.start, step.end, found.names[step.player], "missing") for step in route.missing]
    if joint := route.joint:
        arrows.append(_joint(found, joint.start, joint.move.coalition, joint.move.state))
    return arrows


def _in_order(arrows: Sequence[Arrow], route: Route) -> list[Arrow]:
    """The steps of the route in its order, those that lead to its joint move and that move, then every other arrow."""
    steps = [*(route.steps or ()), *(route.joint.steps if route.joint else ())]
    places = {(step.start, step.end): k for k, step in reversed([*enumerate(steps)])}
    last = len(steps)
    return sorted(arrows, key=lambda a: last if a.kind == "together" else places.get((a.start, a.end), last + 1))


def _joint(found: Dispute, start: int, coalition: Sequence[int], end: int) -> Arrow:
    return Arrow(start, end, f"{named(found, coalition)} together", "together")


def _label(found: Dispute, start: int, state: int) -> str:
    """What differs from the start, below the label of a conflict's state."""
    own = [found.graph.states[state]] if isinstance(found.origin, Conflict) else ["start"] if state == start else []
    before, after = found.moves(start), found.moves(state)
    changed: dict[str, list[str]] = {}
    for player, move in after.items():
        if move != before[player]:
            changed.setdefault(words(move.replace("-", "nothing")), []).append(
                found.names[found.graph.players.index(player)]
            )
    return "\n".join([*own, *(textwrap.fill(f"{', '.join(who)}: {move}", 18) for move, who in changed.items())])


def _drawn(found: Dispute, start: int, columns: dict[int, int], arrows: list[Arrow], note: str) -> Figure:
    rows: dict[int, list[int]] = {}
    for state, column in columns.items():
        rows.setdefault(column, []).append(state)
    labels = {state: _label(found, start, state) for state in columns}
    pitch = max(0.95, 0.35 + 0.16 * max(label.count("\n") + 1 for label in labels.values()))
    caption = _caption(found, start, len(columns) > 1, arrows, note)
    tallest, below = max(map(len, rows.values())), 0.17 * caption.count("\n") / pitch
    half = max(0.8, tallest / 2)
    figure, axes = _sheet(found, 1.4 + pitch * (2 * half + below))
    axes.set_xlim(-0.5, max(rows) + 0.5)
    axes.set_ylim(-half - 0.25 - below, half)
    boxes = {
        state: _box(axes, (float(column), (len(own) - 1) / 2 - k), labels[state], state == start)
        for column, own in rows.items()
        for k, state in enumerate(own)
    }
    axes.text(0.0, 0.0, caption, transform=axes.transAxes, fontsize=8.5, color=FAINT)
    draw_arrows(figure, axes, boxes, arrows)
    return figure


def _box(axes: Axes, place: tuple[float, float], label: str, bold: bool) -> Text:
    frame = {
        "boxstyle": "round,pad=0.35",
        "facecolor": "white",
        "edgecolor": INK,
        "linewidth": 2.4 if bold else 1.0,
    }
    return axes.text(*place, label, ha="center", va="center", fontsize=8.5, color=INK, bbox=frame)


def _caption(found: Dispute, start: int, others: bool, arrows: list[Arrow], note: str) -> str:
    """What the boxes and the kinds of arrows drawn mean."""
    kinds = [kind for kind in LEGEND if any(arrow.kind == kind for arrow in arrows)]
    alone = [] if any(arrow.kind != "together" for arrow in arrows) else ["no player likes any state one move away"]
    said = "; ".join([*alone, *(LEGEND[kind] for kind in kinds)])
    boxes = f"Bold frame: {brief(found, start)}.{' Other boxes: what differs from it.' if others else ''}"
    lines = [boxes, f"{said[0].upper()}{said[1:]}. {note}"]
    return "\n".join(textwrap.fill(line, 145) for line in lines)


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


def _in_words(found: Dispute, start: int, route: Route | None, arrows: list[Arrow], note: str) -> str:
    """The same in sentences, arrow by arrow."""
    lines = [f"{found.title}: what could follow from {brief(found, start)}."]
    verbs: dict[Kind, str] = {
        "likes": "would move",
        "missing": "would have to move, and loses by it,",
        "together": "would move",
    }
    lines += [f"{a.label} {verbs[a.kind]} from [{brief(found, a.start)}] to [{brief(found, a.end)}]." for a in arrows]
    lines += [] if any(a.kind != "together" for a in arrows) else ["No player likes any state one move away."]
    return "\n".join([*lines, *([note] if note else []), *(path_sentences(route) if route else [])])
