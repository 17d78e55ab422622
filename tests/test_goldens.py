"""Every command answers as its stored answer in tests/goldens; numbers may differ by another machine's rounding."""

import difflib
import math
import re

import pytest

from .goldens.recording import HERE, Golden, goldens, record

NUMBER = re.compile(r"(?<![\w.])([-+]?(?![0-9a-f]{12}\b)\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?)(?!\w|\.\d)")
"""A number that stands alone: no part of a name, of a version or of a hash."""
REFRESH = "If the new answer is right, run `make goldens` and commit what changed."
STORED = goldens()


def agree(stored: str, now: str) -> bool:
    """Whether two texts are the same but for the last digits of their numbers."""
    if stored == now:
        return True
    old, new = NUMBER.split(stored), NUMBER.split(now)
    return (
        len(old) == len(new)
        and old[::2] == new[::2]
        and all(
            math.isclose(float(a), float(b), rel_tol=1e-6, abs_tol=1e-9)
            for a, b in zip(old[1::2], new[1::2], strict=True)
            if a != b
        )
    )


def difference(golden: Golden, stored: str, now: str) -> str:
    """The lines that disagree, as a unified diff from the stored answer to the new one."""
    old, new = stored.splitlines(), now.splitlines()
    for i, (a, b) in enumerate(zip(old, new, strict=False)):
        if agree(a, b):
            new[i] = a
    diff = list(difflib.unified_diff(old, new, f"stored {golden.name}", "now", lineterm="", n=2))
    cut = [f"... and {len(diff) - 80} lines more"] if len(diff) > 80 else []
    return "\n".join([*diff[:80], *cut, REFRESH])


@pytest.mark.parametrize("golden", STORED, ids=lambda golden: golden.name)
def test_a_command_answers_as_it_did(golden: Golden) -> None:
    assert golden.file.exists(), f"no stored answer for {golden.name}. {REFRESH}"
    stored, now = golden.file.read_text(encoding="utf-8"), record(golden)
    if not agree(stored, now):
        pytest.fail(difference(golden, stored, now), pytrace=False)


def test_every_stored_answer_is_asked_and_no_two_share_a_file() -> None:
    files = [golden.file for golden in STORED]
    assert sorted(files) == sorted({*files})
    assert {*HERE.rglob("*.txt")} <= {*files}, REFRESH


def test_no_stored_answer_names_a_folder_of_a_machine() -> None:
    folders = re.compile(r"/(tmp|home|work|root|Users|private|var)/|[A-Z]:\\")
    assert [path.name for path in HERE.rglob("*.txt") if folders.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("stored", "now"),
    [
        ("payoff 1.25", "payoff 1.26"),
        ("stall 1", "normalise 1"),
        ("hash 123456789012", "hash 123456789013"),
        ("hash 1a3e5f7a9b1c", "hash 1a3e5f7a9b1d"),
        ("version 1.2.3", "version 1.2.4"),
        ("share 0", "share 0.0001"),
        ("a 1", "a 1 2"),
    ],
)
def test_what_is_no_rounding_is_a_difference(stored: str, now: str) -> None:
    assert not agree(stored, now)


@pytest.mark.parametrize(
    ("stored", "now"),
    [('"x": 2.0000000000000004,', '"x": 2.0,'), ("1e-17,3", "-0.0,3"), ("(4-5.1)", "(4-5.1000000001)")],
)
def test_another_rounding_is_no_difference(stored: str, now: str) -> None:
    assert agree(stored, now)
