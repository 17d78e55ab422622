"""Every question's page and its place in the HTTP interface: made from declarations, so that none is missed here."""

import json
import re
import shlex
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import httpx
import pytest

from negotiation_sim.case.library import built_in_cases
from negotiation_sim.questions.declaration import Question
from negotiation_sim.web.address import address, asked_fields, pairs_of, slug
from negotiation_sim.web.guard import POLICY
from negotiation_sim.web.packed import as_text, pack

from ..command_line import answer, refusal
from .asked import OFFERED, WITH_RECORD, small

OF_A_CASE = {name: question for name, question in OFFERED.items() if "case" in small(question)}
TEMPLATES = {path.stem for path in resources.files("negotiation_sim.web").joinpath("templates").iterdir()}  # type: ignore[attr-defined]
WITH_A_TEMPLATE = {name for name in OFFERED if {name.replace(" ", "_"), f"part_{name.replace(' ', '_')}"} & TEMPLATES}
"""Questions whose page is written by hand: it may ask for some of the fields in another way, or not at all."""
DEAR = {"validate", "analogy"}
"""What takes seconds: not asked by the command line as well."""


class Seen(HTMLParser):
    """A page as a browser takes it apart: its elements with their attributes, its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]


def assert_harmless(page: httpx.Response) -> None:
    """No page has a script or a style in it, or asks for anything from elsewhere; the policy forbids all of them."""
    assert page.headers["content-security-policy"] == POLICY
    for tag, attributes in Seen(page.text).elements:
        assert not {name for name in attributes if name.startswith("on") or name == "style"}, (tag, attributes)
        assert tag not in ("style", "iframe", "object", "embed", "base"), tag
        assert tag != "script" or attributes["src"].startswith("/static/")
        for name in ("src", "href", "action", "hx-get", "hx-post", "xlink:href"):
            assert not re.match(r"(?i)\s*(https?:|//|javascript:|data:(?!image/))", attributes.get(name, "")), (
                attributes
            )


def at_once(question: Question) -> str:
    """The address of the question's page with its answer in it, however long that takes."""
    where = address(question, small(question))
    return f"{where}{'&' if '?' in where else '?'}now=1"


@pytest.mark.parametrize("name", OFFERED)
def test_every_question_has_a_page_with_its_answer_its_form_its_command_and_its_record(
    client: httpx.Client, name: str
) -> None:
    question = OFFERED[name]
    page = client.get(at_once(question))
    assert page.status_code == 200, page.text
    assert_harmless(page)
    seen = Seen(page.text)
    assert any(tag == "h1" for tag, _ in seen.elements)
    assert 'class="hint"' not in page.text
    assert 'class="working"' not in page.text
    names = {attributes.get("name", "").partition(":")[0] for _, attributes in seen.elements}
    fields = {field.spelled for field in asked_fields(question)}
    assert fields <= names or (name in WITH_A_TEMPLATE and fields & {*names, "case"})
    assert shown_command(page)[:2] == ["negotiation-sim", name.split()[0]]
    if question.record:
        record = client.get(f"/api/{slug(question)}", params=pairs_of(question, small(question)))
        assert record.status_code == 200
        assert isinstance(record.json(), list) or set(record.json()) & set(question.keys or record.json())


def shown_command(page: httpx.Response) -> list[str]:
    """The words of the command that the page shows."""
    (command,) = re.findall(r'<code class="copy">(.*?)</code>', page.text)
    return shlex.split(Seen(command).text)


@pytest.mark.parametrize("name", sorted(set(WITH_RECORD) - DEAR))
def test_the_interface_gives_the_record_that_the_command_shown_on_the_page_prints(
    client: httpx.Client, name: str, tmp_path: Path
) -> None:
    question = WITH_RECORD[name]
    record = client.get(f"/api/{slug(question)}", params=pairs_of(question, small(question)))
    assert record.status_code == 200, record.text
    assert record.headers["content-type"] == "application/json"
    _, *words = shown_command(client.get(at_once(question)))
    assert answer(*words, "--json", folder=tmp_path) == record.text


def test_no_link_of_the_menu_and_the_foot_is_dead(client: httpx.Client) -> None:
    page = Seen(client.get("/run?scenario=free_choice&case=stag_hunt").text)
    linked = {attributes["href"] for tag, attributes in page.elements if tag == "a" and attributes["href"][:1] == "/"}
    assert len(linked) > 30
    assert not [where for where in sorted(linked) if client.get(where).status_code == 404]


# ---- a case that a person sends


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sent(question: Question, folder: Path) -> dict[str, Any]:
    """The form of a page, with the case in that folder in the place of one that the server has."""
    values = {name: value for name, value in small(question).items() if name != "case"}
    pairs = [*pairs_of(question, values), ("packed", as_text(pack(files_below(folder))))]
    return {key: [value for name, value in pairs if name == key] for key, _ in pairs}


