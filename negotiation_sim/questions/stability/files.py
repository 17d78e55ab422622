"""The files of `stability`."""

from pathlib import Path

from ...games.reach import reached
from ..coalitions.answer import leaving
from ..coalitions.files import _first, _write
from ..path.pictures import status_quo_graph
from .answer import Stabilities
from .record import stability as conflict_records_stability
from .words import stability as conflict_stability


def write_stability(found: Stabilities, folder: Path) -> list[Path]:
    """stability_NAME.txt, .csv, .json, and the graph of what can follow the status quo: together, if nobody moves alone."""
    one = found.dispute
    alone = bool((reached(one.graph, one.status_quo, improving=True) > 0).any())
    graph = status_quo_graph(one, one.status_quo, ways=() if alone else _first(leaving(one, one.status_quo)))
    graphs = {"status_quo_graph": graph}
    return _write(
        folder, "stability", one, conflict_stability(found), found.table, conflict_records_stability(found), graphs
    )
