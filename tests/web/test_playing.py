"""The playing pages: what a person who follows their links and forms comes to is what the questions answer."""

from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import pytest

from negotiation_sim.case.library import built_in_cases
from negotiation_sim.case.loader import load_case
from negotiation_sim.present.phrases import points, signed
from negotiation_sim.questions import question
from negotiation_sim.questions.asking import ask
from negotiation_sim.web.address import read
from negotiation_sim.web.beliefs import beyond
from negotiation_sim.web.packed import as_text, pack
from negotiation_sim.web.pictures import inline_svg

from .followed import Follower, Page
from .test_pages import files_below

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

    from .browser import Tabs

HEAVIEST = 150_000
"""Bytes that a page may weigh."""


@pytest.fixture(scope="module")
def follower(client: httpx.Client) -> Follower:
    return Follower(client)


def moves(page: Page) -> list[str]:
    """The moves that the page's address carries."""
    return [value for name, value in page.pairs if name == "moves"]


def options(page: Page) -> dict[str, str]:
    """The moves that the page has buttons for: by value the label of the button."""
    return {sent[0][1]: words for form in page.forms for words, sent in form.buttons.items()
            if sent and sent[0][0] == "moves"}  # fmt: skip


def marks(reply: Any, over: Any, seat: str) -> str:
    """What the page says of a reply: whether it is a best one, and whether it was yours."""
    told = ["best"] * reply["best"] + ["yours"] * (reply["move"] == over["profile"][seat])
    return f"{', '.join(told)} " if told else ""


# ---- play


@pytest.mark.parametrize("seat", ["serbia", "kosovo", "russia", "greece"])
@pytest.mark.parametrize("last", [True, False])
def test_a_game_played_by_the_pages_buttons_is_the_game_of_the_question(
    follower: Follower, seat: str, last: bool
) -> None:
    name = load_case("kosovo").players[seat].name
    page = follower.click(follower.open("/play?scenario=recognition_first"), f"Play {name}")
    played = []
    while buttons := options(page):
        played.append([*buttons][-1 if last else 0])
        page = follower.click(page, buttons[played[-1]])
    answer = ask("play", "recognition_first", seat=seat, moves=played)
    over = answer.record["debrief"]
    assert answer.record["finished"]
    assert moves(page) == played
    assert f"What you got: {points(over['payoff'])} points" in page.text
    for term in over["criteria"]:
        assert not term["weight"] or signed(term["contribution"]) in page.text
    for reply in over["replies"]:
        assert points(reply["payoff"]) in page.text
    for side in over["sides"]:
        assert all(sentence in page.text for sentence in (*side["compared"], side["rests"]))
    assert over["compared"] in page.text
    for reply in over["replies"]:
        assert f"{points(reply['payoff'])} {marks(reply, over, seat)}{reply['answers']}" in page.text


def test_one_click_begins_and_the_other_side_is_one_click_away(follower: Follower) -> None:
    page = follower.click(follower.open("/play"), "Play Serbia in")
    page = follower.click(page, "Stalling")
    other = follower.click(page, "Play Kosovo")
    assert dict(other.pairs)["seat"] == "kosovo"
    assert not moves(other)
    assert options(other)


@pytest.mark.parametrize("over", ["seat=serbia&moves=stall", "seat=kosovo&at=table&moves=walk",
                                  "seat=serbia&at=years&moves=normalise"])  # fmt: skip
def test_every_other_seat_is_named_where_a_game_is_over(follower: Follower, over: str) -> None:
    page = follower.open(f"/play?scenario=recognition_first&{over}")
    at = dict(page.pairs).get("at", "game")
    values: dict[str, Any] = {"seat": dict(page.pairs)["seat"], "moves": moves(page), "at": at}
    seats = ask("play", "recognition_first", **values).record["other_seats"]
    assert seats
    for seat in seats:
        assert dict(follower.click(page, f"Play {seat['name']}").pairs)["seat"] == seat["player"]
    assert "another seat" not in page.text


