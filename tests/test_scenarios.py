"""The question `scenarios`: what each scenario of a case means, fixes and changes."""

import json
import tomllib
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.case.library import built_in_cases

from .command_line import answer, refusal
from .test_plays import HELD, case


def test_every_scenario_is_listed_and_the_main_ones_are_marked() -> None:
    kosovo = load_case("kosovo")
    listed = {entry["name"]: entry for entry in ask("scenarios").record}
    assert list(listed) == list(kosovo.scenario_files)
    assert {name for name, entry in listed.items() if entry["main"]} == set(kosovo.main)


@pytest.mark.parametrize("name", ["conditional_funds", "recognition_first", "with_cyprus"])
def test_an_entry_says_what_the_scenarios_own_file_says(name: str) -> None:
    path = built_in_cases()["kosovo"] / f"{name}.toml"
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    (entry,) = (entry for entry in ask("scenarios").record if entry["name"] == name)
    assert (entry["title"], entry["meaning"]) == (file["title"], file["meaning"])
    assert file.get("fixes", {}).items() <= entry["fixes"].items()
    for assumption, change in file.get("changes", {}).items():
        assert change.items() <= entry["changes"][assumption].items()


def test_what_a_base_says_is_part_of_the_scenario_that_is_built_on_it(tmp_path: Path) -> None:
    case(tmp_path, None, first='[fixes]\nrow = "go"', second='base = "first"\n[fixes]\ncolumn = "stay"')
    fixes = {entry["name"]: entry["fixes"] for entry in ask("scenarios", case=str(tmp_path)).record}
    assert fixes == {"first": {"row": "go"}, "second": {"row": "go", "column": "stay"}}


def test_who_plays_is_said_only_where_a_scenario_lists_somebody(tmp_path: Path) -> None:
    case(tmp_path, HELD, free="", patron='plays = ["patron", "patron.bribe"]')
    held, freed = ask("scenarios", case=str(tmp_path)).record
    assert "plays" not in held
    assert freed["plays"] == ("patron", "patron.bribe")
    printed = json.loads(answer("scenarios", "--case", str(tmp_path), "--json"))
    assert printed[1]["plays"] == ["patron", "patron.bribe"]


def test_the_table_marks_the_main_ones_only_where_there_are_others() -> None:
    assert "recognition_first*" in ask("scenarios").text
    assert "with_cyprus*" not in ask("scenarios").text
    assert "*" not in ask("scenarios", case="stag_hunt").text.partition("\n")[2]


def test_the_command_prints_what_python_gives() -> None:
    asked = ask("scenarios", case="chicken")
    assert json.loads(answer("scenarios", "--case", "chicken", "--json")) == asked.record
    assert [line.rstrip() for line in answer("scenarios", "--case", "chicken").splitlines()] == asked.text.splitlines()


def test_an_unknown_case_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"unknown case 'kosova'.*Did you mean 'kosovo'\?"):
        ask("scenarios", case="kosova")
    assert "Did you mean 'kosovo'?" in refusal("scenarios", "--case", "kosova")


def test_a_folder_without_a_case_is_refused_with_what_to_do_in_the_words_of_the_door(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Start one with: `new NAME`"):
        ask("scenarios", case=str(tmp_path))
    assert "Start one with: negotiation-sim new NAME" in refusal("scenarios", "--case", str(tmp_path))
