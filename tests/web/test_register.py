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
from negotiation_sim.case.terms import terms_of_case
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
        ({"theme": "four"}, [name for name in KOSOVO.register if name.split(".")[0] in KOSOVO.groups["holdouts"]]),
        ({"find": "zebra cyprus"}, []),
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


def problems(page: httpx.Response) -> dict[str, str]:
    """What is told beside each field whose value is not taken over, by the name of its assumption."""
    return dict(re.findall(r'<p class="fault" id="w-([\w.]+)">([^<]*)</p>', html.unescape(page.text)))


@pytest.mark.parametrize("sent", [{}, {"packed": as_text(pack(case_files(built_in_cases()["kosovo"])))}])
@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("lots", "'lots' is not a number. Write, for example, 0.4."),
        ("0,5", "'0,5' is not a number. The decimal mark is a point: write 0.5."),
        ("1e99", "at most 1e12 either way is allowed"),
        ("nan", "is not a finite number"),
        ("50%", "'50%' is not a number"),
    ],
)
def test_a_value_that_is_no_number_is_told_beside_its_field_and_nothing_that_was_typed_is_lost(
    client: httpx.Client, written: str, words: str, sent: dict[str, str]
) -> None:
    asked = {**sent, "find": "cred"}
    values = shown(client.post("/assumptions", data=asked) if sent else client.get("/assumptions", params=asked))
    typed = {**values, "us_cred": written, "eu_cred": "0.41"}
    fields = {**asked, **{f"set:{name}": text for name, text in typed.items()}, "kept": "delta=0.7", "to": "compare"}
    page = client.post("/assumptions/values", data=fields)
    assert page.status_code == 400
    assert shown(page) == typed
    assert {*problems(page)} == {"us_cred"}
    assert words in problems(page)["us_cred"]
    assert "us_cred" not in problems(page)["us_cred"]
    assert f'<a href="#a-us_cred">{KOSOVO.register["us_cred"].label}' in html.unescape(page.text)
    kept = html.unescape(re.search(r'name="kept" value="([^"]*)"', page.text)[1])  # type: ignore[index]
    assert {*kept.splitlines()} == {"delta=0.7", "eu_cred=0.41"}
    mended = {**fields, "set:us_cred": "0.5"}
    again = client.post("/assumptions/values", data=mended)
    if sent:
        assert {"us_cred=0.5", "delta=0.7", "eu_cred=0.41"} <= {
            *html.unescape(again.text).replace('"', "\n").split("\n")
        }
    else:
        assert asked_by(again)[1] == {("set", "us_cred=0.5"), ("set", "delta=0.7"), ("set", "eu_cred=0.41")}


def test_a_value_of_a_detail_that_is_no_number_stays_in_the_page(client: httpx.Client) -> None:
    detail = next(name for name, entry in KOSOVO.register.items() if entry.level == "detail")
    page = client.post("/assumptions/values", data={f"set:{detail}": "x", "stay": "1"})
    assert shown(page)[detail] == "x"
    assert {*problems(page)} == {detail}


def test_a_file_that_cannot_be_read_leaves_the_register_as_it_was(client: httpx.Client) -> None:
    fields = {"kept": "us_cred=0.31\neu_cred=0.4", "find": "cred"}
    page = client.post("/assumptions/sent", data=fields, files={"file": ("a.csv", b"name,value\nus_cred,lots\n")})
    assert page.status_code == 400
    assert "a.csv, line 2" in fault_in(page)
    assert (shown(page)["us_cred"], shown(page)["eu_cred"]) == ("0.31", "0.4")


def test_words_that_stand_nowhere_leave_the_search_in_the_page(client: httpx.Client) -> None:
    for words in ("zebra cyprus", "zebra"):
        page = client.get("/assumptions", params=[("find", words), ("set", "us_cred=0.3")])
        assert page.status_code == 200
        assert f'name="find" value="{words}"' in page.text
        assert 'name="set" value="us_cred=0.3"' in page.text
        assert "“zebra”" in page.text


def test_themes_are_subjects_and_each_assumption_falls_under_one(client: httpx.Client) -> None:
    for name in ("kosovo", "accords"):
        case = load_case(name)
        assert {name for theme in case.themes for name in theme.assumptions} == {*case.register}
        assert 8 <= len(case.themes) <= 12
        page = html.unescape(client.get("/assumptions", params={"case": name, "all": "1"}).text)
        headings = re.findall(r'<h2 id="t-\w+">(.*?) <span', page)
        assert headings == [theme.title for theme in case.themes]
        offered = re.findall(r'<option value="(\w+)">([^<]*)</option>', page.partition('id="theme"')[2])
        assert offered[: len(case.themes)] == [(theme.name, theme.title) for theme in case.themes]


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


@pytest.mark.parametrize("case", ["kosovo", "accords"])
def test_the_words_of_the_case_that_is_shown_stand_first_in_the_glossary_one_click_away(
    client: httpx.Client, case: str
) -> None:
    where = "/glossary" if case == "kosovo" else f"/glossary?case={case}"
    assert f'href="{where}"' in client.get("/compare", params={"case": case}).text
    listed = re.findall(r"<dt>(.+?)</dt>", client.get(where).text)
    words = list(terms_of_case(case).meanings)
    assert [html.unescape(term) for term in listed[: len(words)]] == words


@pytest.mark.parametrize("path", ["/", "/compare", "/assumptions", "/your-case", "/your-case/steps", "/no-such-page"])
def test_sources_glossary_and_limits_are_one_click_away(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    for link in ("/cite", "/glossary", "/limits", "/your-case", "/api/openapi.json"):
        assert f'href="{link}"' in page.text


def test_nothing_that_was_sent_is_left_on_the_disk(client: httpx.Client, server: object) -> None:
    temporary: Path = server.temporary  # type: ignore[attr-defined]
    before = {path for path in temporary.rglob("*") if path.is_file()}
    client.post("/assumptions/sent", files={"file": ("mine.csv", b"name,value\nus_cred,0.3\n")})
    client.post("/your-case", data={"packed": STAG})
    assert {path for path in temporary.rglob("*") if path.is_file()} <= before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_says_what_each_name_means_and_is_sent_again_after_a_spreadsheet_changed_it(
    client: httpx.Client, form: str
) -> None:
    """As a spreadsheet saves it: with another separator and decimal commas; a column of words that was touched."""
    taken = client.get("/assumptions/file", params={"form": form}).content
    rows = list(csv.reader(io.StringIO(taken.decode()))) if form == "csv" else _cells(taken)
    heads = rows[0]
    theme = {name: theme.title for theme in KOSOVO.every_theme for name in theme.assumptions}
    for row in rows[1:]:
        cells = dict(zip(heads, row, strict=False))
        assert cells["label"] == KOSOVO.register[cells["name"]].label
        assert cells["theme"] == theme[cells["name"]]
    lines = {row[0]: row for row in rows[1:]}
    lines["us_cred"][heads.index("value")] = "0.31"
    lines["eu_cred"][heads.index("value")] = "0.45"
    lines["eu_cred"][heads.index("label")] = "How far I trust Brussels"
    numbers = [heads.index(each) for each in ("value", "low", "high")]
    for row in rows[1:]:
        for place in numbers:
            row[place] = str(row[place]).replace(".", ",")
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(row[: len(heads)] for row in rows)
    sent = client.post("/assumptions/sent", files={"file": ("mine.csv", out.getvalue().encode("utf-8-sig"))})
    assert asked_by(sent)[1] == {("set", "us_cred=0.31"), ("set", "eu_cred=0.45")}


def _cells(book: bytes) -> list[list[str]]:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