def test_a_move_is_taken_back_and_a_best_reply_played(follower: Follower) -> None:
    before = follower.open("/play?scenario=recognition_first&seat=serbia")
    after = follower.click(before, "Stalling")
    assert follower.click(after, "Take back").url == before.url
    best = ask("play", "recognition_first", seat="serbia", moves=("stall",)).record["debrief"]["best_reply"]
    assert moves(follower.click(after, "Play your best reply")) == [best] != ["stall"]


def test_a_bet_is_laid_before_the_others_answer_and_shown_beside_what_was(follower: Follower) -> None:
    page = follower.open("/play?scenario=recognition_first&seat=serbia")
    page = follower.send(page, "Stalling", predict="kosovo=hold_firm")
    bet = ask("play", "recognition_first", seat="serbia", moves=("stall",), predict=("kosovo=hold_firm",)).record["bet"]
    assert f"Your bet: {bet['right']} right of {bet['of']}" in page.text
    assert bet["guesses"][0]["actual_label"] in page.text


def test_a_belief_is_changed_in_the_debrief_and_the_same_moves_played_again(follower: Follower) -> None:
    page = follower.open("/play?scenario=recognition_first&seat=serbia&moves=normalise")
    form = next(form for form in page.forms if "set:us_cred" in dict(form.pairs))
    again = follower.client.get(form.action, params=[*form.pairs[:-1], ("set:us_cred", "0.05")], follow_redirects=True)
    there = ask("play", "recognition_first", seat="serbia", moves=("normalise",), changes=("us_cred=0.05",)).record
    assert f"What you got: {points(there['debrief']['payoff'])} points" in Page(again).text
    assert dict(Page(again).pairs)["set"] == "us_cred=0.05"
    assert moves(Page(again)) == ["normalise"]


def test_a_session_at_the_table_by_the_pages_forms_is_that_of_the_question(follower: Follower) -> None:
    page = follower.open("/play?scenario=status_quo&at=table&seat=kosovo&tactics=boulware")
    assert "moves=" not in page.text.split("The same answer in a terminal")[0]  # what is typed is not told here
    page = follower.send(page, "Offer this", **{"moves,association": "none", "moves,north": "kosovo_police"})
    page = follower.send(page, "Offer mine again", **{"moves,association": "consultative"})
    played = ["association=none,north=kosovo_police", "mine,association=consultative"]
    assert moves(page) == played
    turn = ask("play", "status_quo", at="table", seat="kosovo", tactics=("boulware",), moves=played).record["turn"]
    assert f"{signed(turn['lies']['gain'])} for you" in page.text
    page = follower.click(page, "Accept")
    over = ask("play", "status_quo", at="table", seat="kosovo", tactics=("boulware",), moves=(*played, "accept")).record
    gains = over["debrief"]["gains"]
    assert f"What you got: {signed(gains['kosovo'])} points over no agreement" in page.text
    for part in over["debrief"]["package"]:
        assert f"{part['label']} {part['option']} {' '.join(map(signed, part['gains'].values()))}" in page.text


def test_an_offer_that_changes_nothing_is_no_move_and_one_message_says_so(follower: Follower) -> None:
    page = follower.open("/play?scenario=status_quo&at=table&seat=kosovo")
    form, _ = page.form("Offer this")
    refused = follower.client.get(form.action, params=form.pairs, follow_redirects=True)
    assert refused.status_code == 400
    told = Page(refused)
    assert options(told) == options(page)
    assert told.text.count("No offer was made") == 1
    assert "No offer was made" not in page.text


def test_walking_away_ends_the_session_at_no_gain(follower: Follower) -> None:
    page = follower.open("/play?scenario=status_quo&at=table&seat=kosovo&predict=deal%3Dno")
    page = follower.click(page, "Walk away")
    assert "What you got: +0.00 points over no agreement" in page.text
    assert "1 right of 1" in page.text


