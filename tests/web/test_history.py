"""Back and forward: every place in the history is one that a person chose, and none is in the way."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from .browser import Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Page

PART = {"HX-Request": "true"}


def back_to(page: "Page", path: str) -> None:
    page.go_back()
    page.wait_for_url(lambda url: urlsplit(url).path == path)


@pytest.mark.parametrize("where", ["/report", "/sensitivity?scenario=recognition_first&draws=64", "/regions"])
def test_an_answer_that_follows_by_itself_is_no_place_to_go_back_to(tabs: Tabs, where: str) -> None:
    page = tabs.open("/glossary")
    page.goto(where)
    page.locator(".again").first.wait_for(timeout=120_000)
    assert page.evaluate("history.length") == 3  # the empty page that a browser opens with, and these two
    back_to(page, "/glossary")


def test_what_is_asked_with_a_script_stands_in_the_history_once(client: httpx.Client) -> None:
    """Another question is a new place; the same one, however it is written, takes the place of its own."""
    for current, header in (
        ("/compare", "hx-push-url"),
        ("/compare?set=us_cred%3D0.5", "hx-replace-url"),
        ("/compare?set%3Aus_cred=0.5&assume=", "hx-replace-url"),
        ("/matrix?set=us_cred=0.5", "hx-push-url"),
        ("/compare?nonsense=1", "hx-push-url"),
        ("//[", "hx-push-url"),
    ):
        answer = client.get(
            "/compare?set=us_cred=0.5", headers={**PART, "HX-Current-URL": f"http://localhost{current}"}
        )
        assert answer.headers[header] == "/compare?set=us_cred=0.5", current
        assert len({"hx-push-url", "hx-replace-url"} & set(answer.headers)) == 1


def test_enter_in_a_number_is_one_move_and_opens_no_page(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo")
    page.evaluate("window.stays = true")
    places = page.evaluate("history.length")
    page.locator("#n-us_cred").fill("0.5")
    page.locator("#n-us_cred").press("Enter")
    page.locator(".card.flipped").first.wait_for()
    page.wait_for_url("**set=us_cred=0.5*")
    page.locator("h1").click()
    page.wait_for_timeout(600)
    assert page.evaluate("window.stays")
    assert page.evaluate("history.length") == places + 1


@pytest.mark.parametrize("added", ["fbclid=abc", "utm_source=mail&utm_campaign=x", "gclid=1", "mc_eid=2"])
def test_what_mail_and_networks_add_to_a_link_does_not_break_it(client: httpx.Client, added: str) -> None:
    asked = client.get(f"/compare?set=us_cred=0.5&{added}")
    assert asked.status_code == 200
    assert "fbclid" not in asked.text
    assert client.get("/compare?fbclid2=1").status_code == 400


def test_a_place_in_the_page_is_reached_without_opening_it_anew(tabs: Tabs) -> None:
    """As by the link that skips to the answer, with the keyboard alone."""
    page = tabs.open("/?case=kosovo")
    page.evaluate("window.stays = true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.wait_for_timeout(500)
    assert page.evaluate("window.stays")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_numbers_and_whose_they_are_go_along_to_the_other_pages(tabs: Tabs, client: httpx.Client) -> None:
    """Where the answer depends on them; also those that were moved after the page was opened."""
    page = client.get("/compare?set=us_cred=0.5&assume=sceptic_kosovo").text
    kept = "?assume=sceptic_kosovo&amp;set=us_cred=0.5"
    for path in ("/", "/believe", "/play", "/assumptions", "/breakeven", "/matrix"):
        assert f'href="{path}{kept}"' in page
    for path in ("/glossary", "/cite", "/power"):
        assert f'href="{path}"' in page
    tab = tabs.open("/?case=kosovo")
    typed = tab.locator("#n-us_cred")
    typed.fill("0.5")
    typed.press("Enter")
    tab.wait_for_url("**set=us_cred=0.5*")
    tab.get_by_role("link", name="Compare", exact=True).click()
    tab.wait_for_url("**/compare?set=us_cred=0.5")
