"""The game theorist's pages: what they show is what the records say, what can be chosen is what there is."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from negotiation_sim.case.bodies import built_in_bodies
from negotiation_sim.case.library import built_in_trees
from negotiation_sim.present.phrases import points
from negotiation_sim.questions.solve.concepts import CONCEPTS
from negotiation_sim.web.address import asked_fields, slug
from negotiation_sim.web.turning import turning

from .asked import OFFERED
from .test_pages import Seen, assert_harmless, at_once

PAIR = {"row": "serbia", "column": "kosovo", "scenario": "recognition_first", "case": "kosovo"}
CHAIN = {"scenario": "recognition_first", "holds": "chain", "case": "kosovo"}


def asked_of(client: httpx.Client, name: str, values: dict[str, Any]) -> tuple[str, Any]:
    """The page's HTML and the record for the same question."""
    page = client.get(f"/{name}", params={**values, "now": "1"})
    record = client.get(f"/api/{name}", params=values)
    assert (page.status_code, record.status_code) == (200, 200), page.text
    assert_harmless(page)
    return page.text, record.json()


def cells(page: str) -> list[list[str]]:
    """The numbers of the cells of the matrix, row by row."""
    table = page[page.index('<table class="bimatrix') :].partition("</table>")[0]
    rows = re.findall(r"<tr><th.*?</tr>", table, re.DOTALL)
    return [re.findall(r'<span class="pay-(?:row|column)[^>]*>([^<]*)</span>', row) for row in rows]


# ---- the matrix


@pytest.mark.parametrize("more", [{}, {"result": "2"}, {"assume": "sceptic"}, {"given": "russia=spoil"}])
def test_the_matrix_shows_the_payoffs_of_the_record(client: httpx.Client, more: dict[str, str]) -> None:
    page, record = asked_of(client, "matrix", {**PAIR, **more})
    row, column = record["players"]
    for r, shown in enumerate(cells(page)):
        pairs = zip(record["payoffs"][row][r], record["payoffs"][column][r], strict=True)
        assert shown == [points(value) for pair in pairs for value in pair]


def test_every_cell_is_a_button_that_explains_it(client: httpx.Client) -> None:
    page, record = asked_of(client, "matrix", PAIR)
    buttons = re.findall(r'<button [^>]*name="cell" value="([^"]*)"', page)
    rows, columns = record["players"]["serbia"], record["players"]["kosovo"]
    assert buttons == [f"serbia={r},kosovo={c}" for r in rows for c in columns]


@pytest.mark.parametrize("moves", ["serbia=stall,kosovo=concede", "serbia=normalise,kosovo=concede"])
@pytest.mark.parametrize("result", ["1", "2"])
def test_a_cell_is_explained_as_explain_explains_its_profile(client: httpx.Client, moves: str, result: str) -> None:
    page, record = asked_of(client, "matrix", {**PAIR, "cell": moves, "result": result})
    asked = {"scenario": "recognition_first", "case": "kosovo", "profile": moves, "result": result}
    explained = client.get("/api/explain", params=asked).json()
    cell = record["cell"]
    assert cell["terms"] == {player: explained["terms"][player] for player in ("serbia", "kosovo")}
    for key in ("profile", "payoffs", "equilibrium", "best_other_strategy"):
        assert cell[key] == explained[key]
    text = Seen(page).text
    for player in ("serbia", "kosovo"):
        for term in cell["terms"][player]:
            assert points(term["contribution"]) in text
            assert " ".join((term["why"] or "").split()) in text
            assert (term["source"] or "") in text
    leaving = [other["words"] for other in cell["best_other_strategy"].values() if other["leaves"]]
    assert all(words in text for words in leaving)
    assert bool(leaving) != cell["equilibrium"]


@pytest.mark.parametrize("cell", ["serbia=stall", "serbia=stall,spain=yes", "serbia=stal,kosovo=concede", "nonsense"])
def test_what_is_no_cell_is_refused_in_words(client: httpx.Client, cell: str) -> None:
    refused = client.get("/matrix", params={**PAIR, "cell": cell})
    assert refused.status_code == 400
    assert 'role="alert"' in refused.text


# ---- thresholds


