"""The status-quo graph: what improvements alone reach from a state, step by step, and the way to a wanted state."""

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from ...case.conflict import Conflict
from ...case.scenario import Scenario
from ...games.reach import reached
from ...present import states
from ...present.canvas import FAINT, INK, WIDTH, Picture, bare, canvas, head_and_foot, letters_in
from ...present.phrases import file_stem
from ...present.states import ORDINAL, brief, named
from ...present.writer import NoPicture
from ...solve.stability import CoalitionMove
from ...worlds.dispute import Dispute
from .answer import Route
from .arrows import DOWN, SIDEWAYS, Arrow, ArrowKind, draw_arrows
from .forms import sentences

NODES, ARROWS = 14, 20
ACROSS = 3
"""Ways of so many steps and more run down the sheet, shorter ones across it."""
SIZE, AROUND = 8.5, 5
"""Points of a letter in a box, and letters of room beside a box."""
LEGEND: dict[ArrowKind, str] = {
    "likes": "solid: a step that its mover likes",
    "missing": "dashed: a step that its mover would not take",
    "together": "thick: a joint move that all its movers like",
}


def pictures(answer: Route) -> tuple[Picture | NoPicture]:
    """The graph of what can follow the start, with the way to the wanted state in it."""
    return (status_quo_graph(answer.dispute, answer.start, answer, title="the way there", name="path_graph"),)


