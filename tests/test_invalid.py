"""A museum of broken files: each is refused with a message from which it can be mended, and with nothing else.

A folder of tests/invalid is named by its fault. It holds the one file that is broken, or the two that break together,
and expected.txt: what the message must say, a line each. The file is laid over the small valid case in _valid.
"""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation_sim.case.loader import load_case
from negotiation_sim.errors import InputError
from negotiation_sim.worlds.tables import build

MUSEUM = Path(__file__).parent / "invalid"
VALID = MUSEUM / "_valid"
FAULTS = sorted(folder.name for folder in MUSEUM.iterdir() if folder != VALID)


def load_and_build(folder: Path) -> None:
    """Everything that could find a fault: every scenario of the case under every set."""
    case = load_case(folder)
    for scenario in case.scenario_files:
        for assumptions in case.sets:
            build(case.scenario(scenario, assumptions))


def refusal(folder: Path) -> str:
    """The message of the one exception that a user may see. Any other fails the test."""
    with pytest.raises(InputError) as caught:
        load_and_build(folder)
    return str(caught.value)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of the valid case, to be broken."""
    return Path(shutil.copytree(VALID, tmp_path / "case"))


def test_the_valid_case_is_valid() -> None:
    load_and_build(VALID)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_file_is_refused_with_a_message_to_mend_it_from(case: Path, fault: str) -> None:
    shutil.copytree(MUSEUM / fault, case, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    message = refusal(case)
    for words in (MUSEUM / fault / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert words in message
    assert message.endswith((".", "?"))
    assert "\n" not in message


@pytest.mark.parametrize("fault", FAULTS)
def test_an_entry_holds_little_but_the_broken_file_and_what_the_message_must_say(fault: str) -> None:
    files = [path for path in (MUSEUM / fault).rglob("*") if path.is_file() and path.name != "expected.txt"]
    words = (MUSEUM / fault / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert 1 <= len(files) <= 3
    assert len(words) >= 2
    assert all(words)


# ---- what no repository should hold: huge, deep, missing, a folder in a file's place


def in_place_of(old: str, new: str, file: str = "game.toml") -> Callable[[Path], None]:
    def breaking(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return breaking


def rule(text: str) -> Callable[[Path], None]:
    return in_place_of('"share * trust"', f'"{text}"')


def written(file: str, content: str | bytes) -> Callable[[Path], None]:
    data = content.encode() if isinstance(content, str) else content
    return lambda folder: (folder / file).write_bytes(data) and None


def game_of(players: int, strategies: int) -> str:
    moves = [f"s{k}" for k in range(strategies)]
    tables = [f'[players.p{i}]\nname = "P{i}"\nstrategies = {moves}\n' for i in range(players)]
    payoffs = [f'p{i} = "p{i}.s0"\n' for i in range(players)]
    return '[case]\ntitle = "Many"\n\n' + "".join(tables) + "\n[payoffs]\n" + "".join(payoffs)


def alone(text: str) -> Callable[[Path], None]:
    """A case of this game.toml alone, without scenarios and sets."""

    def breaking(folder: Path) -> None:
        (folder / "uninvited.toml").unlink()
        shutil.rmtree(folder / "sets")
        (folder / "game.toml").write_text(text, encoding="utf-8")
        (folder / "assumptions.toml").write_text("# none\n", encoding="utf-8")

    return breaking


def a_folder(file: str) -> Callable[[Path], None]:
    def breaking(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).mkdir()

    return breaking


def of_fifty_megabytes(file: str) -> Callable[[Path], None]:
    return lambda folder: os.truncate(folder / file, 50_000_000)


NESTED = ["case/game.toml, line 36", "outcomes.peace", "nested too deep", "Split it into named outcomes"]
LONG = ["case/game.toml, line 36", "outcomes.peace", "characters long", "at most 4,000", "Split it into named outcomes"]
DEEP = ["nested too deep", "at most 20 levels"]
GENERATED: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "game.toml is a folder": (a_folder("game.toml"), ["game.toml", "is a folder; a file was expected"]),
    "a scenario is a folder": (a_folder("other.toml"), ["other.toml", "is a folder; a file was expected"]),
    "claims.csv is a folder": (a_folder("claims.csv"), ["claims.csv", "is a folder; a file was expected"]),
    "no game.toml": (lambda case: (case / "game.toml").unlink(), ["without a game.toml", "Start one with: `new NAME`"]),
    "no register": (
        lambda case: (case / "assumptions.toml").unlink(),
        ["assumptions.toml", "is missing", "`new NAME` writes an example"],
    ),
    "a game file of 50 MB": (of_fifty_megabytes("game.toml"), ["game.toml", "50.0 MB", "at most 2 MB"]),
    "a set of 50 MB": (of_fifty_megabytes("sets/wary.toml"), ["sets/wary.toml", "50.0 MB", "at most 2 MB"]),
    "claims of 50 MB": (of_fifty_megabytes("claims.csv"), ["claims.csv", "50.0 MB", "at most 2 MB"]),
    "a picture": (written("game.toml", b"\x89PNG\r\n\x1a\n" + bytes(1000)), ["game.toml, line 1", "not UTF-8"]),
    "lists in lists": (in_place_of('["uninvited"]', "[" * 100_000 + "]" * 100_000), ["case/game.toml", *DEEP]),
    "lists without end": (in_place_of('["uninvited"]', "[" * 100_000), ["case/game.toml", *DEEP]),
    "tables in tables": (
        in_place_of('["uninvited"]', "{ a = " * 30 + "1" + " }" * 30),
        ["case/game.toml", *DEEP],
    ),
    "a key of a million parts": (written("assumptions.toml", "a." * 999_000 + "a = 1\n"), ["assumptions.toml", *DEEP]),
    "a table of 100 parts": (written("assumptions.toml", "[" + "a." * 99 + "a]\n"), ["assumptions.toml", *DEEP]),
    "a fault behind a long line of spaces": (
        in_place_of("[payoffs.broker]", " " * 500_000 + "\n[payoffs.brokr]"),
        ["case/game.toml, line 42", "Did you mean 'broker'?"],
    ),
    "10,000 brackets": (rule("(" * 10_000 + "share" + ")" * 10_000), LONG),
    "1,900 brackets": (rule("(" * 1_900 + "share" + ")" * 1_900), [*NESTED[:2], "too many nested parentheses"]),
    "150 calls": (rule("abs(" * 150 + "share" + ")" * 150), NESTED),
    "3,000 signs": (rule("-" * 3_000 + "share"), NESTED),
    "900 nots": (rule("not " * 900 + "share"), NESTED),
    "900 powers": (rule("share" + "**1" * 900), NESTED),
    "a sum of 500 terms": (rule("share" + " + share" * 499), NESTED),
    "an expression of 5,000 characters": (rule("share * " + "1" * 5_000), LONG),
    "no players": (alone("[players]\n"), ["case/game.toml, line 1", "0 players", "between 1 and 60"]),
    "61 players": (alone(game_of(61, 2)), ["case/game.toml", "61 players", "between 1 and 60"]),
    "31 players": (alone(game_of(31, 2)), ["31 players", "GB", "Fix some players"]),
    "1,001 strategies": (alone(game_of(2, 1_001)), ["case/game.toml, line 6", "1,001", "at most 1,000"]),
    "150,000 strategies": (alone(game_of(1, 150_000)), ["case/game.toml, line 6", "150,000", "at most 1,000"]),
}


@pytest.mark.parametrize("fault", GENERATED)
def test_what_is_huge_deep_missing_or_no_file_is_refused_quickly(case: Path, fault: str) -> None:
    breaking, words = GENERATED[fault]
    breaking(case)
    start = time.perf_counter()
    message = refusal(case)
    assert time.perf_counter() - start < 3
    for expected in words:
        assert expected in message
    assert len(message) < 600
