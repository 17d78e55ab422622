"""Worker processes of a server as people start it: what hangs, dies or is no longer wanted costs nobody else."""

import asyncio
import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest

from negotiation_sim.web.jobs import Done, Job

from .running import Running, running
from .within import counted, run_apart

LONG = "/api/argument?case=kosovo"
"""It takes some 15 seconds."""
SHORT = "/run?scenario=free_choice&case=stag_hunt"
UNCACHED = "/run?scenario=free_choice&case=stag_hunt&set=hare="


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server for these tests alone: its processes are ended here. It rests when they begin."""
    with running(tmp_path_factory.mktemp("alone"), "--workers", "1") as started:
        with started.client() as client:
            for page in ("/", "/tracks", "/scenarios?case=kosovo"):  # the first ones it prepares when it starts
                assert client.get(page).status_code == 200
        yield started


def until(true: Callable[[], bool]) -> None:
    """Waits until it is so, at most a minute; a test says nothing about times."""
    for _ in range(1_200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to be so")


def seconds_worked(process: psutil.Process) -> float:
    try:
        return process.cpu_times().user
    except psutil.Error:
        return 0.0


def at_work(server: Running) -> psutil.Process:
    """The worker that works now: the one that has spent more processor time than at its start."""
    before = {process.pid: seconds_worked(process) for process in server.workers()}
    at_work: list[psutil.Process] = []

    def shows() -> bool:
        at_work[:] = [each for each in server.workers() if seconds_worked(each) > before.get(each.pid, 0) + 0.3]
        return bool(at_work)

    until(shows)
    return at_work[0]


class Asking(threading.Thread):
    """Someone who waits for a long answer."""

    def __init__(self, server: Running, where: str) -> None:
        super().__init__(daemon=True)
        self.server, self.where = server, where
        self.answer: httpx.Response | None = None
        self.start()

    def run(self) -> None:
        with self.server.client() as client, suppress(httpx.HTTPError):  # where the server ends first
            self.answer = client.get(self.where)


def test_a_client_that_leaves_frees_its_worker(alone: Running) -> None:
    with socket.create_connection(("127.0.0.1", alone.port)) as connection:
        connection.sendall(f"GET {LONG}&set=us_cred=0.91 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        working = at_work(alone)
    until(lambda: not working.is_running())
    with alone.client() as client:
        assert client.get(SHORT).status_code == 200


def test_a_killed_worker_costs_the_one_request_that_it_worked_for(alone: Running) -> None:
    asking = Asking(alone, f"{LONG}&set=us_cred=0.92")
    at_work(alone).kill()
    asking.join(60)
    assert asking.answer is not None
    assert asking.answer.status_code == 500
    assert "the process that worked on it ended" in asking.answer.json()["fault"]
    assert "Ask for less, or ask again" in asking.answer.json()["fault"]
    with alone.client() as client:
        assert client.get(SHORT).status_code == 200
        assert client.get("/api/argument?case=accords&claim=C49").status_code == 200


def test_a_slow_question_never_blocks_a_fast_page(alone: Running) -> None:
    asking = Asking(alone, f"{LONG}&set=us_cred=0.93")
    working = at_work(alone)
    with alone.client() as client:
        for k in range(5):
            assert client.get(f"{UNCACHED}{k / 10}").status_code == 200
        assert asking.answer is None
        assert working.is_running()
    working.kill()
    asking.join(60)


def test_a_client_that_leaves_while_its_worker_starts_leaves_the_worker_to_others() -> None:
    async def told() -> None:
        async with counted() as server:
            for _ in range(3):
                leaving = asyncio.ensure_future(server.client.get(SHORT))
                while not server.site.answers.quick.busy:
                    await asyncio.sleep(0)
                leaving.cancel()
                await asyncio.gather(leaving, return_exceptions=True)
            assert (await server.client.get(SHORT)).status_code == 200
            assert len(server.site.answers.quick.idle) == 1
            assert len(multiprocessing.active_children()) == 1

    run_apart(told())


def test_a_worker_that_was_ended_leaves_no_folder_behind(alone: Running) -> None:
    def homes() -> list[Path]:
        return [*alone.temporary.glob("negotiation-sim-*")]

    with alone.client() as client:
        client.get("/api/argument?case=accords&claim=C49")
        client.get(SHORT)
    until(lambda: len(homes()) == len(alone.workers()))
    assert not [path for home in homes() for path in home.iterdir()]


def test_a_server_that_ends_takes_its_processes_and_folders_with_it(tmp_path: Path) -> None:
    with running(tmp_path, "--workers", "1") as server:  # which looks for what is left when it has ended
        Asking(server, f"{LONG}&set=us_cred=0.94")
        at_work(server)
        assert server.workers()
        assert [*server.temporary.iterdir()]


def test_the_first_page_waits_for_nothing_that_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its marks follow when they are there; a page without them is not kept."""

    async def told() -> None:
        async with counted() as server:
            free, drawn = asyncio.Event(), server.site.answers.drawn
            do = drawn.do

            async def held(job: Job) -> Done:
                await free.wait()
                return await do(job)

            monkeypatch.setattr(drawn, "do", held)
            early = await server.client.get("/?set=us_cred=0.5")
            assert "data-later" in early.text
            assert "is being looked for" in early.text
            assert "Below 0.6372" not in early.text
            assert early.headers["cache-control"] == "no-store"
            assert '<section class="card flipped"' in early.text
            free.set()
            marks = await server.client.get("/tracks?set=us_cred=0.5")
            late = await server.client.get("/?set=us_cred=0.5")
            assert "data-later" not in late.text
            for text in (marks.text, late.text):
                assert "Above 0.6372" in text
                assert "is being looked for" not in text

    run_apart(told())
