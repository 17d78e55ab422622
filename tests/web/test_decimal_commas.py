"""A decimal comma that is typed where a number is asked for is read as a point, or refused in words."""

from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

import httpx
import pytest

from negotiation_sim.web import typed_game, typed_tree

from .browser import Tabs, holds, settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator

FIELDS = {
    "/": "#n-us_cred",
    "/argument": "#n-us_cred",
    "/assumptions": "#a-us_cred",
    "/game": "[name='u.0.0']",
    "/extensive": ".pay >> nth=0",
    "/regions?scenario=free_choice&x=stag_share&y=hare&holds=second.hare&case=stag_hunt": "#at-stag_share",
    "/offers?case=accords": "#o-seed",
    "/play?case=kosovo": "#s-seed",
    "/believe?case=stag_hunt": "[name=seconds]",
}
"""A field of each kind, by its page."""


def typed(field: "Locator", text: str) -> None:
    """Typed key by key over what stands there, as a person does."""
    field.evaluate("each => { for (let at = each.closest('details'); at; at = at.parentElement.closest('details')) at.open = true; each.select(); }")  # fmt: skip  # noqa: E501
    field.press_sequentially(text)


@pytest.mark.parametrize(("where", "field"), FIELDS.items())
def test_a_comma_that_is_pressed_becomes_a_point_in_sight(tabs: Tabs, where: str, field: str) -> None:
    number = settled(tabs.open(where)).locator(field)
    typed(number, "-10,5")
    assert number.input_value() == "-10.5"


def test_a_comma_that_is_pressed_in_a_name_stays(tabs: Tabs) -> None:
    name = tabs.open("/game").locator("[name='r.0']")
    typed(name, "wait, see")
    assert name.input_value() == "wait, see"


@pytest.mark.parametrize("where", ["/", "/argument"])
def test_the_number_moved_by_a_comma_is_the_one_that_was_meant(tabs: Tabs, where: str) -> None:
    page = settled(tabs.open(where))
    typed(page.locator("#n-us_cred"), "0,5")
    page.keyboard.press("Tab")
    page.wait_for_url("**us_cred*")
    assert "us_cred=0.5" in unquote(page.url)


@pytest.mark.parametrize(("where", "place"), [("/", "#answer"), ("/argument", "#standing")])
def test_a_comma_that_is_pasted_is_refused_in_words_and_arrows_start_from_the_usual_number(
    tabs: Tabs, where: str, place: str
) -> None:
    page = settled(tabs.open(where))
    page.locator("#n-us_cred").fill("1,000")
    page.locator("#n-us_cred").press("Tab")
    page.wait_for_selector(f"{place} .fault")
    assert (
        "“Washington's credibility”: '1,000' is not a number. It can be 1000 or 1" in page.locator(place).inner_text()
    )
    tabs.complaints.clear()  # the browser's own word on a refused request
    moved = "#n-us_cred" if where == "/argument" else '.range[data-for="n-us_cred"]'
    page.locator(moved).press("ArrowDown")
    holds(page, "#n-us_cred", "0.99")


@pytest.mark.parametrize("where", ["/", "/argument"])
def test_without_scripts_a_decimal_comma_is_refused_with_the_number_to_write(client: httpx.Client, where: str) -> None:
    refused = client.get(where, params={"set:us_cred": "0,5"}, follow_redirects=True)
    assert refused.status_code == 400
    assert "&#39;0,5&#39; is not a number. The decimal mark is a point: write 0.5." in refused.text


def test_without_scripts_a_whole_number_with_a_comma_is_refused_and_not_read_as_another(client: httpx.Client) -> None:
    refused = client.get("/offers?seed=1,5&case=accords")
    assert refused.status_code == 400
    assert "“seed” is &#39;1,5&#39;; it must be a whole number." in refused.text


def test_a_payoff_with_a_decimal_comma_is_that_payoff() -> None:
    names = {"r.0": "a", "r.1": "b", "c.0": "a", "c.1": "b", "p.0": "A", "p.1": "B"}
    game = typed_game.address_of({**names, "u.0.0": "-0,5", "v.0.0": "1,25"})
    assert "payoffs=-0.5 1.25, 0 0;" in unquote_plus(game)
    tree = typed_tree.address_of({"who.n": "A", "move.n.0": "l", "pays.n.0.0": "0,5", "move.n.1": "r", "pays.n.1.0": "1,5"})  # fmt: skip  # noqa: E501
    assert unquote_plus(tree).endswith("A: l = 0.5; r = 1.5")
