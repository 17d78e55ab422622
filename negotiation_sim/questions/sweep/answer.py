"""The file of a sweep, run to its end."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ...worlds.advance import Watch
from .question import SweepAsked
from .reading import read_plan
from .run import sweep
from .store import read
from .summary import Summary, summary


@dataclass(frozen=True)
class Swept:
    """What the sweep's file says in short, and whether this run wrote any of it."""

    summary: Summary
    wrote: bool


def answer(asked: SweepAsked, watch: Watch) -> Swept:
    """Runs what is left of the sweep; see `run.sweep`."""
    plan = read_plan(asked.file)
    path = asked.into or Path(f"{plan.name}.duckdb")
    wrote = sweep(plan, path, asked.resume, asked.workers, asked.cluster, watch, asked.patience)
    with closing(read(path)) as store:
        return Swept(summary(store), wrote)


def written(answer: Swept) -> tuple[Path, ...]:
    """The sweep's file, where this run wrote any of it."""
    return (answer.summary.path,) if answer.wrote else ()


def remarks(answer: Swept) -> Iterator[str]:
    """Says so where there was nothing to do."""
    if not answer.wrote:
        yield f"{answer.summary.path}: was complete already; nothing was left to do."
