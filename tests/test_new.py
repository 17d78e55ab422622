"""The question `new`: a case to start from, whole or not at all."""

import json
import os
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case

from .command_line import answer, refusal, within


def test_a_copy_of_a_case_gives_the_results_of_the_case_until_it_is_edited(tmp_path: Path) -> None:
    answer("new", "my_kosovo", "--like", "kosovo", folder=tmp_path)
    copy, original = (
        json.loads(answer("compare", "--json", "--case", case, folder=tmp_path)) for case in ("my_kosovo", "kosovo")
    )
    assert copy["scenarios"] == original["scenarios"]
    assert (copy["case"], copy["hash"]) == ("my_kosovo", original["hash"])
    assert os.access(tmp_path / "my_kosovo" / "recognition_first.toml", os.X_OK)


def test_a_new_case_is_made_edited_and_solved(tmp_path: Path) -> None:
    answer("new", "river", folder=tmp_path)
    before = json.loads(answer("compare", "--case", "river", "--json", folder=tmp_path))
    assert [scenario["name"] for scenario in before["scenarios"]] == ["no_treaty", "treaty"]
    changed = answer("run", "treaty", "--case", "river", "--set", "fine=0", folder=tmp_path)
    assert "the fine for a dam (fine) 4 -> 0" in " ".join(changed.split())


def test_the_files_that_were_written_are_the_answer_and_no_others_are_there(tmp_path: Path) -> None:
    started = ask("new", tmp_path / "mine", like="chicken").answer
    assert started.folder == tmp_path / "mine"
    assert sorted(started.files) == sorted(path for path in (tmp_path / "mine").rglob("*") if path.is_file())
    assert list(load_case(started.folder).players) == list(load_case("chicken").players)


def test_a_copy_may_be_made_of_a_case_of_ones_own(tmp_path: Path) -> None:
    ask("new", tmp_path / "first")
    (tmp_path / "first" / "extra.toml").write_text('title = "Extra"\nbase = "treaty"\n', encoding="utf-8")
    ask("new", tmp_path / "second", like=str(tmp_path / "first"))
    assert "extra" in load_case(tmp_path / "second").scenario_files


def test_it_says_what_to_ask_first_in_the_words_of_the_door(tmp_path: Path) -> None:
    asked = ask("new", tmp_path / "mine")
    assert " ".join(asked.text.split("\n")).replace(" ", "") == f"Try:`comparecase={tmp_path}/mine`".replace(" ", "")
    done = within("new", "river", folder=tmp_path)
    assert done.stdout == "Try: negotiation-sim compare --case ./river\n"
    assert all(line.startswith("wrote ") for line in done.stderr.splitlines())


def test_a_folder_that_exists_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "river").mkdir()
    (tmp_path / "river" / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists already; nothing was written"):
        ask("new", tmp_path / "river")
    assert "river: exists already; nothing was written." in refusal("new", "river", folder=tmp_path)
    assert [path.name for path in (tmp_path / "river").iterdir()] == ["note.txt"]


def test_an_unknown_case_to_copy_is_refused_and_no_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"unknown case 'kosova'.*Did you mean 'kosovo'\?"):
        ask("new", tmp_path / "other", like="kosova")
    assert "unknown case 'kosova'" in refusal("new", "other", "--like", "kosova", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    assert "taken" in refusal("new", "taken/mine", folder=tmp_path)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_there_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the answer of 'new' has no form 'record'"):
        _ = ask("new", tmp_path / "mine").record
    assert "No such option: --json" in refusal("new", "other", "--json", folder=tmp_path)


def test_a_case_in_one_file_and_a_folder_made_of_it_give_the_answers_of_the_case(tmp_path: Path) -> None:
    answer("new", "one.toml", "--like", "chicken", folder=tmp_path)
    answer("new", "again", "--like", "one.toml", folder=tmp_path)
    shown = json.loads(answer("compare", "--case", "again", "--json", folder=tmp_path))
    built_in = json.loads(answer("compare", "--case", "chicken", "--json", folder=tmp_path))
    assert (shown["scenarios"], shown["hash"]) == (built_in["scenarios"], built_in["hash"])


def test_one_file_is_never_written_over(tmp_path: Path) -> None:
    answer("new", "one.toml", folder=tmp_path)
    before = (tmp_path / "one.toml").read_bytes()
    assert "exists already; nothing was written" in refusal("new", "one.toml", folder=tmp_path)
    assert (tmp_path / "one.toml").read_bytes() == before


def test_a_copy_holds_the_files_of_the_case_and_nothing_that_lies_beside_them(tmp_path: Path) -> None:
    answer("new", "mine", "--like", "chicken", folder=tmp_path)
    for name in (".hidden.toml", "private/keys.toml", "notes.txt", ".git/config.toml"):
        (tmp_path / "mine" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "mine" / name).write_text("secret = 1")
    answer("new", "copy", "--like", "mine", folder=tmp_path)
    names = {path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*.*")}
    assert names == {"game.toml", "assumptions.toml", "free_choice.toml", "wheel_thrown_out.toml"}
    answer("new", "copy.toml", "--like", "mine", folder=tmp_path)
    assert "secret" not in (tmp_path / "copy.toml").read_text(encoding="utf-8")