def status_quo_graph(
    dispute: Dispute,
    start: int,
    route: Route | None = None,
    together: Sequence[CoalitionMove] = (),
    title: str = "what moves of one's own lead to",
    name: str = "status_quo_graph",
) -> Picture | NoPicture:
    """The states that improvements reach from `start`, nearest first, in columns by steps; no more than are legible.

    A route adds its own states and steps: unwilling ones dashed, a joint move thick; `together` are more joint moves
    from the start. No picture where there is nothing to draw but the start. `title` says what is shown.
    """
    near = reached(dispute.graph, start, improving=True)
    order = sorted((s for s, steps in enumerate(near.tolist()) if steps >= 0), key=lambda s: (near[s], s))
    shown = _legible(dispute, order, NODES // 2 if route or together else NODES)
    columns = {state: int(near[state]) for state in shown}
    if route:
        _join(route, columns)
    for move in together:
        columns.setdefault(move.state, 1)
    arrows = _arrows(dispute, start, columns, route, together)
    if not arrows:
        return NoPicture(f"{name}_{file_stem(dispute.origin)}")
    left_out = sum(state not in columns for state in order)
    note = f"{left_out:,} more states that improvements reach are not drawn." if left_out > 0 else ""
    title = f"{dispute.title}: {title}"
    in_words = _in_words(dispute, f"{title}, from {brief(dispute, start)}.", route, arrows, note)
    figure = _drawn(dispute, title, start, columns, arrows, note)
    return Picture(f"{name}_{file_stem(dispute.origin)}", figure, in_words)


def _arrows(
    dispute: Dispute, start: int, columns: dict[int, int], route: Route | None, together: Sequence[CoalitionMove]
) -> list[Arrow]:
    """Every arrow between the states drawn; those of a route first, in its order."""
    arrows = _improvements(dispute, columns) + (_of_route(dispute, route) if route else [])
    arrows += [_joint(dispute, start, move) for move in together if len(move.coalition) > 1]
    return _in_order(arrows, route) if route else arrows


def _legible(dispute: Dispute, order: Sequence[int], most: int) -> Sequence[int]:
    """The first states of an order, at most `most` and no more than ARROWS arrows between them; the start at least."""
    counts = range(min(len(order), most), 1, -1)
    fitting = (k for k in counts if len(_improvements(dispute, dict.fromkeys(order[:k], 0))) <= ARROWS * most // NODES)
    return order[: next(fitting, 1)]


def _improvements(dispute: Dispute, columns: dict[int, int]) -> list[Arrow]:
    """The improvements between the states drawn; several movers of one arrow are named together."""
    movers: dict[tuple[int, int], list[int]] = {}
    for state in columns:
        for player in range(len(dispute.names)):
            for target in dispute.graph.targets(player, state):
                if target in columns and dispute.graph.improves(player, state, target):
                    movers.setdefault((state, target), []).append(player)
    return [Arrow(*pair, named(dispute, who), "likes") for pair, who in movers.items()]


def _join(route: Route, columns: dict[int, int]) -> None:
    """Gives the states of a route their columns, each to the right of the one before."""
    steps = [*(route.joint.steps if route.joint else ()), *(route.steps or ())]
    pairs = [(step.start, step.end) for step in steps]
    for start, end in pairs:
        columns.setdefault(end, columns[start] + 1)
    if route.joint:
        columns.setdefault(route.joint.move.state, max(columns[route.joint.start] + 1, *columns.values()))


def _of_route(dispute: Dispute, route: Route) -> list[Arrow]:
    """The unwilling steps of a route and its joint move; its other steps are improvements and drawn with them."""
    arrows = [Arrow(step.start, step.end, dispute.names[step.player], "missing") for step in route.missing]
    if joint := route.joint:
        arrows.append(_joint(dispute, joint.start, joint.move))
    return arrows


def _in_order(arrows: Sequence[Arrow], route: Route) -> list[Arrow]:
    """The steps of the route in its order, those that lead to its joint move and that move, then every other arrow."""
    steps = [*(route.steps or ()), *(route.joint.steps if route.joint else ())]
    places = {(step.start, step.end): k for k, step in reversed([*enumerate(steps)])}
    last = len(steps)
    return sorted(arrows, key=lambda a: last if a.kind == "together" else places.get((a.start, a.end), last + 1))


def _joint(dispute: Dispute, start: int, move: CoalitionMove) -> Arrow:
    return Arrow(start, move.state, f"{named(dispute, move.coalition)} together", "together")


def _label(dispute: Dispute, start: int, state: int, width: int) -> str:
    """What differs from the start, below the label of a conflict's state, on lines of so many letters."""
    heads = ["start"] if state == start else []
    if isinstance(dispute.origin, Conflict):
        heads = [dispute.graph.states[state]]
    before, after = dispute.moves(start), dispute.moves(state)
    changed: dict[str, list[str]] = {}
    for player, move in after.items():
        if move != before[player]:
            name = dispute.names[dispute.graph.players.index(player)]
            changed.setdefault(states.move(dispute, player, move), []).append(name)
    return "\n".join([*heads, *(textwrap.fill(f"{', '.join(who)}: {move}", width) for move, who in changed.items())])


def _drawn(dispute: Dispute, title: str, start: int, columns: dict[int, int], arrows: list[Arrow], note: str) -> Figure:
    rows: dict[int, list[int]] = {}
    for state, column in columns.items():
        rows.setdefault(column, []).append(state)
    tallest, downwards = max(map(len, rows.values())), max(rows) >= ACROSS
    width = letters_in(SIZE, WIDTH / (tallest if downwards else max(rows) + 1)) - AROUND
    labels = {state: _label(dispute, start, state, min(18, width)) for state in columns}
    least = 1.35 if sum(arrow.kind == "together" for arrow in arrows) > 2 else 1.1  # room for labels between arrows
    pitch = max(least, (0.6 if downwards else 0.35) + 0.16 * max(label.count("\n") + 1 for label in labels.values()))
    caption = _caption(dispute, start, len(columns) > 1, arrows, note)
    below, half = 0.17 * caption.count("\n") / pitch, max(0.8, tallest / 2)
    figure, axes = _sheet(dispute, title, 1.4 + pitch * ((max(rows) + 1 if downwards else 2 * half) + below))
    axes.set_xlim(*((-half, half) if downwards else (-0.5, max(rows) + 0.5)))
    axes.set_ylim(-(max(rows) + 0.5 if downwards else half) - 0.25 - below, 0.5 if downwards else half)
    places = {
        state: (float(column), (len(states) - 1) / 2 - k)
        for column, states in rows.items()
        for k, state in enumerate(states)
    }
    frames = {
        state: _box(axes, (aside, -step) if downwards else (step, aside), labels[state], state == start)
        for state, (step, aside) in places.items()
    }
    axes.text(0.0, 0.0, caption, transform=axes.transAxes, fontsize=SIZE, color=FAINT)
    draw_arrows(figure, axes, frames, arrows, places, DOWN if downwards else SIDEWAYS)
    return figure


def _box(axes: Axes, place: tuple[float, float], label: str, bold: bool) -> Text:
    width = 2.4 if bold else 1.0
    frame = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": INK, "linewidth": width}
    return axes.text(*place, label, ha="center", va="center", fontsize=SIZE, color=INK, bbox=frame)


def _caption(dispute: Dispute, start: int, others: bool, arrows: list[Arrow], note: str) -> str:
    """What the boxes and the kinds of arrows drawn mean."""
    kinds = [kind for kind in LEGEND if any(arrow.kind == kind for arrow in arrows)]
    alone = [] if any(arrow.kind != "together" for arrow in arrows) else ["no player likes any state one move away"]
    legend = "; ".join([*alone, *(LEGEND[kind] for kind in kinds)])
    frames = f"Bold frame: {brief(dispute, start)}.{' Other boxes: what differs from it.' if others else ''}"
    captions = (frames, f"{legend[0].upper()}{legend[1:]}. {note}")
    return "\n".join(textwrap.fill(caption, letters_in(SIZE)) for caption in captions)


def _sheet(dispute: Dispute, title: str, height: float) -> tuple[Figure, Axes]:
    if isinstance(dispute.origin, Scenario):
        figure, (axes,) = canvas(title, [dispute.origin], height)
    else:
        figure = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="white")
        head_and_foot(figure, title, [ORDINAL])
        axes = figure.subplots()
    bare(axes)
    return figure, axes


def _in_words(dispute: Dispute, head: str, route: Route | None, arrows: list[Arrow], note: str) -> str:
    """The same in sentences, arrow by arrow."""
    in_words = [head]
    for arrow in arrows:
        verb = "would have to move, and loses by it," if arrow.kind == "missing" else "would move"
        in_words.append(f"{arrow.label} {verb} from [{brief(dispute, arrow.start)}] to [{brief(dispute, arrow.end)}].")
    in_words += (
        [] if any(arrow.kind != "together" for arrow in arrows) else ["No player likes any state one move away."]
    )
    return "\n".join([*in_words, *([note] if note else []), *(sentences(route) if route else [])])
