"""What --out writes for the questions about moves: the text, the table, the record and the status-quo graph."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group

from ..analyse.conflict import Leaving, Stabilities, Way, leaving
from ..analyse.dispute import Dispute
from ..analyse.route import Route
from ..files import write_whole
from ..game.reach import reached
from . import conflict, conflict_records
from . import route as ways
from .figures.canvas import Picture, save
from .figures.conflict import status_quo_graph
from .records import Record
from .terminal import plain
from .words import file_stem

if TYPE_CHECKING:
    import pandas as pd

DRAWN = 4


def write_stability(found: Stabilities, folder: Path) -> list[Path]:
    """stability_NAME.txt, .csv, .json, and the graph of what can follow the status quo: together, if nobody moves alone."""
    one = found.dispute
    alone = bool((reached(one.graph, one.status_quo, improving=True) > 0).any())
    graph = status_quo_graph(one, one.status_quo, ways=() if alone else _first(leaving(one, one.status_quo)))
    graphs = {"status_quo_graph": graph}
    return _write(
        folder, "stability", one, conflict.stability(found), found.table, conflict_records.stability(found), graphs
    )


def write_coalitions(found: Leaving, folder: Path) -> list[Path]:
    """coalitions_NAME.txt, .csv, .json, and the graph with the first joint move of at most DRAWN coalitions."""
    one, first = found.dispute, _first(found)
    graphs = {"coalition_graph": status_quo_graph(one, found.start, ways=first)} if first else {}
    record = conflict_records.coalitions(found)
    return _write(folder, "coalitions", one, conflict.coalitions(found), found.table, record, graphs)


def write_path(found: Route, folder: Path) -> list[Path]:
    """path_NAME.txt, .csv, .json, and the graph of what can follow the start, with the path in it."""
    one = found.dispute
    graphs = {"path_graph": status_quo_graph(one, found.start, found)}
    return _write(folder, "path", one, ways.path(found), found.table, conflict_records.path(found), graphs)


def _first(found: Leaving) -> list[Way]:
    return list({way.coalition: way for way in reversed(found.ways)}.values())[::-1][:DRAWN]


def _write(
    folder: Path,
    kind: str,
    found: Dispute,
    text: Group,
    table: "pd.DataFrame",
    record: Record,
    pictures: Mapping[str, Picture],
) -> list[Path]:
    name = file_stem(found.origin)
    contents: dict[str, Callable[[], str]] = {
        "txt": lambda: plain(text),
        "csv": lambda: table.to_csv(index=False, lineterminator="\n"),
        "json": lambda: json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n",
    }
    written = [write_whole(folder / f"{kind}_{name}.{ending}", content()) for ending, content in contents.items()]
    return [*written, *save([replace(own, name=f"{drawn}_{name}") for drawn, own in pictures.items()], folder)]
