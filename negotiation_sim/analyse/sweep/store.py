"""The file of a sweep: one DuckDB database with the inputs, the chunks that are complete, and their rows.

A chunk is one transaction, so the file holds whole chunks at every moment, whatever ends the program. A new file is
made under a temporary name and linked to its own once its tables stand, so that a file of that name is always whole.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import InputError
from ...files import new_beside
from .chunks import Chunk, versions
from .faults import faults_of, needed
from .plan import SweepPlan

if TYPE_CHECKING:
    import duckdb

SETTINGS = {
    "memory_limit": "1GB",
    "wal_autocheckpoint": "128MB",  # the log is put in order less often: half the time, two thirds of the size
}
INPUTS = ("title", "plan", "hash", "seed", "chunks", "negotiation_sim", "numpy", "python", "duckdb", "created")
TABLES = {
    "inputs": ", ".join(f"{name} {'BIGINT' if name in ('seed', 'chunks') else 'VARCHAR'}" for name in INPUTS),
    "assumptions": "assumption_set VARCHAR, scenario VARCHAR, assumption VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE, "
    "swept BOOLEAN",
    "chunks": "number BIGINT PRIMARY KEY, rows BIGINT, digest VARCHAR",
}


@dataclass(frozen=True, eq=False)
class Store:
    """An open file of a sweep. One process writes it at a time."""

    path: Path
    connection: "duckdb.DuckDBPyConnection"

    @property
    def inputs(self) -> dict[str, Any]:
        """The one row of the table of inputs."""
        row = self.connection.execute(f"SELECT {', '.join(INPUTS)} FROM inputs").fetchone()
        assert row is not None
        return dict(zip(INPUTS, row, strict=True))

    @property
    def done(self) -> set[int]:
        """The numbers of the chunks that are complete."""
        return {number for (number,) in self.connection.execute("SELECT number FROM chunks").fetchall()}

    @property
    def table_hash(self) -> str:
        """Twelve hexadecimal digits of a hash over the hashes of all chunks: equal tables have equal ones."""
        digests = self.connection.execute("SELECT digest FROM chunks ORDER BY number").fetchall()
        return hashlib.sha256(" ".join(digest for (digest,) in digests).encode()).hexdigest()[:12]

    def record(self, chunk: Chunk) -> None:
        """Writes a chunk, wholly or not at all."""
        rows = chunk.rows  # DuckDB finds the frame by this name
        with faults_of(self.path, kept=True), self._transaction():
            self.connection.execute("INSERT INTO results SELECT * FROM rows")
            self.connection.execute("INSERT INTO chunks VALUES (?, ?, ?)", [chunk.number, len(rows), chunk.digest])

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        import duckdb

        self.connection.begin()
        try:
            yield
            self.connection.commit()
        except BaseException:
            with contextlib.suppress(duckdb.Error):  # a commit that failed has been rolled back already
                self.connection.rollback()
            raise

    def close(self) -> None:
        with faults_of(self.path, kept=True):
            self.connection.close()


def opened(path: Path, plan: SweepPlan, resume: bool) -> Store:
    """The file of a sweep, open to write: a new one, or with `resume` the one that was begun.

    Raises InputError for a file that exists where none was begun, that holds another sweep, that another process has
    open, or that cannot be written.
    """
    if not path.exists():
        _create(path, plan)
    elif not resume:
        raise InputError(f"{path}: exists already. Go on with it by --resume, or choose another name with --into.")
    store = _connected(path)
    try:
        _check_same(store, plan)
    except BaseException:
        store.connection.close()
        raise
    return store


def read(path: Path) -> Store:
    """The file of a sweep, open to read. Raises InputError where it is none or cannot be read."""
    if not path.is_file():
        raise InputError(f"{path}: there is no such file. Name the file that a sweep wrote.")
    return _connected(path, read_only=True)


def _connected(path: Path, read_only: bool = False) -> Store:
    duckdb = needed("duckdb", "sweep")
    with faults_of(path):
        connection = duckdb.connect(str(path), read_only=read_only, config=SETTINGS)
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not {*TABLES, "results"} <= tables:
        connection.close()
        raise InputError(f"{path}: is a DuckDB file, but no sweep wrote it. Choose another name.")
    return Store(path, connection)


def _create(path: Path, plan: SweepPlan) -> None:
    """Makes the file with its inputs and no chunk. A file that another process makes meanwhile is left alone."""
    duckdb = needed("duckdb", "sweep")
    with faults_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with faults_of(path), new_beside(path) as new:
        with duckdb.connect(str(new)) as connection:
            _write_inputs(connection, plan)
        _place(new, path)


def _place(new: Path, path: Path) -> None:
    """Gives a file its name, unless another process was first; links, because renaming would replace the other's."""
    try:
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            os.rename(new, path)


def _write_inputs(connection: "duckdb.DuckDBPyConnection", plan: SweepPlan) -> None:
    import duckdb
    import pandas as pd

    columns = ", ".join(f'"{name}" {kind}' for name, kind in plan.columns.items())
    for name, described in {**TABLES, "results": columns}.items():
        connection.execute(f"CREATE TABLE {name} ({described})")
    made = [*versions().values(), duckdb.__version__, datetime.now(UTC).isoformat(timespec="seconds")]
    row = [plan.title, json.dumps(plan.record), plan.digest, plan.seed, plan.chunks, *made]
    connection.execute(f"INSERT INTO inputs VALUES ({', '.join('?' * len(row))})", row)
    register = plan.case.register
    frame = pd.DataFrame(  # noqa: F841, DuckDB finds the frame by its name
        [
            (run.assumptions.name, run.name, name, value, register[name].low, register[name].high, name in swept)
            for swept in [set(plan.inputs.names)]
            for run in plan.runs
            for name, value in run.values.items()
        ]
    )
    connection.execute("INSERT INTO assumptions SELECT * FROM frame")


def _check_same(store: Store, plan: SweepPlan) -> None:
    """Raises InputError where the file holds another sweep, or one that other versions made; it says what differs."""
    inputs = store.inputs
    if inputs["hash"] != plan.digest:
        before, now = json.loads(inputs["plan"]), json.loads(json.dumps(plan.record))
        differs = [key for key in {**before, **now} if before.get(key) != now.get(key)]
        raise InputError(
            f"{store.path}: holds another sweep: {', '.join(differs)} differ{'s' * (len(differs) == 1)}. "
            "Restore the sweep file, or choose another name with --into."
        )
    for name, own in versions().items():
        if name != "python" and inputs[name] != own:
            raise InputError(
                f"{store.path}: was begun with {name} {inputs[name]}; this is {own}. Go on with that version, "
                "or begin again under another name with --into."
            )
