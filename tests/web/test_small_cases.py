"""Pages of small cases: of the classics, and of such as people make for themselves."""

import html
import re
from collections.abc import Iterator

import httpx
import pytest

from negotiation_sim.case.library import new_case, write_case
from negotiation_sim.case.small_case_answers import IN_TURN
from negotiation_sim.questions import questions
from negotiation_sim.questions.declaration import Question
from negotiation_sim.web.address import offered, slug
from negotiation_sim.web.frame import about_a_case

from ..test_every_form import CLASSICS
from ..test_small_case import DILEMMA, made
from .running import running


def test_a_number_outside_its_range_is_told_of_in_a_case_that_labels_none(client: httpx.Client) -> None:
    page = client.get("/?case=chicken&set=tie=2")
    assert page.status_code == 200
    assert "Tie is outside its range, -0.4 to 0.4." in page.text


def test_equilibria_before_and_after_a_flip_stand_line_by_line(client: httpx.Client) -> None:
    page = client.get("/?case=chicken&set=crash=-0.5").text
    assert (
        '<p class="was">One equilibrium instead of 2. Before:</p><ul class="was"><li>First driver gives way; ' in page
    )
    assert "<td>First driver gives way; Second driver drives on</td><td" in page
    marks = client.get("/tracks?case=chicken&set=lose_face=-4.5&set=crash=-5").text
    assert "2 equilibria: " not in page + marks
    assert re.search(r"<b>Above -4.5</b>, Free choice: one equilibrium instead of 2</p>\s*<ul><li>New: First", marks)


def test_a_set_without_an_author_is_told_without_a_gap_where_the_author_would_stand(client: httpx.Client) -> None:
    nobodys, somebodys = (client.get(f"/sets{query}").text for query in ("?case=stag_hunt", ""))
    assert '<p class="small">Name: base</p>' in nobodys
    assert re.search(r'<p class="small">[A-Z][^<]*\. Leans [^<]*\. Name: sceptic</p>', somebodys)


MINIMAL = {
    "game.toml": """
[case]
title = "Tiny"
source = "a test"
baseline = "now"

[players.a]
name = "Ann"
strategies = ["stay", "go"]

[players.b]
name = "Bob"
strategies = ["stay", "go"]

[payoffs]
a = "a.go * prize"
b = "b.go * prize"
""",
    "assumptions.toml": """
[prize]
value = 1
range = [-1, 2]
unit = "points"
why = "a guess"
source = "a test"
""",
    "now.toml": 'title = "Now"\n',
}
"""The least that a case can have: no headline, no group, no order of moves, one number."""
RICHER = {
    "richer.toml": """
title = "Richer"
[changes]
prize = { value = 2, why = "a guess", source = "a test" }
"""
}
"""A scenario in which the one number has one value."""
FIXED = {"assumptions.toml": MINIMAL["assumptions.toml"].replace("[-1, 2]", "[1, 1]")}
SMALL = ("minimal", "richer", "fixed", "started", "answered", "answered_in_turn", *sorted(CLASSICS))
FEW = {"draws": "draws=64"}
ASKED = [question for question in questions().values() if offered(question) and about_a_case(question)]
WHAT_TO_DO = re.compile(r"[Aa]dd .*(\.toml|\.csv)|Write a \S+\.toml")