@pytest.mark.parametrize("name", sorted(OF_A_CASE))
def test_a_case_that_was_sent_has_every_page_and_carries_itself_along(client: httpx.Client, name: str) -> None:
    question = OF_A_CASE[name]
    form = sent(question, built_in_cases()[small(question)["case"]])
    page = client.post(f"/{slug(question)}", data=form)
    assert page.status_code == 200, page.text
    assert_harmless(page)
    assert form["packed"][0] in page.text
    assert "cannot be linked" in page.text


@pytest.mark.parametrize("name", ["run", "breakeven", "assumptions", "check"])
def test_a_case_that_was_sent_has_the_record_of_its_folder(client: httpx.Client, name: str, tmp_path: Path) -> None:
    question = OF_A_CASE[name]
    folder = tmp_path / "your_case"
    for path, content in files_below(built_in_cases()["stag_hunt"]).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    record = client.post(f"/api/{slug(question)}", data=sent(question, folder))
    assert record.status_code == 200, record.text
    values = {**small(question), "case": "your_case"}
    words = [word for pair in pairs_of(question, values) for word in (f"--{pair[0]}", pair[1])]
    places = {field.spelled for field in asked_fields(question) if field.help.by_place}
    words = [word for k, word in enumerate(words) if word.removeprefix("--") not in places or k % 2]
    assert json.loads(answer(name, *words, "--json", folder=tmp_path)) == record.json()


# ---- faults, in the sentences of the command line

FAULTS = [
    ("run", {"scenario": "statusquo", "case": "kosovo"}),
    ("run", {"scenario": "recognition_first", "case": "kosovo", "assume": "sceptics"}),
    ("run", {"scenario": "recognition_first", "case": "kosovo", "set": "us_cred=seven"}),
    ("run", {"scenario": "recognition_first", "case": "kosovo", "set": "us_credd=0.7"}),
    ("run", {"scenario": "recognition_first", "case": "kosovo", "set": "us_cred"}),
    ("breakeven", {"scenario": "recognition_first", "case": "kosovo", "holds": "serbia.normalize"}),
    ("breakeven", {"scenario": "free_choice", "case": "stag_hunt", "holds": "first.stag and"}),
    ("breakeven", {"scenario": "free_choice", "case": "stag_hunt", "holds": "1 + "}),
    ("explain", {"scenario": "recognition_first", "case": "kosovo", "player": "serba"}),
    ("explain", {"scenario": "recognition_first", "case": "kosovo", "result": "9"}),
    ("thresholds", {"scenario": "free_choice", "case": "matching_pennies"}),
    ("posturing", {"case": "chicken"}),
    ("regions", {"scenario": "free_choice", "case": "stag_hunt", "holds": "first.stag", "x": "hare", "y": "hare"}),
    ("uncertainty", {"case": "kosovo", "draws": "0"}),
    ("uncertainty", {"case": "kosovo", "distribution": "normal"}),
    ("solve", {"scenario": "free_choice", "case": "stag_hunt", "concept": "quantum"}),
    ("matrix", {"row": "first", "column": "first", "scenario": "free_choice", "case": "stag_hunt"}),
    ("path", {"scenario": "elmira", "to": "77"}),
    ("glossary", {"word": "xyzzy"}),
    ("cite", {"numbers": "C9999", "case": "kosovo"}),
    ("power", {"body": "nowhere"}),
]


CALLED = {
    "us_cred: ": "“Washington's credibility”: ",
    "us_cred=": "",
    "scenario 'recognition_first'": "“Recognition first”",
}
"""What a terminal calls by its name, and how the page calls it: as its field, and by its title."""


@pytest.mark.parametrize(
    ("name", "given"), FAULTS, ids=[f"{name} {list(given.values())[-1]}" for name, given in FAULTS]
)
def test_a_fault_has_the_sentence_of_the_command_line(client: httpx.Client, name: str, given: dict[str, str]) -> None:
    question = OFFERED[name]
    places = [given[field.spelled] for field in question.fields if field.help.by_place and field.spelled in given]
    named = {field.spelled for field in question.fields if not field.help.by_place}
    options = [word for key, value in given.items() if key in named for word in (f"--{key}", value)]
    told = refusal(name, *places, *options)
    record = client.get(f"/api/{slug(question)}", params=given)
    page = client.get(f"/{slug(question)}", params={**given, "now": "1"})
    assert record.status_code == page.status_code == 400
    assert f"Error: {' '.join(record.json()['fault'].split())}" == told
    fault = record.json()["fault"]
    for typed, seen in CALLED.items():
        fault = fault.replace(typed, seen)
    assert fault in Seen(page.text).text
    assert_harmless(page)
