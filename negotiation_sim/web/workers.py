"""Worker processes: each does one job at a time; what hangs or dies costs the one request it worked for."""

import asyncio
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from .jobs import Done, Job, done

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
WARM = ("numpy", "scipy.optimize", "negotiation_sim.web.warm")
MOST_WAITING = 200
"""Requests that may wait for a worker; more are asked to come again."""
MEMORY = 4_000_000_000
"""Bytes that a worker may take."""


class BusyError(Exception):
    """Too many wait already."""


class LostWorkerError(Exception):
    """The worker of a job died, or its time was up."""


def worker(pipe: Connection, home: str, cases: Sequence[str], patient: bool) -> None:
    """Does jobs as they come, until there are no more; a patient one lets others go first."""
    from .confined import confine

    if patient and hasattr(os, "nice"):
        os.nice(10)
    confine(home, cases, MEMORY)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_done(job))


def _done(job: Job) -> Done | str:
    try:
        return done(job)
    except MemoryError:
        return Done({}, "this takes more memory than a page may use. Ask about fewer draws, or a smaller game.")
    except Exception as error:  # the process lives on, whatever a job ran into; the server says that it was a bug
        import traceback

        traceback.print_exc()
        return f"{type(error).__name__}: {error}"


@dataclass
class Worker:
    """A process, the pipe to it, and the folder in which it may write."""

    process: Any
    pipe: Connection
    home: str

    def end(self) -> None:
        """Ends the process at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        shutil.rmtree(self.home, ignore_errors=True)


def started(cases: Sequence[str], patient: bool) -> Worker:
    """A new worker. The first one takes a second or two, for the modules that all share."""
    context: Any = multiprocessing.get_context(METHOD)
    if METHOD == "forkserver":
        context.set_forkserver_preload(list(WARM))
    ours, theirs = context.Pipe()
    home = tempfile.mkdtemp(prefix="negotiation-sim-")
    process = context.Process(target=worker, args=(theirs, home, tuple(cases), patient), daemon=True)
    process.start()
    theirs.close()
    return Worker(process, ours, home)


@dataclass
class Lane:
    """Workers that share what waits. `count` is how many there are at most, `cases` the folders that they read."""

    count: int
    cases: tuple[str, ...]
    patient: bool = False
    idle: list[Worker] = field(default_factory=list)
    busy: int = 0
    waiting: int = 0
    turn: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def do(self, job: Job) -> Done:
        """The job done by the next free worker.

        Raises BusyError where too many wait, LostWorkerError where the worker died or was too long about it. When the
        one who asked goes away the worker is ended, and a new one takes its place.
        """
        worker = await self._next()
        ended = True
        try:
            answer = await asyncio.wait_for(_sent(worker, job), job.seconds)
            ended = False
        except TimeoutError:
            raise LostWorkerError(f"it was not answered within {job.seconds:.0f} seconds") from None
        except (EOFError, OSError):
            raise LostWorkerError("the process that worked on it ended") from None
        finally:
            await asyncio.shield(self._back(worker, ended))
        if isinstance(answer, str):
            raise LostWorkerError(answer)
        return answer

    async def _next(self) -> Worker:
        async with self.turn:
            if self.waiting >= MOST_WAITING:
                raise BusyError
            self.waiting += 1
            try:
                await self.turn.wait_for(lambda: self.busy < self.count)
            finally:
                self.waiting -= 1
            self.busy += 1
            if self.idle:
                return self.idle.pop()
        starting = asyncio.ensure_future(asyncio.to_thread(started, self.cases, self.patient))
        try:
            return await asyncio.shield(starting)
        except BaseException:
            await asyncio.shield(self._not_needed(starting))
            raise

    async def _not_needed(self, starting: "asyncio.Future[Worker]") -> None:
        """Takes back a worker that was still starting when the one who asked went away."""
        (worker,) = await asyncio.gather(starting, return_exceptions=True)
        async with self.turn:
            if isinstance(worker, Worker):
                self.idle.append(worker)
            self.busy -= 1
            self.turn.notify()

    async def _back(self, worker: Worker, ended: bool) -> None:
        if ended:
            await asyncio.to_thread(worker.end)
        async with self.turn:
            if not ended:
                self.idle.append(worker)
            self.busy -= 1
            self.turn.notify()

    async def warm(self) -> None:
        """Starts all workers."""
        missing = range(self.count - self.busy - len(self.idle))
        self.idle += await asyncio.gather(*(asyncio.to_thread(started, self.cases, self.patient) for _ in missing))

    def end(self) -> None:
        """Ends all workers that are idle."""
        while self.idle:
            self.idle.pop().end()


def _set(arrived: "asyncio.Future[None]") -> None:
    if not arrived.done():
        arrived.set_result(None)


async def _sent(worker: Worker, job: Job) -> Done | str:
    """What the worker answers to the job. Raises EOFError or OSError where it died."""
    worker.pipe.send(job)
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[None] = loop.create_future()
    loop.add_reader(worker.pipe.fileno(), _set, arrived)
    try:
        await arrived
    finally:
        loop.remove_reader(worker.pipe.fileno())
    answer: Done | str = worker.pipe.recv()
    return answer
