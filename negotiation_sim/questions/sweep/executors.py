"""Where chunks are solved: in this process, in processes of this machine, or on a Dask cluster; all are `Executor`s."""

import contextlib
import multiprocessing
import os
import pickle
import re
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from ...errors import InputError
from .chunks import check_versions, versions
from .faults import needed

PATIENCE = 10.0
RETRIES = 3
ADDRESS = re.compile(r"(tcp|tls)://(\[[^\s\[\]/]+\]|[^\s\[\]:/]+):([0-9]{1,5})")


@dataclass(frozen=True)
class Workers:
    """An executor, how many chunks it is given at a time, and how many threads each is solved by (None: all cores).

    `check` is called while chunks are waited for; it raises InputError where nobody is left to solve them.
    """

    executor: Executor
    window: int
    threads: int | None
    check: Callable[[], None] = lambda: None


class InProcess(Executor):
    """Solves what is submitted at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """A future that is done already."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # what went wrong is raised where the result is asked for, as by any executor
            future.set_exception(error)
        return future


def workers(
    count: int = 1, cluster: str | None = None, patience: float = 60.0
) -> contextlib.AbstractContextManager[Workers]:
    """The workers that were asked for: `count` processes (1: this one), or those of a Dask scheduler's address.

    `patience`: so many seconds a cluster may be without any worker.

    Raises InputError for both, for fewer than one, or where the scheduler does not answer or has no worker.
    """
    if count < 1 or (cluster and count > 1):
        problem = f"{count} workers" if count < 1 else "both `workers` and `cluster`"
        raise InputError(f"{problem}: write `workers=1` or more, or `cluster` with an address.")
    return _cluster(cluster, patience) if cluster else _processes(count) if count > 1 else _in_process()


@contextlib.contextmanager
def _in_process() -> Iterator[Workers]:
    yield Workers(InProcess(), 1, None)


@contextlib.contextmanager
def _processes(count: int) -> Iterator[Workers]:
    """New processes, which end at once when this one ends or leaves: the far end of `lifeline` closes then."""
    context = multiprocessing.get_context("spawn")
    lifeline, held = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(count, context, _watch, (lifeline,))
    try:
        yield Workers(executor, 2 * count, 1)
    except BrokenProcessPool:
        raise InputError(
            "a worker ended before its time (ended by hand, or out of memory). What is complete is kept: go on with "
            "`resume`, with fewer `workers` if memory was short."
        ) from None
    finally:
        held.close()
        executor.shutdown(wait=True, cancel_futures=True)


def _watch(lifeline: Connection) -> None:
    """Ends this worker when the lifeline breaks. Ctrl-C is for the first process alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(1)


@contextlib.contextmanager
def _cluster(address: str, patience: float) -> Iterator[Workers]:
    """Two chunks for each thread of the cluster's workers. A chunk whose worker is lost is given to another."""
    scheme, host, port = _parts(address)
    distributed = needed("distributed", "cluster")
    if scheme == "tls" and not distributed.Security().get_connection_args("client")["ssl_context"]:
        raise InputError(
            f"{address}: tls needs certificates, and Dask's configuration names none under distributed.comm.tls. "
            "Name them there, or write tcp:// for a scheduler without."
        )
    try:
        _knock(scheme, host, port)
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"{address}: no Dask scheduler answers there ({error}). Start one, or mend `cluster`."
        ) from None
    try:
        _wait_for_a_worker(client, address)
        _check_workers(client)
        threads = sum(client.nthreads().values())
        executor = client.get_executor(pure=False, retries=RETRIES)
        yield Workers(executor, 2 * threads, 1, _Left(client, address, patience).check)
    except (CancelledError, distributed.KilledWorker, OSError) as error:
        raise InputError(
            f"{address}: the cluster was lost ({type(error).__name__}: {error}). What is complete is kept: go on with "
            "`resume`."
        ) from None
    finally:
        client.close(timeout=PATIENCE)


@dataclass
class _Left:
    """Whether a cluster has workers; `since` is the moment from which on it had none."""

    client: Any
    address: str
    patience: float
    since: float | None = None

    def check(self) -> None:
        """Raises InputError where there was no worker for too long."""
        if self.client.nthreads():
            self.since = None
            return
        now = time.monotonic()
        self.since = self.since or now
        if now - self.since >= self.patience:
            raise InputError(
                f"{self.address}: all workers of the cluster are gone, for {self.patience:g} seconds now. What is "
                f"complete is kept: start one with: dask worker {self.address}, and go on with `resume`."
            )


def _parts(address: str) -> tuple[str, str, int]:
    """The scheme, the host and the port of a scheduler's address."""
    parts = ADDRESS.fullmatch(address)
    if not parts or not 0 < int(parts[3]) < 2**16:
        raise InputError(
            f"`cluster` {address}: is no scheduler's address. Write tcp://HOST:PORT or tls://HOST:PORT, "
            "as in tcp://127.0.0.1:8786."
        )
    return parts[1], parts[2].strip("[]"), int(parts[3])


def _knock(scheme: str, host: str, port: int) -> None:
    """Raises OSError at once where nobody listens, and after a while where one listens who is no scheduler.

    A Dask client would go on trying where it is refused, and wait for ever where it is not greeted. A scheduler greets
    first; under tls the caller does, so there the client must find out.
    """
    with socket.create_connection((host, port), timeout=PATIENCE) as caller:
        if scheme == "tcp" and not caller.recv(1):
            raise ConnectionError("whoever listens there hangs up")


def _wait_for_a_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise InputError(f"{address}: the scheduler has no worker. Start one with: dask worker {address}") from None


class _Versions:
    """Becomes `versions()` of the process that unpickles it."""

    def __reduce__(self) -> tuple[Callable[[], dict[str, str]], tuple[()]]:
        return versions, ()


def _check_workers(client: Any) -> None:
    """Raises InputError where a worker cannot import this package, or has another version of what numbers depend on.

    Asked through `pickle.loads`, which every worker has: a worker that is sent a function it cannot import ends.
    """
    answers = client.run(pickle.loads, pickle.dumps(_Versions()), on_error="return")
    for worker, answer in answers.items():
        if isinstance(answer, Exception):
            raise InputError(
                f"the worker at {worker} cannot import negotiation_sim ({answer}). Install the same version there."
            )
        check_versions(answer)
