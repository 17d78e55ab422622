"""The pages of the register, of claims and sources, of terms and of limits."""

import csv
import html
import io
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from negotiation_sim import ask, load_case
from negotiation_sim.case.library import built_in_cases, case_files
from negotiation_sim.questions.glossary.answer import terms
from negotiation_sim.questions.limits.answer import answer as limits
from negotiation_sim.questions.limits.question import LimitsAsked
from negotiation_sim.web.packed import as_text, pack

from .test_your_case import fault_in

KOSOVO = load_case("kosovo")
STAG = as_text(pack(case_files(built_in_cases()["stag_hunt"])))


def shown(page: httpx.Response) -> dict[str, str]:
    """The values that can be changed in the page, by name."""
    return dict(re.findall(r'name="set:([\w.]+)" value="([^"]*)"', page.text))


def asked_by(answer: httpx.Response) -> tuple[str, set[tuple[str, str]]]:
    """Where an answer leads, as the path and the pairs of the query."""
    assert answer.status_code == 303, answer.text[:300]
    parts = urlsplit(answer.headers["location"])
    return parts.path, set(parse_qsl(parts.query))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, [name for name, entry in KOSOVO.register.items() if entry.level == "main"]),
        ({"all": "1"}, list(KOSOVO.register)),
        ({"theme": "posture"}, [name for name in KOSOVO.register if name.startswith("posture.")]),
        ({"find": "us_cred"}, [each["name"] for each in ask("assumptions", find="us_cred").record]),
    ],
)
def test_the_page_shows_the_entries_that_are_asked_for_with_their_values(
    client: httpx.Client, query: dict[str, str], names: list[str]
) -> None:
    values = shown(client.get("/assumptions", params=query))
    assert {*values} == {*names}
    assert all(float(values[name]) == pytest.approx(KOSOVO.register[name].value, rel=1e-11) for name in names)


def test_an_entry_says_why_and_its_claims_and_sources_lead_to_what_they_say(client: httpx.Client) -> None:
    page = client.get("/assumptions", params={"find": "access_nato"}) if "access_nato" in KOSOVO.register else None
    page = page or client.get("/assumptions", params={"all": "1"})
    cited = set(re.findall(r'href="/cite\?numbers=([CS]\d+)"', page.text))
    assert cited <= {*KOSOVO.claims, *KOSOVO.sources}
    assert len(cited) > 5
    number = sorted(cited)[0]
    assert f'id="{number}"' in client.get("/cite", params={"numbers": number}).text


def test_only_the_values_that_are_changed_stand_in_the_address(client: httpx.Client) -> None:
    values = {f"set:{name}": text for name, text in shown(client.get("/assumptions")).items()}
    assert asked_by(client.post("/assumptions/values", data={**values, "stay": "1"})) == ("/assumptions", set())
    changed = {**values, "set:us_cred": "0.31", "kept": "eu_cred = 0.4\nus_cred=0.9", "find": "cred"}
    changed.pop("set:eu_cred")
    wanted = {("set", "us_cred=0.31"), ("set", "eu_cred=0.4")}
    assert asked_by(client.post("/assumptions/values", data={**changed, "stay": "1"}))[1] == wanted | {("find", "cred")}
    assert asked_by(client.post("/assumptions/values", data={**changed, "to": "compare"})) == ("/compare", wanted)


def test_under_an_authors_set_its_values_are_no_changes_and_the_registers_are(client: httpx.Client) -> None:
    page = client.get("/assumptions", params={"assume": "sceptic", "all": "1"})
    values = {f"set:{name}": text for name, text in shown(page).items()}
    same = {**values, "assume": "sceptic", "stay": "1"}
    assert asked_by(client.post("/assumptions/values", data=same))[1] == {("assume", "sceptic")}
    own = KOSOVO.values("sceptic")
    name = next(name for name in KOSOVO.register if own[name] != KOSOVO.register[name].value)
    changed = {**same, f"set:{name}": repr(KOSOVO.register[name].value)}
    assert ("set", f"{name}={KOSOVO.register[name].value!r}") in asked_by(
        client.post("/assumptions/values", data=changed)
    )[1]


def test_a_change_is_marked_and_taken_back_alone_or_with_all(client: httpx.Client) -> None:
    page = client.get("/assumptions", params=[("set", "us_cred=2"), ("set", "eu_cred=0.4")])
    assert page.text.count("Your own; the register has") == 2
    assert page.text.count("outside its range") == 1
    fields = {f"set:{name}": text for name, text in shown(page).items()} | {"kept": "us_cred=2\neu_cred=0.4"}
    back = client.post("/assumptions/values", data={**fields, "reset": "us_cred"})
    assert asked_by(back)[1] == {("set", "eu_cred=0.4")}
    assert asked_by(client.post("/assumptions/values", data={**fields, "reset": "*"}))[1] == set()


@pytest.mark.parametrize(
    ("written", "words"), [("lots", "us_cred: 'lots' is not a number"), ("1e99", ""), ("0,5", "0.5")]
)
def test_a_value_that_is_no_number_is_told(client: httpx.Client, written: str, words: str) -> None:
    answer = client.post("/assumptions/values", data={"set:us_cred": written, "stay": "1"})
    page = client.get(answer.headers["location"]) if answer.status_code == 303 else answer
    assert page.status_code == 400
    assert words in fault_in(page)


