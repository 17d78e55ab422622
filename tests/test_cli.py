"""The command line as its users meet it: its output, its exit codes, its messages."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation_sim import load_case
from negotiation_sim.case.library import built_in_cases

from .command_line import answer, process, refusal, within


def staged(*arguments: str) -> dict[str, str]:
    record = json.loads(answer("run", "recognition_first", "--json", *arguments))
    profile: dict[str, str] = record["scenarios"][0]["staged"]["best_joint"]["profile"]
    return profile


def test_compare_prints_the_record_that_other_programs_rely_on() -> None:
    record = json.loads(answer("compare", "--json"))
    assert next(iter(record)) == "case"
    assert {"case", "assumptions", "changes", "hash", "scenarios"} <= set(record)
    assert [scenario["name"] for scenario in record["scenarios"]] == list(load_case("kosovo").main)
    for scenario in record["scenarios"]:
        assert {"name", "fixed", "order", "equilibria", "staged"} <= set(scenario)
        assert set(scenario["staged"]) >= {"outcomes", "best_joint", "cautious"}
        for equilibrium in scenario["equilibria"]:
            assert set(equilibrium["profile"]) == set(equilibrium["payoffs"]) == set(load_case("kosovo").players)


def test_run_prints_the_same_record_with_one_scenario() -> None:
    whole = json.loads(answer("compare", "recognition_first", "--json"))
    assert json.loads(answer("run", "recognition_first", "--json")) == whole


def test_several_assumption_sets_are_compared_side_by_side() -> None:
    record = json.loads(answer("compare", "--assume", "op_ed", "--assume", "sceptic", "--json"))
    assert [part["assumptions"] for part in record["comparisons"]] == ["op_ed", "sceptic"]


def test_all_takes_every_scenario() -> None:
    record = json.loads(answer("compare", "--all", "--json"))
    assert {scenario["name"] for scenario in record["scenarios"]} == set(load_case("kosovo").scenario_files)


def test_csv_is_tidy() -> None:
    rows = list(csv.DictReader(io.StringIO(answer("compare", "--csv"))))
    assert {"assumptions", "scenario", "result", "equilibrium", "player", "strategy", "payoff", "change"} <= set(
        rows[0]
    )
    assert {row["player"] for row in rows} == set(load_case("kosovo").players)


def test_the_same_inputs_print_the_same_bytes() -> None:
    assert answer("compare") == answer("compare", sim=process)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "recognition_first", "--json"),
        ("run",),
        ("compare", "--set", "x"),
        ("explain", "--help"),
        ("comapre",),
        (),
    ],
)
def test_a_process_of_its_own_gives_the_same_bytes_and_exit_code(arguments: tuple[str, ...]) -> None:
    here, there = within(*arguments), process(*arguments)
    assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)


def test_a_student_flips_the_outcome_by_set() -> None:
    assert staged()["spain"] == "yes"
    assert staged("--set", "dialogue_offset=0.2")["spain"] == "no"


def test_a_student_flips_the_outcome_by_a_spreadsheet(tmp_path: Path) -> None:
    answer("assumptions", "--csv", "my.csv", folder=tmp_path)
    rows = list(csv.DictReader((tmp_path / "my.csv").open(encoding="utf-8")))
    for row in rows:
        if row["name"] == "dialogue_offset":
            row["value"] = "0.2"
    with (tmp_path / "my.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert staged("--assume", str(tmp_path / "my.csv"))["spain"] == "no"


def test_a_student_flips_the_outcome_by_editing_the_file(tmp_path: Path) -> None:
    source = built_in_cases()["kosovo"]
    for path in source.rglob("*"):
        if path.is_file():
            target = tmp_path / "mine" / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    register = tmp_path / "mine" / "assumptions.toml"
    lines = register.read_text(encoding="utf-8").splitlines()
    at = lines.index("[dialogue_offset]")
    value = next(i for i in range(at, at + 5) if lines[i].startswith("value"))
    lines[value] = "value = 0.2"
    register.write_text("\n".join(lines), encoding="utf-8")
    assert staged("--case", str(tmp_path / "mine"))["spain"] == "no"


def test_a_value_outside_its_range_is_marked_on_every_output() -> None:
    change = ("--set", "dialogue_offset=-0.5")
    assert "outside its range -0.2 to 1" in " ".join(answer("compare", *change).split())
    assert json.loads(answer("compare", "--json", *change))["outside_range"] == ["dialogue_offset"]
    for command in (
        ("assumptions",),
        ("explain", "recognition_first", "--player", "spain"),
        ("thresholds", "recognition_first"),
        ("matrix", "serbia", "kosovo", "--scenario", "status_quo"),
    ):
        assert "outside its range" in " ".join(answer(*command, *change).split())


def test_a_scenario_file_is_a_script() -> None:
    path = built_in_cases()["kosovo"] / "recognition_first.toml"
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env -S negotiation-sim run\n")
    assert os.access(path, os.X_OK)
    assert answer("run", str(path)) == answer("run", "recognition_first")


def test_a_scenario_and_a_set_may_come_from_any_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'title = "Mine"\nbase = "recognition_first"\n[fixes]\nspain = "no"\n', encoding="utf-8"
    )
    (tmp_path / "my_set.toml").write_text('title = "My set"\n[values]\nus_cred = 0.5\n', encoding="utf-8")
    record = json.loads(answer("run", "mine.toml", "--assume", "my_set.toml", "--json", folder=tmp_path))
    assert record["assumptions"] == "my_set"
    held = {"us": "sov_dialogue", "eu": "co_lead", "spain": "no"}
    assert record["scenarios"][0]["fixed"].items() >= held.items()


def test_solve_warns_of_a_degenerate_game(tmp_path: Path) -> None:
    (tmp_path / "flat.csv").write_text("a \\ b,l,r\nu,1 | 1,1 | 1\nd,1 | 1,1 | 1\n", encoding="utf-8")
    assert "degenerate" in answer("solve", "flat.csv", folder=tmp_path)


def test_out_writes_tables_and_figures(tmp_path: Path) -> None:
    answer("thresholds", "recognition_first", "--out", "results", folder=tmp_path)
    endings = {path.suffix for path in (tmp_path / "results").iterdir()}
    assert {".png", ".svg", ".txt", ".csv", ".json"} <= endings


def test_help_shows_examples() -> None:
    for command in ("compare", "run", "matrix", "explain", "thresholds", "assumptions", "export"):
        assert "negotiation-sim " + command in answer(command, "--help")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "recognition_frist"], ["unknown scenario", "Did you mean 'recognition_first'?"]),
        (["compare", "--assume", "skeptic"], ["unknown assumption set", "Did you mean 'sceptic'?"]),
        (["compare", "--case", "kosova"], ["unknown case", "Did you mean 'kosovo'?"]),
        (["compare", "--set", "dialog_offset=1"], ["unknown assumption", "Did you mean 'dialogue_offset'?"]),
        (["compare", "--set", "dialogue_offset"], ["NAME=VALUE"]),
        (["compare", "--set", "dialogue_offset=much"], ["'much' is not a number"]),
        (["compare", "--set", "dialogue_offset=nan"], ["not a finite number"]),
        (["compare", "--assume", "none.csv"], ["none.csv", "cannot be read"]),
        (["run"], ["Missing argument"]),
        (["run", "nowhere.toml"], ["nowhere.toml", "cannot be read"]),
        (["matrix", "serbia", "kosova", "--scenario", "status_quo"], ["unknown player", "Did you mean 'kosovo'?"]),
        (["matrix", "serbia", "serbia", "--scenario", "status_quo"], ["cannot play against itself"]),
        (["matrix", "us", "serbia", "--scenario", "free_choice", "--given", "us=hands_off"], ["us", "held"]),
        (["explain", "status_quo", "--profile", "serbia=stal"], ["unknown strategy", "Did you mean 'stall'?"]),
        (["explain", "status_quo", "--profile", "us=land_swap"], ["fixes us at hands_off"]),
        (["explain", "status_quo", "--profile", "serbia"], ["PLAYER=MOVE"]),
        (["explain", "status_quo", "--result", "7"], ["results 1 to 1", "7 is not one"]),
        (["explain", "status_quo", "--player", "serbai"], ["unknown player"]),
        (["thresholds", "status_quo", "--group", "five"], ["unknown group"]),
        (["thresholds", "free_choice", "--case", "prisoners_dilemma"], ["names no group"]),
        (["solve", "missing.nfg"], ["missing.nfg"]),
        (["solve", "game.xls"], [".nfg", ".csv"]),
        (["comapre"], ["No such command"]),
    ],
)
def test_what_the_user_can_mend_is_one_message_and_exit_code_2(
    arguments: list[str], said: list[str], tmp_path: Path
) -> None:
    message = refusal(*arguments, folder=tmp_path)
    for words in said:
        assert words in message
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_folder_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    assert "taken" in refusal("compare", "status_quo", "--out", "taken", folder=tmp_path)


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} -m negotiation_sim assumptions --all | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert done.stderr == ""


@pytest.mark.parametrize(
    "command",
    [("compare",), ("believe", "recognition_first", "--holds", "serbia.normalise"), ("run", "no_such_scenario")],
)
def test_a_folder_that_cannot_be_one_is_refused_before_any_work(tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "taken"
    file.write_text("mine", encoding="utf-8")
    for out in (file, file / "below"):
        done = within(*command, "--out", str(out))
        assert done.returncode == 2
        assert done.stdout == ""
        assert f"{file}: is a file; --out takes a folder" in " ".join(done.stderr.split())
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("both", [("--json", "--csv"), ("--csv", "--json")])
def test_two_forms_of_one_answer_are_refused(both: tuple[str, str]) -> None:
    assert "leave one of them out" in refusal("compare", *both)


def test_a_scenario_named_twice_is_shown_once() -> None:
    for command in (("compare",), ("uncertainty", "--draws", "16")):
        once = answer(*command, "recognition_first", "--csv")
        assert answer(*command, "recognition_first", "recognition_first", "--csv") == once