def test_years_played_by_the_pages_buttons_are_those_of_the_question(follower: Follower) -> None:
    page = follower.open("/play?scenario=recognition_first&at=years&seat=serbia&seed=3")
    played: list[str] = []
    while buttons := options(page):
        played.append([*buttons][len(played) == 2])
        page = follower.click(page, buttons[played[-1]])
    record = ask("play", "recognition_first", at="years", seat="serbia", seed=3, moves=played).record
    assert record["finished"]
    assert moves(page) == played
    over = record["debrief"]
    for value in (over["payoff"], over["same_luck"], over["expected"], over["unmeddled"], over["best_reply"]):
        assert points(value) in page.text
    for year in record["stages"]:
        assert not year["words"] or year["words"] in page.text
    for side in over["sides"]:
        assert all(sentence in page.text for sentence in (*side["compared"], side["rests"]))
    assert over["compared"] in page.text


def test_a_case_that_was_sent_is_played_by_forms_alone(follower: Follower, client: httpx.Client) -> None:
    packed = as_text(pack(files_below(built_in_cases()["accords"])))
    page = Page(client.post("/play", data={"packed": packed}))
    scenario = next(value for form in page.forms for name, value in form.pairs if name == "scenario")
    seat = ask("play", scenario, case="accords").record["seats"][0]
    page = follower.send(page, f"Play {seat['name']}")
    value, label = next(iter(options(page).items()))
    page = follower.send(page, label)
    over = ask("play", scenario, case="accords", seat=seat["player"], moves=(value,)).record
    assert over["finished"]
    assert f"What you got: {points(over['debrief']['payoff'])} points" in page.text


@pytest.mark.parametrize("at", ["game", "table", "years"])
def test_how_the_others_answer_is_chosen_among_all_there_are(follower: Follower, at: str) -> None:
    page = follower.open(f"/play?scenario=recognition_first&at={at}")
    ways = ask("play", "recognition_first", at=at).record["ways"]
    assert bool(ways) == (at != "years")
    for way in ways:
        form, _ = page.form("Begin")
        offered = form.choices[way["field"]]
        if not any(value == way["value"] for value, _ in offered):  # the usual one needs no words
            continue
        begun = follower.send(page, "Begin", seat="serbia", **{way["field"]: way["value"]})
        assert dict(begun.pairs)[way["field"]] == way["value"]
        assert way["label"] in begun.text


@pytest.mark.parametrize(("case", "places"), [("kosovo", 3), ("accords", 2), ("prisoners_dilemma", 1)])
def test_a_case_is_played_where_its_data_allow(follower: Follower, case: str, places: int) -> None:
    page = follower.open(f"/play?case={case}")
    offered = [
        words for words in ("At the table: offer by offer", "Over the years: a move a year") if words in page.text
    ]
    assert len(offered) == places - 1
    for words in offered:
        assert "Every seat" in follower.click(page, words).text


# ---- the table


@pytest.mark.parametrize("scenario", ["status_quo", "recognition_first"])
def test_the_gains_that_the_table_shows_are_those_of_its_record(follower: Follower, scenario: str) -> None:
    issues = ask("table", scenario).record["scenarios"][0]["issues"]
    rng = np.random.default_rng(4)
    page = follower.open(f"/table?scenarios={scenario}&now=1")
    for _ in range(6):
        chosen = {
            name: str(rng.choice([each["option"] for each in issue["options"]])) for name, issue in issues.items()
        }
        laid = {f"package:{name}": "" if option == issues[name]["options"][0]["option"] else option
                for name, option in chosen.items() if len(issues[name]["options"]) > 1}  # fmt: skip
        page = follower.send(page, "What is it worth?", **laid)
        package = tuple(f"{name}={option}" for name, option in chosen.items())
        for point in ask("table", scenario, package=package).record["scenarios"]:
            placed = point["placed"]
            players = load_case("kosovo").players
            gains = [f"{players[party].name} {signed(gain)}" for party, gain in placed["gains"].items()]
            assert " ".join(gains) in page.text  # beside each other, as in the list of gains alone
            assert placed["possible"] or "this cannot be agreed on" in page.text
            assert ("What it would take" in page.text) or placed["inside"] or placed["nearest"] is None


