"""A server as people start it: `negotiation-sim serve` as a process of its own, on a free port of this machine."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from ..command_line import ROOT

PATIENCE = 130.0
"""Seconds until a test gives an answer up: longer than the server itself waits for one."""


@dataclass(frozen=True)
class Running:
    """A server that runs: its address, its process, the folder for what it writes, and what it has told."""

    url: str
    process: subprocess.Popen[str]
    temporary: Path
    told: Path

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def client(self) -> httpx.Client:
        """A client that asks it, and follows no redirection by itself."""
        return httpx.Client(base_url=self.url, timeout=PATIENCE)

    def workers(self) -> list[psutil.Process]:
        """The processes that compute: children of the one from which all of them are forked."""
        return [worker for child in psutil.Process(self.process.pid).children() for worker in child.children()]

    def raw(self, request: bytes) -> bytes:
        """What comes back for bytes that no client would send, until the server closes or says nothing for a while."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # it may have refused before all was sent
                connection.sendall(request)
            return b"".join(_received(connection))


def _received(connection: socket.socket) -> Iterator[bytes]:
    """All that arrives until the connection ends, at most the head and a little more."""
    size = 0
    try:
        while (data := connection.recv(65_536)) and size < 200_000:
            size += len(data)
            yield data
            connection.settimeout(1)
    except (TimeoutError, ConnectionResetError):
        return


@contextmanager
def running(folder: Path, *options: str, root: Path = ROOT) -> Iterator[Running]:
    """A server with these options, run in that folder; it is ended with all its processes.

    `root`: where its package lies.
    """
    temporary = Path(tempfile.mkdtemp(prefix="page-"))  # short: the system bounds the paths of sockets
    told = folder / "told.txt"
    command = [sys.executable, "-m", "negotiation_sim", "serve", "--port", str(_free_port()), *options]
    environment = {**os.environ, "PYTHONPATH": str(root), "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    with told.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder, text=True)
    try:
        yield Running(_address(process, told), process, temporary, told)
        assert process.poll() is None, "the server ended"
    except Exception as error:
        error.add_note(f"The server (ended: {process.poll()}) told:\n{told.read_text(encoding='utf-8')[-4000:]}")
        raise
    finally:
        left = _ended(process)
        files = [*temporary.iterdir()]
        shutil.rmtree(temporary)
    assert not left, "processes outlived the server"
    assert not files, "the server left files behind"


def _ended(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Ends the server as a person does, and whatever outlives it, which is returned."""
    family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _, alive = psutil.wait_procs(family, timeout=10)
    for left in alive:
        left.kill()
    return alive


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _address(process: subprocess.Popen[str], told: Path) -> str:
    """The address that the server tells; it listens from then on."""
    for _ in range(600):
        if match := re.search(r"http://localhost:(\d+)/", told.read_text(encoding="utf-8")):
            return f"http://localhost:{match[1]}"
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(told.read_text(encoding="utf-8"))
