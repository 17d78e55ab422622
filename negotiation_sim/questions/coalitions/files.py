"""What --out writes for the questions about moves: the text, the table, the record and the status-quo graph."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group

from ...files import write_whole
from ...present.canvas import Picture, save
from ...present.phrases import file_stem
from ...present.records import Record
from ...present.terminal import plain
from ...worlds.dispute import Dispute
from ..path.pictures import status_quo_graph
from . import record as conflict_records
from .answer import Leaving, Way
from .words import coalitions as conflict_coalitions

if TYPE_CHECKING:
    import pandas as pd

DRAWN = 4


def write_coalitions(found: Leaving, folder: Path) -> list[Path]:
    """coalitions_NAME.txt, .csv, .json, and the graph with the first joint move of at most DRAWN coalitions."""
    one, first = found.dispute, _first(found)
    graphs = {"coalition_graph": status_quo_graph(one, found.start, ways=first)} if first else {}
    record = conflict_records.coalitions(found)
    return _write(folder, "coalitions", one, conflict_coalitions(found), found.table, record, graphs)


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