def test_the_package_that_it_would_take_is_laid_by_a_click(follower: Follower) -> None:
    page = follower.open("/table?scenarios=status_quo&package=recognition%3Dfull&now=1")
    page = follower.click(page, "Lay this")
    page = follower.open(f"{page.url}&now=1")
    assert "Status quo: in the zone" in page.text


def test_the_picture_of_the_largest_table_fits_into_a_page() -> None:
    answer = ask("table")
    drawn = [[inline_svg(picture) for picture in question("table").load("pictures")(answer.answer)] for _ in range(2)]
    assert drawn[0] == drawn[1]
    for picture in drawn[0]:
        assert len(picture.encode()) < HEAVIEST
        assert "payoff points</text>" in picture
        assert "Status quo" in picture
        assert " style=" not in picture


# ---- the years, posturing, offers


def test_another_move_in_a_year_is_told_again_as_in_the_record(follower: Follower) -> None:
    page = follower.open("/years?scenario=recognition_first&story=1&seed=7&now=1")
    form = next(form for form in page.forms if ("2023:serbia=normalise") in dict(form.choices.get("replay", [])))
    pairs = [(name, "2023:serbia=normalise" if name == "replay" else value) for name, value in form.pairs]
    there = follower.open(f"{form.action}?{httpx.QueryParams([*pairs, ('now', '1')])}")
    replayed = ask("years", "recognition_first", story=True, seed=7, replay=("2023:serbia=normalise",)).record[
        "replayed"
    ]
    assert all(each["words"] in there.text for each in replayed["story"])
    for event in replayed["events"].values():
        assert f"{round(100 * event['before'], 1)} {round(100 * event['after'], 1)}" in there.text
    assert "2023:serbia=normalise" not in follower.click(there, "Take the last move out").url.query.decode()


def test_every_move_of_a_year_that_the_page_offers_can_be_told(follower: Follower) -> None:
    page = follower.open("/years?scenario=recognition_first&story=1&now=1")
    offered = [value for form in page.forms for value, _ in form.choices.get("replay", []) if value.startswith("2022:")]
    movable = ask("years", "recognition_first").record["moves"]
    assert offered == [f"2022:{each['name']}={level['value']}" for each in movable for level in each["options"]]


def test_what_it_brings_to_wait_stands_as_in_the_record(follower: Follower) -> None:
    page = follower.open("/years?scenario=recognition_first&wait=serbia&now=1")
    record = ask("years", "recognition_first", wait="serbia").record["wait"]
    for until, worth in record.items():
        assert until == "player" or f"{points(worth['over_the_years'])} {points(worth['last_year'])}" in page.text


@pytest.mark.parametrize("sender", ["serbia", "kosovo"])
def test_a_sender_and_messages_are_chosen_from_lists(follower: Follower, sender: str) -> None:
    page = follower.open("/posturing")
    page = follower.send(page, "Show", sender="" if sender == "serbia" else sender)
    record = ask("posturing", sender=sender).record
    assert record["title"] in page.text
    assert all(sentence in page.text for sentence in record["sentences"])
    for each in record["evidence"]:
        assert f"{each['seen']} {points(each['belief'][record['sender']['claim']])}" in page.text
    form, _ = page.form("Only what is ticked")
    assert [value for name, value in form.pairs if name == "message"] == [*record["messages"]]


def test_tactics_are_chosen_from_lists(follower: Follower) -> None:
    page = follower.open("/offers?now=1")
    form, _ = page.form("Bargain")
    fields = [name for name, _ in form.pairs if name == "tactics,"]
    assert len(fields) == 2
    pairs = [(name, value) for name, value in form.pairs if name != "tactics,"]
    sent = [*pairs, ("tactics,", "boulware"), ("tactics,", "conceder")]
    there = Page(follower.client.get("/offers", params=sent, follow_redirects=True))
    session = ask("offers", tactics=("boulware,conceder",)).record["session"]
    assert dict(there.pairs)["tactics"] == "boulware,conceder"
    assert all(signed(gain) in there.text for gain in session["gains"].values())


