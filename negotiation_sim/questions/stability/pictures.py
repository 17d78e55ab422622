"""What can follow the status quo, as a graph."""

from ...games.reach import reached
from ...present.canvas import Picture
from ..coalitions.answer import leaving
from ..coalitions.pictures import graph
from .answer import Stabilities


def pictures(answer: Stabilities) -> tuple[Picture]:
    """The graph of what can follow the status quo: together, if nobody moves alone."""
    dispute, start = answer.dispute, answer.dispute.status_quo
    alone = bool((reached(dispute.graph, start, improving=True) > 0).any())
    return (graph(dispute, start, () if alone else leaving(dispute, start).first, "status_quo_graph"),)
