"""The table of a sweep as Parquet or CSV, in one order, so that equal tables give equal bytes."""

import json
import os
from pathlib import Path

from ...files import new_beside, write_whole
from .faults import faults_of
from .store import Store

ORDER = "draw, assumption_set, scenario"
FORMATS = {".parquet": "FORMAT parquet, COMPRESSION zstd", ".csv": "FORMAT csv, HEADER"}


def export(store: Store, target: Path, suffix: str) -> list[Path]:
    """Writes the results to `target` and, beside them, what they come from as JSON. Both files, as they are written.

    `suffix` is ".parquet" or ".csv". The rows are ordered by draw, assumption set and scenario; sorted on disk where
    memory is short. The files are whole or not there. Raises InputError where they cannot be written.
    """
    with faults_of(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with new_beside(target) as new:
            store.connection.execute("SET threads = 1")  # several would part the rows of a Parquet file by chance
            store.connection.execute(
                f"COPY (SELECT * FROM results ORDER BY {ORDER}) TO '{_quoted(new)}' ({FORMATS[suffix]})"
            )
            os.replace(new, target)
    return [target, write_whole(target.with_name(f"{target.stem}.inputs.json"), _inputs(store))]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _inputs(store: Store) -> str:
    """The stamp of an exported table, without the time: equal inputs give equal bytes."""
    inputs = {name: value for name, value in store.inputs.items() if name != "created"}
    complete = {"plan": json.loads(inputs["plan"]), "chunks_complete": len(store.done), "table_hash": store.table_hash}
    return json.dumps({**inputs, **complete}, indent=2) + "\n"
