"""Whether a sweep's file holds what was written into it: its inputs by their seal, each chunk's rows by its digest."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import InputError
from .chunks import digest_of
from .faults import RESTORE

if TYPE_CHECKING:
    import duckdb

AT_A_TIME = 200_000
"""Rows that are read at a time."""
NAMED = 5
"""Of the chunks that were changed a message names so many."""


def seal_of(connection: "duckdb.DuckDBPyConnection") -> str:
    """A hash over the row of inputs and the rows of assumptions."""
    columns = [name for (name, *_) in connection.execute("DESCRIBE inputs").fetchall() if name != "seal"]
    listed = ", ".join(f'"{name}"' for name in sorted(columns))
    rows = [
        connection.execute(f"SELECT {listed} FROM inputs").fetchall(),
        connection.execute("SELECT * FROM assumptions ORDER BY ALL").fetchall(),
    ]
    return hashlib.sha256(json.dumps([sorted(columns), rows]).encode()).hexdigest()


def check_columns(path: Path, connection: "duckdb.DuckDBPyConnection", tables: Mapping[str, str]) -> None:
    """Raises InputError where a table is missing or has other columns; `tables` describes each by its columns."""
    query = "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
    for name, described in tables.items():
        columns = [column for (column,) in connection.execute(query, [name]).fetchall()]
        if not columns or (described and columns != [part.split()[0] for part in described.split(", ")]):
            what = f"the columns of its table '{name}' are not" if columns else f"it has no table '{name}'"
            written = "those that this version writes" if columns else "as this version writes it"
            raise InputError(f"{path}: {what} {written}. An earlier version wrote it, or it was changed. {RESTORE}")


def check_inputs(path: Path, connection: "duckdb.DuckDBPyConnection") -> None:
    """Raises InputError where the inputs or the assumptions are not those that were written."""
    seals = connection.execute("SELECT seal FROM inputs").fetchall()
    if seals != [(seal_of(connection),)]:
        raise InputError(f"{path}: its inputs or assumptions were changed after they were written. {RESTORE}")


def check_chunks(path: Path, connection: "duckdb.DuckDBPyConnection") -> None:
    """Raises InputError where the rows of a chunk are not those that were written; the inputs must be."""
    inputs = connection.execute("SELECT plan, chunks FROM inputs").fetchone()
    assert inputs is not None
    if changed := list(_changed(connection, json.loads(inputs[0]), inputs[1])):
        more = f"; and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
        named = "; ".join(changed[:NAMED]) + more
        raise InputError(f"{path}: its rows are not those that were written ({named}). {RESTORE}")


def _changed(connection: "duckdb.DuckDBPyConnection", plan: dict[str, Any], chunks: int) -> Iterator[str]:
    """In words, what differs from what was written: chunk by chunk, and rows that belong to none."""
    runs, size = len(plan["sets"]) * len(plan["scenarios"]), int(plan["chunk"])
    written = connection.execute("SELECT number, rows, digest FROM chunks ORDER BY number").fetchall()
    for block in _blocks(written, max(1, AT_A_TIME // (size * runs))):
        rows = _rows(connection, block[0][0] * size, (block[-1][0] + 1) * size)
        by_chunk = dict(list(rows.groupby(rows["draw"] // size)))
        for number, count, digest in block:
            there = by_chunk.get(number, rows.iloc[:0])
            if len(there) != count:
                yield f"chunk {number + 1:,} of {chunks:,} has {len(there):,} rows of {count:,}"
            elif digest_of(there) != digest:
                yield f"chunk {number + 1:,} of {chunks:,} has other values"
    yield from _strays(connection, sum(count for _, count, _ in written))


def _blocks(written: list[Any], size: int) -> Iterator[list[Any]]:
    chunks = iter(written)
    while block := list(islice(chunks, size)):
        yield block


def _rows(connection: "duckdb.DuckDBPyConnection", start: int, stop: int) -> Any:
    return connection.execute("SELECT * FROM results WHERE draw >= ? AND draw < ?", [start, stop]).df()


def _strays(connection: "duckdb.DuckDBPyConnection", rows: int) -> Iterator[str]:
    """Rows of no chunk: more in a table than its chunks wrote."""
    for table in ("results", "found"):
        (there,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
        if there != rows:
            yield f"{there:,} rows are in the table '{table}', {rows:,} are of its chunks"
            return
    used = 'SELECT count(*) FROM (SELECT DISTINCT draw, "values of run" FROM found)'
    query = f"SELECT (SELECT count(*) FROM draws), ({used})"
    there, wanted = connection.execute(query).fetchone() or (0, 0)
    if there != wanted:
        yield f"{there:,} rows are in the table 'draws', {wanted:,} are used"
