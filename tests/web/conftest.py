"""What the tests of the page share: a server that runs while they do, and a client that asks it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from . import browser
from .running import Running, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser


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


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """A real browser, started once."""
    with browser.launched() as started:
        yield started


@pytest.fixture
def tabs(chromium: "Browser", server: Running) -> Iterator[browser.Tabs]:
    """Pages of the server in that browser; a complaint of a script fails the test."""
    opened = browser.Tabs(chromium, server.url)
    yield opened
    opened.close()
