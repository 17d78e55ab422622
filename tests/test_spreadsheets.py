"""Tables as people save them: what stands around a table, what parts it, and in which letters it is written."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim.case.loader import load_case
from negotiation_sim.case.spreadsheet import set_from_table
from negotiation_sim.errors import InputError, Remark
from negotiation_sim.formats.game_file import read_game, write_game
from negotiation_sim.formats.spreadsheet import from_csv
from negotiation_sim.games.normal_form import Game

PROFILES = "first,second,payoff: first,payoff: second\na,x,3,-1.5\na,y,0,2\nb,x,5,0\nb,y,1,1\n"
MATRIX = "first \\ second,x,y\na,3 | -1.5,0 | 2\nb,5 | 0,1 | 1\n"
PLAIN = from_csv(PROFILES)

CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "a first line sep=,": lambda text: "sep=,\n" + text,
    "a first line sep=, in quotes": lambda text: '"sep=,"\r\n' + text,
    "a title": lambda text: "Two ministries\n" + text,
    "a title of its own width": lambda text: "Two ministries,,,\n" + text,
    "a title, an author and a blank row": lambda text: "Two ministries\nby a student\n,,,\n" + text,
    "empty columns at the end": lambda text: re.sub(r"(?m)$", ",,", text.rstrip("\n")),
    "empty columns in some rows": lambda text: text.replace("\nb", ",\nb"),
    "empty columns before it": lambda text: re.sub(r"(?m)^", ",,", text.rstrip("\n")),
    "blank rows": lambda text: text.replace("\n", "\n,,,\n\n"),
    "blanks around cells": lambda text: text.replace(",", " , "),
    "the sign of mathematics": lambda text: text.replace("-", "−"),
    "capitals": lambda text: text.replace("payoff:", "PAYOFF :").replace("PAYOFF : second", "Payoff:Second"),
    "ends of lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "brackets": lambda text: re.sub(r"([-0-9.]+) \| ([-0-9.]+)", r"(\1 | \2)", text),
    "pairs with a comma": lambda text: re.sub(r"([-0-9.]+) \| ([-0-9.]+)", r'"\1, \2"', text),
    "pairs with a comma in brackets": lambda text: re.sub(r"([-0-9.]+) \| ([-0-9.]+)", r'"(\1, \2)"', text),
    "pairs with a bare comma": lambda text: re.sub(r"([-0-9.]+) \| ([-0-9.]+)", r'"\1,\2"', text),
    "pairs with a semicolon": lambda text: re.sub(r"([-0-9.]+) \| ([-0-9.]+)", r'"[\1; \2]"', text),
    "tabs": lambda text: text.replace(",", "\t"),
    "semicolons": lambda text: text.replace(",", ";"),
    "semicolons and decimal commas": lambda text: text.replace(",", ";").replace(".", ","),
    "a title above semicolons and decimal commas": lambda text: (
        "War, or peace\n" + text.replace(",", ";").replace(".", ",")
    ),
    "sep=; and decimal commas": lambda text: "sep=;\n" + text.replace(",", ";").replace(".", ","),
}


@pytest.mark.parametrize(("form", "change"), product([PROFILES, MATRIX], CHANGES))
def test_what_stands_around_a_table_and_parts_it_changes_no_number(form: str, change: str) -> None:
    game = from_csv(CHANGES[change](form), "g.csv")
    assert (game.players, game.strategies) == (PLAIN.players, PLAIN.strategies)
    assert game.payoffs.tolist() == PLAIN.payoffs.tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt", ".CSV"])
def test_a_file_is_read_in_the_encodings_of_spreadsheets(encoding: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"g{ending}"
    path.write_bytes(
        MATRIX.replace("first", "Königsberg").replace("-", "−" if "utf" in encoding else "-").encode(encoding)
    )
    if encoding in ("cp1252", "latin-1"):
        with pytest.warns(Remark, match=r"is not UTF-8 and is read as Windows-1252"):
            game = read_game(path)
    else:
        game = read_game(path)
    assert game.players == ("Königsberg", "second")
    assert game.payoffs.tolist() == PLAIN.payoffs.tolist()


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"\x89PNG\r\n\x1a\n" + bytes(200), "is not UTF-8 text"), (b"PK\x03\x04\xff\xff", "Excel or zip file"),
     (b"a,payoff: a\nx,1\n\x00\xff", "line 3: is not UTF-8 text"), (b"\xff\xfea", "is not UTF-8 text"),
     ("a,payoff: a\nx,1\x01\n".encode("utf-16"), "line 2: is not UTF-8 text")],
)  # fmt: skip
def test_what_is_no_text_is_refused(raw: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes(raw)
    with pytest.raises(InputError, match=said):
        read_game(tmp_path / "g.csv")


def test_the_title_above_a_table_is_the_games_title(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("Two ministries\n\n" + MATRIX, encoding="utf-8")
    assert read_game(tmp_path / "g.csv").title == "Two ministries"


def test_a_matrix_with_an_empty_corner_is_between_row_and_column() -> None:
    game = from_csv(MATRIX.replace("first \\ second", ""))
    assert game.players == ("Row", "Column")
    assert game.payoffs.tolist() == PLAIN.payoffs.tolist()


def test_the_place_of_a_fault_counts_the_lines_before_the_table() -> None:
    with pytest.raises(InputError, match=r"^g\.csv, line 5, column 2: found 'two'"):
        from_csv("sep=;\nTitle\n\na;payoff: a\nx;two\n", "g.csv")


def test_the_place_of_a_fault_counts_the_columns_before_the_table() -> None:
    with pytest.raises(InputError, match=r"^g\.csv, line 4, column 4: found 'two'"):
        from_csv("Title,,,\n\n,,a,payoff: a\n,,x,two\n", "g.csv")


@pytest.mark.parametrize("cell", ["3,5", "-3,25"])
def test_a_bare_comma_between_semicolons_has_two_readings(cell: str) -> None:
    with pytest.raises(InputError, match=r"the payoffs .* and .* or the one number") as caught:
        from_csv(f"a \\ b;x\ny;{cell}\n", "g.csv")
    assert f"Write {cell.replace(',', ' | ')}." in str(caught.value)
    assert from_csv(f"a \\ b;x\ny;({cell})\n").payoffs.ravel().tolist() == [float(part) for part in cell.split(",")]


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt"])
@pytest.mark.parametrize("matrix", [False, True])
def test_what_is_written_under_an_ending_is_read_back(ending: str, matrix: bool, tmp_path: Path) -> None:
    game = Game.from_bimatrix(
        [[3, 0.125], [5, 1e-9]], [[3, 5], [0, 1]], players=("a;b", "c"), strategies=(["x\ty", "z"], ["u,v", "w"])
    )
    back = read_game(write_game(game, tmp_path / f"g{ending}", matrix=matrix))
    assert (back.players, back.strategies) == (game.players, game.strategies)
    assert np.array_equal(back.payoffs, game.payoffs)


REGISTER = "name,value,low,high\nus_cred,0.5,0.4,0.95\ndialogue_offset,0.25,0.7,1.1\n"


@pytest.mark.parametrize("change", [change for change in CHANGES if "pairs" not in change])
def test_a_register_may_be_saved_in_the_same_ways(change: str, tmp_path: Path) -> None:
    path = tmp_path / "my.tsv"
    path.write_text(CHANGES[change](REGISTER).replace("name", "NAME").replace("value", "Value"), encoding="utf-8")
    changes = set_from_table(str(path), load_case("kosovo").register).changes
    assert {name: change.value for name, change in changes.items()} == {"us_cred": 0.5, "dialogue_offset": 0.25}


def test_a_column_of_a_register_is_named_behind_a_colon(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text("name,value,set: mine,SET: Other\nus_cred,0.5,0.6,\ndialogue_offset,0.25,,0.3\n", encoding="utf-8")
    register = load_case("kosovo").register
    columns = {
        column: {name: change.value for name, change in set_from_table(f"{path}:{column}", register).changes.items()}
        for column in ("mine", "other", "value")
    }
    assert columns == {
        "mine": {"us_cred": 0.6}, "other": {"dialogue_offset": 0.3}, "value": {"us_cred": 0.5, "dialogue_offset": 0.25}
    }  # fmt: skip
    with pytest.raises(InputError, match=r"has no column 'mein'. Did you mean 'mine'\?"):
        set_from_table(f"{path}:mein", register)
