"""Some thousand broken files, the same ones each time: none ends a command but with an answer or one message.

A longer run, with another seed each time: `make fuzz`.
"""

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation_sim import InputError

from . import fuzz

KINDS = fuzz.kinds()
MUTANTS = 100


@pytest.mark.parametrize("name", KINDS)
def test_a_broken_file_is_answered_or_refused_with_one_message(name: str) -> None:
    assert "\n\n".join(map(str, fuzz.faults(name, MUTANTS, seed=1))) == ""


def different_when_whole() -> list[str]:
    """Kinds of files, one of those that make the same folder while nothing is broken, where the same is asked."""
    first_of_folder: dict[str, str] = {}
    for name, kind in KINDS.items():
        with fuzz.laid_out(kind):
            folder = {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*.*"))}
        first_of_folder.setdefault(f"{kind.questions} {folder}", name)
    return [*first_of_folder.values()]


@pytest.mark.parametrize("name", different_when_whole())
def test_the_file_that_is_broken_is_answered_while_it_is_whole(name: str) -> None:
    kind = KINDS[name]
    with fuzz.laid_out(kind):
        for question in kind.questions:
            assert fuzz.fault_of(name, kind, question, kind.packed(kind.whole)) is None
            fuzz.answer_in_every_form(question, kind.place)
            for made in ("out.nfg", "copy/game.toml", "s.duckdb"):
                Path(made).unlink(missing_ok=True)
            if Path("copy").exists():
                shutil.rmtree("copy")


def test_the_same_seed_gives_the_same_mutants_and_few_are_the_whole_file() -> None:
    for kind in KINDS.values():
        one, other = random.Random(3), random.Random(3)
        first, again = ([fuzz.mutant(kind, rng) for _ in range(50)] for rng in (one, other))
        assert first == again
        assert len(set(first)) > 35
        assert sum(content == kind.packed(kind.whole) for content in first) < 15


def planted(monkeypatch: pytest.MonkeyPatch, fault: Callable[[], None]) -> list[fuzz.Fault]:
    """What is found where every question does this."""
    monkeypatch.setattr(fuzz, "ask", lambda *by_place, **values: fault())
    return fuzz.faults("scenario.toml", 3, seed=1)


def test_a_traceback_a_hang_a_message_of_nothing_and_a_part_that_is_left_are_faults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks() -> None:
        raise KeyError("lost")

    def hangs() -> None:
        while True:
            time.sleep(0.01)

    def says_nothing() -> None:
        raise InputError("")

    def leaves_a_part() -> None:
        Path("half.txt").write_text("half", encoding="utf-8")
        raise InputError("the disk is full.")

    monkeypatch.setattr(fuzz, "SECONDS", 0.1)
    for fault, words in (
        (breaks, "KeyError"),
        (hangs, "HangsError: after 0.1 seconds"),
        (says_nothing, "no clear message"),
        (leaves_a_part, "refused, and ['half.txt'] left"),
    ):
        found = planted(monkeypatch, fault)
        assert len(found) == 1
        assert words in str(found[0])
