"""The files of `path`."""

from pathlib import Path

from ..coalitions.files import _write
from . import words as ways
from .answer import Route
from .pictures import status_quo_graph
from .record import path as conflict_records_path


def write_path(found: Route, folder: Path) -> list[Path]:
    """path_NAME.txt, .csv, .json, and the graph of what can follow the start, with the path in it."""
    one = found.dispute
    graphs = {"path_graph": status_quo_graph(one, found.start, found)}
    return _write(folder, "path", one, ways.path(found), found.table, conflict_records_path(found), graphs)
