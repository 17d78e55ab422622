"""The page: from a slider that moves to the new answer, in a real browser, beside `run` as a whole process today.

A class of 200 is measured by `benchmarks.web_class`, memory over many requests by `benchmarks.web_memory`.
"""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.web.browser import launched
from tests.web.running import Running, running

if TYPE_CHECKING:
    from playwright.sync_api import Page

Benchmark = Callable[..., Any]
chance = random.Random(7)
ROUNDS = 40


def a_value() -> str:
    """A value of Washington's credibility that nobody has asked for."""
    return f"{0.1 + 0.9 * chance.random():.6f}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with two processes, its first page computed."""
    with running(tmp_path_factory.mktemp("server")) as started:
        with started.client() as client:
            client.get("/")
        yield started


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as asking:
        yield asking


def test_the_first_page_once_more(benchmark: Benchmark, client: httpx.Client) -> None:
    page = benchmark(client.get, "/")
    assert page.status_code == 200


def test_a_new_answer_over_http(benchmark: Benchmark, client: httpx.Client) -> None:
    def moved() -> httpx.Response:
        return client.get("/", params={"set:us_cred": a_value()}, headers={"HX-Request": "true"})

    assert benchmark.pedantic(moved, rounds=ROUNDS).status_code == 200  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def page(server: Running) -> Iterator["Page"]:
    with launched() as browser:
        opened = browser.new_page(base_url=server.url)
        opened.goto("/")
        yield opened


MOVE = """value => new Promise(done => {
  const range = document.querySelector(".range[data-for=n-us_cred]"), answer = document.getElementById("answer");
  const seen = new MutationObserver(() => { seen.disconnect(); done(performance.now() - begun); });
  seen.observe(answer, { childList: true });
  range.dataset.step = "0.000001";
  range.value = value;
  const begun = performance.now();
  range.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def test_a_slider_moved_in_a_browser_until_the_new_answer_is_there(benchmark: Benchmark, page: "Page") -> None:
    benchmark.pedantic(lambda: page.evaluate(MOVE, a_value()), rounds=ROUNDS)  # type: ignore[attr-defined]


def test_run_as_a_whole_process(benchmark: Benchmark) -> None:
    command = [sys.executable, "-m", "negotiation_sim", "run", "recognition_first", "--set", "us_cred=0.5"]
    benchmark.pedantic(subprocess.run, (command,), {"check": True, "capture_output": True}, rounds=5)  # type: ignore[attr-defined]
