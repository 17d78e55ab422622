"""Excel workbooks in and out; one that comes from a stranger is read as values, bounded, or refused."""

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from negotiation_sim import ask, load_case
from negotiation_sim.case.spreadsheet import set_from_table
from negotiation_sim.errors import InputError
from negotiation_sim.formats import workbook
from negotiation_sim.formats.game_file import read_game, write_game
from negotiation_sim.formats.workbook import rows_of_workbook, workbook_of
from negotiation_sim.games.normal_form import Game

from .command_line import answer, refusal

openpyxl = pytest.importorskip("openpyxl")


def book(path: Path, *sheets: list[list[Any]]) -> Path:
    """A workbook as a person makes it."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


MATRIX = [["first \\ second", "x", "y"], ["a", "3 | -1.5", "0 | 2"], ["b", "(5, 0)", "1; 1"]]
PROFILES = [["first", "second", "Payoff: first", "Payoff: second"],
            ["a", "x", 3, -1.5], ["a", "y", 0, "2"], ["b", "x", 5, 0], ["b", "y", 1, "1.0"]]  # fmt: skip


@pytest.mark.parametrize("rows", [MATRIX, PROFILES], ids=["matrix", "profiles"])
@pytest.mark.parametrize("before", [[], [["Two ministries"], [], [None, None]]], ids=["bare", "titled"])
def test_a_game_is_read_from_the_first_sheet(rows: list[list[Any]], before: list[list[Any]], tmp_path: Path) -> None:
    path = book(tmp_path / "talks.xlsx", [*before, *([None, *row, None] for row in rows), []], [["other", "sheet"]])
    game = read_game(path)
    assert game.payoffs.tolist() == [[[3, 0], [5, 1]], [[-1.5, 2], [0, 1]]]
    assert game.title == ("Two ministries" if before else "talks")


@pytest.mark.parametrize("matrix", [False, True])
def test_a_game_that_was_written_is_read_back_to_the_last_bit(matrix: bool, tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    game = Game(("=1+1", "#N/A"), (("007", "1.0"), ("x", "1,5", "−3")), rng.normal(size=(2, 2, 3)) * 1e-7)
    back = read_game(write_game(game, tmp_path / "g.xlsx", matrix=matrix))
    assert (back.players, back.strategies) == (game.players, game.strategies)
    assert np.array_equal(back.payoffs, game.payoffs)


def test_a_text_is_never_written_as_a_formula(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(workbook_of({"s": [["=1+1", "=HYPERLINK(1)", "+1", "@x", 2.5]]}))
    (sheet,) = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets
    assert [cell.data_type for cell in sheet[1]] == ["s", "s", "s", "s", "n"]
    assert rows_of_workbook(tmp_path / "b.xlsx") == [["=1+1", "=HYPERLINK(1)", "+1", "@x", "2.5"]]


def with_values(path: Path, *saved: tuple[str, str]) -> Path:
    """The workbook with cells of its first sheet as a spreadsheet program writes them, not openpyxl."""
    with zipfile.ZipFile(path) as packed:
        parts = {part: packed.read(part).decode() for part in packed.namelist()}
    first = "xl/worksheets/sheet1.xml"
    parts[first] = re.sub(r"<v */>|<v></v>", "<v />", parts[first])  # openpyxl writes it so or so, with lxml or without
    for old, new in saved:
        assert old in parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w") as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return path


FORMULAS = [["a", "payoff: a"], ["x", "=1+1"], ["y", 3], ['=""', None]]


@pytest.mark.parametrize("case", ["game", "register"])
def test_a_formula_without_a_saved_value_is_named_with_its_place_and_what_to_do(case: str, tmp_path: Path) -> None:
    rows = {"game": FORMULAS[:3], "register": [["name", "value"], ["hare", "=3/2"]]}[case]
    path = book(tmp_path / "g.xlsx", rows)
    words = r"g\.xlsx, row 2, column 2: holds a formula whose value was not saved.* save it there, or paste its value"
    with pytest.raises(InputError, match=words):
        read_game(path) if case == "game" else set_from_table(str(path), load_case("stag_hunt").register)


def test_of_a_formula_the_saved_value_is_read_an_empty_text_too(tmp_path: Path) -> None:
    path = book(tmp_path / "g.xlsx", FORMULAS)
    number = ("<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
    text = ('<c r="A4"><f>""</f><v />', '<c r="A4" t="str"><f>""</f><v></v>')
    assert read_game(with_values(path, number, text)).payoffs.tolist() == [[2, 3]]


@pytest.mark.parametrize(("written", "value"), [("TRUE", 1), ("no", 0), (True, 1), (False, 0), ("Yes", 1), (1, 1)])
def test_a_switch_may_say_yes_or_no_in_a_workbook_and_nothing_else_may(
    written: str | bool | int, value: float, tmp_path: Path
) -> None:
    register = load_case("kosovo").register
    switch = next(entry for entry in register.values() if entry.is_switch)
    column = [["name", "value"], [switch.name, written]]
    read = set_from_table(str(book(tmp_path / "r.xlsx", column)), register)
    assert read.changes.get(switch.name, switch).value == value
    if written == 1 and written is not True:
        return
    with pytest.raises(InputError, match=r"row 2: us_cred: .* Only the value of a switch"):
        set_from_table(str(book(tmp_path / "r.xlsx", [["name", "value"], ["us_cred", written]])), register)


def test_a_date_in_place_of_a_payoff_is_named_with_its_place(tmp_path: Path) -> None:
    path = book(tmp_path / "g.xlsx", [["a \\ b", "y"], ["x", date(2026, 5, 3)]])
    with pytest.raises(InputError, match=r"g\.xlsx, row 2, column 2: found '2026-05-03"):
        read_game(path)


def test_equal_tables_give_equal_bytes_at_any_time() -> None:
    from unittest.mock import MagicMock

    first = workbook_of({"a": [["x", 1.0]], "b": [["y", 2.0]]})
    with patch("openpyxl.writer.excel.datetime") as clock:
        clock.datetime.now = MagicMock(return_value=__import__("datetime").datetime(2031, 2, 3))
        assert workbook_of({"a": [["x", 1.0]], "b": [["y", 2.0]]}) == first


def test_names_of_sheets_are_made_such_that_excel_takes_them() -> None:
    long = "a" * 40
    made = openpyxl.load_workbook(
        io.BytesIO(workbook_of({"a/b:c": [[1.0]], long: [[1.0]], f"{long}b": [[1.0]], "A B C": [[1.0]]}))
    )
    assert made.sheetnames == ["a b c", "a" * 31, "a" * 27 + " 2", "A B C 2"]


def test_a_character_that_no_cell_holds_is_refused() -> None:
    with pytest.raises(InputError, match="no Excel cell can hold"):
        workbook_of({"s": [["a\x01b"]]})


# ---- the register and tables


def test_the_register_goes_out_with_its_sets_as_columns_and_each_comes_back(tmp_path: Path) -> None:
    case = load_case("kosovo")
    answer("assumptions", "--excel", "my.xlsx", "--set", "us_cred=0.9", folder=tmp_path)
    own = set_from_table(str(tmp_path / "my.xlsx"), case.register).changes
    assert {name: change.value for name, change in own.items()} == {"us_cred": 0.9}
    assert len(case.sets) > 5
    for name, each in case.sets.items():
        back = set_from_table(f"{tmp_path / 'my.xlsx'}:{name}", case.register).changes
        wanted = {k: change.value for k, change in each.changes.items() if change.value != case.register[k].value}
        assert {k: change.value for k, change in back.items()} == wanted
    by_file, by_name = (
        json.loads(answer("compare", "--json", "--assume", each, folder=tmp_path))
        for each in ("my.xlsx:sceptic", "sceptic")
    )
    assert (by_file["hash"], by_file["scenarios"]) == (by_name["hash"], by_name["scenarios"])


def test_another_ending_than_that_of_a_workbook_is_refused(tmp_path: Path) -> None:
    assert "--excel writes a file that ends in .xlsx" in refusal("assumptions", "--excel", "my.xls", folder=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments", [("compare", "--case", "stag_hunt"), ("power", "nato"), ("solve", "free_choice", "--case", "chicken"),
                  ("breakeven", "free_choice", "--case", "stag_hunt", "--holds", "first.stag")],
)  # fmt: skip
def test_every_table_of_a_folder_is_a_sheet_of_a_workbook(arguments: tuple[str, ...], tmp_path: Path) -> None:
    import pandas as pd

    answer(*arguments, "--out", "folder", folder=tmp_path)
    answer(*arguments, "--out", "tables.xlsx", folder=tmp_path)
    tables = {path.stem[:31]: path for path in (tmp_path / "folder").rglob("*.csv")}
    sheets = pd.read_excel(tmp_path / "tables.xlsx", sheet_name=None)
    assert tables
    assert set(sheets) == set(tables)
    for name, path in tables.items():
        written, table = sheets[name], pd.read_csv(path)
        assert list(written) == list(table)
        for column in table:
            if table[column].dtype.kind in "fi":
                assert written[column].tolist() == pytest.approx(table[column].tolist(), nan_ok=True, abs=0)
            else:
                assert written[column].fillna("").astype(str).tolist() == table[column].fillna("").astype(str).tolist()


def test_a_workbook_takes_the_place_of_an_earlier_one_and_of_no_folder(tmp_path: Path) -> None:
    for _ in range(2):
        answer("power", "nato", "--out", "t.xlsx", folder=tmp_path)
    (tmp_path / "f.xlsx").mkdir()
    answer("power", "nato", "--out", "f.xlsx", folder=tmp_path)
    assert (tmp_path / "f.xlsx" / "power_nato.csv").is_file()
    assert ask("power", "nato").write(tmp_path / "u.xlsx") == [tmp_path / "u.xlsx"]


# ---- from a stranger


def packed(path: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> Path:
    """A small workbook with its parts changed."""
    source = book(path.with_suffix(".source"), [["a", "payoff: a"], ["x", 1]])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return path


BILLION = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(encoding: str, tmp_path: Path) -> None:
    evil = BILLION.decode().encode(encoding)
    path = packed(tmp_path / "g.xlsx", lambda name, old: evil if "sheet" in name else old)
    with pytest.raises(InputError, match=r"g\.xlsx: declares an XML document type"):
        read_game(path)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "g.xlsx", lambda _, old: old, {f"xl/{k}.bin": bytes(30_000_000) for k in range(8)})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(InputError, match="unpacks to too much; at most 200 MB"):
        read_game(path)


def test_too_many_parts_and_too_large_files_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "g.xlsx", lambda _, old: old, {f"xl/{k}.bin": b"" for k in range(1001)})
    with pytest.raises(InputError, match="unpacks to too much"):
        read_game(path)
    (tmp_path / "large.xlsx").write_bytes(bytes(20_000_001))
    with pytest.raises(InputError, match="at most 20 MB are read"):
        read_game(tmp_path / "large.xlsx")


def test_a_sheet_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "g.xlsx", [["a"] * 50] * 50)
    with patch.object(workbook, "MOST_CELLS", 1000), pytest.raises(InputError, match="more than 1,000 cells"):
        read_game(path)


def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path: Path) -> None:
    def claim(name: str, old: bytes) -> bytes:
        return old.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"') if "sheet" in name else old

    assert read_game(packed(tmp_path / "g.xlsx", claim)).payoffs.tolist() == [[1]]


@pytest.mark.parametrize("cut", [0, 1, 30, 200, 1000, -30, -1])
def test_a_damaged_file_is_refused_in_a_sentence(cut: int, tmp_path: Path) -> None:
    path = book(tmp_path / "g.xlsx", [["a", "payoff: a"], ["x", 1]])
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(InputError, match=r"g\.xlsx: is (no \.xlsx|a damaged) workbook"):
        read_game(path)


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
@pytest.mark.parametrize(
    "content", [b"", b"<", b"<a/>", b"\xff\xfe\x00", b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>"]
)
def test_a_damaged_part_is_refused_in_a_sentence_or_read(part: str, content: bytes, tmp_path: Path) -> None:
    path = packed(tmp_path / "g.xlsx", lambda name, old: content if name == part else old)
    messages = []
    try:
        assert read_game(path).payoffs.tolist() == [[1]]
    except InputError as error:
        messages.append(str(error))
    assert all("g.xlsx" in message for message in messages)


def test_a_text_named_as_a_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.xlsx").write_text("a,payoff: a\nx,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"is no \.xlsx workbook"):
        read_game(tmp_path / "g.xlsx")


def test_without_openpyxl_it_is_said_what_to_install(tmp_path: Path) -> None:
    path = book(tmp_path / "g.xlsx", [["a", "payoff: a"], ["x", 1]])
    with patch.dict(sys.modules, {"openpyxl": None}):
        for attempt in (lambda: read_game(path), lambda: workbook_of({"s": [[1.0]]})):
            with pytest.raises(InputError, match=r"pip install 'negotiation-sim\[excel\]'"):
                attempt()
