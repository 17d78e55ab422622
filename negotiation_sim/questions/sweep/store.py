"""The file of a sweep: one DuckDB database with the inputs, the chunks that are complete, and their rows.

What was drawn and what was found are two tables, because scenarios share their draws; the view `results` joins them.
A chunk is one transaction, so the file holds whole chunks at every moment, whatever ends the program. A new file is
made under a temporary name and linked to its own once its tables stand, so that a file of that name is always whole.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import InputError
from ...files import check_ordinary, make_folders, new_beside, remove_empty
from .checks import check_chunks, check_columns, check_inputs, seal_of
from .chunks import Chunk, versions
from .faults import damage_of, faults_of, needed
from .plan import SweepPlan

if TYPE_CHECKING:
    import duckdb

SETTINGS = {
    "memory_limit": "1GB",
    "wal_autocheckpoint": "128MB",  # the log is put in order less often: half the time, two thirds of the size
}
SOURCE = "values of run"  # a name that no assumption and no conclusion can have
INPUTS = ("title", "plan", "hash", "seed", "chunks", "negotiation_sim", "numpy", "python", "duckdb", "created")
TABLES = {
    "inputs": ", ".join(
        f"{name} {'BIGINT' if name in ('seed', 'chunks') else 'VARCHAR'}" for name in (*INPUTS, "seal")
    ),
    "assumptions": "assumption_set VARCHAR, scenario VARCHAR, assumption VARCHAR, value DOUBLE, low DOUBLE, "
    "high DOUBLE, swept BOOLEAN",
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
        """Writes a chunk, wholly or not at all; the values that several runs share once."""
        run = np.arange(len(chunk.rows)) // (len(chunk.rows) // len(chunk.sources))
        rows = chunk.rows.assign(**{SOURCE: np.array(chunk.sources)[run]})
        drawn = rows[rows[SOURCE] == run]  # noqa: F841, DuckDB finds the frames by their names
        with faults_of(self.path, kept=True), self._transaction():
            for table, frame in (("draws", "drawn"), ("found", "rows")):
                self.connection.execute(f"INSERT INTO {table} SELECT {self._columns(table)} FROM {frame}")
            self.connection.execute("INSERT INTO chunks VALUES (?, ?, ?)", [chunk.number, len(rows), chunk.digest])

    def _columns(self, table: str) -> str:
        query = "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
        return _listed(name for (name,) in self.connection.execute(query, [table]).fetchall())

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
        """Closes the file. Raises InputError where what is complete cannot be put in order on the disk."""
        with faults_of(self.path, kept=True):
            self.connection.close()


def opened(path: Path, plan: SweepPlan, resume: bool) -> Store:
    """The file of a sweep, open to write: a new one, or with `resume` the one that was begun.

    Raises InputError for a file that exists where none was begun, that holds another sweep, that another process has
    open, or that cannot be written.
    """
    check_ordinary(path)
    if not path.exists():
        _create(path, plan)
    elif not resume:
        raise InputError(f"{path}: exists already. Go on with it by `resume`, or choose another name with `into`.")
    return _checked(_connected(path), plan)


def read(path: Path) -> Store:
    """The file of a sweep, open to read.

    Raises InputError where it is none, cannot be read, or does not hold what was written into it.
    """
    check_ordinary(path)
    if not path.exists():
        raise InputError(f"{path}: there is no such file. Name the file that a sweep wrote.")
    return _checked(_connected(path, read_only=True))


def _checked(store: Store, plan: SweepPlan | None = None) -> Store:
    """The open file, once it holds what was written, and of this plan. Else it is closed."""
    try:
        with damage_of(store.path):
            check_columns(store.path, store.connection, {**TABLES, "draws": "", "found": ""})
            check_inputs(store.path, store.connection)
            if plan:
                _check_same(store, plan)
            check_chunks(store.path, store.connection)
    except BaseException:
        store.connection.close()
        raise
    return store


def _connected(path: Path, read_only: bool = False) -> Store:
    duckdb = needed("duckdb", "sweep")
    with damage_of(path):
        connection = duckdb.connect(str(path), read_only=read_only, config=SETTINGS)
        query = "SELECT table_name FROM information_schema.tables"
        tables = {name for (name,) in connection.execute(query).fetchall()}
    if not {*TABLES, "results"} <= tables:
        connection.close()
        raise InputError(f"{path}: is a DuckDB file, but no sweep wrote it. Choose another name.")
    return Store(path, connection)


def _create(path: Path, plan: SweepPlan) -> None:
    """Makes the file with its inputs and no chunk, and its folder. What another process makes meanwhile is left alone.

    A link that leads to no file yet gets the file where it leads.
    """
    duckdb = needed("duckdb", "sweep")
    target, made = Path(os.path.realpath(path)), list[Path]()
    try:
        with faults_of(path):
            make_folders(target.parent, made)
            with new_beside(target) as new:
                with duckdb.connect(str(new)) as connection:
                    _write_inputs(connection, plan)
                    connection.execute("CHECKPOINT")  # closing would do it too, and say nothing of a full disk
                _place(new, target)
    except BaseException:
        remove_empty(made)
        raise


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

    for name, described in {**TABLES, **_two_tables(plan)}.items():
        connection.execute(f"CREATE TABLE {name} ({described})")
    joined = f'found JOIN draws USING (draw, "{SOURCE}")'
    connection.execute(f"CREATE VIEW results AS SELECT {_listed(plan.columns)} FROM {joined}")
    made = [*versions().values(), duckdb.__version__, datetime.now(UTC).isoformat(timespec="seconds")]
    row: list[Any] = [plan.title, json.dumps(plan.described), plan.digest, plan.seed, plan.chunks, *made]
    connection.execute(f"INSERT INTO inputs VALUES ({', '.join('?' * len(row))}, NULL)", row)
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
    connection.execute("UPDATE inputs SET seal = ?", [seal_of(connection)])


def _two_tables(plan: SweepPlan) -> dict[str, str]:
    """The columns of what is drawn, a line for each draw and source of values, and of what is found for each row."""
    columns = {name: f'"{name}" {kind}' for name, kind in plan.columns.items()}
    key = [columns["draw"], f'"{SOURCE}" INTEGER']
    drawn = [columns[name] for name in plan.inputs.names]
    solved = [described for name, described in columns.items() if name not in {"draw", *plan.inputs.names}]
    return {"draws": ", ".join([*key, *drawn]), "found": ", ".join([*key, *solved])}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _check_same(store: Store, plan: SweepPlan) -> None:
    """Raises InputError where the file holds another sweep, or one that other versions made; it says what differs."""
    inputs = store.inputs
    if inputs["hash"] != plan.digest:
        before, now = json.loads(inputs["plan"]), json.loads(json.dumps(plan.described))
        differs = [key for key in {**before, **now} if before.get(key) != now.get(key)]
        raise InputError(
            f"{store.path}: holds another sweep: {', '.join(differs)} differ{'s' * (len(differs) == 1)}. "
            "Restore the sweep file, or choose another name with `into`."
        )
    for name, here in versions().items():
        if name != "python" and inputs[name] != here:
            raise InputError(
                f"{store.path}: was begun with {name} {inputs[name]}; this is {here}. Go on with that version, "
                "or begin again under another name with `into`."
            )
