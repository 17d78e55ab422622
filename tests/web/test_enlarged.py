"""Large type: whatever a page leads to is shown as it is."""

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import httpx
import pytest

from negotiation_sim.web.enlarging import enlarging, in_large

if TYPE_CHECKING:
    from .browser import Tabs

ELSEWHERE = ("/api/", "/static/", "/assumptions/file", "/report/", "/your-case/copy")
"""Data, and files to take away."""


class Leading(HTMLParser):
    """The addresses of a page's links, and its forms' actions with the names of their hidden fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, set[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = dict(attrs)
        for name in ("href", "hx-get", "formaction"):
            if (marks.get(name) or "").startswith("/"):
                self.links.append(str(marks[name]))
        if tag == "form" and marks.get("action"):
            self.forms.append((str(marks["action"]), set()))
        if tag == "input" and marks.get("type") == "hidden" and self.forms:
            self.forms[-1][1].add(f"{marks.get('name')}={marks.get('value')}")


@pytest.mark.parametrize("path", ["/", "/?set=us_cred=0.5", "/compare", "/argument", "/play", "/assumptions",
                                  "/table?scenario=status_quo", "/matrix", "/game", "/your-case", "/glossary",
                                  "/report", "/offers", "/compare?set=us_cred=x"])  # fmt: skip
def test_every_link_and_form_of_a_page_in_large_type_leads_to_large_type(client: httpx.Client, path: str) -> None:
    """All but the one link to the usual type, and files."""
    page = client.get(path, params={**httpx.URL(path).params, "view": "large"}).text
    assert '<html lang="en" class="large">' in page
    leading = Leading(page)
    pages = [href for href in leading.links if not href.startswith(ELSEWHERE)]
    other = [href for href in pages if "view=large" not in href]
    assert len(pages) > 10
    assert [href for href in other if not re.search(r"[?&]view=$", href)] == []
    assert len(other) <= 1
    assert [action for action, hidden in leading.forms if "view=large" not in hidden] == []


def test_a_page_in_usual_type_says_nothing_of_it(client: httpx.Client) -> None:
    """But for the one link to the large type."""
    assert client.get("/compare").text.count("view=") == 1


def test_a_form_in_large_type_is_answered_at_an_address_in_large_type(client: httpx.Client) -> None:
    """Both where a plain form is sent on and where a script is told what the address is."""
    sent = client.get("/", params={"set:us_cred": "0.5", "view": "large"}, follow_redirects=False)
    assert sent.headers["location"] == "/?set=us_cred=0.5&view=large"
    part = client.get("/", params={"set:us_cred": "0.5", "view": "large"}, headers={"HX-Request": "true"})
    assert part.headers["x-address"] == "/?set=us_cred=0.5&view=large"
    pushed = client.get("/compare", params={"view": "large"}, headers={"HX-Request": "true"})
    assert pushed.headers["hx-push-url"].endswith("view=large")


def test_an_address_says_once_that_it_is_large() -> None:
    """Before the place in the page; addresses of no page stay as they are."""
    assert in_large("/compare") == "/compare?view=large"
    assert in_large("/regions?x=1#map") == "/regions?x=1&view=large#map"
    for address in ("/compare?view=", "/api/compare", "//elsewhere", "/static/page.css"):
        assert in_large(address) == address
    assert enlarging('<a href="/compare?x=1&amp;y=2">c</a>') == '<a href="/compare?x=1&amp;y=2&amp;view=large">c</a>'


def test_the_links_below_the_first_page_are_about_the_numbers_that_stand_there(tabs: "Tabs") -> None:
    """Also after a slider was moved."""
    tab = tabs.open("/?set=us_cred=0.5")
    links = tab.locator(".again .links")
    assert links.get_by_text("Large type").get_attribute("href") == "/?set=us_cred=0.5&view=large"
    tab.locator("#n-us_cred").fill("0.6")
    tab.locator("#n-us_cred").press("Tab")
    tab.locator('.again a[href*="set=us_cred=0.6"][href$="view=large"]').wait_for()
    assert "set=us_cred=0.6&" in (links.get_by_text("Link to this page").get_attribute("href") or "")


def test_a_slider_and_what_every_strategy_leads_to_are_in_sight_together_in_large_type(tabs: "Tabs") -> None:
    """Also of the last number, on the screen of a laptop; and no word of a card is cut."""
    tab = tabs.open("/?set=us_cred=0.5&view=large")
    tab.locator("input.range").last.evaluate("each => each.scrollIntoView({ block: 'end' })")
    sights = [tab.locator("input.range").last, *tab.locator(".card dl").all()]
    assert len(sights) == 4
    for each in sights:
        box = each.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 901
    assert tab.locator(".card").evaluate_all("all => all.every(each => each.scrollWidth <= each.clientWidth)")
    heading, tag = (tab.locator(f".card.flipped {each}").bounding_box() for each in ("h2", ".tag"))
    assert heading
    assert tag
    assert heading["y"] + heading["height"] <= tag["y"]


@pytest.mark.parametrize("path", ["/", "/argument", "/assumptions", "/compare", "/table", "/play", "/matrix", "/plans"])
def test_large_type_on_a_laptop_is_not_wider_than_the_screen_and_its_bar_is_two_lines(tabs: "Tabs", path: str) -> None:
    tab = tabs.open(f"{path}?view=large")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    bar = tab.locator("header.top").bounding_box()
    assert bar
    assert bar["height"] <= 125
