"""The page of the table: issues are dragged, what everybody gains follows, and the map shows where the package lies."""

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import pytest

from negotiation_sim.case.library import built_in_cases
from negotiation_sim.case.loader import load_case
from negotiation_sim.present.phrases import points, signed
from negotiation_sim.questions.asking import ask
from negotiation_sim.web.packed import as_text, pack
from negotiation_sim.web.zone_map import zone_map

from .browser import Tabs, settled
from .followed import Follower, Page
from .test_pages import files_below

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from playwright.sync_api import Page as Shown

WATER = Path(__file__).parent.parent / "frozen" / "water"
TABLE = "/table?scenarios=status_quo"
OFFER = "/play?scenario=status_quo&at=table&seat=kosovo"


@pytest.fixture(scope="module")
def follower(client: httpx.Client) -> Follower:
    return Follower(client)


def point(*package: str, scenario: str = "status_quo") -> dict[str, Any]:
    """The point of a scenario, with that package placed."""
    answered: dict[str, Any] = ask("table", scenario, package=package, concept="best_joint").record["scenarios"][0]
    return answered


def gains(page: "Shown") -> str:
    """The gains as they stand beside the package."""
    return " ".join(page.locator(".placed .gains").inner_text().split())


def gains_of(*package: str) -> str:
    """The same from the record."""
    players = load_case("kosovo").players
    return " ".join(
        f"{players[party].name} {signed(gain)}" for party, gain in point(*package)["placed"]["gains"].items()
    )


def track(page: "Shown", label: str) -> "Locator":
    return settled(page).get_by_role("slider", name=label, exact=True)


def along(slider: "Locator", stop: int) -> tuple[float, float]:
    """Where the stop of a track lies on the screen: the middle of its label, at the height of the track."""
    box = slider.bounding_box()
    label = slider.locator("xpath=following-sibling::*/span").nth(stop).bounding_box()
    assert box
    assert label
    return label["x"] + label["width"] / 2, box["y"] + box["height"] / 2


def dragged(page: "Shown", label: str, *stops: int) -> None:
    """The handle of a track taken where it is and drawn over these stops, let go at the last."""
    slider = track(page, label)
    slider.scroll_into_view_if_needed()
    now = int(slider.input_value())
    page.mouse.move(*along(slider, now))
    page.mouse.down()
    for stop in stops:
        page.mouse.move(*along(slider, stop), steps=5)
        page.wait_for_timeout(700)
    page.mouse.up()


# ---- in a browser


def test_an_issue_is_dragged_by_the_mouse_the_gains_follow_and_back_leads_to_before(tabs: Tabs) -> None:
    page = tabs.open(f"{TABLE}&package=funds%3Dgrowth_plan")
    before = page.url
    assert gains(page) == gains_of("funds=growth_plan")
    dragged(page, "Police in the north", 1, 2)
    page.wait_for_url("**north=kfor_buffer*")
    after = gains_of("funds=growth_plan", "north=kfor_buffer")
    assert gains(page) == after != gains_of("funds=growth_plan")
    assert "north=kfor_buffer" in page.locator(".again code.copy").inner_text()
    assert gains(settled(tabs.open(page.url))) == after
    page.go_back()
    page.wait_for_url(before)
    page.locator(".placed .gains", has_text="+0.80").wait_for()
    assert gains(page) == gains_of("funds=growth_plan")
    assert track(page, "Police in the north").input_value() == "0"
    page.go_forward()
    page.wait_for_url("**north=kfor_buffer*")
    assert track(page, "Police in the north").input_value() == "2"
    assert gains(page) == after


def test_all_that_is_passed_on_the_way_of_a_drag_is_one_step_back(tabs: Tabs) -> None:
    page = tabs.open(f"{TABLE}&package=funds%3Dgrowth_plan")
    steps = page.evaluate("history.length")
    dragged(page, "Police in the north", 1, 2, 1)
    page.wait_for_url("**north=mixed*")
    assert page.evaluate("history.length") == steps + 1
    dragged(page, "Serbia in the EU", 1)
    page.wait_for_url("**serbia_eu=eight_years*")
    assert page.evaluate("history.length") == steps + 2
    page.go_back()
    page.wait_for_url("**north=mixed*")
    assert "serbia_eu" not in page.url


