"""Runs a sweep: chunks to the workers, a few at a time, and their rows into the file as they come back."""

import contextlib
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from .chunks import Chunk, check_versions, solve_packed
from .executors import Workers, workers
from .plan import SweepPlan
from .store import Store, opened


@dataclass(frozen=True)
class Progress:
    """How far a run is. `draws` and `begun` count what is complete, now and when this run began; `seconds` since."""

    draws: int
    begun: int
    of: int
    seconds: float

    @property
    def rate(self) -> float:
        """Draws a second in this run, each under all sets and scenarios."""
        return (self.draws - self.begun) / self.seconds if self.seconds > 0 else 0.0


Report = Callable[[Progress], None]


class InterruptedSweepError(Exception):
    """Ctrl-C: what was complete is in the file. The message says how to go on."""


def sweep(
    plan: SweepPlan,
    path: Path,
    resume: bool = False,
    count: int = 1,
    cluster: str | None = None,
    report: Report = lambda progress: None,
) -> bool:
    """Runs what is left of a sweep into its file; `report` is called after each chunk. False: nothing was left.

    The table is the same whatever the workers, and however often the run was ended and resumed. Memory holds the
    chunks under way and nothing else. Raises InputError (see `store.opened` and `executors.workers`) and InterruptedSweepError.
    """
    with workers(count, cluster) as hands, contextlib.closing(opened(path, plan, resume)) as store:
        done = store.done
        run = _Run(plan, store, report, sum(len(plan.draws_of(number)) for number in done))
        left = [number for number in range(plan.chunks) if number not in done]
        run.all(hands, left)
    return bool(left)


@dataclass
class _Run:
    """The chunks under way, and what is complete so far."""

    plan: SweepPlan
    store: Store
    report: Report
    begun: int
    draws: int = 0
    under_way: "dict[Future[Chunk], int]" = field(default_factory=dict)
    start: float = field(default_factory=time.monotonic)

    def all(self, hands: Workers, left: list[int]) -> None:
        packed, waiting = pickle.dumps(self.plan), iter(left)
        try:
            while self._send(hands, packed, waiting) or self.under_way:
                finished, _ = wait(self.under_way, return_when=FIRST_COMPLETED)
                self._keep(finished)
        except KeyboardInterrupt:
            self._keep({future for future in self.under_way if future.done() and not future.cancelled()})
            raise InterruptedSweepError(
                f"stopped: {len(self.store.done):,} of {self.plan.chunks:,} chunks are complete and kept in "
                f"{self.store.path}. Go on with --resume."
            ) from None

    def _send(self, hands: Workers, packed: bytes, waiting: Iterator[int]) -> bool:
        """Gives the workers more chunks until they have as many as they may; whether any was given."""
        chosen = list(islice(waiting, hands.window - len(self.under_way)))
        for number in chosen:
            self.under_way[hands.executor.submit(solve_packed, packed, number, hands.threads)] = number
        return bool(chosen)

    def _keep(self, finished: "set[Future[Chunk]]") -> None:
        for future in sorted(finished, key=self.under_way.__getitem__):
            chunk = future.result()
            check_versions(chunk.versions)
            with _unbroken():
                self.store.record(chunk)
                number = self.under_way.pop(future)
            self.draws += len(self.plan.draws_of(number))
            seconds = time.monotonic() - self.start
            self.report(Progress(self.begun + self.draws, self.begun, self.plan.inputs.count, seconds))


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
