"""The page of the argument: what is new is said first, and every number and claim has its place."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from negotiation_sim import ask
from negotiation_sim.web.paragraphs import Told, nearest_flips, paragraphs, readable

from .browser import Tabs, holds, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

WHERE = "/argument?case=kosovo"
TOLD = "() => [...document.querySelectorAll('.flips, .rests, .also')].map((each) => [each.id, each.innerText])"
SEEN = ".flips:visible, .also:visible, .rests .why:visible, #breaks > *:visible"
"""What says at which values a step changes."""
DIMMED = """() => {
  const shown = [];
  for (let each = document.getElementById("standing"); each; each = each.parentElement)
    shown.push(getComputedStyle(each).opacity);
  return shown.filter((opacity) => opacity !== "1");
}"""


@cache
def record(*changes: str) -> Mapping[str, Any]:
    return dict(ask("argument", case="kosovo", changes=changes).record)


def claims(*changes: str) -> Iterator[Told]:
    return (told for paragraph in paragraphs(record(*changes)) for told in paragraph.claims)


def typed(page: "Page", name: str, value: str) -> None:
    page.locator(f"#n-{name}").fill(value)
    page.locator(f"#n-{name}").press("Tab")


def all_open(page: "Page") -> None:
    page.evaluate("document.querySelectorAll('#argument details').forEach((each) => { each.open = true; })")


class Held:
    """Requests of the page for the values at which a step changes, which are let go on one by one."""

    def __init__(self, page: "Page") -> None:
        self.page, self.waiting = page, list["Route"]()
        page.route("**/argument?*", self._met)

    def _met(self, route: "Route") -> None:
        url = route.request.url
        quick = "quick=1" in url and "assumption=" not in url
        route.continue_() if quick else self.waiting.append(route)

    def next(self) -> "Route":
        """The one that came first, once it is there."""
        for _ in range(600):
            if self.waiting:
                return self.waiting.pop(0)
            self.page.wait_for_timeout(50)
        raise AssertionError("nothing is asked")


def test_after_a_move_what_is_new_is_said_first_and_what_is_old_is_hidden_until_it_is_new(tabs: Tabs) -> None:
    page = settled(tabs.open(WHERE))
    all_open(page)
    assert page.locator(SEEN).count() > 10
    held = Held(page)
    typed(page, "us_cred", "0.67")
    page.wait_for_function("() => document.querySelector('.now').innerText.includes('stands')")
    typed(page, "dialogue_offset", "0.04")
    page.wait_for_selector(".hinges .falls")
    assert "falls at step 1" in page.locator(".now").inner_text()
    assert "Being computed" in page.locator("#looking").inner_text()
    assert page.locator(SEEN).count() == 0
    assert not page.evaluate(DIMMED)
    assert page.locator("[data-step].falls").count() > 0
    assert page.locator("[data-step].stands").count() == 0
    while "0.04" not in (near := held.next()).request.url:
        pass  # the first move rested before the second one came
    near.continue_()
    page.wait_for_selector("#flips-us_cred:visible")
    assert "still being computed" in page.locator("#looking").inner_text()
    assert page.locator("#breaks > *:visible").count() == 0
    held.next().continue_()
    page.wait_for_selector("#breaks > *:visible")
    assert page.locator("#looking").inner_text().startswith("Drag a number")
    assert page.locator(".old").count() == 0
    anew = settled(tabs.open(page.url))
    all_open(anew)
    told = dict(page.evaluate(TOLD))
    assert {name: text for name, text in anew.evaluate(TOLD) if name.startswith("flips-")}.items() <= told.items()
    assert page.locator("#breaks").inner_text() == anew.locator("#breaks").inner_text()


def test_an_answer_that_comes_after_the_next_move_is_not_shown(tabs: Tabs) -> None:
    page = settled(tabs.open(WHERE))
    held = Held(page)
    typed(page, "us_cred", "0.67")
    late = held.next()
    typed(page, "us_cred", "0.4")
    page.wait_for_selector(".hinges .falls")
    second = held.next()
    late.continue_()
    page.wait_for_timeout(2_500)
    assert page.locator(SEEN).count() == 0
    second.continue_()
    page.wait_for_selector("#flips-us_cred:visible")
    assert "stands" in page.locator("#flips-us_cred").inner_text()


def test_where_the_values_do_not_come_it_is_said_and_the_next_move_brings_them(tabs: Tabs) -> None:
    page = settled(tabs.open(WHERE))
    page.route(
        "**/argument?*",
        lambda route: route.abort() if "assumption=" in route.request.url else route.continue_(),
    )
    typed(page, "us_cred", "0.67")
    page.wait_for_selector("#breaks .fault")
    assert "could not be computed" in page.locator("#looking").inner_text()
    page.unroute("**/argument?*")
    typed(page, "us_cred", "0.7")
    page.wait_for_selector("#breaks .first:visible")
    assert page.locator(".fault").count() == 0
    tabs.complaints[:] = [said for said in tabs.complaints if "ERR_FAILED" not in said]


def test_by_dragging_and_by_keys_a_number_stays_inside_its_range(tabs: Tabs) -> None:
    page = settled(tabs.open(f"{WHERE}&claim=C79"))
    number = page.locator("#n-us_cred")
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    assert box
    low = number.get_attribute("data-low") or ""
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 600, box["y"], steps=6)
    page.mouse.up()
    holds(page, "#n-us_cred", low)
    number.focus()
    page.keyboard.press("PageDown")
    holds(page, "#n-us_cred", low)


def test_on_a_phone_what_nothing_rests_on_is_folded_and_a_link_opens_it(tabs: Tabs) -> None:
    page = settled(tabs.open(WHERE, "phone"))
    height = "document.documentElement.scrollHeight"
    screens = page.evaluate(height) / 844
    assert page.locator("details.rest[open]").count() == 0
    assert page.locator("input.drag:visible").count() < 30
    folded = page.locator(".behind input.drag").first.get_attribute("id") or ""
    page.evaluate("(id) => { location.hash = id; }", folded)
    page.wait_for_selector(f"[id='{folded}']:visible")
    all_open(page)
    assert page.evaluate(height) / 844 > 2 * screens


def test_without_scripts_the_values_are_a_link_away_and_a_number_is_sent_by_a_button(tabs: Tabs) -> None:
    page = tabs.open(f"{WHERE}&claim=C79&claim=C20", java_script_enabled=False)
    if (link := page.get_by_role("link", name="Look for the value")).count():
        link.click()
    assert "falls" in page.locator("#flips-us_cred").inner_text()
    assert page.locator("details.rest:not([open])").count() == 0
    page.locator("#n-us_cred").fill("0.4")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**us_cred*")
    assert "falls at step 1" in page.locator(".now").inner_text()


@pytest.mark.parametrize("changes", [(), ("us_cred=0.67", "dialogue_offset=0.04")], ids=["usual", "changed"])
def test_every_number_stands_at_one_claim_and_every_claim_says_where_its_numbers_stand(
    changes: tuple[str, ...],
) -> None:
    told = [*claims(*changes)]
    at = {number.name: each.claim["claim"] for each in told for number in (*each.shown, *each.answers, *each.more)}
    assert sum(len((*each.shown, *each.answers, *each.more)) for each in told) == len(at) == len(record()["numbers"])
    for each in told:
        here = {number.name for number in (*each.shown, *each.answers, *each.more)}
        elsewhere = {number.name: place for number, place in each.elsewhere}
        assert here | {*elsewhere} == {*each.claim["numbers"], *each.claim["answered_by"]}
        assert all(at[name] == place for name, place in elsewhere.items())
        assert here or elsewhere or each.claim["no_number"]
        changed = {text.partition("=")[0] for text in changes} & {*each.claim["numbers"]} & here
        assert changed <= {number.name for number in each.shown}


def test_beside_a_claim_stand_the_numbers_that_decide_and_main_answers_of_critics_nothing_else() -> None:
    for told in claims():
        assert all(number.flips for number in told.shown)
        for number in told.answers:
            assert number.record["answers"][0] == told.claim["claim"]
            assert number.flips or number.record["level"] == "main"
        assert not [number.name for number in told.more if number.flips and len(told.shown) < 3]
    assert record()["claims"] == sorted(record()["claims"], key=lambda claim: int(claim["claim"][1:]))


def test_a_change_of_a_step_names_the_step_the_side_and_how_far_it_is() -> None:
    titles = {hinge["name"]: hinge["title"] for hinge in record()["hinges"]}
    flips = {number.name: number.flips for number, _ in nearest_flips(record())}
    changes = [each for claim in record()["claims"] for each in (*claim["breaks"], *claim["answers_break"])]
    inside = [each for each in changes if each["inside_range"]]
    assert {each["assumption"] for each in inside} == {*flips}
    for each in inside:
        told = [flip for flip in flips[each["assumption"]] if flip.title == titles[each["hinge"]]]
        side = "Above" if each["breaks_at"] > each["value"] else "Below"
        far = f"{abs(each['breaks_at'] - each['value']):.2g}"
        assert [(flip.where.split()[0], flip.far.split()[0]) for flip in told] == [(side, far)]
        assert all(flip.falls for flip in told), "all steps stand at the usual numbers"
        assert all(flip.where.split()[1] == f"{each['breaks_at']:.3g}" for flip in told)


def test_the_soonest_change_comes_first_whoever_brought_its_number() -> None:
    shares = {
        each["assumption"]: each["share_of_range"]
        for claim in record()["claims"]
        for each in reversed((*claim["breaks"], *claim["answers_break"]))
        if each["inside_range"]
    }
    ordered = [shares[number.name] for number, _ in nearest_flips(record())]
    assert len(ordered) > 5
    assert all(nearer <= farther for nearer, farther in pairwise(ordered))


@pytest.mark.parametrize(
    ("value", "other", "words"),
    [(0.637237, 1.0, "0.637"), (0.637237, 0.637, "0.6372"), (12345.678, 12346, "1.23e+04"), (2, 1, "2")],
)
def test_a_value_is_as_short_as_tells_it_from_the_present_one(value: float, other: float, words: str) -> None:
    assert readable(value, other) == words


def test_every_number_of_the_first_page_and_every_answer_of_critics_stands_on_the_page(client: httpx.Client) -> None:
    first, page = (client.get(where).text for where in ("/?case=kosovo", f"{WHERE}&now=1"))
    dials, numbers = ({*re.findall(r'<input[^>]* id="(n-[^"]+)"', text)} for text in (first, page))
    assert len(dials) >= 12
    assert dials <= numbers
    answering = {f"n-{name}" for name, each in record()["numbers"].items() if each["answers"]}
    assert {"n-stiffen", "n-conditionality", "n-cover_most"} <= answering <= numbers
    for name, each in record()["numbers"].items():
        about = re.search(rf'id="about-{re.escape(name)}">([^<]*)<', page)
        assert about
        assert f"the author: {each['author_value']:.6g}" in about[1]


def test_critics_own_numbers_stand_in_the_article_of_the_claim_with_what_they_say(client: httpx.Client) -> None:
    page = unescape(client.get(f"{WHERE}&now=1").text)
    article = page.partition('<article class="claim" id="C46">')[2].partition("</article>")[0]
    critics = article.partition('class="critics"')[2]
    assert 'id="n-stiffen"' in critics
    said = next(each for each in record()["numbers"]["stiffen"]["critics"] if each["said"])
    assert said["said"][1:] in critics
    assert said["title"] in critics


def test_a_number_stays_where_it_is_while_all_is_computed_anew_and_a_text_that_is_read_stays_too(tabs: Tabs) -> None:
    top = "(id) => document.getElementById(id).getBoundingClientRect().top"
    page = settled(tabs.open(WHERE))
    page.locator("#n-us_cred").focus()
    before = page.evaluate(top, "n-us_cred")
    page.keyboard.press("PageDown")
    page.wait_for_selector("#breaks.old")
    page.wait_for_selector("#breaks:not(.old)")
    assert abs(page.evaluate(top, "n-us_cred") - before) < 2
    cold = tabs.open(f"{WHERE}&set=eu_cred%3D0.93")
    cold.evaluate("document.getElementById('p-12').scrollIntoView({ block: 'center' })")
    before = cold.evaluate(top, "p-12")
    assert abs(settled(cold).evaluate(top, "p-12") - before) < 2
