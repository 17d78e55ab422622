"""A run record that is sent is computed anew with served cases alone, and whatever is sent is answered in words."""

import json
import re
from typing import Any

import httpx
import pytest

RECORD = "/report/report.json?case=stag_hunt&scenarios=in_turn"


@pytest.fixture(scope="module")
def record(client: httpx.Client) -> dict[str, Any]:
    made: dict[str, Any] = client.get(RECORD).json()
    return made


def sent(client: httpx.Client, content: bytes, **fields: str) -> httpx.Response:
    return client.post("/verify", files={"record": ("report.json", content, "application/json")}, data=fields)


def test_the_page_says_what_it_is_for_what_to_bring_and_what_it_says_and_names_cases_by_their_titles(
    client: httpx.Client,
) -> None:
    page = client.get("/verify").text
    assert re.findall(r"<dt>(.+?)</dt>", page) == ["What it is for", "What to bring", "What it says"]
    assert '<option value="stag_hunt">The stag hunt</option>' in page
    assert 'href="/report"' in page


def test_the_page_asks_for_a_record_and_the_menu_leads_there(client: httpx.Client) -> None:
    assert 'href="/verify"' in client.get("/compare?case=stag_hunt").text
    page = client.get("/verify").text
    assert 'enctype="multipart/form-data"' in page
    assert '<option value="stag_hunt">' in page


def test_a_record_that_was_just_kept_stands(client: httpx.Client) -> None:
    answer = sent(client, client.get(RECORD).content)
    assert answer.status_code == 200
    assert "The record stands" in answer.text or "the record stands" in answer.text


def test_what_was_forged_is_named_with_both_values(client: httpx.Client, record: dict[str, Any]) -> None:
    forged = json.loads(json.dumps(record))
    forged["results"]["sentences"][0] = "Everybody waits for the hare."
    answer = sent(client, json.dumps(forged).encode())
    assert answer.status_code == 200
    for words in ("does not stand", "fingerprint does not fit", "Everybody waits for the hare."):
        assert words in answer.text


def test_a_chosen_case_takes_the_place_of_the_one_that_the_record_names(
    client: httpx.Client, record: dict[str, Any]
) -> None:
    elsewhere = {**record, "asked": {**record["asked"], "case": ["/home/somebody/hunt"]}}
    refused = sent(client, json.dumps(elsewhere).encode())
    assert refused.status_code == 400
    assert "/home/somebody/hunt" in refused.text
    assert "Choose the case" in refused.text
    chosen = sent(client, json.dumps(elsewhere).encode(), case="stag_hunt")
    assert chosen.status_code == 200
    assert "The results are the same." in chosen.text


PLACES = ("/etc/passwd", "~/set.toml", "../set.toml", "C:\\set.toml", "base+/etc/passwd", "mine.toml", "mine.csv")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("option", ["assume", "scenarios", "set"])
def test_a_record_that_names_a_file_is_refused_and_the_file_not_read(
    client: httpx.Client, record: dict[str, Any], option: str, place: str
) -> None:
    hostile = {**record, "asked": {**record["asked"], option: [place]}}
    answer = sent(client, json.dumps(hostile).encode())
    assert answer.status_code == 400
    assert "reads no files" in answer.text
    assert "root:" not in answer.text


HOSTILE = {
    "nothing": b"",
    "no text": b"\xff\xfe\x00\x01",
    "no JSON": b"{",
    "a list": b"[]",
    "an object": b"{}",
    "deep": b"[" * 100_000,
    "a number of many digits": b'{"record": ' + b"9" * 100_000 + b"}",
    "no number": b'{"record": NaN}',
    "a key twice": b'{"record": "a", "record": "b"}',
    "markup": b'{"<script>alert(1)</script>": 1}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_record_is_answered_in_one_sentence(client: httpx.Client, name: str) -> None:
    answer = sent(client, HOSTILE[name])
    assert answer.status_code == 400
    assert answer.text.count('class="fault"') == 1
    assert "<script>alert" not in answer.text
    assert "/tmp" not in answer.text
    assert "negotiation-sim-" not in answer.text.replace("negotiation-sim verify", "")


@pytest.mark.parametrize(
    "change",
    [
        {"question": "sweep"},
        {"asked": {"out": ["/tmp/x.html"]}},
        {"asked": {"case": ["stag_hunt", "kosovo"]}},
        {"asked": {"case": [{}]}},
        {"asked": {"scenarios": ["x" * 5_000]}},
        {"asked": {"case": ["<b>nowhere</b>"]}},
        {"files": {"../../etc/passwd": "0"}},
        {"format": 99},
        {"results": []},
    ],
    ids=str,
)
def test_a_record_with_a_hostile_part_is_refused_in_words(
    client: httpx.Client, record: dict[str, Any], change: dict[str, Any]
) -> None:
    answer = sent(client, json.dumps({**record, **change}).encode())
    assert answer.status_code == 400
    assert answer.text.count('class="fault"') == 1
    assert "<b>nowhere" not in answer.text
    assert "Traceback" not in answer.text
    assert "fault of the program" not in answer.text


def test_a_form_that_is_none_or_too_large_is_refused_in_words(client: httpx.Client) -> None:
    assert client.post("/verify", data={"record": "x"}).status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/verify", content=b"--x\r\nno header", headers=broken).status_code == 400
    assert sent(client, b"{}", case="nowhere").status_code == 400
    assert sent(client, b" " * 1_000_000).status_code == 413
    several = [("record", ("a.json", b"{}")), ("record", ("b.json", b"{}"))]
    assert client.post("/verify", files=several).status_code == 400
