"""A report of every answer, kept as a file: the bytes of the command line, whatever case it is about."""

import io
import re
import shutil
import sys
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from negotiation_sim.case.library import find_case
from negotiation_sim.errors import InputError
from negotiation_sim.questions import question as question_named
from negotiation_sim.questions.asking import ask
from negotiation_sim.questions.declaration import Question
from negotiation_sim.web.address import read
from negotiation_sim.web.described import described
from negotiation_sim.web.packed import as_text, pack
from negotiation_sim.web.report_files import report_file
from negotiation_sim.web.report_link import FILES, report_link

from ..command_line import answer, process
from .asked import OFFERED, small
from .within import counted, run_apart

HUNT = "?case=stag_hunt&scenarios=free_choice&scenarios=in_turn&set=stag_share%3D4.5&by=A.+Student&date=2026-11-26"
MEDIA = {
    "report.html": "text/html; charset=utf-8",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "report.zip": "application/zip",
    "report.json": "application/json",
}


def written(folder: Path, *words: str) -> Mapping[str, bytes]:
    """What the command line writes in that folder, the record of the HTML file as report.json."""
    kept = {}
    for ending in ("docx", "md", "html"):
        answer("report", *words, "--out", f"report.{ending}", folder=folder, sim=process)
        kept |= {f"{ending} {path.name}": path.read_bytes() for path in folder.glob("report*") if path.is_file()}
    return kept


def zipped(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_file_has_the_bytes_that_the_command_line_writes(client: httpx.Client, tmp_path: Path) -> None:
    words = ("free_choice", "in_turn", "--case", "stag_hunt", "--set", "stag_share=4.5", "--by", "A. Student")
    expected = written(tmp_path, *words, "--date", "2026-11-26")
    kept = {file.name: client.get(f"/report/{file.name}{HUNT}").content for file in FILES}
    assert kept["report.html"] == expected["html report.html"]
    assert kept["report.docx"] == expected["docx report.docx"]
    assert kept["report.json"] == expected["html report.json"]
    assert zipped(kept["report.zip"]) == {
        name: expected[f"md {name}"] for name in ("report.md", "report_1.svg", "report.json")
    }


@pytest.mark.parametrize("name", [file.name for file in FILES])
def test_a_file_is_kept_under_its_name_and_sent_again_only_where_it_is_another_one(
    client: httpx.Client, name: str
) -> None:
    first = client.get(f"/report/{name}{HUNT}")
    assert first.status_code == 200
    assert first.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert first.headers["content-type"] == MEDIA[name]
    assert first.headers["x-content-type-options"] == "nosniff"
    known = {"if-none-match": first.headers["etag"]}
    assert client.get(f"/report/{name}{HUNT}", headers=known).status_code == 304
    other = client.get(f"/report/{name}{HUNT.replace('4.5', '4.25')}", headers=known)
    assert (other.status_code, other.content != first.content) == (200, True)


def test_the_page_shows_the_first_page_and_offers_every_file_of_the_same(client: httpx.Client) -> None:
    page = client.get(f"/report{HUNT}&now=1").text
    offered = [unescape(href) for href in re.findall(r'href="(/report/report\.[^"]*)"', page)]
    assert [urlsplit(each).path for each in offered] == [f"/report/{file.name}" for file in FILES]
    (first,) = {tuple(parse_qsl(urlsplit(each).query)) for each in offered}
    assert sorted(first) == sorted(parse_qsl(HUNT[1:]))
    sentences = ask("report", ["free_choice", "in_turn"], case="stag_hunt", changes=("stag_share=4.5",)).record
    shown = unescape(re.sub(r"<[^>]+>", "", page))
    assert all(sentence in shown for sentence in sentences["results"]["sentences"])
    pictures = client.get(f"/report/pictures{HUNT}").text
    assert pictures.count("<svg") == 1


def test_the_address_in_a_report_opens_the_page_that_offers_the_same_report(client: httpx.Client) -> None:
    html = client.get(f"/report/report.html{HUNT}").content
    where = unescape(next(iter(re.findall(r"<pre>(/report\?[^<]*)</pre>", html.decode()))))
    page = client.get(f"{where}&now=1")
    assert page.status_code == 200
    assert "This address was made" not in page.text
    again = unescape(next(iter(re.findall(r'href="(/report/report\.html[^"]*)"', page.text))))
    assert client.get(again).content == html


def test_a_report_on_a_case_that_was_sent_names_no_place_of_the_server(client: httpx.Client, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(find_case("stag_hunt"), tmp_path / "your_case"))
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    packed = as_text(pack(files))
    sent = {"packed": packed, "scenarios": "in_turn"}
    html = client.post("/report/report.html", data=sent).content
    expected = written(tmp_path, "in_turn", "--case", "your_case")
    assert html == expected["html report.html"]
    page = client.post("/report", data=sent).text
    for file in FILES:
        assert f'form="yours" formaction="/report/{file.name}?scenarios=in_turn"' in page
    assert "make a report" in client.post("/run", data={"packed": packed, "scenario": "in_turn"}).text.lower()


async def asked(folder: Path, where: str) -> httpx.Response:
    """What a server of that folder answers."""
    async with counted(str(folder)) as server:
        return await server.client.get(where)


def test_a_served_folder_is_named_in_a_report_as_its_page_names_it(tmp_path: Path) -> None:
    shutil.copytree(find_case("stag_hunt"), tmp_path / "hunting")
    sent = run_apart(asked(tmp_path / "hunting", "/report/report.html?scenarios=in_turn"))
    assert sent.status_code == 200
    assert str(tmp_path) not in sent.text
    assert "case=hunting" in sent.text
    answer("report", "in_turn", "--case", "hunting", "--out", "report.html", folder=tmp_path)
    assert sent.content == (tmp_path / "report.html").read_bytes()


def test_without_python_docx_a_plain_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ask("report", "in_turn", case="stag_hunt").answer
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(InputError, match="python-docx"):
        report_file(made, "docx")
    assert report_file(made, "html").startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("name", OFFERED)
def test_from_every_answer_about_a_scenario_a_report_about_the_same_can_be_asked(name: str) -> None:
    question: Question = OFFERED[name]
    values = small(question)
    case = described(str(find_case(values["case"]))) if "case" in values else {}
    link = report_link(question, values, case)
    fields = {field.name for field in question.fields}
    if not fields.issuperset(("assume", "changes", "case")) or not case:
        assert link is None
        return
    assert link is not None
    report = question_named("report")
    asked, _ = read(report, parse_qsl(urlsplit(link["address"]).query))
    assert asked["case"] == values["case"]
    choice = report.asked({**asked, "case": str(find_case(values["case"]))}).chosen()
    wanted: Any = values.get("scenarios") or ((values["scenario"],) if "scenario" in values else choice.case.main[-1:])
    assert choice.names[-1] == wanted[-1]
    assert choice.set is None or choice.set.name == values["assume"][0]


def test_the_start_page_leads_to_a_report_with_its_changes(client: httpx.Client) -> None:
    page = client.get("/?assume=sceptic&set=us_cred=0.6", headers={"HX-Request": "true"}).text
    (where,) = re.findall(r'href="(/report\?[^"]*)"', page)
    assert parse_qsl(urlsplit(unescape(where)).query) == [("assume", "sceptic"), ("set", "us_cred=0.6")]


def test_a_fault_is_told_in_words_where_a_file_was_asked_for(client: httpx.Client) -> None:
    refused = client.get("/report/report.html?case=stag_hunt&scenarios=nowhere")
    assert refused.status_code == 400
    assert "content-disposition" not in refused.headers
    assert "nowhere" in refused.text
