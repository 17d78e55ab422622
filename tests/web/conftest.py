"""What the tests of the page share: a server that runs while they do, and a client that asks it."""

from collections.abc import Iterator

import httpx
import pytest

from .running import Running, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the built-in cases with one process for short questions and one for long ones."""
    with running(tmp_path_factory.mktemp("server"), "--workers", "1") as started:
        yield started


@pytest.fixture(scope="session")
def client(server: Running) -> Iterator[httpx.Client]:
    """A client that asks that server."""
    with server.client() as asking:
        yield asking
