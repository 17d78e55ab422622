"""The museum of broken files, sent to the page: each is answered in words, and the server lives on.

Every fault that the command line tells of a broken case is told of it when a person sends it.
"""

import httpx
import pytest

from negotiation_sim.web.packed import MOST_PACKED, as_text, pack

from ..test_invalid import FAULTS, MUSEUM, VALID
from .test_pages import Seen, files_below

HANGING = [
    "share" + " ** 9" * 400,
    "9 ** 9 ** 9 ** 9 ** 9",
    "(" * 3_000 + "share" + ")" * 3_000,
    "sum([share for a in b])",
    "().__class__.__bases__[0].__subclasses__()",
    "__import__('os').system('true')",
    "min(" * 500 + "1" + ")" * 500,
    "1e308 * 1e308 - 1e308 * 1e308",
    "share / 0",
    "not " * 2_000 + "share",
]
"""Conditions that are meant to hang or to break out."""


def sent(fault: str) -> str:
    """The valid case with the broken files laid over it, packed."""
    files = {**files_below(VALID), **files_below(MUSEUM / fault)}
    files.pop("expected.txt", None)
    return as_text(pack(files))


@pytest.mark.parametrize("group", range(10))
def test_a_broken_case_that_was_sent_is_told_with_the_words_of_its_fault(client: httpx.Client, group: int) -> None:
    for fault in FAULTS[group::10]:
        checked = client.post("/api/check", data={"packed": sent(fault)})
        assert checked.status_code in (200, 400), fault
        assert "Traceback" not in checked.text
        assert "/tmp" not in checked.text
        told = " ".join(
            checked.json().get("fault", "").split() or [str(each) for each in checked.json().get("faults", ())]
        )
        for words in (MUSEUM / fault / "expected.txt").read_text(encoding="utf-8").splitlines():
            assert words.replace("case/", "your_case/") in told or words in told, (fault, told)


@pytest.mark.parametrize("fault", FAULTS[::25])
def test_a_page_of_a_broken_case_says_what_is_wrong(client: httpx.Client, fault: str) -> None:
    page = client.post("/run", data={"scenario": "other", "packed": sent(fault)})
    assert page.status_code in (200, 400)
    seen = Seen(page.text)
    assert page.status_code == 200 or "alert" in seen.values("role")


@pytest.mark.parametrize("condition", HANGING, ids=range(len(HANGING)))
def test_a_condition_that_is_meant_to_hang_or_break_out_is_answered(client: httpx.Client, condition: str) -> None:
    for name, field in (("breakeven", "holds"), ("uncertainty", "holds"), ("path", "to")):
        given = {"scenario": "free_choice", "case": "stag_hunt", field: condition[:3_900]}
        if name == "uncertainty":
            given = {"case": "stag_hunt", field: condition[:3_900], "draws": "16"}
        answer = client.get(f"/api/{name}", params=given)
        assert answer.status_code in (200, 400)
        assert "Traceback" not in answer.text
    assert client.get("/run?scenario=free_choice&case=stag_hunt").status_code == 200


def test_a_rule_of_a_sent_case_that_is_meant_to_hang_is_answered(client: httpx.Client) -> None:
    files = files_below(VALID)
    for rule in HANGING:
        text = files["game.toml"].decode().replace('"share * trust"', f'"{rule[:3_900]}"')
        answer = client.post(
            "/run", data={"scenario": "other", "packed": as_text(pack({**files, "game.toml": text.encode()}))}
        )
        assert answer.status_code in (200, 400)


def test_a_file_that_is_no_case_at_all_is_answered(client: httpx.Client) -> None:
    for content in (b"", b"\xff\xfe", b"\x89PNG\r\n", b"[" * 60_000, b'a = "' + b"x" * 1_000_000, b"\x00" * 1_000_000):
        packed = pack({"game.toml": content})
        assert len(packed) <= MOST_PACKED
        answer = client.post("/api/check", data={"packed": as_text(packed)})
        assert answer.status_code in (200, 400)
        assert answer.json().get("fault") or answer.json().get("faults")
