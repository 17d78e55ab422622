"""A case as one TOML text: joined from its folder, taken apart again, each part saying the same as before."""

import re
import tomllib
from pathlib import Path

import pytest

from negotiation_sim import ask
from negotiation_sim.case.library import built_in_cases, case_files
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.one_file import CSV_HEADING, LONE, MANY, apart, joined
from negotiation_sim.errors import InputError

from .test_check import broken
from .test_invalid import FAULTS

CASES = built_in_cases()
SMALL = """
[case]
title = "A dispute"

[players.north]
name = "North"
strategies = ["wait", "move"]  # the cautious one first

[players.south]
name = "South"
strategies = ["wait", "move"]

[order]
turns = [
  ["north"],
  ["south"],
]

[payoffs]
north = "north.move * gain"
south = "south.move * gain"

[assumptions.gain]
value = 2
range = [1, 3]
unit = "points"
why = '''
[scenarios.trap] is no heading inside of a text'''
source = "an example"

[scenarios.open]   # a comment
title = "Open"

[scenarios.rich]
title = "Rich"

[scenarios.rich.changes]
gain = 3

[sets."poor"]
title = "Poor"
values = { gain = 1 }
"""


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("name", CASES)
def test_a_case_joined_and_taken_apart_says_the_same_in_every_file(name: str) -> None:
    files = case_files(CASES[name])
    again = apart(joined(files), f"{name}.toml")
    assert {*again} == {*files}
    for path, content in files.items():
        if path.endswith(".toml"):
            assert tomllib.loads(again[path].decode()) == tomllib.loads(content.decode()), path
        else:
            assert again[path] == content


def test_one_text_is_a_case_with_the_answers_that_its_parts_give(tmp_path: Path) -> None:
    case = load_case(written(tmp_path / "small", apart(SMALL, "small.toml")))
    assert list(case.scenario_files) == ["open", "rich"]
    assert case.values(case.assumption_set("poor"))["gain"] == 1
    assert case.register["gain"].why.startswith("[scenarios.trap]")
    assert ask("compare", ("open", "rich"), case=str(tmp_path / "small")).record


def test_joining_what_was_taken_apart_gives_the_same_files_again() -> None:
    once = apart(joined(apart(SMALL, "a")), "a")
    assert {name: tomllib.loads(text.decode()) for name, text in once.items()} == {
        name: tomllib.loads(text.decode()) for name, text in apart(SMALL, "a").items()
    }


def test_every_part_stays_on_its_line_so_that_a_fault_names_the_line_of_the_one_text(tmp_path: Path) -> None:
    text = SMALL.replace("gain = 3", "gian = 3")
    with pytest.raises(InputError) as caught:
        load_case(written(tmp_path / "small", apart(text, "small.toml")))
    line = next(k for k, written_line in enumerate(text.splitlines(), start=1) if "gian" in written_line)
    assert f"rich.toml, line {line}:" in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("[players.north]", "[player.north]", "player: is not a key of this table. Did you mean 'players'?"),
        ("[scenarios.open]", "[scenarios.game]", "'game' cannot be the name of one of the scenarios"),
        ("[scenarios.open]", '[scenarios."../open"]', "'../open' cannot be the name of one of the scenarios"),
        ("[scenarios.open]   # a comment\ntitle", "[scenarios]\nopen.title", "open.toml cannot be told apart"),
        ("[assumptions.gain]", "[[assumptions]]", "assumptions.toml cannot be told apart"),
        ("[case]", "rounds = 3\n[case]", "rounds.toml cannot be told apart"),
        ("[case]", "assumptions = { a = 1 }\n[case]", "is not valid TOML"),
        ('[sets."poor"]', "[csv]\nclaim = 'x'\n[sets.poor]", "csv.claim: is no text of claims or sources. Did you"),
        ("[case]", "sweeps = 3\n[case]", "3 is a number; a table belongs here"),
    ],
)
def test_a_text_that_cannot_be_taken_apart_is_refused_in_words(before: str, after: str, words: str) -> None:
    assert SMALL.count(before) == 1
    with pytest.raises(InputError) as caught:
        apart(SMALL.replace(before, after), "small.toml")
    assert words in str(caught.value)
    assert str(caught.value).startswith("small.toml")


def faults_of(folder: Path) -> set[str]:
    """The faults that `check` finds, without the lines, which differ between a folder and one text."""
    return {
        re.sub(r"line \d+(, column \d+)?", "line", fault.replace(str(folder), "case"))
        for fault in ask("check", folder).record["faults"]
    }


@pytest.mark.parametrize("fault", FAULTS[::12])
def test_a_broken_case_as_one_text_has_the_faults_of_its_folder(fault: str, tmp_path: Path) -> None:
    """Or cannot be joined or taken apart, and then the fault is told."""
    folder = broken(tmp_path / "one", fault)
    try:
        files = apart(joined(case_files(folder)), "case.toml")
    except InputError as error:
        assert str(error).endswith((".", "?"))  # noqa: PT017
        return
    assert faults_of(written(tmp_path / "two" / "case", files)) == faults_of(folder)


def test_the_case_that_the_page_shows_as_one_text_is_one(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "page.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    folder = written(tmp_path / "two_neighbours", apart(text, "page.md"))
    assert ask("check", folder).record["faults"] == []
    assert ask("compare", ("open", "richer"), case=str(folder), assume="doubtful").record
    for part in (*LONE, *MANY, CSV_HEADING):
        assert f"[{part}" in page
