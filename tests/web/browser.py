"""A real browser for the tests of the page: chromium, where this machine has one.

Where there is none the tests are skipped, and the end of the run says so loudly; with BROWSER_TESTS=required, as in
`.ci/run`, they fail instead.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge")
WIDTHS = {"phone": 390, "laptop": 1280, "projector": 1920}


@cache
def executable() -> str | None:
    """The browser on this machine: the one that CHROMIUM names, or one on the path; None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def summary() -> str:
    """What the end of a run says about the browser."""
    if executable():
        return f"browser: {executable()}"
    return "NO BROWSER: the page was not tried in one. Install chromium, or name a Chrome with CHROMIUM=PATH."


def required() -> bool:
    """Whether a run must not pass without a browser."""
    return os.environ.get("BROWSER_TESTS") == "required"


@contextmanager
def launched() -> Iterator["Browser"]:
    """The browser, started. Skips or fails the test where there is none."""
    if executable() is None:
        (pytest.fail if required() else pytest.skip)(summary())
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Tabs:
    """Opens pages of a server, and keeps what their scripts complain about: a breach of the policy is among it."""

    browser: "Browser"
    url: str
    contexts: list["BrowserContext"] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, where: str, kind: str = "laptop", dark: bool = False, **options: Any) -> "Page":
        """A page in a browser that knows nothing of the others; it waits until the answer is there."""
        size = {"width": WIDTHS[kind], "height": 900}
        scheme: Any = "dark" if dark else "light"
        context = self.browser.new_context(viewport=size, color_scheme=scheme, base_url=self.url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(120_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.goto(where)
        return page

    def close(self) -> None:
        """Closes all of them. Fails where a script complained."""
        for context in self.contexts:
            context.close()
        assert not self.complaints, self.complaints


def settled(page: "Page") -> "Page":
    """The page once nothing in it waits for an answer any more."""
    from playwright.sync_api import expect

    expect(page.locator("[hx-trigger*=load], .htmx-request, [data-later]")).to_have_count(0, timeout=120_000)
    return page


def holds(page: "Page", field_: str, value: str) -> None:
    """Waits until a field of the page holds the value."""
    from playwright.sync_api import expect

    expect(page.locator(field_)).to_have_value(value, timeout=60_000)
