"""The page in a real browser: with scripts and without, by keyboard alone, by links, back and forward."""

from typing import TYPE_CHECKING

import pytest

from negotiation_sim.web.address import address

from .asked import OFFERED, small
from .browser import Tabs, holds, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

DIAL = "us_cred"
FALLEN = "0.5"
"""Below some 0.64 the four no longer recognise."""
RUN = "/run?scenario=free_choice&case=stag_hunt"


def cards(page: "Page") -> str:
    """What the strategies lead to, as it stands on the first page."""
    return " ".join(page.locator(".cards").inner_text().split())


def moved(page: "Page", value: str = FALLEN) -> None:
    """Another value for the dial, typed; the answer to it is there."""
    number = page.locator(f"#n-{DIAL}")
    number.fill(value)
    number.press("Tab")
    page.wait_for_url(f"**{DIAL}*")


# ---- the first page


def test_a_slider_that_is_moved_flips_the_outcome_and_the_page_says_what_and_who(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo")
    assert page.locator(".card.flipped").count() == 0
    slider = page.locator(f".range[data-for=n-{DIAL}]")
    box = slider.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    page.wait_for_selector(".card.flipped")
    page.wait_for_url(f"**{DIAL}*")
    assert page.locator(".card.flipped .tag").first.inner_text() == "flipped"
    assert page.locator("#said").inner_text().strip()
    assert float(page.locator(f"#n-{DIAL}").input_value()) < 0.64
    assert f"{DIAL}=" in page.locator(".again code.copy").inner_text()


def test_a_slider_moves_by_the_keyboard_alone(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo")
    page.locator(f".range[data-for=n-{DIAL}]").focus()
    for _ in range(6):
        page.keyboard.press("PageDown")
    page.wait_for_selector(".card.flipped")
    page.wait_for_url(f"**{DIAL}*")
    page.locator("#undo").click()  # keys pressed one after the other are one move
    holds(page, f"#n-{DIAL}", "1")


def test_the_link_of_a_moved_number_shows_the_same_page_elsewhere(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo")
    moved(page)
    elsewhere = tabs.open(page.url)
    assert cards(elsewhere) == cards(page)
    assert elsewhere.locator(f"#n-{DIAL}").input_value() == FALLEN
    assert elsewhere.locator(".card.flipped").count() == page.locator(".card.flipped").count() > 0


def test_back_and_forward_lead_through_the_numbers_that_were_tried(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo")
    first, seen = page.url, [cards(page)]
    moved(page)
    seen.append(cards(page))
    page.go_back()
    page.wait_for_url(first)
    holds(page, f"#n-{DIAL}", "1")
    assert cards(page) == seen[0]
    page.go_forward()
    holds(page, f"#n-{DIAL}", FALLEN)
    assert cards(page) == seen[1] != seen[0]


def test_undo_leads_back_to_the_numbers_before(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo")
    before = cards(page)
    moved(page)
    assert cards(page) != before
    assert not page.locator("#redo").is_visible()
    page.locator("#undo").click()
    holds(page, f"#n-{DIAL}", "1")
    assert cards(page) == before
    page.locator("#redo").click()
    holds(page, f"#n-{DIAL}", FALLEN)
    assert not page.locator("#redo").is_visible()


def test_a_page_on_which_nothing_was_undone_offers_no_redo(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo")
    assert not page.locator("#redo").is_visible()
    moved(page)
    page.goto(page.url.partition("/?")[0] + "/?case=kosovo")
    assert not page.locator("#redo").is_visible()


def test_the_last_change_is_laid_side_by_side(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo")
    assert page.locator(".replay").count() == 0
    moved(page)
    page.locator(".replay summary").click()
    turned = page.locator(".replay tr", has=page.locator("td.turned")).all_inner_texts()
    assert any(line.split("\t")[-2:] == ["all", "nobody"] for line in turned)


def test_the_first_page_flips_an_outcome_without_scripts(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo", java_script_enabled=False)
    page.locator(f"#n-{DIAL}").fill(FALLEN)
    page.locator(".numbers button:not([type=button])").last.click()
    assert f"{DIAL}={FALLEN}" in page.url.replace("%3D", "=").replace("set:", "")
    assert page.locator(".card.flipped").count()


# ---- every question


@pytest.mark.parametrize("name", ["run", "breakeven", "glossary", "matrix", "power"])
def test_a_question_is_asked_otherwise_without_scripts(tabs: Tabs, name: str) -> None:
    where = address(OFFERED[name], small(OFFERED[name]))
    page = tabs.open(where, java_script_enabled=False)
    folded = page.locator("details.form summary")
    if folded.count():
        folded.first.click()
    page.locator("details.form button" if folded.count() else "main form button").first.click()
    assert page.locator("#answer").inner_text().strip()
    assert page.locator(".fault").count() == 0


def test_the_answer_of_a_slow_question_is_a_click_away_without_scripts(tabs: Tabs) -> None:
    asked = {**small(OFFERED["believe"]), "seconds": 7.5}  # which nobody has asked: what is kept stands there at once
    page = tabs.open(address(OFFERED["believe"], asked), java_script_enabled=False)
    page.get_by_role("link", name="Show the answer").click()
    assert page.locator(".sentences").inner_text().strip()


def test_the_answer_of_a_slow_question_follows_by_itself_with_scripts(tabs: Tabs) -> None:
    page = settled(tabs.open(address(OFFERED["believe"], small(OFFERED["believe"]))))
    assert page.locator(".sentences").inner_text().strip()


def test_pictures_follow_the_answer(tabs: Tabs) -> None:
    page = tabs.open(address(OFFERED["stability"], small(OFFERED["stability"])))
    page.wait_for_selector(".pictures svg")
    page.locator("figure details summary").first.click()
    assert page.locator("figcaption").first.inner_text().strip()


def test_a_fault_is_told_in_the_page_and_the_form_is_there_to_mend_it(tabs: Tabs) -> None:
    page = tabs.open("/run?scenario=free_choise&case=stag_hunt")
    assert "Did you mean 'free_choice'?" in page.get_by_role("alert").inner_text()
    tabs.complaints[:] = [said for said in tabs.complaints if "400" not in said]


# ---- the keyboard


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(tabs: Tabs) -> None:
    page = tabs.open(RUN)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def stops(page: "Page", most: int = 120) -> list[str]:
    """Where the tabulator key stops, one after another; each stop can be seen."""
    seen: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop, shows = page.evaluate(
            """() => {
              const at = document.activeElement, style = getComputedStyle(at);
              if (at === document.body) return ["", true];
              const named = at.name || at.getAttribute("href") || at.textContent.trim().slice(0, 30);
              const name = `${at.tagName} ${named}`;
              return [name, style.outlineStyle !== "none" || style.boxShadow !== "none"];
            }"""
        )
        if not stop or (len(seen) > 2 and stop == seen[0]):  # the first two, the name and the start, lead to one page
            break
        assert shows, f"{stop} has the focus, and does not show it"
        seen.append(stop)
    return seen


def test_the_keyboard_reaches_the_form_the_answer_and_the_links_below_in_that_order(tabs: Tabs) -> None:
    page = tabs.open(RUN)
    page.locator("details.form summary").first.focus()
    page.keyboard.press("Enter")
    page.locator("a.skip").focus()
    reached = stops(page)
    places = [next(k for k, stop in enumerate(reached) if stop.startswith(each)) for each in
              ("A /compare", "SELECT scenario", "BUTTON", "DIV", "A /limits")]  # fmt: skip
    assert places == sorted(places)


def test_a_form_is_filled_in_and_sent_by_the_keyboard(tabs: Tabs) -> None:
    page = tabs.open(RUN)
    page.locator("details.form summary").first.focus()
    page.keyboard.press("Enter")
    for name, typed in (("case", ""), ("scenario", "In"), ("assume", ""), ("set", "hare=4.5")):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**scenario=in_turn*")
    assert "Own changes: hare 3 -> 4.5" in page.locator("#answer").inner_text()


def test_a_word_is_looked_up_by_the_keyboard(tabs: Tabs) -> None:
    page = tabs.open("/glossary")
    page.locator("input[name=word]").focus()
    page.keyboard.type("regret")
    page.keyboard.press("Enter")
    page.wait_for_url("**word=regret*")
    assert "regret" in page.locator("#answer").inner_text()


def test_the_menu_opens_and_closes_by_the_keyboard(tabs: Tabs) -> None:
    page = tabs.open(RUN)
    page.locator("details.menu summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("details.menu .sheet").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("details.menu .sheet").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_back_and_forward_between_pages_and_what_was_asked(tabs: Tabs) -> None:
    page = tabs.open(RUN)
    answers = [page.locator("#answer").inner_text()]
    page.goto(RUN.replace("stag_hunt", "chicken"))
    answers.append(page.locator("#answer").inner_text())
    page.go_back()
    assert page.locator("#answer").inner_text() == answers[0]
    page.go_forward()
    assert page.locator("#answer").inner_text() == answers[1] != answers[0]


# ---- buttons that add to what the form says already


def played(page: "Page", *moves: str) -> None:
    """Presses the button of each move, one after the other; the address has one more each time."""
    for k, move in enumerate(moves):
        before = page.url
        page.locator(f"main button[name=moves][value='{move}']").first.click()
        page.wait_for_url(lambda url, before=before: url != before)
        assert page.url.count("moves=") == k + 1, page.url
    page.wait_for_load_state()


def test_years_are_played_on_and_on_with_scripts(tabs: Tabs) -> None:
    page = tabs.open("/play?scenario=recognition_first&seat=serbia&at=years")
    played(page, "stall", "stall", "stall", "normalise")
    assert page.url.count("moves=stall") == 3


@pytest.mark.parametrize("scripts", [True, False])
def test_an_offer_is_accepted_after_another_move(tabs: Tabs, scripts: bool) -> None:
    page = tabs.open(
        "/play?scenario=recognition_first&seat=serbia&at=table&moves=association%3Dexecutive",
        java_script_enabled=scripts,
    )
    page.get_by_role("button", name="Accept").first.click()
    page.wait_for_url("**moves=accept*")
    assert page.url.count("moves=") == 2
    page.wait_for_load_state()
    assert page.locator(".fault").count() == 0
    assert "What you got" in page.locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("laid_over", [True, False])
def test_another_author_is_asked_with_the_numbers_of_that_author(tabs: Tabs, scripts: bool, laid_over: bool) -> None:
    page = tabs.open("/?case=kosovo", java_script_enabled=scripts)
    page.locator("select[name=over]" if laid_over else "select[name=assume]").select_option("sceptic")
    if not scripts:
        page.locator(".authors button").click()
    page.wait_for_url("**sceptic*")
    assert "set" not in page.url.partition("?")[2].replace("set=sceptic", "")
    straight = tabs.open(f"/?assume={'op_ed%2B' if laid_over else ''}sceptic")
    ends = [each.locator(".card dl").last.inner_text() for each in (page, straight)]
    assert ends[0] == ends[1]
    assert "nobody" in ends[0]


def test_what_one_changed_oneself_stays_when_another_author_is_chosen(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo&set=ties=0.5")
    page.locator("select[name=assume]").select_option("sceptic_four")
    page.wait_for_url("**sceptic_four*")
    assert "ties" in page.url
    assert "us_cred" not in page.url.replace("from=", "")
    assert page.locator("#n-ties").input_value() == "0.5"


def test_own_changes_that_stay_under_another_author_are_named_above_the_cards_and_can_be_taken_off(tabs: Tabs) -> None:
    page = tabs.open("/?case=kosovo&set=ties=0.5")
    assert page.locator(".stay").count() == 0
    page.locator("select[name=assume]").select_option("sceptic_four")
    page.wait_for_url("**sceptic_four*")
    says = page.locator("#answer .stay")
    assert says.inner_text() == "Your own changes stay: how far trade ties the two together 0.5. Take them off"
    page.locator("select[name=assume]").select_option("op_ed")
    page.wait_for_url(lambda url: "assume=sceptic_four" not in url)
    assert says.is_visible()
    says.get_by_role("link").click()
    page.wait_for_url(lambda url: "ties" not in url)
    assert page.locator("#n-ties").input_value() == "0"
    assert page.locator(".stay").count() == 0


def test_a_number_outside_its_range_is_said_to_be(tabs: Tabs) -> None:
    page = tabs.open("/?set=us_cred=99")
    assert "Washington's credibility is outside its range, 0.1 to 1" in page.locator("#said").inner_text()
