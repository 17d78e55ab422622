"""The tree in the page: each move is a button that leads on, and a stage can be chosen otherwise."""

import re
from typing import TYPE_CHECKING

import httpx
import pytest

from .browser import Tabs
from .test_games import asked_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

SPLIT = "spain=no,slovakia=yes,romania=yes,greece=yes"
WALK = (SPLIT, "russia=spoil", "serbia=stall,kosovo=concede")
TREE = {"scenario": "recognition_first", "case": "kosovo"}


@pytest.mark.parametrize("made", range(3))
def test_each_branch_of_the_record_is_a_button_that_says_where_it_leads(client: httpx.Client, made: int) -> None:
    page, record = asked_of(client, "tree", {**TREE, "moves": list(WALK[:made])})
    buttons = re.findall(r'<button class="move" name="moves" value="([^"]*)">(.*?)</button>', page, re.DOTALL)
    assert [value for value, _ in buttons] == [branch["value"] for branch in record["branches"]]
    for (_, words), branch in zip(buttons, record["branches"], strict=True):
        assert ("What the rule chooses" in words) == branch["by_rule"]
        assert all(gain["words"] in words for gain in branch["gains"])


def test_at_the_end_a_link_leads_to_why_each_gets_what_it_gets(client: httpx.Client) -> None:
    page, record = asked_of(client, "tree", {**TREE, "moves": list(WALK), "assume": "sceptic"})
    (link,) = re.findall(r'href="(/explain\?[^"]*profile=[^"]*)"', page)
    explained = client.get(link.replace("&amp;", "&").replace("/explain", "/api/explain"))
    assert explained.json()["profile"] == record["end"]["profile"]
    assert explained.json()["payoffs"] == record["end"]["payoffs"]


def chosen(page: "Page", value: str, count: int) -> None:
    """Presses a move, in the list or behind the click; the address has one more then."""
    button = page.locator(f"button[name=moves][value='{value}']")
    if not button.is_visible():
        page.locator(".turn details summary").click()
    button.click()
    page.wait_for_url(lambda url: url.count("moves=") == count)
    page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_tree_is_walked_to_an_end_and_back(tabs: Tabs, scripts: bool) -> None:
    page = tabs.open("/tree?scenario=recognition_first&case=kosovo", java_script_enabled=scripts)
    for count, value in enumerate(WALK, start=1):
        chosen(page, value, count)
    page.get_by_text("All have chosen.").first.wait_for()
    assert "What each gets" in page.locator("#answer").inner_text()
    page.get_by_role("button", name="Choose otherwise here").nth(1).click()
    page.wait_for_url(lambda url: url.count("moves=") == 1)
    page.get_by_text("What does Russia choose?").first.wait_for()
    page.go_back()
    page.get_by_text("All have chosen.").first.wait_for()


def test_the_tree_of_a_sent_case_is_walked_with_the_case(tabs: Tabs) -> None:
    page = tabs.open("/your-case")
    page.click("button[aria-label='change it here: Serbia and Kosovo']")
    page.click("header .menu > summary")
    page.click(".menu .sheet >> text=The tree, move by move")
    with page.expect_response("**/tree"):
        page.select_option("#f-scenario", "recognition_first")
    page.wait_for_load_state("networkidle")
    page.locator(".turn details summary").click()
    page.click(f"button[name=moves][value='{WALK[0]}']")
    page.get_by_text("What does Russia choose?").first.wait_for()
    page.get_by_role("button", name="Choose otherwise here").click()
    page.locator(f"button[name=moves][value='{WALK[0]}']").wait_for(state="attached")
    assert page.locator("#yours").count() == 1