@pytest.fixture(scope="module")
def small_cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server with cases as people start them, beside the classics."""
    folder = tmp_path_factory.mktemp("cases")
    for name, files in (("minimal", {}), ("richer", RICHER), ("fixed", FIXED)):
        write_case(folder / name, {path: text.encode() for path, text in {**MINIMAL, **files}.items()})
    new_case(folder / "started")
    made(DILEMMA, folder).rename(folder / "answered")
    made({**DILEMMA, "turns": IN_TURN}, folder).rename(folder / "answered_in_turn")
    named = [part for path in sorted(folder.iterdir()) for part in ("--case", str(path))]
    with running(tmp_path_factory.mktemp("server"), "--workers", "1", *named) as started, started.client() as asking:
        yield asking


def page_of(client: httpx.Client, question: Question, case: str) -> httpx.Response:
    few = "".join(f"&{text}" for name, text in FEW.items() if any(field.name == name for field in question.fields))
    return client.get(f"/{slug(question)}?case={case}&now=1{few}", follow_redirects=True)


def in_menu(client: httpx.Client, case: str) -> set[str]:
    head = client.get(f"/scenarios?case={case}").text.partition("<main")[0]
    return set(re.findall(r'href="/([a-z-]+)', head))


@pytest.mark.parametrize("case", SMALL)
def test_every_page_that_a_small_case_is_offered_answers(small_cases: httpx.Client, case: str) -> None:
    menu = in_menu(small_cases, case)
    pages = {slug(each): page_of(small_cases, each, case) for each in ASKED if slug(each) in menu}
    assert len(pages) > 15
    faults = {name: page.status_code for name, page in pages.items() if page.status_code != 200}
    assert faults == {}
    assert not [name for name, page in pages.items() if 'class="fault"' in page.text]


@pytest.mark.parametrize("case", [*SMALL, "accords", "kosovo"])
def test_no_link_around_a_page_leads_into_a_fault(small_cases: httpx.Client, case: str) -> None:
    """Of the menu, and of the line at the foot, as they stand: also for who waits there for the answer."""
    before, _, rest = small_cases.get(f"/scenarios?case={case}").text.partition("<main")
    around = re.findall(r'href="(/[^"]*)"', before + rest.partition("</main>")[2])
    links = {html.unescape(each) for each in around if not each.startswith(("/static", "/api"))}
    assert len(links) > 20
    faults = {each: page.status_code for each in links if (page := small_cases.get(each)).status_code != 200}
    assert faults == {}


def test_a_scenario_in_which_nothing_is_drawn_is_left_out_and_the_page_says_so(small_cases: httpx.Client) -> None:
    page = small_cases.get("/uncertainty?case=richer&now=1&draws=64")
    assert page.status_code == 200
    assert "‘Richer’ is left out" in page.text
    named = small_cases.get("/uncertainty?case=richer&scenarios=richer&now=1&draws=64")
    assert named.status_code == 400
    assert "Ask about another scenario" in named.text


def test_a_case_without_ranges_says_what_it_lacks_and_is_no_fault(small_cases: httpx.Client) -> None:
    for asked, words in (
        ("fixed", "none of these assumptions has a range of its own. Give one a range"),
        ("minimal&set=prize=1", "is nothing to draw: the main scenarios"),
    ):
        page = small_cases.get(f"/uncertainty?case={asked}&now=1&draws=64")
        assert page.status_code == 200, asked
        assert words in page.text.partition("<main")[2]
        assert 'class="fault"' not in page.text


@pytest.mark.parametrize("case", SMALL)
def test_every_page_that_a_small_case_is_not_offered_says_what_it_lacks(small_cases: httpx.Client, case: str) -> None:
    menu = in_menu(small_cases, case)
    refused = {slug(each): page_of(small_cases, each, case) for each in ASKED if slug(each) not in menu}
    assert refused
    for name, page in refused.items():
        assert page.status_code == 400, name
        fault = re.search(r'class="fault"[^>]*><p>([^<]*)', page.text)
        assert fault, name
        assert WHAT_TO_DO.search(fault[1]), fault[1]


def test_what_holds_in_every_draw_is_an_answer_and_no_fault(small_cases: httpx.Client) -> None:
    page = small_cases.get("/sensitivity?case=minimal&holds=a.stay+or+a.go&now=1&draws=64")
    assert page.status_code == 200
    assert "&#39;a.stay or a.go&#39; holds in all of the 64 draws: no assumption drives it" in page.text
    assert 'class="fault"' not in page.text


def test_a_headline_is_called_by_its_title_in_sentences_and_not_by_its_condition(small_cases: httpx.Client) -> None:
    believed = small_cases.get("/believe?case=answered&scenario=first_scenario&holds=power+>+0&now=1").text
    assert "“Power”: with the numbers of" in believed
    assert '<option value="power &gt; 0" selected>Power</option>' in believed
    for page in ("breakeven", "regions", "sensitivity", "discover", "uncertainty"):
        main = small_cases.get(f"/{page}?case=answered&now=1", follow_redirects=True).text.partition("<main")[2]
        told = re.sub(r"<form.*?</form>|<details.*?</details>|<code.*?</code>", "", main, flags=re.DOTALL)
        assert "power &gt; 0" not in told, page


def test_a_number_that_must_go_just_beyond_nought_is_not_written_with_an_exponent(small_cases: httpx.Client) -> None:
    page = small_cases.get("/believe?case=answered&scenario=first_scenario&holds=a_clash+>+0&now=1").text
    values = re.findall(r"<b>needed ([^<]*)</b>", page)
    assert "just above 0" in values
    assert not [value for value in values if "e-" in value]


@pytest.mark.parametrize("page", ["", "assumptions", "believe", "breakeven", "compare", "report", "run", "sensitivity"])
def test_a_case_to_start_from_is_read_in_labels(small_cases: httpx.Client, page: str) -> None:
    text = small_cases.get(f"/{page}?case=started&now={1 if page else ''}", follow_redirects=True).text
    assert "Upstream.weight" not in text
    assert not page or "wo neighbours and a river" in text
