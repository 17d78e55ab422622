"""A phone: the bar stays low, and what is wider than the screen shows that it goes on."""

import io
from typing import TYPE_CHECKING

import httpx
import pytest
from PIL import Image

from .browser import Tabs, settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LOWEST = 80
"""Pixels: two lines of links that a finger can press."""


HEAVIEST = 150_000
"""Bytes of the first page with its styles and scripts, nothing compressed: what a class loads over one connection."""


def test_the_first_page_with_all_that_it_loads_stays_light(tabs: Tabs, client: httpx.Client) -> None:
    page = settled(tabs.open("/", "phone"))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => new URL(each.name).pathname)")
    files = {path for path in loaded if path.startswith("/static/")}
    assert {"/static/page.css", "/static/htmx.min.js", "/static/start.js", "/static/numbers.js"} <= files
    assert sum(len(client.get(path).content) for path in ["/", *files]) < HEAVIEST


@pytest.mark.parametrize("where", ["/", "/compare", "/table", "/play", "/your-case"])
def test_the_bar_of_a_phone_is_two_lines_high(tabs: Tabs, where: str) -> None:
    bar = tabs.open(where, "phone").locator("header.top").bounding_box()
    assert bar
    assert bar["height"] <= LOWEST


@pytest.mark.parametrize("scripts", [True, False])
def test_every_link_of_the_bar_and_the_menu_is_within_reach_of_a_phone(tabs: Tabs, scripts: bool) -> None:
    page = tabs.open("/", "phone", java_script_enabled=scripts)
    for link in page.locator("header nav > a").all():
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + min(box["width"], 200) <= 391
    page.locator("details.menu summary").click()
    sheet = page.locator("details.menu .sheet").bounding_box()
    assert sheet
    assert sheet["x"] >= 0
    assert sheet["x"] + sheet["width"] <= 390
    page.locator("details.menu .sheet a").first.click()
    assert page.locator("main h1").count() == 1


@pytest.mark.parametrize("where", ["/assumptions", "/compare", "/play"])
def test_the_bar_of_a_phone_shows_first_where_one_is(tabs: Tabs, where: str) -> None:
    current = tabs.open(where, "phone").locator("header [aria-current]").bounding_box()
    assert current
    assert current["x"] + current["width"] < 300


def edge(page: "Page", wide: "Locator") -> list[int]:
    """How light each point is, from 0 to 255, along a line down the right edge of what scrolls."""
    box = wide.bounding_box()
    assert box
    strip = {"x": box["x"] + box["width"] - 4, "y": box["y"] + 20, "width": 1, "height": min(box["height"] - 40, 300)}
    picture = Image.open(io.BytesIO(page.screenshot(clip=strip, full_page=False)))  # type: ignore[arg-type]
    return list(picture.convert("L").tobytes())


@pytest.mark.parametrize(
    ("where", "what"), [("/matrix", ".wide"), ("/stability?scenario=free_choice&case=stag_hunt", ".pictures figure")]
)
@pytest.mark.parametrize("dark", [False, True])
def test_a_shadow_at_the_edge_tells_that_there_is_more_until_the_end_is_reached(
    tabs: Tabs, where: str, what: str, dark: bool
) -> None:
    page = settled(tabs.open(where, "phone", dark))
    wide = page.locator(what).first
    wide.scroll_into_view_if_needed()
    assert wide.evaluate("each => each.scrollWidth > each.clientWidth")
    before = edge(page, wide)
    wide.evaluate("each => { each.scrollLeft = each.scrollWidth; }")
    after = edge(page, wide)
    assert all(abs(shaded - plain) > 40 for shaded, plain in zip(before, after, strict=True))
    assert len(set(after)) == 1


def test_a_table_that_is_not_squeezed_below_its_words_has_the_shadow_on_a_laptop_too(tabs: Tabs) -> None:
    page = settled(tabs.open("/plans?now=1&view=large"))
    wide = page.locator(".wide").first
    wide.scroll_into_view_if_needed()
    before = edge(page, wide)
    wide.evaluate("each => { each.scrollLeft = each.scrollWidth; }")
    assert min(before) < min(edge(page, wide)) - 40


def test_a_table_that_fits_has_no_shadow(tabs: Tabs) -> None:
    page = settled(tabs.open("/matrix"))
    assert len(set(edge(page, page.locator(".wide").first))) == 1


def test_the_caption_of_a_wide_table_is_read_without_scrolling(tabs: Tabs) -> None:
    page = settled(tabs.open("/matrix", "phone"))
    caption = page.locator(".wide caption").first.bounding_box()
    assert caption
    assert caption["x"] + caption["width"] <= 390


def test_a_reason_stands_below_its_numbers_on_a_phone_and_is_read_without_scrolling_sideways(tabs: Tabs) -> None:
    page = settled(tabs.open("/explain?scenario=recognition_first", "phone"))
    row = page.get_by_role("region", name="United States gets").locator("tbody tr").first
    boxes = row.evaluate("each => [...each.cells].map(cell => cell.getBoundingClientRect().toJSON())")
    _, weight, _, points, why, source = boxes
    assert points["y"] == weight["y"] < why["y"] < source["y"]
    assert max(box["right"] for box in boxes) <= 390


def test_a_game_of_two_by_two_is_typed_on_a_phone_without_scrolling_sideways(tabs: Tabs) -> None:
    wide = tabs.open("/game", "phone").locator(".wide:has(.pair)").first
    assert wide.evaluate("each => each.scrollWidth <= each.clientWidth")