@pytest.mark.parametrize("form", ["csv", "xlsx", "toml"])
def test_numbers_are_taken_away_and_sent_again_with_the_same_values(client: httpx.Client, form: str) -> None:
    asked = [("set", "us_cred=0.31"), ("set", "eu_cred=0.4")]
    taken = client.get("/assumptions/file", params=[*asked, ("form", form)])
    assert taken.headers["content-disposition"] == f'attachment; filename="kosovo_assumptions.{form}"'
    again = client.post("/assumptions/sent", files={"file": (f"mine.{form}", taken.content)})
    path, pairs = asked_by(again)
    assert path == "/assumptions"
    assert pairs == set(asked)


def test_the_values_of_a_set_on_which_a_file_is_built_are_taken_over(client: httpx.Client) -> None:
    taken = client.get("/assumptions/file", params=[("assume", "sceptic"), ("set", "us_cred=0.31"), ("form", "toml")])
    pairs = asked_by(client.post("/assumptions/sent", files={"file": ("mine.toml", taken.content)}))[1]
    own = KOSOVO.values("sceptic")
    differing = {name for name in KOSOVO.register if own[name] != KOSOVO.register[name].value} | {"us_cred"}
    assert {text.partition("=")[0] for _, text in pairs} == differing


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "mine.csv",
            b"name,value\nus_crd,0.3\n",
            "mine.csv, line 2: unknown assumption 'us_crd'. Did you mean 'us_cred'?",
        ),
        ("mine.csv", b"name,value\nus_cred,lots\n", "mine.csv, line 2: us_cred: "),
        ("mine.csv", b"colour,shape\nred,round\n", "mine.csv, line 1: needs the columns 'name' and 'value'"),
        ("mine.csv", b"\0\0", "mine.csv"),
        ("mine.xlsx", b"PK no workbook", "mine.xlsx: is no .xlsx workbook"),
        ("mine.toml", b"[values]\nus_cred = 'x'\n", "mine.toml"),
        ("mine.toml", b"[values\n", "mine.toml: is not valid TOML"),
        ("mine.docx", b"words", "mine.docx: send a .csv, .xlsx or .toml file"),
        ("../../etc/passwd", b"words", "passwd: send a .csv"),
    ],
)
def test_a_file_of_values_that_cannot_be_read_is_told_by_its_name_and_line(
    client: httpx.Client, name: str, content: bytes, words: str
) -> None:
    page = client.post("/assumptions/sent", files={"file": (name, content)})
    assert page.status_code == 400
    assert words in fault_in(page)
    assert "/tmp" not in fault_in(page)


def test_the_register_of_a_case_that_was_sent_is_changed_and_taken_away(client: httpx.Client) -> None:
    page = client.post("/assumptions", data={"packed": STAG})
    name = next(iter(shown(page)))
    changed = client.post("/assumptions/values", data={"packed": STAG, f"set:{name}": "0.125", "stay": "1"})
    assert changed.status_code == 200
    assert shown(changed)[name] == "0.125"
    assert f'name="packed" value="{STAG}"' in changed.text
    taken = client.post("/assumptions/file", data={"packed": STAG, "set": f"{name}=0.125", "form": "csv"})
    rows = {row["name"]: row["value"] for row in csv.DictReader(io.StringIO(taken.text))}
    assert rows[name] == "0.125"
    mine = client.post("/assumptions/file", data={"packed": STAG, "set": f"{name}=0.125", "form": "toml"})
    assert f"{name} = 0.125" in mine.text
    sent = client.post("/assumptions/sent", data={"packed": STAG}, files={"file": ("a.csv", taken.content)})
    assert shown(sent)[name] == "0.125"
    asked = client.post("/assumptions/values", data={"packed": STAG, f"set:{name}": "0.125", "to": "compare"})
    assert f"{name}=0.125" in html.unescape(asked.text)


def test_claims_and_sources_are_listed_and_searched(client: httpx.Client) -> None:
    page = client.get("/cite")
    assert set(re.findall(r'<div id="([CS]\d+)">', page.text)) == {*KOSOVO.claims, *KOSOVO.sources}
    found = re.findall(r'<div id="([CS]\d+)">', client.get("/cite", params={"find": "White House"}).text)
    assert found == [each["number"] for each in ask("cite", find="White House").record["citations"]]
    assert "Look for fewer words" in fault_in(client.get("/cite", params={"find": "no such words"}))


def test_every_term_and_every_limit_stands_in_its_page(client: httpx.Client) -> None:
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", "", client.get("/glossary").text)).split())
    assert all(term in words for term in terms())
    said = " ".join(html.unescape(re.sub(r"<[^>]+>", "", client.get("/limits").text)).split())
    assert all(limit in said for limit in limits(LimitsAsked()))


@pytest.mark.parametrize("path", ["/", "/compare", "/assumptions", "/your-case", "/your-case/steps", "/no-such-page"])
def test_sources_glossary_and_limits_are_one_click_away(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    for link in ("/cite", "/glossary", "/limits", "/your-case"):
        assert f'href="{link}"' in page.text


def test_nothing_that_was_sent_is_left_on_the_disk(client: httpx.Client, server: object) -> None:
    temporary: Path = server.temporary  # type: ignore[attr-defined]
    before = {path for path in temporary.rglob("*") if path.is_file()}
    client.post("/assumptions/sent", files={"file": ("mine.csv", b"name,value\nus_cred,0.3\n")})
    client.post("/your-case", data={"packed": STAG})
    assert {path for path in temporary.rglob("*") if path.is_file()} <= before
