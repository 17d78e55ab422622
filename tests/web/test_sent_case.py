"""A case that a person sent, on every page: each link and form takes it along, without a script too."""

import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from negotiation_sim.case.library import built_in_cases, case_files, copied_files
from negotiation_sim.errors import InputError
from negotiation_sim.web.address import pairs_of, slug
from negotiation_sim.web.carrying import LEAVES, carrying, takes_a_case
from negotiation_sim.web.frame import about_a_case
from negotiation_sim.web.left_out import LIST
from negotiation_sim.web.packed import MOST_FILES, MOST_PACKED, as_text, pack, whole, zipped

from .asked import LESS, OFFERED, small
from .browser import Tabs

CASES = built_in_cases()
PACKED = {
    name: as_text(pack(copied_files(name, CASES[name]))) for name in ("stag_hunt", "chicken", "accords", "kosovo")
}
WITHOUT_A_CASE = {name for name, question in OFFERED.items() if not about_a_case(question)}


class Ways(HTMLParser):
    """All ways on from a page: its links, and its forms with what their buttons and fields send."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.asking: list[str] = []
        self.forms: list[dict[str, Any]] = []
        self.buttons: list[dict[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.asking += [given[name] for name in ("hx-get",) if name in given]
        if tag == "a":
            self.links.append(given)
        elif tag == "form":
            self.forms.append({**given, "packed": ""})
        elif tag == "input" and given.get("name") == "packed" and self.forms:
            self.forms[-1]["packed"] = given["value"]
        elif tag == "button":
            self.buttons.append(given)


def about_a_case_of_ours(address: str) -> bool:
    """Whether what an address asks is about a case."""
    return takes_a_case(address) and address.partition("?")[0].split("/")[1].replace("-", " ") not in WITHOUT_A_CASE


def astray(page: str, packed: str) -> list[str]:
    """Each link or form of the page that leads to a question about a case, and does not take this case along."""
    ways = Ways(page)
    lost = [link["href"] for link in ways.links if LEAVES not in link and takes_a_case(link.get("href", ""))]
    lost += [address for address in ways.asking if about_a_case_of_ours(address)]
    for form in ways.forms:
        if takes_a_case(form["action"]):
            lost += [form["action"]] * (form.get("method", "get") != "post" or form["packed"] != packed)
    holding = {form["id"] for form in ways.forms if form["packed"] == packed and "id" in form}
    lost += [each["formaction"] for each in ways.buttons if each.get("form") not in holding and "form" in each]
    lost += [each["formaction"] for each in ways.buttons if "case=" in each.get("formaction", "")]
    return lost


def sent(client: httpx.Client, path: str, name: str, pairs: list[tuple[str, str]]) -> httpx.Response:
    """The page of a question about a case that was sent."""
    fields: dict[str, list[str]] = {"packed": [PACKED[name]]}
    for key, value in pairs:
        fields.setdefault(key, []).append(value)
    return client.post(path, data=fields)


@pytest.mark.parametrize("name", OFFERED)
def test_every_page_of_a_sent_case_leads_on_with_that_case(client: httpx.Client, name: str) -> None:
    question = OFFERED[name]
    values = small(question)
    case = values.pop("case", "stag_hunt")
    pairs = pairs_of(question, {**values, **LESS.get(name, {})})
    page = sent(client, f"/{slug(question)}", case, pairs)
    assert page.status_code == 200, page.text[:2000]
    assert not astray(page.text, PACKED[case])
    assert "Every page here is about your case" in page.text
    assert 'formaction="/believe' in page.text


@pytest.mark.parametrize("path", ["/", "/your-case", "/argument", "/assumptions", "/cite", "/believe", "/sets"])
def test_pages_of_kosovo_as_it_was_sent_lead_on_with_it(client: httpx.Client, path: str) -> None:
    page = sent(client, path, "kosovo", [])
    assert page.status_code == 200
    assert not astray(page.text, PACKED["kosovo"])


@pytest.mark.parametrize("path", ["/verify", "/limits", "/game", "/extensive", "/compare", "/your-case"])
def test_a_page_keeps_the_sent_case_at_hand_and_says_which_it_is(client: httpx.Client, path: str) -> None:
    """Also a page that is not about a case; its menu offers what this case can answer."""
    page = sent(client, path, "chicken", [])
    assert page.status_code == 200
    assert not astray(page.text, PACKED["chicken"])
    assert "Every page here is about your case: Chicken." in page.text
    assert 'formaction="/breakeven' in page.text
    for lacking in ("/argument", "/years", "/plans"):
        assert f'formaction="{lacking}' not in page.text.partition("<main")[0], lacking


def test_a_run_record_is_computed_anew_beside_a_sent_case(client: httpx.Client) -> None:
    record = client.get("/report/report.json?case=stag_hunt&scenarios=in_turn")
    assert record.status_code == 200, record.text[:300]
    page = client.post("/verify", data={"packed": PACKED["chicken"]}, files={"record": ("report.json", record.content)})
    assert page.status_code == 200
    assert not astray(page.text, PACKED["chicken"])
    none = client.post("/verify", data={"packed": PACKED["chicken"]}, files={"record": ("", b"")})
    assert none.status_code == 400
    assert "no run record was sent" in none.text
    assert not astray(none.text, PACKED["chicken"])


def test_a_fault_of_a_sent_case_leads_on_with_it(client: httpx.Client) -> None:
    page = sent(client, "/run", "stag_hunt", [("scenario", "none_such")])
    assert page.status_code == 400
    assert not astray(page.text, PACKED["stag_hunt"])


def test_a_button_asks_what_the_link_asked(client: httpx.Client) -> None:
    """The fields stand in the button's address, the case in its form: both are read."""
    page = sent(client, "/compare", "kosovo", [])
    address = next(
        each["formaction"] for each in Ways(page.text).buttons if each.get("formaction", "").startswith("/explain?")
    )
    answer = client.post(address.replace("&amp;", "&"), data={"packed": PACKED["kosovo"]})
    asked = dict(httpx.URL(address).params)
    assert answer.status_code == 200
    assert (
        answer.text.split("<main")[1] == sent(client, "/explain", "kosovo", list(asked.items())).text.split("<main")[1]
    )
    record = client.post("/api/explain?" + address.partition("?")[2], data={"packed": PACKED["kosovo"]}).json()
    assert record["scenario"] == asked["scenario"]