@pytest.mark.parametrize(
    ("pairs", "values"),
    [
        ([("moves", "a=b"), ("moves,c", "d"), ("moves,e", ""), ("moves,f", "g")], ("a=b", "c=d,f=g")),
        ([("moves,", "mine"), ("moves,c", "d")], ("mine,c=d",)),
        ([("moves,c", ""), ("moves,e", "")], None),
        ([("moves:c", "d"), ("moves:e", ""), ("moves:f", "g")], ("c=d", "f=g")),
    ],
)
def test_parts_of_a_value_are_put_together(pairs: list[tuple[str, str]], values: Any) -> None:
    assert read(question("play"), pairs)[0].get("moves") == values


# ---- in a browser


def test_a_seat_is_played_to_the_end_in_a_browser_and_back(tabs: "Tabs") -> None:
    page = tabs.open("/play")
    page.get_by_role("link", name="Play Serbia in").click()
    page.get_by_role("combobox", name="Kosovo").select_option("kosovo=concede")
    page.get_by_role("button", name="Stalling").click()
    page.get_by_role("heading", name="What you got").wait_for()
    over = page.url
    assert "moves=stall" in over
    assert page.locator("h1").count() == 1
    assert "1 right of 1" in page.inner_text("#answer")
    page.go_back()
    page.get_by_role("heading", name="Serbia: your move").wait_for()
    page.go_forward()
    page.get_by_role("heading", name="What you got").wait_for()
    assert page.url == over


TABLE = "/play?scenario=status_quo&at=table&seat=kosovo&tactics=boulware"


