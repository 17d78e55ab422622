"""The question `export`: a scenario's game as a file that any solver reads."""

import json
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError, ask, load_case, solve_scenario
from negotiation_sim.formats.game_file import read_game

from .command_line import answer, refusal, within


@pytest.mark.parametrize("ending", ["nfg", "csv"])
def test_an_exported_game_is_solved_to_the_same_equilibria(tmp_path: Path, ending: str) -> None:
    answer("export", "recognition_first", f"game.{ending}", folder=tmp_path)
    solved = json.loads(answer("solve", f"game.{ending}", "--json", folder=tmp_path))
    assert "us" not in solved["players"]
    whole = json.loads(answer("run", "recognition_first", "--json"))["scenarios"][0]["equilibria"]
    free = [{p: s for p, s in full["profile"].items() if p in solved["players"]} for full in whole]
    assert [equilibrium["profile"] for equilibrium in solved["equilibria"]] == free
    for equilibrium, full in zip(solved["equilibria"], whole, strict=True):
        assert equilibrium["payoffs"] == {p: full["payoffs"][p] for p in solved["players"]}


def test_a_two_player_matrix_is_edited_in_a_spreadsheet_and_solved(tmp_path: Path) -> None:
    answer("export", "free_choice", "pd.csv", "--matrix", "--case", "prisoners_dilemma", folder=tmp_path)
    text = (tmp_path / "pd.csv").read_text(encoding="utf-8")
    assert "1.0 | 1.0" in text
    (tmp_path / "pd.csv").write_text(text.replace("1.0 | 1.0", "-9.0 | -9.0"), encoding="utf-8")
    solved = json.loads(answer("solve", "pd.csv", "--json", folder=tmp_path))
    assert len(solved["equilibria"]) == 2
    assert len(solved["mixed"]["equilibria"]) == 3


@pytest.mark.parametrize(("file", "as_matrix"), [("game.nfg", False), ("game.csv", False), ("game.csv", True)])
def test_every_form_reads_back_as_the_game_to_the_last_digit(tmp_path: Path, file: str, as_matrix: bool) -> None:
    path = ask("export", "free_choice", tmp_path / file, case="stag_hunt", as_matrix=as_matrix).answer
    game = solve_scenario(load_case("stag_hunt").scenario("free_choice")).game
    read = read_game(path)
    assert (read.players, read.strategies) == (game.players, game.strategies)
    assert np.array_equal(read.payoffs, game.payoffs)


def test_changes_of_values_and_moves_that_are_given_are_in_the_game(tmp_path: Path) -> None:
    ask("export", "free_choice", tmp_path / "game.csv", case="stag_hunt", changes="stag_share=4.5", given="first=stag")
    game = read_game(tmp_path / "game.csv")
    assert game.players == ("second",)
    assert 4.5 in game.payoffs


def test_the_file_is_named_and_nothing_is_printed(tmp_path: Path) -> None:
    done = within("export", "free_choice", "below/game.nfg", "--case", "chicken", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "wrote below/game.nfg\n")
    assert [path.name for path in (tmp_path / "below").iterdir()] == ["game.nfg"]


REFUSED = {
    "ending": (["recognition_first", "game.xls"], [".nfg", ".csv", "is no game file"]),
    "scenario": (["recognition_frist", "game.nfg"], ["unknown scenario", "Did you mean 'recognition_first'?"]),
    "given": (["recognition_first", "game.nfg", "--given", "spain=maybe"], ["unknown strategy"]),
    "matrix_of_many": (["recognition_first", "game.csv", "--matrix"], ["two"]),
    "matrix_as_nfg": (["free_choice", "game.nfg", "--matrix", "--case", "chicken"], [".csv, .tsv or .xlsx only"]),
    "several_sets": (["recognition_first", "game.nfg", "--assume", "op_ed", "--assume", "sceptic"], ["op_ed+sceptic"]),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_cannot_be_exported_is_one_message_and_no_file(tmp_path: Path, fault: str) -> None:
    arguments, words = REFUSED[fault]
    message = refusal("export", *arguments, folder=tmp_path)
    assert all(expected in message for expected in words), message
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="taken"):
        ask("export", "free_choice", tmp_path / "taken" / "game.nfg", case="chicken")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"