@pytest.mark.parametrize("belief", ["0", "0.3", "0.5", "1"])
def test_each_member_moves_or_stays_as_the_record_says(client: httpx.Client, belief: str) -> None:
    page, record = asked_of(client, "thresholds", {"scenario": "recognition_first", "case": "kosovo", "belief": belief})
    shown = re.findall(r'<li class="member (\w+)" data-parts="([^"]*)">', page)
    assert [kind == "moves" for kind, _ in shown] == [
        each in record["at_belief"]["moves"] for each in record["players"]
    ]
    parts = [[[float(end) for end in part.split(":")] for part in text.split()] for _, text in shown]
    assert parts == [each["moves_at"] for each in record["players"].values()]
    assert record["at_belief"]["words"] in Seen(page).text


# ---- break-even


def test_a_track_turns_where_the_record_says(client: httpx.Client) -> None:
    page, record = asked_of(client, "breakeven", CHAIN)
    text, drawn = Seen(page).text, turning(record)
    inside = {each["assumption"]: each for each in record["break_evens"] if each["inside_range"]}
    assert {track.name for track in drawn} == {*inside}
    for track in drawn:
        low, high = track.low, track.high
        ends = [low + (high - low) * start / 100 for start, _, _ in track.parts[1:]]
        switches = sorted(
            (each for each in inside[track.name]["switches"] if low <= each["value"] <= high), key=lambda s: s["value"]
        )
        assert ends == pytest.approx([each["value"] for each in switches], abs=(high - low) / 1e4)
        assert [holds for _, _, holds in track.parts[1:]] == [each["holds_above"] for each in switches]
        here = next(holds for start, width, holds in track.parts if start <= track.x <= start + width)
        assert here == record["holds"]
        assert all(words in text for words in track.words)


# ---- what can be chosen


def chosen_from(page: str, name: str) -> list[str]:
    """The values of all selects, or of the boxes, of that name."""
    selects = re.findall(rf'<select [^>]*name="{name}"[^>]*>(.*?)</select>', page, re.DOTALL)
    if selects:
        return [unescape(value) for value in re.findall(r'<option value="([^"]*)"', "".join(selects))]
    return [unescape(value) for value in re.findall(rf'type="checkbox" name="{name}" value="([^"]*)"', page)]


@pytest.mark.parametrize("name", OFFERED)
def test_a_field_with_a_closed_list_is_chosen_from_it(client: httpx.Client, name: str) -> None:
    question = OFFERED[name]
    closed = {f.spelled: [*f.help.choices, *(word for word, _ in f.help.words)] for f in asked_fields(question)}
    closed = {spelled: words for spelled, words in closed.items() if words}
    if not closed and not question.offers:
        return
    page = client.get(at_once(question)).text
    for spelled, words in closed.items():
        assert set(words) <= {*chosen_from(page, spelled)}, spelled
    for field in asked_fields(question):
        if not (question.offers or {}).get(field.name, "conclusions").endswith("conclusions"):  # small cases have none
            assert chosen_from(page, field.spelled), field.spelled


def test_bodies_trees_and_conclusions_are_all_on_offer(client: httpx.Client) -> None:
    assert {*chosen_from(client.get("/power").text, "body")} == {*built_in_bodies()}
    assert {*built_in_trees()} <= {*chosen_from(client.get("/solve").text, "scenario")}
    assert "chain" in chosen_from(client.get("/breakeven").text, "holds")
    assert "All four recognise" in client.get("/path").text
    assert "holdouts" in chosen_from(client.get("/thresholds").text, "group")


PLAYED = [("kosovo", "recognition_first"), ("stag_hunt", "in_turn"), ("chicken", "free_choice")]
GAMES = [{"scenario": tree} for tree in built_in_trees()] + [{"case": c, "scenario": name} for c, name in PLAYED]


@pytest.mark.parametrize("game", GAMES, ids=str)
def test_the_concepts_on_offer_are_those_that_apply(client: httpx.Client, game: dict[str, str]) -> None:
    """Each that needs a tree, a value or an order is answered where it is on offer, and refused in words elsewhere."""
    on_offer = chosen_from(client.get("/solve", params=game).text, "concept")
    assert len(on_offer) == len({*on_offer}) > 8
    for concept in (name for name, each in CONCEPTS.items() if {"tree", "order"} & {*each.needs}):
        asked = {**game, "concept": concept, **({"lambda": "1"} if concept == "agent_quantal" else {})}
        answer = client.get("/api/solve", params=asked)
        assert (answer.status_code == 200) == (concept in on_offer), (concept, answer.text[:300])
        if concept not in on_offer:
            assert any(words in answer.text for words in ("needs a", "value")), answer.text


