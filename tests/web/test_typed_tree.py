"""A tree that is typed on the page: what is changed in its fields and by its buttons."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from negotiation_sim.case.library import built_in_trees
from negotiation_sim.formats.game_file import read_tree
from negotiation_sim.formats.tree_text import text_of, turns_of
from negotiation_sim.web.typed_tree import address_of

from .browser import Tabs
from .test_games import asked_of

ENTRY = "Ann: out = 0 2; in (Bob: fight = -1 -1; yield = 1 1)"
TREES = {name: text_of(turns_of(read_tree(path))) for name, path in built_in_trees().items()}


def fields_of(page: str) -> dict[str, str]:
    """The fields of the editor, as a browser would send them."""
    form = page[page.index('class="editor tree-editor"') :].partition("</form>")[0]
    inputs = re.findall(r"<input[^>]*>", form)
    pairs = [(re.search(r'name="([^"]*)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs]
    return {name[1]: unescape(value[1]) for name, value in pairs if name and value}


def typed(address: str) -> str:
    """The tree in an address."""
    return parse_qs(urlsplit(address).query)["tree"][0]


@pytest.mark.parametrize("name", TREES)
def test_the_fields_of_a_page_say_the_tree_that_it_shows(client: httpx.Client, name: str) -> None:
    page, record = asked_of(client, "extensive", {"tree": TREES[name]})
    assert typed(address_of(fields_of(page))) == record["tree"] == TREES[name]


CHANGES = {
    "show": ENTRY,
    "more:n": "Ann: out = 0 2; in (Bob: fight = -1 -1; yield = 1 1); move 1 = 0 0",
    "more:n.1": "Ann: out = 0 2; in (Bob: fight = -1 -1; yield = 1 1; move 1 = 0 0)",
    "less:n.1.0": "Ann: out = 0 2; in (Bob: yield = 1 1)",
    "less:n.1": "Ann: out = 0",
    "on:n.0": "Ann: out (Ann: left = 0 2; right = 0 2); in (Bob: fight = -1 -1; yield = 1 1)",
    "on:n.1.1": "Ann: out = 0 2; in (Bob: fight = -1 -1; yield (Bob: left = 1 1; right = 1 1))",
    "end:n.1": "Ann: out = 0; in = 0",
    "less:n.9": ENTRY,
    "nonsense": ENTRY,
}


@pytest.mark.parametrize(("button", "tree"), CHANGES.items(), ids=CHANGES)
def test_each_button_changes_the_tree_at_its_place(client: httpx.Client, button: str, tree: str) -> None:
    page, _ = asked_of(client, "extensive", {"tree": ENTRY})
    moved = client.get("/extensive/edit", params={**fields_of(page), "do": button}, follow_redirects=False)
    assert moved.status_code == 303
    assert typed(moved.headers["location"]) == tree
    assert client.get(moved.headers["location"]).status_code == 200


@pytest.mark.parametrize("name", [name for name, tree in TREES.items() if "[" in tree])
@pytest.mark.parametrize("what", ["more", "less"])
def test_at_an_information_set_a_move_comes_and_goes_at_all_its_nodes(
    client: httpx.Client, name: str, what: str
) -> None:
    page, _ = asked_of(client, "extensive", {"tree": TREES[name]})
    fields = fields_of(page)
    known = [key.partition(".")[2] for key, value in fields.items() if key.startswith("set.") and value]
    assert known
    for place in known:
        count = sum(re.fullmatch(rf"move\.{re.escape(place)}\.\d+", key) is not None for key in fields)
        button = f"more:{place}" if what == "more" else f"less:{place}.{count - 1}"
        moved = client.get("/extensive/edit", params={**fields, "do": button}, follow_redirects=True)
        assert moved.status_code == 200, button
        assert fields_of(moved.text).keys() != fields.keys()


def test_a_payoff_that_is_none_is_told_with_its_place(client: httpx.Client) -> None:
    page, _ = asked_of(client, "extensive", {"tree": ENTRY})
    address = address_of({**fields_of(page), "pays.n.0.1": "two"})
    told = client.get(address)
    assert told.status_code == 400
    assert "after 'out' of Ann" in unescape(told.text)


def test_fields_that_are_no_tree_are_refused_and_nothing_breaks(client: httpx.Client) -> None:
    for fields in ({}, {"who.n": ""}, {"who.n": "A", "move.n.0": "x", "who.n.0": "B"}, {"do": "more:n"}):
        answer = client.get("/extensive/edit", params=fields, follow_redirects=True)
        assert answer.status_code in (200, 400), fields


@pytest.mark.parametrize("scripts", [True, False])
def test_a_changed_payoff_turns_the_end_of_play(tabs: Tabs, scripts: bool) -> None:
    page = tabs.open(f"/extensive?tree={ENTRY.replace('=', '%3D')}", java_script_enabled=scripts)
    assert "Ann in, Bob yield" in page.locator("#answer .sentences").inner_text()
    page.locator("input[name='pays.n.1.0.1']").fill("4")
    if scripts:
        page.locator("input[name='pays.n.1.0.1']").press("Tab")
    else:
        page.locator(".tree-editor .doings button").click()
    page.get_by_text("Played backwards it ends so: Ann out").first.wait_for()
    assert "4" in typed(page.url)
    page.locator("button[value='on:n.0']").click()
    page.locator("input[name='move.n.0.1']").wait_for()
    assert "left" in typed(page.url)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("wrong", ["", "1,5", "two"])
def test_a_payoff_that_is_no_number_is_not_sent_and_nothing_typed_is_lost(
    tabs: Tabs, scripts: bool, wrong: str
) -> None:
    page = tabs.open(f"/extensive?tree={ENTRY.replace('=', '%3D')}", java_script_enabled=scripts)
    page.locator("input[name='move.n.0']").fill("away")
    page.locator("input[name='pays.n.1.0.1']").fill(wrong)
    page.locator(".tree-editor .doings button").click()
    page.wait_for_timeout(600)
    assert page.locator("input[name='move.n.0']").input_value() == "away"
    assert page.locator("input[name='pays.n.1.0.1']").evaluate("field => !field.checkValidity()")
    assert page.locator(".fault").count() == 0
    page.locator("input[name='pays.n.1.0.1']").fill("1/3")
    assert page.locator("input[name='pays.n.1.0.1']").evaluate("field => field.checkValidity()")
