"""Runs a sweep: chunks to the workers, a few at a time, and their rows into the file as they come back."""

import contextlib
import pickle
import signal
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ...errors import InterruptedWorkError
from ...present.phrases import words
from ...worlds.advance import Advance, Watch, unwatched
from .chunks import Chunk, check_versions, solve_packed
from .executors import Workers, workers
from .plan import SweepPlan
from .question import SweepAsked
from .reading import read_plan
from .store import Store, opened, read
from .summary import Summary, summary


def sweep(
    plan: SweepPlan,
    path: Path,
    resume: bool = False,
    count: int = 1,
    cluster: str | None = None,
    watch: Watch = unwatched,
    patience: float = 60.0,
) -> bool:
    """Runs what is left of a sweep into its file; `watch` is told of the draws of each chunk. False: nothing was left.

    The table is the same whatever the workers, and however often the run was ended and resumed. Memory holds the
    chunks under way and nothing else. `patience` as for `workers`. Raises InputError as `store.opened` and
    `executors.workers`, and InterruptedWorkError where a person ends it: what is complete is in the file then.
    """
    note = _nothing_to_resume(path) if resume and not path.exists() else ""
    with workers(count, cluster, patience) as hands, contextlib.closing(opened(path, plan, resume)) as store:
        try:
            done = store.done
            begun = sum(len(plan.draws_of(number)) for number in done)
            left = [number for number in range(plan.chunks) if number not in done]
            with watch(words(plan.name), plan.inputs.count, begun=begun, parts="draws", note=note) as advance:
                _Run(plan, store, hands, advance).all(left)
        except KeyboardInterrupt:
            raise InterruptedWorkError(
                f"stopped: {len(store.done):,} of {plan.chunks:,} chunks are complete and kept in {path}. "
                "Go on with `resume`."
            ) from None
    return bool(left)


def _nothing_to_resume(path: Path) -> str:
    return f"{path}: there is no such file, so nothing to resume; the sweep starts anew."


LOOK_AFTER = 2.0
"""Seconds without a chunk after which it is looked whether workers are left."""


@dataclass
class _Run:
    """The chunks under way."""

    plan: SweepPlan
    store: Store
    hands: Workers
    advance: Advance
    under_way: "dict[Future[Chunk], int]" = field(default_factory=dict)

    def all(self, left: list[int]) -> None:
        """Solves and keeps these chunks. On an interrupt it keeps those that are solved already."""
        packed, waiting = pickle.dumps(self.plan), iter(left)
        try:
            while self._send(packed, waiting) or self.under_way:
                finished, _ = wait(self.under_way, LOOK_AFTER, FIRST_COMPLETED)
                if not finished:
                    self.hands.check()
                self._keep(finished)
        except KeyboardInterrupt:
            self._keep({future for future in self.under_way if future.done() and not future.cancelled()})
            raise

    def _send(self, packed: bytes, waiting: Iterator[int]) -> bool:
        """Gives the workers more chunks until they have as many as they may; whether any was given."""
        chosen = list(islice(waiting, self.hands.window - len(self.under_way)))
        for number in chosen:
            self.under_way[self.hands.executor.submit(solve_packed, packed, number, self.hands.threads)] = number
        return bool(chosen)

    def _keep(self, finished: "set[Future[Chunk]]") -> None:
        for future in sorted(finished, key=self.under_way.__getitem__):
            chunk = future.result()
            check_versions(chunk.versions)
            with _unbroken():
                self.store.record(chunk)
                number = self.under_way.pop(future)
            self.advance(len(self.plan.draws_of(number)))


@contextlib.contextmanager
def _unbroken() -> Iterator[None]:
    """Holds Ctrl-C back until the block is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


@dataclass(frozen=True)
class Swept:
    """What the sweep's file says in short, whether this run wrote any of it, and the titles of named conclusions."""

    summary: Summary
    wrote: bool
    titles: Mapping[str, str] = field(default_factory=dict)


def answer(asked: SweepAsked, watch: Watch) -> Swept:
    """What the file says once what was left of the sweep has run; see `sweep`."""
    plan = read_plan(asked.file)
    path = asked.into or Path(f"{plan.name}.duckdb")
    wrote = sweep(plan, path, asked.resume, asked.workers, asked.cluster, watch, asked.patience)
    with closing(read(path)) as store:
        titles = {name: reached.title for name, reached in plan.conclusions.items() if reached.title}
        return Swept(summary(store), wrote, titles)


def written(answer: Swept) -> tuple[Path, ...]:
    """The sweep's file, where this run wrote any of it."""
    return (answer.summary.path,) if answer.wrote else ()


def remarks(answer: Swept) -> Iterator[str]:
    """Says so where there was nothing to do."""
    if not answer.wrote:
        yield f"{answer.summary.path}: was complete already; nothing was left to do."