@pytest.mark.parametrize(
    ("link", "button"),
    [
        ('<a href="/cite?a=b&amp;c=d">C43</a>', 'formaction="/cite?a=b&amp;c=d" class="linked">C43'),
        ('<a class="button quiet" href="/play" hx-get="/play">A</a>',
         'formaction="/play" class="button quiet" hx-post="/play">A'),
        ('<a href="/" aria-current="page">Start</a>', 'formaction="/" class="linked" aria-current="page">Start'),
        ('<a href="/verify">V</a>', 'formaction="/verify" class="linked">V'),
        ('<a href="/" data-leaves>Leave</a>', None),
        ('<a href="#main">Skip</a>', None),
        ('<a href="/your-case">Another case</a>', None),
        ('<a href="https://example.org/compare">Elsewhere</a>', None),
        ('<a href="//example.org/compare">Elsewhere</a>', None),
    ],
)  # fmt: skip
def test_a_link_to_a_question_becomes_a_button_and_no_other_does(link: str, button: str | None) -> None:
    assert carrying(f"<p>{link}</p>") == (
        f'<p><button form="yours" {button}</button></p>' if button else f"<p>{link}</p>"
    )


def test_pages_of_a_served_case_have_links(client: httpx.Client) -> None:
    page = client.get("/compare", params={"case": "chicken"}).text
    assert 'href="/believe?case=chicken"' in page
    assert "formaction=" not in re.sub(r"<main.*</main>", "", page, flags=re.DOTALL)