@pytest.mark.parametrize("tree", built_in_trees())
@pytest.mark.parametrize("concept", ["subgame_perfect", "sequential", "pure"])
def test_every_built_in_tree_is_solved_on_its_page(client: httpx.Client, tree: str, concept: str) -> None:
    for more in ({}, {"case": "kosovo"}):  # a form has a case beside the tree, which belongs to none
        asked = {"scenario": tree, "concept": concept, **more}
        page = client.get("/solve", params={**asked, "now": "1"})
        record = client.get("/api/solve", params=asked).json()
        assert page.status_code == 200, page.text
        assert record["title"] in Seen(page.text).text


def test_a_condition_of_ones_own_goes_before_the_conclusion_that_is_chosen(client: httpx.Client) -> None:
    asked = [("scenario", "recognition_first"), ("holds", "chain"), ("holds", "serbia.normalise"), ("case", "kosovo")]
    record = client.get("/api/breakeven", params=asked).json()
    assert [link["holds"] for link in record["conclusion"]] == ["serbia.normalise"]


# ---- a game that is typed


def fields_of(page: str) -> dict[str, str]:
    """The fields of the editor, by their names."""
    form = page[page.index('<form class="editor"') :].partition("</form>")[0]
    inputs = (Seen(form).elements[k][1] for k in range(len(Seen(form).elements)))
    return {each["name"]: each["value"] for each in inputs if "value" in each and each.get("name", "do") != "do"}


def test_the_fields_of_a_game_lead_to_its_address_and_back(client: httpx.Client) -> None:
    fields = {
        **fields_of(client.get("/game").text),
        "u.0.0": "7",
        "v.1.1": "-2.5",
        "r.0": "stay, here",
        "title": "Mine",
    }
    sent = client.get("/game/edit", params={**fields, "do": "show"})
    assert sent.status_code == 303
    page = client.get(sent.headers["location"])
    record = client.get(f"/api{sent.headers['location']}").json()
    assert record["title"] == "Mine"
    first, second = record["players"]
    assert record["payoffs"][first][0][0] == 7
    assert record["payoffs"][second][1][1] == -2.5
    again = fields_of(page.text)
    assert again == {**fields, "r.0": "stay  here"}
    assert cells(page.text[page.text.index('id="answer"') :])[0][0] == "7.00"


@pytest.mark.parametrize(("what", "start", "end"), [("more-rows", 2, 3), ("fewer-rows", 2, 2), ("more-columns", 5, 5)])
def test_rows_and_columns_come_and_go_between_two_and_five(
    client: httpx.Client, what: str, start: int, end: int
) -> None:
    fields = {f"r.{k}": f"r{k}" for k in range(start)} | {f"c.{k}": f"c{k}" for k in range(start)}
    fields |= {"p.0": "A", "p.1": "B", "do": what}
    where = client.get("/game/edit", params=fields).headers["location"]
    asked = parse_qs(urlsplit(where).query)
    names = asked["rows" if "rows" in what else "columns"][0].split(", ")
    assert len(names) == len(set(names)) == end
    assert client.get(where).status_code == 200


def test_what_is_typed_and_is_no_number_is_said_with_its_place(client: httpx.Client) -> None:
    fields = {**fields_of(client.get("/game").text), "v.0.1": "much"}
    page = client.get(client.get("/game/edit", params=fields).headers["location"])
    assert page.status_code == 400
    assert "row 1, column 2 is '0 much'" in Seen(page.text).text


def test_each_page_has_a_form_that_asks_without_a_script(client: httpx.Client) -> None:
    for name in ("matrix", "thresholds", "breakeven", "path", "coalitions", "stability", "power", "solve", "explain"):
        page = client.get(f"/{slug(OFFERED[name])}").text
        form = page[page.index('<form class="asking"') :].partition("</form>")[0]
        assert f'action="/{name}"' in form
        assert "<button>" in form


def test_the_back_test_says_that_the_text_was_wrong_only_where_it_was(client: httpx.Client) -> None:
    page, record = asked_of(client, "backtest", {"case": "kosovo"})
    for statement in record["statements"]:
        entry = unescape(page.partition(f"<li><b>{statement['title']}:</b>")[2].partition("</li>")[0])
        assert ("The text" in entry) == statement["text_wrong"], entry
        assert ("own numbers were wrong" in entry) == (statement["set_wrong"] and not statement["text_wrong"]), entry
