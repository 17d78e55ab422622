"""A page that is printed: what is read, and nothing of what is pressed, chosen or typed into."""

from typing import TYPE_CHECKING

import pytest

from .browser import Tabs, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAPER = {"width": 688, "height": 1000}
"""A4 within its margins, in the pixels of a browser."""
PRESSED = "header.top, button:not(td button), .button, select, textarea, summary, input, .form, .asking, .ask, .search"
NUMBERS = ".number, .drag, .setting input"
"""Fields that show a number of the answer."""
PAGES = {
    "/?set=us_cred=0.5": ".cards",
    "/argument": "#standing",
    "/assumptions": ".setting",
    "/compare": ".cards",
    "/matrix": ".bimatrix",
    "/play?scenario=recognition_first&seat=serbia": ".sentences",
    "/plans?now=1": ".verdicts",
    "/regions": ".map svg",
    "/table": ".zone svg",
    "/thresholds?belief=0.4": ".members",
}
"""Pages, and what is read on each."""


def printed(tabs: Tabs, where: str) -> "Page":
    page = settled(tabs.open(where))
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    return page


def seen(page: "Page", what: str) -> list[str]:
    """The beginning of each of these that can be seen; the fields with numbers are no such."""
    return [
        each.evaluate("each => each.outerHTML.slice(0, 120)")
        for each in page.locator(what).all()
        if each.is_visible() and not each.evaluate(f"each => each.matches('{NUMBERS}, details[open] > summary')")
    ]


@pytest.mark.parametrize("where", PAGES)
def test_paper_has_the_answer_and_its_command_and_nothing_to_press(tabs: Tabs, where: str) -> None:
    page = printed(tabs, where)
    assert page.locator(PAGES[where]).first.is_visible()
    assert page.locator(".again code.copy").is_visible()
    assert seen(page, PRESSED) == []


@pytest.mark.parametrize("where", ["/", "/assumptions", "/argument"])
def test_numbers_stand_on_paper_without_a_box(tabs: Tabs, where: str) -> None:
    numbers = [each for each in printed(tabs, where).locator(NUMBERS).all() if each.is_visible()]
    assert {each.evaluate("each => getComputedStyle(each).borderTopWidth") for each in numbers} == {"0px"}


def test_the_first_page_says_on_paper_whose_numbers_these_are(tabs: Tabs) -> None:
    page = printed(tabs, "/?assume=sceptic_four&set=us_cred=0.7")
    says = page.locator(".stamp").inner_text()
    assert "Assumptions: Sceptical of the four." in says
    assert "Washington's credibility 0.7" in says


@pytest.mark.parametrize("where", ["/plans?now=1", "/solve"])
def test_a_table_on_paper_breaks_no_word_but_by_a_hyphen_and_is_not_cut(tabs: Tabs, where: str) -> None:
    page = printed(tabs, where)
    cells = page.locator(".wide th, .wide td, .wide .small")
    assert cells.count() > 10
    broken = "each => getComputedStyle(each).overflowWrap === 'anywhere' || each.scrollWidth > each.clientWidth + 1"
    assert not [each.inner_text() for each in cells.all() if each.is_visible() and each.evaluate(broken)]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_map_on_paper_shows_where_the_conclusion_holds(tabs: Tabs) -> None:
    page = printed(tabs, "/regions")
    fills = [page.locator(f".map {part}").first.evaluate("each => getComputedStyle(each).fill")
             for part in (".land", ".sea")]  # fmt: skip
    assert fills[0] != fills[1]
