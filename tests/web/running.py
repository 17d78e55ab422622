"""A server as people start it: `negotiation-sim serve` as a process of its own, on a free port of this machine."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
        """The processes that compute: they come from the one that all are forked from, and have no children."""
        families = psutil.Process(self.process.pid).children(recursive=True)
        return [process for process in families if "tracker" not in _line(process) and not _children(process)]

    def raw(self, request: bytes) -> bytes:
        """What comes back for bytes that no client would send, until the server closes or says nothing for a while."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            try:
                connection.sendall(request)
            except (BrokenPipeError, ConnectionResetError):
                pass
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


def _line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return "tracker"


def _children(process: psutil.Process) -> Sequence[psutil.Process]:
    try:
        return process.children()
    except psutil.Error:
        return ()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    """A server with these options, which writes below the folder; it is ended with all its processes."""
    temporary = folder / "temporary"
    temporary.mkdir()
    told = folder / "told.txt"
    command = [sys.executable, "-m", "negotiation_sim", "serve", "--port", str(_free_port()), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    with told.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder, text=True)
    try:
        yield Running(_address(process, told), process, temporary, told)
    finally:
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        gone, alive = psutil.wait_procs(family, timeout=10)
        for left in alive:
            left.kill()


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