def refused_once(page: "BrowserPage", words: str) -> None:
    """Waits for the one message that says why an offer was refused, and looks whether it can be seen at once."""
    message = page.get_by_role("alert")
    message.get_by_text(words).wait_for()
    assert message.count() == 1
    box, view = message.bounding_box(), page.viewport_size
    top = page.evaluate("scrollY")
    assert box
    assert view
    assert top <= box["y"] + top <= top + view["height"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_bet_that_is_laid_with_an_offer_missing_is_kept_and_one_message_says_what_is_missing(
    tabs: "Tabs", scripts: bool
) -> None:
    page = tabs.open(TABLE, java_script_enabled=scripts)
    page.locator("select[name=predict]").first.select_option("deal=no")
    page.get_by_role("button", name="Offer this", exact=True).click()
    refused_once(page, "No offer was made, for nothing was changed.")
    assert "open" in page.get_by_role("region", name="Your bet").inner_text()
    page.get_by_role("button", name="Walk away").click()
    page.get_by_role("heading", name="What you got").wait_for()
    assert "1 right of 1" in page.inner_text("#answer")
    tabs.complaints[:] = [said for said in tabs.complaints if "status of 400" not in said]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_offer_that_is_refused_at_the_table_says_why_once_and_loses_nothing(tabs: "Tabs", scripts: bool) -> None:
    page = tabs.open(TABLE, java_script_enabled=scripts)
    page.locator("select[name=predict]").first.select_option("deal=yes")
    chosen = {"moves,recognition": "full", "moves,funds": "none"}
    if scripts:
        for issue, keys in (("Serbia's recognition", ["End"]), ("Funds for both", ["Home"])):
            page.locator(".offer[open] .track").get_by_role("slider", name=issue).focus()
            for key in keys:
                page.keyboard.press(key)
    else:
        for name, option in chosen.items():
            page.locator(f".offer[open] select[name='{name}']").select_option(option)
    page.get_by_role("button", name="Offer this", exact=True).click()
    refused_once(page, "cannot be agreed on")
    for name, option in chosen.items():
        assert page.locator(f".offer[open] select[name='{name}']").input_value() == option
    assert "open" in page.get_by_role("region", name="Your bet").inner_text()
    page.get_by_role("heading", name="Kosovo: round 1 of 20").wait_for()
    tabs.complaints[:] = [said for said in tabs.complaints if "status of 400" not in said]


def test_a_seat_is_played_by_the_keyboard_alone(tabs: "Tabs") -> None:
    page = tabs.open("/play?scenario=recognition_first&seat=serbia")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Normalisation"):
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What you got").wait_for()
    assert page.evaluate("document.activeElement.textContent").startswith("What you got")


@pytest.mark.parametrize("where", ["/play?scenario=recognition_first&seat=serbia&moves=stall", "/table?now=1",
                                   "/play?scenario=status_quo&at=table&seat=kosovo", "/posturing",
                                   "/years?scenario=recognition_first&story=1&now=1", "/offers?now=1"])  # fmt: skip
def test_a_phone_needs_no_sideways_scrolling(tabs: "Tabs", where: str) -> None:
    page = tabs.open(where, "phone")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


OVER = [
    "/play?scenario=recognition_first&seat=spain&moves=no&predict=kosovo%3Dhold_firm",
    "/play?scenario=recognition_first&seat=spain&moves=no&rule=quantal&predict=kosovo%3Dhold_firm",
    "/play?scenario=recognition_first&at=years&seat=serbia&moves=stall&moves=normalise&predict=spain%3Dyes",
    "/play?scenario=status_quo&at=table&seat=kosovo&tactics=boulware&moves=accept&predict=deal%3Dyes",
]
"""Games that are over, a bet laid in each."""


@pytest.mark.parametrize("where", OVER)
def test_no_column_of_a_debrief_is_cut_on_a_phone(tabs: "Tabs", where: str) -> None:
    page = tabs.open(where, "phone")
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")
    tables = page.locator("main .wide:has(.stacked)")
    assert tables.count() >= 2
    cut = tables.evaluate_all(
        "all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.ariaLabel)"
    )
    assert cut == []


def test_no_answer_names_a_folder_of_the_machine(client: httpx.Client) -> None:
    for where in ("/play?case=accords&full=1", "/api/play?case=accords&scenario=peace_plan", "/play?case=stag_hunt"):
        told = client.get(where, follow_redirects=True)
        assert told.status_code == 200
        assert str(built_in_cases()["accords"].parent) not in told.text


@pytest.mark.parametrize("value", [-2.0, 0.0, 0.031, 0.07, 0.6243, 0.6372, 5.0, 140.0])
@pytest.mark.parametrize("turns_at", [-1.4, -0.07, 0.0, 0.07, 0.1, 0.3, 0.6243, 0.6372, 1.0, 1.41, 60.0])
def test_the_number_that_play_proposes_lies_just_beyond_where_the_move_turns(turns_at: float, value: float) -> None:
    proposed = beyond(turns_at, value, {"low": -200.0, "high": 200.0, "switch": False})
    assert proposed < turns_at if turns_at < value else proposed > turns_at
    assert abs(proposed - turns_at) <= max(0.1 * abs(turns_at), 0.01) * 1.0001


@pytest.mark.parametrize("turns_at", [0.999, 0.95, 0.001, 0.5])
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_the_number_that_play_proposes_lies_in_the_range_where_the_turn_does(turns_at: float, value: float) -> None:
    entry = {"low": 0.0, "high": 1.0, "switch": False}
    proposed = beyond(turns_at, value, entry)
    assert 0.0 <= proposed <= 1.0
    assert proposed < turns_at if turns_at < value else proposed > turns_at
    assert beyond(1.0, 0.0, {**entry, "switch": True}) == 1.0


@pytest.mark.parametrize(
    "case", ["battle_of_the_sexes", "chicken", "majority", "matching_pennies", "prisoners_dilemma", "stag_hunt"]
)
def test_a_textbook_game_is_played_to_its_end(follower: Follower, case: str) -> None:
    known = load_case(case)
    first = next(iter(known.players))
    scenario = known.scenario("free_choice")
    page = follower.open(
        f"/play?scenario=free_choice&case={case}&seat={first}&moves={scenario.strategies(first)[0]}&rule=quantal"
    )
    assert "Why: what your payoff is made of" in page.text
