"""The status-quo graph with joint moves in it."""

from collections.abc import Iterator, Sequence

from ...present.canvas import Picture
from ...present.writer import NoPicture
from ...solve.stability import CoalitionMove
from ...worlds.dispute import Dispute
from ..path.pictures import status_quo_graph
from .answer import Leaving, WayOut

DRAWN = 4
"""Of so many coalitions the first joint move is drawn."""


def pictures(answer: Leaving) -> Iterator[Picture | NoPicture]:
    """The graph of what can follow the state that is left, with the joint moves out of it, if there are any."""
    if answer.ways:
        yield graph(answer.dispute, answer.start, answer.first, "what coalitions can do", "coalition_graph")


def graph(dispute: Dispute, start: int, ways: Sequence[WayOut], title: str, name: str) -> Picture | NoPicture:
    """What improvements reach from a state, and the first few of these ways out of it."""
    moves = [CoalitionMove(way.coalition, way.state) for way in ways[:DRAWN]]
    return status_quo_graph(dispute, start, together=moves, title=title, name=name)
