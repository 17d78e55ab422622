"""The tables that were written of a sweep's file."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError
from ..sweep.store import read
from ..sweep.summary import Summary, summary
from .question import SweepExportAsked
from .table_file import check_targets, export


@dataclass(frozen=True)
class Exported:
    """What the sweep's file says in short, and the files that were written of it, each once."""

    summary: Summary
    files: tuple[Path, ...]


def answer(asked: SweepExportAsked) -> Exported:
    """Writes the tables. Raises InputError where none is named, and as `table_file.export`."""
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
