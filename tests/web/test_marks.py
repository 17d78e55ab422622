"""The marks on a slider's track: told apart without colour, and named where a finger cannot hover."""

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from negotiation_sim import ask
from negotiation_sim.web.tracks import tracks

from .browser import Tabs, settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CONTRAST = 3.0
"""What WCAG asks of a part of a picture against what lies beside it."""


def luminance(colour: tuple[int, ...]) -> float:
    """The relative luminance of a colour, as WCAG 2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (each / 255 for each in colour[:3])]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: float, second: float) -> float:
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def along(page: "Page", part: "Locator") -> list[float]:
    """How light each point is, along a line through the middle of a part of a track, its ends left out."""
    box = part.bounding_box()
    assert box
    line = {"x": box["x"] + 4, "y": box["y"] + box["height"] / 2, "width": box["width"] - 8, "height": 1}
    picture = Image.open(io.BytesIO(page.screenshot(clip=line))).convert("RGB")  # type: ignore[arg-type]
    return [luminance(picture.getpixel((x, 0))) for x in range(picture.width)]  # type: ignore[arg-type]


@pytest.mark.parametrize("where", ["/", "/breakeven"])
@pytest.mark.parametrize("dark", [False, True])
def test_where_the_outcome_is_another_one_the_track_is_striped_and_elsewhere_plain(
    tabs: Tabs, where: str, dark: bool
) -> None:
    """By light alone, so that neither grey nor dark hides it; the key has the same stripes."""
    page = settled(tabs.open(where, dark=dark))
    dial = page.locator(".dial").nth(1)  # no mark of another author stands on the striped part
    dial.scroll_into_view_if_needed()
    striped, plain = along(page, dial.locator("rect.other").first), along(page, dial.locator("rect.same").first)
    assert contrast(min(striped), max(striped)) >= CONTRAST
    assert contrast(min(plain[:60]), max(plain[:60])) < 1.1
    key = along(page, page.locator(".key rect.other"))
    assert contrast(min(key), max(key)) >= CONTRAST


def test_every_mark_of_another_author_is_named_below_its_track(tabs: Tabs) -> None:
    page = settled(tabs.open("/", "phone"))
    drawn = tracks(ask("dials").record["dials"])
    assert sum(len(track.ticks) for track in drawn) > 15
    for track in drawn:
        dial = page.locator(f"[id='dial-{track.dial['assumption']}']")
        names = dial.locator(".others")
        for tick in track.ticks:
            assert f"{tick.value:g} " in names.inner_text()
            assert tick.label in names.inner_text()
        assert dial.locator(".tick").count() == len({tick.value for tick in track.ticks})
        assert names.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_authors_of_one_value_are_named_once_and_values_stand_from_left_to_right() -> None:
    track = next(track for track in tracks(ask("dials").record["dials"]) if track.dial["assumption"] == "us_cred")
    assert [value for value, _ in track.others] == [0.5, 0.75, 0.8]
    assert track.others[1][1] == ("The sceptics, all three hinges doubted", "Sceptical of the four")
    assert len(track.places) == 3


@pytest.mark.parametrize("where", ["/stability?scenario=free_choice&case=stag_hunt", "/years"])
def test_a_picture_in_the_dark_has_the_ground_of_the_panel_that_it_stands_on(tabs: Tabs, where: str) -> None:
    page = settled(tabs.open(where, dark=True))
    page.wait_for_selector(".pictures svg")
    figure = page.locator(".pictures figure").first
    figure.scroll_into_view_if_needed()
    picture = figure.locator("svg").bounding_box()
    assert picture
    corner = {"x": picture["x"] + 3, "y": picture["y"] + 3, "width": 2, "height": 2}
    seen = Image.open(io.BytesIO(page.screenshot(clip=corner))).convert("RGB").getpixel((0, 0))  # type: ignore[arg-type]
    panel = figure.evaluate("each => getComputedStyle(each).backgroundColor.match(/\\d+/g).map(Number)")
    assert list(seen) == panel  # type: ignore[arg-type]


@pytest.mark.parametrize("where", ["/regions", "/table"])
@pytest.mark.parametrize("dark", [False, True])
def test_the_land_of_a_map_is_told_from_the_sea_without_colour(tabs: Tabs, where: str, dark: bool) -> None:
    page = settled(tabs.open(where, dark=dark))
    page.locator(".map").first.scroll_into_view_if_needed()
    land, sea = (along(page, page.locator(f".map {part}").first) for part in (".land", ".sea"))
    assert contrast(max(set(land), key=land.count), max(set(sea), key=sea.count)) > 1.3