def test_an_issue_moves_by_the_keyboard_alone_and_the_track_says_its_option(tabs: Tabs) -> None:
    page = tabs.open(TABLE)
    slider = track(page, "Police in the north")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**north=mixed*")
    assert gains(page) == gains_of("north=mixed")
    page.keyboard.press("End")
    page.wait_for_url("**north=kfor_buffer*")
    assert gains(page) == gains_of("north=kfor_buffer")
    assert page.evaluate("document.activeElement.id") == "i-north-track"
    worth = next(each for each in point()["issues"]["north"]["options"] if each["option"] == "kfor_buffer")["worth"]
    says = f"KFOR buffer: Serbia {signed(worth['serbia'])}, Kosovo {signed(worth['kosovo'])}"
    assert slider.get_attribute("aria-valuetext") == says
    assert signed(worth["kosovo"]) in page.locator("#told-aloud").inner_text()
    page.go_back()
    page.wait_for_url("**north=mixed*")
    assert track(page, "Police in the north").input_value() == "1"


def test_the_label_of_a_stop_is_a_way_there(tabs: Tabs) -> None:
    page = settled(tabs.open(TABLE, "phone"))
    page.locator(".stops span", has_text="Growth Plan").click()
    page.wait_for_url("**funds=growth_plan*")
    assert gains(page) == gains_of("funds=growth_plan")


@pytest.mark.parametrize("where", [TABLE, OFFER])
def test_without_scripts_every_issue_is_a_list(tabs: Tabs, where: str) -> None:
    page = tabs.open(where, java_script_enabled=False)
    lists = page.locator(".track select")
    assert lists.count() == 10
    assert all(each.is_visible() for each in lists.all())
    assert page.get_by_role("slider").count() == 0


def test_the_bars_beside_the_gains_are_as_long_as_the_gains_are_large(tabs: Tabs) -> None:
    page = tabs.open(f"{TABLE}&package=funds%3Dgrowth_plan&package=north%3Dmixed")
    boxes = [bar.bounding_box() for bar in page.locator(".placed .gains svg rect").all()]
    longs = [box["width"] for box in boxes if box and box["height"] > 3]
    worth = [*point("funds=growth_plan", "north=mixed")["placed"]["gains"].values()]
    assert longs[0] / longs[1] == pytest.approx(abs(worth[0] / worth[1]), rel=0.02)


def test_an_offer_is_dragged_and_says_what_it_is_worth_to_the_one_who_makes_it(tabs: Tabs) -> None:
    page = tabs.open(OFFER)
    lies = ask("play", "status_quo", at="table", seat="kosovo").record["turn"]["lies"]["package"]
    assert lies["association"] == "autonomy"
    slider = track(page, "Serb municipalities")
    slider.focus()
    page.keyboard.press("Home")
    package = {**lies, "association": "none"}
    gain = point(*(f"{issue}={option}" for issue, option in package.items()))["placed"]["gains"]["kosovo"]
    told = page.locator(".own-gain").first
    told.get_by_text(signed(gain)).wait_for()
    assert "Serbia" not in told.inner_text()  # what it is worth to the other is not told before the end
    page.get_by_role("button", name="Offer this", exact=True).click()
    page.wait_for_url("**moves=association*none*")
    track(page, "Serb municipalities").wait_for()  # the next offer, which came with a part of the page


def test_an_offer_that_cannot_be_says_why(tabs: Tabs) -> None:
    page = tabs.open(OFFER)
    track(page, "Serbia's recognition").focus()
    page.keyboard.press("End")
    page.locator(".own-gain", has_text="cannot be agreed on").first.wait_for()


SEND = """pairs => {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: pairs.action });
  for (const [name, value] of Object.entries(pairs.fields)) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}"""


def test_the_table_of_a_case_that_was_sent_is_dragged_too_and_an_offer_at_it(tabs: Tabs) -> None:
    packed = as_text(pack(files_below(built_in_cases()["accords"])))
    ties = ask("table", "accords_first", case="accords", package=("ties=quiet",)).record["scenarios"][0]["placed"]
    page = tabs.open("/limits")
    page.evaluate(SEND, {"action": "/table", "fields": {"packed": packed, "scenarios": "accords_first"}})
    page.wait_for_url("**/table")
    track(page, "Ties").focus()
    page.keyboard.press("ArrowRight")
    for gain in ties["gains"].values():
        page.locator(".placed .gains", has_text=signed(gain)).wait_for()
    assert page.url.endswith("/table")
    offer = {"packed": packed, "scenario": "accords_first", "at": "table", "seat": "israel", "first": "israel"}
    page.evaluate(SEND, {"action": "/play", "fields": offer})
    page.wait_for_url("**/play")
    track(page, "Ties").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".own-gain", has_text=signed(ties["gains"]["israel"])).first.wait_for()


