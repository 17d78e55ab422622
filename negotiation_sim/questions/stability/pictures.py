"""What can follow the status quo, as a graph."""

from ...games.reach import reached
from ...present.canvas import Picture
from ...present.writer import NoPicture
from ..coalitions.answer import leaving
from ..coalitions.pictures import graph
from .answer import Stabilities


def pictures(answer: Stabilities) -> tuple[Picture | NoPicture]:
    """The graph of what can follow the status quo: by joint moves, if nobody moves alone; none if nothing can."""
    dispute, start = answer.dispute, answer.dispute.status_quo
    alone = bool((reached(dispute.graph, start, improving=True) > 0).any())
    title = "what follows the status quo" if alone else "what follows the status quo, by joint moves alone"
    return (graph(dispute, start, () if alone else leaving(dispute, start).first, title, "status_quo_graph"),)
