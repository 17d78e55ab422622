"""Numbers that are moved on the first page and that of the argument: dragged, by keys, back, without a server."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from .browser import Tabs, holds, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST, ARGUMENT = "/?case=kosovo", "/argument?case=kosovo"
PLACES = {FIRST: "#answer", ARGUMENT: "#standing"}
"""Where the answer to a move stands, by the page."""
NAME = "us_cred"
NUMBER, SLIDER = f"#n-{NAME}", f'.range[data-for="n-{NAME}"]'
OUTCOME = "() => [...document.querySelectorAll('.cards dl, .hinges')].map((each) => each.innerText).join(' ')"
"""What the strategies lead to, or which steps stand."""


def outcome(page: "Page") -> str:
    return str(page.evaluate(OUTCOME))


def other_outcome(page: "Page", than: str) -> None:
    """Waits until an outcome stands there that is not this one."""
    page.wait_for_function(f"(before) => ({OUTCOME})() && ({OUTCOME})() !== before", arg=than)


def same_outcome(page: "Page", outcome: str) -> None:
    """Waits until this outcome stands there."""
    page.wait_for_function(f"(before) => ({OUTCOME})() === before", arg=outcome)


def slid(page: "Page") -> None:
    """The slider of the first page goes left by half its length, from the right end."""
    box = page.locator(SLIDER).bounding_box()
    assert box
    dragged(page, box["x"] + box["width"] - 8, box["y"] + box["height"] / 2, -0.5 * box["width"])


def pulled(page: "Page") -> None:
    """The number of the argument is pulled to the left by fifty steps."""
    page.locator(NUMBER).scroll_into_view_if_needed()
    box = page.locator(NUMBER).bounding_box()
    assert box
    dragged(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, -150)


def dragged(page: "Page", x: float, y: float, by: float) -> None:
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=8)
    page.mouse.up()


def typed(page: "Page", value: str) -> None:
    page.locator(NUMBER).fill(value)
    page.locator(NUMBER).press("Tab")


DRAGGED = pytest.mark.parametrize(("where", "drag"), [(FIRST, slid), (ARGUMENT, pulled)], ids=["first", "argument"])


@DRAGGED
def test_a_dragged_number_changes_the_outcome_and_then_stands_in_the_address(
    tabs: Tabs, where: str, drag: Callable[["Page"], None]
) -> None:
    page = settled(tabs.open(where))
    before = outcome(page)
    drag(page)
    other_outcome(page, before)
    page.wait_for_url(f"**{NAME}*")
    value = page.locator(NUMBER).input_value()
    assert 0.3 <= float(value) <= 0.63
    assert f"{NAME}={value}" in unquote(page.url)
    assert page.locator(f".changed {NUMBER}").count() == 1


@DRAGGED
def test_back_and_forward_lead_through_what_was_dragged(tabs: Tabs, where: str, drag: Callable[["Page"], None]) -> None:
    page = settled(tabs.open(where))
    before = outcome(page)
    drag(page)
    page.wait_for_url(f"**{NAME}*")
    value, after = page.locator(NUMBER).input_value(), outcome(page)
    page.go_back()
    holds(page, NUMBER, "1")
    same_outcome(page, before)
    assert page.locator(".changed").count() == 0
    page.go_forward()
    holds(page, NUMBER, value)
    same_outcome(page, after)


@pytest.mark.parametrize(("where", "field"), [(FIRST, SLIDER), (ARGUMENT, NUMBER)], ids=["first", "argument"])
def test_keys_move_a_number_by_steps_and_back(tabs: Tabs, where: str, field: str) -> None:
    page = settled(tabs.open(where))
    before = outcome(page)
    page.locator(field).focus()
    for _ in range(5):
        page.keyboard.press("PageDown")
    holds(page, NUMBER, "0.5")
    other_outcome(page, before)
    page.keyboard.press("ArrowUp")
    holds(page, NUMBER, "0.51")
    page.keyboard.press("ArrowDown")
    holds(page, NUMBER, "0.5")
    for _ in range(5):
        page.keyboard.press("PageUp")
    holds(page, NUMBER, "1")
    same_outcome(page, before)


@pytest.mark.parametrize(("where", "place"), PLACES.items(), ids=["first", "argument"])
def test_a_page_says_that_the_server_does_not_answer_and_goes_on_when_it_does(
    tabs: Tabs, where: str, place: str
) -> None:
    page = settled(tabs.open(where))
    before = outcome(page)
    page.route(f"**/*{NAME}*", lambda route: route.abort())
    typed(page, "0.4")
    page.wait_for_selector(f"{place} .fault")
    assert "The server does not answer" in page.locator(place).inner_text()
    page.unroute(f"**/*{NAME}*")
    typed(page, "0.5")
    other_outcome(page, before)
    assert page.locator(f"{place} .fault").count() == 0
    tabs.complaints[:] = [said for said in tabs.complaints if "ERR_FAILED" not in said]