def test_what_cannot_be_done_with_a_sent_case_is_said_on_its_pages(client: httpx.Client) -> None:
    for path in ("/", "/your-case", "/run", "/glossary"):
        page = sent(client, path, "chicken", []).text
        for words in ("cannot be linked, bookmarked", "Download it to keep it", "Leave your case"):
            assert words in page, (path, words)


# ---- what is as in a built-in case is left out of what travels


@pytest.mark.parametrize("name", CASES)
def test_a_copy_of_a_built_in_case_travels_as_little_more_than_its_own_file(name: str) -> None:
    files = copied_files(name, CASES[name])
    assert whole(pack(files)) == files
    assert len(pack(files)) < 12_000


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("changed", ["assumptions.toml", "game.toml"])
def test_a_built_in_case_of_which_one_file_is_changed_arrives_whole(name: str, changed: str) -> None:
    files = case_files(CASES[name])
    files[changed] += b"# mine\n"
    assert whole(pack(files)) == files


@pytest.mark.parametrize("changed", [["assumptions.toml"], ["assumptions.toml", "game.toml", "table.toml"]])
def test_a_kosovo_case_with_changed_files_is_small_enough(changed: list[str]) -> None:
    files = copied_files("kosovo", CASES["kosovo"])
    files |= {name: files[name] + b"# mine\n" for name in changed}
    assert MOST_PACKED <= 64_000
    assert len(pack(files)) < MOST_PACKED // 1.5
    assert whole(pack(files)) == files


def test_a_file_that_this_server_does_not_have_is_refused_in_words(client: httpx.Client) -> None:
    line = f"{'0' * 64} claims.csv\n".encode()
    packed = as_text(zipped({"game.toml": b"", LIST: line}))
    for path in ("/compare", "/your-case"):
        answer = client.post(path, data={"packed": packed})
        assert answer.status_code == 400
        assert "leaves out &#39;claims.csv&#39;" in answer.text.replace("'", "&#39;")
        assert "Send the whole case again" in answer.text


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        ([f"sets/{k}.toml" for k in range(MOST_FILES + 1)], "at most 200 are read"),
        ([f"sets/{k}.toml" for k in range(150)], "a case has at most 4,000,000"),
        (["../game.toml"], "is no path inside the zip"),
        (["/etc/x.toml"], "is no path inside the zip"),
    ],
)
def test_what_is_left_out_is_held_to_the_same_bounds(paths: list[str], words: str) -> None:
    """A list of a few bytes may not grow into any number of files, nor lead out of the folder."""
    register = (CASES["kosovo"] / "assumptions.toml").read_bytes()
    lines = "".join(f"{hashlib.sha256(register).hexdigest()} {path}\n" for path in paths)
    with pytest.raises(InputError, match=words):
        whole(zipped({"game.toml": b"", LIST: lines.encode()}))


# ---- in a browser


@pytest.mark.parametrize("sent_case", [False, True])
def test_another_game_brings_the_concepts_that_apply_to_it(tabs: Tabs, sent_case: bool) -> None:
    """The form is renewed with the answer, of a case that was sent too."""
    page = tabs.open("/your-case" if sent_case else "/solve?case=chicken")
    if sent_case:
        page.click("button[aria-label='change it here: Chicken']")
        page.click("header .menu > summary")
        page.click(".menu .sheet >> text=Solution concepts")
    assert "subgame_perfect" not in page.locator("#f-concept option").evaluate_all("all => all.map(o => o.value)")
    page.select_option("#f-scenario", "centipede.efg")
    page.wait_for_selector("#f-concept option[value=subgame_perfect]", state="attached")
    page.select_option("#f-concept", "subgame_perfect")
    page.wait_for_selector("#answer >> text=subgame-perfect")
    assert ("scenario=centipede.efg" in page.url) == (not sent_case)
    assert page.locator("#yours").count() == sent_case