# ---- what the page tells, against the record


@pytest.mark.parametrize("scenario", ["status_quo", "recognition_first"])
def test_who_walks_away_what_is_efficient_and_what_solutions_pick_stand_as_in_the_record(
    follower: Follower, scenario: str
) -> None:
    here, players = point(scenario=scenario), load_case("kosovo").players
    options = {name: [each["option"] for each in issue["options"]] for name, issue in here["issues"].items()}
    rng = np.random.default_rng(8)
    drawn = [{name: str(rng.choice(offered)) for name, offered in options.items()} for _ in range(8)]
    picked = [agreement["package"] for agreement in here["solutions"].values() if agreement]
    for package in (*drawn, *picked):
        texts = tuple(f"{name}={option}" for name, option in package.items())
        placed = point(*texts, scenario=scenario)["placed"]
        asked = [("scenarios", scenario), ("concept", "best_joint"), *(("package", each) for each in texts)]
        page = follower.open(f"/table?{httpx.QueryParams(asked)}")
        if not placed["possible"]:
            assert "this cannot be agreed on" in page.text
            continue
        for party, gain in placed["gains"].items():
            away = f"{players[party].name} would walk away : {points(-gain)} points less"
            assert (away in page.text) == (gain < 0)
        assert ("Efficient: no other package" in page.text) == placed["efficient"]
        assert ("Not efficient:" in page.text) != placed["efficient"]
        assert ("No solution concept picks it." in page.text) == (not placed["picked_by"])
    assert picked


def test_of_more_than_two_parties_all_gains_stand_and_no_map(client: httpx.Client) -> None:
    files = files_below(WATER)
    text = (
        files["table.toml"].decode().replace('parties = ["north", "south"]', 'parties = ["north", "south", "broker"]')
    )
    text = text.replace('paid_by = ["broker"]\n', "").replace(
        'south = "refuse"\n', 'south = "refuse"\nbroker = "wait"\n'
    )
    files["table.toml"] = f'{text}\n[worth.broker.water]\nhalf = "0.25"\n'.encode()
    asked = {"packed": as_text(pack(files)), "package": "water=half"}
    page = Page(client.post("/table", data=asked))
    assert "North" in page.text
    assert "+0.25" in page.text
    assert 'class="map' not in client.post("/table", data=asked).text


# ---- the map


@pytest.mark.parametrize("name", ["kosovo", "accords"])
def test_the_map_places_gains_in_proportion_and_holds_all_packages_and_no_agreement(name: str) -> None:
    for record in ask("table", case=name).record["scenarios"]:
        drawn = zone_map(record)
        assert drawn
        left, top, wide, high = drawn.frame
        corners = [drawn.place(corner) for corner in record["outline"]]
        for x, y in (*corners, drawn.nothing):
            assert left <= x <= left + wide
            assert top <= y <= top + high
        a, b = record["outline"][:2]
        across, up = record["parties"]
        (xa, ya), (xb, yb) = corners[:2]
        assert (xb - xa) / (drawn.x.at(1) - drawn.x.at(0)) == pytest.approx(b[across] - a[across], abs=0.01)
        assert (ya - yb) / (drawn.y.at(0) - drawn.y.at(1)) == pytest.approx(b[up] - a[up], abs=0.01)
        letters = "".join(pick.letters for pick in drawn.picks)
        assert sorted(letters) == sorted("NKEUM") if record["zone"] else not letters
        heights = [pick.height for pick in drawn.picks]
        assert all(lower - upper >= 12 for upper, lower in pairwise(heights))
        assert all(height <= drawn.nothing[1] - 6 for height in heights)


def test_the_built_in_tables_all_have_a_page_with_tracks(follower: Follower) -> None:
    with_table = [name for name, folder in built_in_cases().items() if (folder / "table.toml").exists()]
    assert len(with_table) >= 2
    for name in with_table:
        page = follower.open(f"/table?case={name}")
        assert any(field.startswith("package:") for form in page.forms for field, _ in form.pairs)
