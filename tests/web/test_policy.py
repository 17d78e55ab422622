"""The policy on styles and scripts: no page breaks it, and a test in which a page does fails."""

from typing import TYPE_CHECKING

import pytest

from .browser import Tabs
from .running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BREACHES = {
    "a style on an element": "document.body.setAttribute('style', 'color: red')",
    "a style sheet": "document.head.append(Object.assign(document.createElement('style'), { textContent: 'p {}' }))",
    "a script": "document.head.append(Object.assign(document.createElement('script'), { textContent: '1' }))",
}


@pytest.mark.parametrize("breach", BREACHES.values(), ids=[*BREACHES])
def test_a_breach_of_the_policy_fails_a_test(chromium: "Browser", server: Running, breach: str) -> None:
    opened = Tabs(chromium, server.url)
    page = opened.open("/limits")
    page.evaluate(breach)
    page.wait_for_timeout(100)
    with pytest.raises(AssertionError, match="Content Security Policy"):
        opened.close()


def test_what_a_script_styled_is_exchanged_without_a_breach(tabs: Tabs) -> None:
    page = tabs.open("/play?scenario=recognition_first&seat=serbia")
    styled = "[...document.querySelectorAll('#answer [id]')].map(each => each.style.setProperty('--stops', 3)).length"
    assert page.evaluate(styled) > 5
    page.get_by_role("button", name="Stalling").click()
    page.get_by_role("heading", name="What you got").wait_for()
    page.wait_for_timeout(300)