@pytest.mark.parametrize("scripts", [True, False])
def test_the_way_back_leads_through_each_step_of_play_with_a_sent_case(tabs: Tabs, scripts: bool) -> None:
    page = tabs.open("/your-case", java_script_enabled=scripts)
    page.click("button[aria-label='change it here: Serbia and Kosovo']")
    page.click("header >> text=Play")
    page.click("main .go-on button >> nth=0")
    for _ in range(2):
        page.wait_for_selector("#answer h2 >> text=your move")
        page.click("button.move >> nth=0")
        page.wait_for_selector("#answer h2 >> text=What you got")
        page.go_back()
        page.wait_for_selector("#answer h2 >> text=your move")
        assert page.locator("#yours").count() == 1
    page.go_back()
    page.wait_for_selector("#answer .set-up, #answer .go-on")
    assert page.locator("h2 >> text=your move").count() == 0
    page.click("header >> text=Compare")
    page.wait_for_selector("h1 >> text=side by side")
    page.go_back()
    page.wait_for_selector("h1 >> text=Play a seat")
    assert page.locator("#yours").count() == 1


def test_the_last_step_of_play_with_a_sent_case_is_taken_back_by_a_button(tabs: Tabs) -> None:
    page = tabs.open("/your-case", java_script_enabled=False)
    page.click("button[aria-label='change it here: Serbia and Kosovo']")
    page.click("header >> text=Play")
    page.click("main .go-on button >> nth=0")
    page.click("button.move >> nth=0")
    page.wait_for_selector("#answer h2 >> text=What you got")
    page.click("text=Take back your last move")
    page.wait_for_selector("#answer h2 >> text=your move")
    assert page.locator("#yours").count() == 1


# ---- in a browser


def opened(tabs: Tabs, path: str, name: str) -> Any:
    """The page of a case that was sent, in a browser."""
    page = tabs.open("/glossary?case=stag_hunt")
    page.evaluate(
        """([path, packed]) => {
             const form = Object.assign(document.createElement("form"), { method: "post", action: path });
             form.append(Object.assign(document.createElement("input"), { name: "packed", value: packed }));
             document.body.append(form);
             form.submit();
           }""",
        [path, PACKED[name]],
    )
    page.wait_for_selector(".yours")
    return page


def test_a_number_that_was_moved_in_a_sent_case_is_undone_and_the_case_stays(tabs: Tabs) -> None:
    page = opened(tabs, "/", "chicken")
    number = page.locator("input.number").first
    before = number.input_value()
    number.fill(str(float(before) + 1))
    number.press("Enter")
    page.locator("#undo").click()
    page.wait_for_function("([id, value]) => document.getElementById(id)?.value === value",
                           arg=[number.get_attribute("id"), before])  # fmt: skip
    assert page.locator(".yours").is_visible()
    assert "Nothing is changed" in page.locator("#said").inner_text()


def test_a_game_that_is_typed_beside_a_sent_case_leaves_the_case_where_it_is(tabs: Tabs) -> None:
    page = opened(tabs, "/game?payoffs=3+3,+0+5;+5+0,+1+1", "chicken")
    page.locator("input[name='u.0.0']").fill("7")
    page.get_by_role("button", name="One row more").click()
    page.wait_for_selector("input[name='u.2.0']")
    assert page.locator("input[name='u.0.0']").input_value() == "7"
    assert page.locator(".yours").is_visible()
    page.locator("input[name='u.0.0']").fill("8")
    page.locator("input[name='u.0.0']").press("Tab")
    page.wait_for_selector("#answer:has-text('8.00')")
    page.get_by_text("The game as a text").click()
    page.get_by_role("button", name="Open").click()
    page.wait_for_load_state()
    assert page.locator(".yours").is_visible()
