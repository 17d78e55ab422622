"""The table of a sweep as Parquet or CSV, in one order, so that equal tables give equal bytes."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from ...errors import InputError
from ...files import Together, new_beside, together
from ..sweep.faults import faults_of
from ..sweep.store import Store, read
from ..sweep.summary import Summary, summary
from .question import SweepExportAsked

ORDER = "draw, assumption_set, scenario"
TABLES = (".csv", ".tsv", ".txt", ".parquet", ".pq")
"""What a file may be called that an export replaces."""

FORMATS = {".parquet": "FORMAT parquet, COMPRESSION zstd", ".csv": "FORMAT csv, HEADER"}


@dataclass(frozen=True)
class Exported:
    """What the sweep's file says in short, and the files that were written of it, each once."""

    summary: Summary
    files: tuple[Path, ...]


def answer(asked: SweepExportAsked) -> Exported:
    """Writes the tables. Raises InputError where none is named, and as `export`."""
    targets = [(target, suffix) for target, suffix in ((asked.parquet, ".parquet"), (asked.csv, ".csv")) if target]
    if not targets:
        raise InputError("nothing was written: name a file with `parquet` FILE or `csv` FILE.")
    check_targets(asked.file, [target for target, _ in targets])
    with closing(read(asked.file)) as store:
        return Exported(summary(store), tuple(export(store, targets)))


def written(answer: Exported) -> tuple[Path, ...]:
    """The files that were written."""
    return answer.files


def remarks(answer: Exported) -> Iterator[str]:
    """Says so where the sweep is not complete."""
    summary = answer.summary
    if not summary.complete:
        yield f"{summary.path}: {summary.chunks} of {summary.inputs['chunks']} chunks are complete so far."


def export(store: Store, targets: Sequence[tuple[Path, str]]) -> list[Path]:
    """Writes the results to each target and, beside it, what they come from as JSON: all of the files, or none.

    A target stands with its form: ".parquet" or ".csv". The rows are ordered by draw, assumption set and scenario;
    sorted on disk where memory is short. Gives the files as they are written. Raises InputError where they cannot be
    written, and as `check_targets`.
    """
    check_targets(store.path, [target for target, _ in targets])
    written = []
    with together() as files:
        for target, suffix in targets:
            with faults_of(target):
                _copy(store, files, target, suffix)
            written += [target, files.write(_stamp_of(target), _inputs(store))]
    return list(dict.fromkeys(written))


def _copy(store: Store, files: Together, target: Path, suffix: str) -> None:
    whole = files.new(target)
    with new_beside(whole) as new:
        store.connection.execute("SET threads = 1")  # several would part the rows of a Parquet file by chance
        store.connection.execute(
            f"COPY (SELECT * FROM results ORDER BY {ORDER}) TO '{_quoted(new)}' ({FORMATS[suffix]})"
        )
        os.replace(new, whole)


def check_targets(source: Path, targets: Sequence[Path]) -> None:
    """Raises InputError where the tables, or the stamps beside them, would replace the sweep's file or one another."""
    stamps = {_stamp_of(target) for target in targets}  # two tables may share a stamp: it says the same of both
    for kept in (source, Path(f"{source}.wal")):
        if any(_same(kept, written) for written in (*targets, *stamps)):
            raise InputError(f"{kept}: holds the sweep, and the export would replace it. Name another file.")
    for target in targets:
        if target.suffix == ".duckdb" or (target.exists() and target.suffix.lower() not in TABLES):
            raise InputError(f"{target}: is no name of a table, and may hold something else. Name it .parquet or .csv.")
    for first, second in combinations((*targets, *stamps), 2):
        if _same(first, second):
            raise InputError(f"{first}: would be written twice, the second time over the first. Name two files.")


def _same(first: Path, second: Path) -> bool:
    """Whether two paths lead to one file, however they are spelled; neither need exist."""
    try:
        return os.path.samefile(first, second)
    except OSError:
        return os.path.realpath(first) == os.path.realpath(second)


def _stamp_of(target: Path) -> Path:
    return target.parent / f"{target.stem}.inputs.json"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _inputs(store: Store) -> str:
    """The stamp of an exported table, without the time: equal inputs give equal bytes."""
    inputs = {name: value for name, value in store.inputs.items() if name != "created"}
    complete = {"plan": json.loads(inputs["plan"]), "chunks_complete": len(store.done), "table_hash": store.table_hash}
    return json.dumps({**inputs, **complete}, indent=2) + "\n"
