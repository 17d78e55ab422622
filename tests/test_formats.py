"""Game files: what is written reads back, files from elsewhere are read as their authors meant, faults are named."""

import io
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.formats.game_file import read_game, write_game
from negotiation_sim.formats.nfg import from_nfg, to_nfg
from negotiation_sim.formats.spreadsheet import from_csv, to_csv, to_matrix_csv
from negotiation_sim.games.normal_form import Game

from .peers import gambit

AWKWARD = [
    'a "quote"', '"', "a,b", "a;b", "a\tb", "a\nb", "\\", "ends in \\", '\\"', "\\\\", "a \\ b", "{", "}", "ö ü",
    "北京", "=1+1", "payoff: a", "1", "3 | 5", "|", "#", "1,5", "'", "-", "NFG",
]  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=6)
LABELS = (st.sampled_from(AWKWARD) | ANY_TEXT).map(str.strip).filter(bool)
FINITE = st.floats(-1e300, 1e300)


@st.composite
def games(draw: st.DrawFn, least: int = 1, most: int = 5) -> Game:
    """Games with 1 to 3 strategies a player, any finite payoffs and labels that try to break a file."""
    players = draw(st.lists(LABELS, min_size=least, max_size=most, unique=True))
    strategies = [tuple(draw(st.lists(LABELS, min_size=1, max_size=3, unique=True))) for _ in players]
    shape = (len(players), *map(len, strategies))
    few = draw(st.lists(FINITE, min_size=1, max_size=8))
    payoffs = np.resize(np.array(few), shape)
    return Game(tuple(players), tuple(strategies), payoffs, draw(st.sampled_from(["", "plain", *AWKWARD])))


def same(game: Game, other: Game) -> bool:
    """Whether labels and payoffs agree to the last bit; titles aside, which a CSV does not hold."""
    labels = game.players == other.players and game.strategies == other.strategies
    return labels and game.payoffs.tobytes() == other.payoffs.tobytes()


# ---- what is written reads back


@given(games())
def test_a_gambit_file_reads_back_as_the_game_that_was_written(game: Game) -> None:
    back = from_nfg(to_nfg(game))
    assert same(back, game)
    assert back.title == game.title


@given(games())
def test_a_csv_of_profiles_reads_back_as_the_game_that_was_written(game: Game) -> None:
    assert same(from_csv(to_csv(game)), game)


@given(games(least=2, most=2))
def test_a_matrix_reads_back_as_the_game_unless_a_backslash_in_a_players_name_forbids_it(game: Game) -> None:
    try:
        text = to_matrix_csv(game)
    except InputError:
        text = ""
    assert same(from_csv(text), game) if text else "\\" in "".join(game.players)


@pytest.mark.parametrize("players", [("a \\ b", "c"), ("a", "b \\ c"), ("a \\", "b")])
def test_a_matrix_whose_first_cell_would_be_unclear_is_refused(players: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="does not keep the two players' names apart"):
        to_matrix_csv(Game.from_bimatrix([[1]], [[1]], players=players))


@given(games(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_only_the_order_of_the_strategies(game: Game, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = Game(tuple("abcde"[: len(game.players)]), tuple(tuple("xyz"[:m]) for m in game.shape), game.payoffs)
    header, *rows = to_csv(shuffled).splitlines()
    random.shuffle(rows)
    back = from_csv("\n".join([header, *rows]))
    for profile in product(*map(range, shuffled.shape)):
        moves = shuffled.moves(profile)
        assert back.payoff(back.profile(moves)) == shuffled.payoff(profile)


def test_the_title_of_a_file_without_one_is_its_name(tmp_path: Path) -> None:
    game = from_csv("a,payoff: a\nx,1\n")
    assert read_game(write_game(game, tmp_path / "talks.csv")).title == "talks"
    assert read_game(write_game(game, tmp_path / "talks.NFG")).title == "talks"
    titled = game.relabelled({}, title="Rambouillet")
    assert read_game(write_game(titled, tmp_path / "talks.nfg")).title == "Rambouillet"


def test_a_csv_is_a_matrix_only_when_asked(tmp_path: Path) -> None:
    game = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    path = write_game(game, tmp_path / "new" / "g.csv", matrix=True)
    assert path.read_text().splitlines()[1] == "strategy 1,3.0 | 3.0,0.0 | 5.0"
    assert same(read_game(path), game)
    assert write_game(game, path).read_text().splitlines()[1] == "strategy 1,strategy 1,3.0,3.0"
    assert same(read_game(path), game)


# ---- files from elsewhere. Selten's game is the example of Gambit's documentation, in both versions.

SELTEN = (
    'NFG 1 R "Selten (IJGT, 75), Figure 2, normal form"\n{ "Player 1" "Player 2" } { 3 2 }\n\n1 1 0 2 0 2 1 1 0 3 2 0'
)
SELTEN_OUTCOMES = """NFG 1 R "Selten (IJGT, 75), Figure 2, normal form" { "Player 1" "Player 2" }

{
{ "1" "2" "3" }
{ "1" "2" }
}

{
{ "" 1, 1 }
{ "" 0, 2 }
{ "" 0, 2 }
{ "" 1, 1 }
{ "" 0, 3 }
{ "" 2, 0 }
}
1 2 3 4 5 6
"""


@pytest.mark.parametrize("text", [SELTEN, SELTEN_OUTCOMES], ids=["payoff version", "outcome version"])
def test_gambits_example_is_read_with_the_first_players_strategy_varying_fastest(text: str) -> None:
    game = from_nfg(text)
    assert game.players == ("Player 1", "Player 2")
    assert game.strategies == (("1", "2", "3"), ("1", "2"))
    assert game.title == "Selten (IJGT, 75), Figure 2, normal form"
    assert game.payoffs[0].tolist() == [[1, 1], [0, 0], [0, 2]]  # by hand from the documentation's own walk-through
    assert game.payoffs[1].tolist() == [[1, 1], [2, 3], [2, 0]]


def test_three_players_payoffs_are_listed_first_player_fastest_last_player_slowest() -> None:
    body = " ".join(
        f"{a + 10 * b + 100 * c} {k} 0" for k, (c, b, a) in enumerate(product(range(2), range(3), range(2)))
    )
    game = from_nfg(f'NFG 1 R "" {{ "A" "B" "C" }} {{ 2 3 2 }} {body}')
    assert game.payoffs[0][1, 2, 1] == 121
    assert game.payoffs[0][0, 1, 0] == 10
    assert game.payoffs[1].ravel(order="F").tolist() == list(range(12))
    assert to_nfg(game).split('""\n\n')[1].splitlines()[1] == "1.0 1.0 0.0"


def test_an_outcome_may_serve_several_profiles_and_number_0_pays_all_players_zero() -> None:
    text = 'NFG 1 D "" { "A" "B" } { {"x" "y"} {"u" "v"} } "comment" { {"win" 1/4 -.5} {"lose" 2e1, +3} } 2 0 1 2'
    game = from_nfg(text)
    assert game.payoffs[0].tolist() == [[20, 0.25], [0, 20]]
    assert game.payoffs[1].tolist() == [[3, -0.5], [0, 3]]


@pytest.mark.parametrize(
    ("written", "read"),
    [("3", 3.0), ("-3", -3.0), ("+3", 3.0), ("0.5", 0.5), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("-2.5E-1", -0.25),
     ("1/3", 1 / 3), ("-10/4", -2.5)],
)  # fmt: skip
def test_numbers_are_integers_decimals_exponents_and_fractions(written: str, read: float) -> None:
    assert from_nfg(f'NFG 1 R "" {{ "A" }} {{ 1 }} {written}').payoffs[0, 0] == read


def test_blanks_and_lines_mean_nothing_outside_quotes_and_a_quote_inside_is_escaped() -> None:
    game = from_nfg('NFG 1\nR"a \\"b\\"\nc"{"A{" "C:\\dir"}{{"x""y"}\r\n{"z"}}"a\n comment"\t1 2\n\n\n3 4  ')
    assert game.title == 'a "b"\nc'
    assert game.players == ("A{", "C:\\dir")
    assert game.payoffs.tolist() == [[[1], [3]], [[2], [4]]]


def test_empty_and_repeated_labels_of_a_gambit_file_become_unique() -> None:
    lists = '{ {"a" "a" "a (2)" "a"} {"" "1" ""} {"x"} }'
    game = from_nfg(f'NFG 1 R "" {{ "" "B" "B" }} {lists} {" 0" * 36}')
    assert game.players == ("player 1", "B", "B (2)")
    assert game.strategies == (("a", "a (3)", "a (2)", "a (4)"), ("1 (2)", "1", "3"), ("x",))


@pytest.mark.parametrize(("mark", "comma"), [(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ",")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n  \n"])
def test_columns_may_be_parted_by_commas_semicolons_or_tabs(mark: str, comma: str, end: str) -> None:
    rows = ["a|b|payoff: a|payoff: b", " x | u |1.5| -2", "x|v |0|3.25 ", "y|u|1e2|4", "y|v|5|6"]
    game = from_csv(end.join(row.replace("|", mark).replace(".", comma) for row in rows) + end * 3)
    assert game.strategies == (("x", "y"), ("u", "v"))
    assert game.payoffs.tolist() == [[[1.5, 0], [100, 5]], [[-2, 3.25], [4, 6]]]
    matrix = ["a \\ b~u~v", "x~1.5 | -2~ 0|3.25", "y~1e2 |4~5| 6"]
    text = end.join(row.replace("~", mark).replace(".", comma) for row in matrix) + end
    assert same(from_csv(text), game)


def test_a_comma_in_a_label_does_not_hide_that_semicolons_part_the_columns() -> None:
    game = from_csv("a \\ b;yes, now;no, never, ever\nwait, see;1,5 | 2;3 | 4\n")
    assert game.strategies == (("wait, see",), ("yes, now", "no, never, ever"))
    assert game.payoffs[0].tolist() == [[1.5, 3]]


def test_semicolons_in_labels_do_not_hide_that_commas_part_the_columns() -> None:
    game = Game.from_bimatrix([[1, 2]], [[3, 4]], players=("a;b", "c"), strategies=(["x;y;z"], ["u;v", "w"]))
    assert same(from_csv(to_matrix_csv(game)), game)


def test_a_backslash_without_blanks_also_parts_the_players_of_a_matrix() -> None:
    assert from_csv("a\\b,u\nx,1|2\n").players == ("a", "b")


def test_a_first_player_with_a_backslash_in_its_name_does_not_make_a_matrix() -> None:
    assert from_csv("a\\b,c,payoff: a\\b,payoff: c\nx,y,1,2\n").players == ("a\\b", "c")


# ---- faults


NFG_FAULTS = {
    "an extensive game": ('EFG 2 R "t" { "A" }', ["line 1", "extensive-form", "the ending .efg"]),
    "another file": ("<html>", ["line 1", "found '<html>'", "expected NFG 1 R"]),
    "another version": ('\nNFG 2 R "t"', ["line 2", "found '2'", "expected version 1"]),
    "another data type": ('NFG 1 Q "t"', ["found 'Q'", "expected R or D"]),
    "no title": ("NFG 1 R { ", ["found '{'", "expected the game's title in quotes"]),
    "an unquoted player": ('NFG 1 R "t"\n{ A }', ["line 2", "found 'A'", "expected a player's name in quotes"]),
    "no player": ('NFG 1 R "t" { } { }', ["found '}'", "expected a player's name"]),
    "an open list of players": ('NFG 1 R "t" { "A"\n',
        ["found the end of the file", "a player's name in quotes, or '}'"]),
    "an unterminated text": ('NFG 1 R "t"\n{ "A }\n{ 1 } 1', ["line 2", "this quote is never closed"]),
    "an escaped last quote": ('NFG 1 R "t\\" { }', ["line 1", "never closed"]),
    "no strategies": ('NFG 1 R "t" { "A" } 1', ["found '1'", "expected '{' and each player's strategies"]),
    "too few counts": ('NFG 1 R "t" { "A" "B" } { 2 }', ["strategies of B are missing", "names 2 players"]),
    "too many counts": ('NFG 1 R "t" { "A" } { 2 3 }', ["found '3'", "expected '}' after the strategies of 1 players"]),
    "a count of zero": ('NFG 1 R "t" { "A" } { 0 }', ["found '0'", "how many strategies A has, 1 or more"]),
    "a broken count": ('NFG 1 R "t" { "A" } { 2.5 }', ["found '2.5'", "how many strategies A has"]),
    "too few lists": ('NFG 1 R "t" { "A" "B" } { {"x"} }', ["strategies of B are missing"]),
    "an empty list": ('NFG 1 R "t" { "A" } { {} }', ["found '}'", "expected a strategy of A in quotes"]),
    "an open list of strategies": ('NFG 1 R "t" { "A" } { {"x"',
        ["the end of the file", "a strategy of A in quotes, or '}'"]),
    "too few payoffs": (SELTEN[:-1], ["line 4", "too few payoffs", "ends after 11 of 12", "2 players x 6 profiles"]),
    "too many payoffs": (SELTEN + "\n7", ["line 5", "too many payoffs", "found '7' after the last of 12"]),
    "no number": (SELTEN[:-1] + "zero", ["line 4", "found 'zero'", "expected a payoff", "finite number"]),
    "NaN": (SELTEN[:-1] + "nan", ["found 'nan'", "finite"]),
    "infinity": (SELTEN[:-1] + "-inf", ["found '-inf'", "finite"]),
    "an overflow": (SELTEN[:-1] + "1e999", ["found '1e999'", "finite"]),
    "a huge fraction": (SELTEN[:-1] + "1" + "0" * 400 + "/1", ["found '1000", "...'", "finite"]),
    "a division by zero": (SELTEN[:-1] + "1/0", ["found '1/0'", "finite"]),
    "a comma between payoffs": (SELTEN.replace("0 2 0", "0, 2 0"), ["found ','", "expected a payoff"]),
    "a brace between payoffs": (SELTEN[:-1] + "}", ["found '}'", "expected a payoff"]),
    "an outcome number too high": (SELTEN_OUTCOMES.replace("5 6", "5 7"),
        ["line 16", "found '7'", "an outcome, 0 to 6"]),
    "an outcome number below 0": (SELTEN_OUTCOMES.replace("5 6", "5 -1"), ["found '-1'", "an outcome, 0 to 6"]),
    "too few outcome numbers": (SELTEN_OUTCOMES.replace("5 6", ""),
        ["too few outcome numbers", "4 of 6", "6 profiles"]),
    "too many outcome numbers": (SELTEN_OUTCOMES + "0", ["line 17", "too many outcome numbers", "found '0'"]),
    "an outcome without a name": (SELTEN_OUTCOMES.replace('"" 0, 3', "0, 3"),
        ["line 13", "the outcome's name in quotes"]),
    "an outcome with a payoff too few": (SELTEN_OUTCOMES.replace("0, 3", "0"),
        ["found '}'", "for Player 2 in outcome 5"]),
    "an outcome with a payoff too many": (SELTEN_OUTCOMES.replace("0, 3", "0 3 1"),
        ["found '1'", "payoffs of 2 players"]),
    "an open list of outcomes": (SELTEN_OUTCOMES.split("{ \"\" 0, 3")[0],
        ["the end of the file", "or '}' after the last"]),
    "more than memory": ('NFG 1 R "t"\n{ "A" "B" }\n{ 90000 90000 } 1',
        ["line 3", "8,100,000,000 profiles", "129.6 GB"]),
    "more than arithmetic": ('NFG 1 R "t" {' + ' "A"' * 30 + "} {" + " 99999999999999999" * 30 + "} 1",
        ["10^510 profiles"]),
    "more than axes": ('NFG 1 R "t" {' + ' "A"' * 90 + "} {" + " 1" * 90 + "}" + " 1" * 90,
        ["90 players", "too large"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", NFG_FAULTS)
def test_a_fault_in_a_gambit_file_is_named_with_its_place(fault: str) -> None:
    text, words = NFG_FAULTS[fault]
    with pytest.raises(InputError) as caught:
        from_nfg(text, "g.nfg")
    assert str(caught.value).startswith("g.nfg, line ")
    for word in words:
        assert word in str(caught.value)


TABLE = "a,b,payoff: a,payoff: b\n"
CSV_FAULTS = {
    "only a header": (TABLE, ["line 1", "at least one row"]),
    "one column": ("a \\ b\n1 | 2\n", ["line 1", "one column", "commas, semicolons or tabs"]),
    "an odd number of columns": ("a,b,payoff: a\nx,u,1\n",
        ["line 1", "odd number of columns, 3", "'payoff: <player>'"]),
    "another header": ("name,age\nx,1\n", ["line 1, column 2", "found 'age' instead of 'payoff: name'", "\\"]),
    "payoffs in another order": ("a,b,payoff: b,payoff: a\nx,u,1,2\n",
        ["column 3", "found 'payoff: b' instead of 'payoff: a'"]),
    "a player twice": ("a,a,payoff: a,payoff: a\nx,u,1,2\n",
        ["line 1, column 2", "player 'a' is listed a second time"]),
    "a player without a name": ("a,,payoff: a,payoff:\nx,u,1,2\n", ["line 1, column 2", "is empty"]),
    "a row too short": (TABLE + "x,u,1,2\nx,v,1\n", ["line 3", "3 columns", "the header has 4"]),
    "a row too long": (TABLE + "\nx,u,1,2,3\n", ["line 3", "5 columns", "the header has 4"]),
    "a fault below a label of three lines": (TABLE + '"x\n\n",u,1,2\n,v,3,4\n', ["line 5, column 1", "is empty"]),
    "no strategy": (TABLE + "x,,1,2\n", ["line 2, column 2", "is empty"]),
    "a profile twice": (TABLE + "x,u,1,2\ny,u,1,2\nx,u,1,2\n", ["line 4", "profile a=x, b=u", "in line 2"]),
    "a profile missing": (TABLE + "x,u,1,2\ny,u,1,2\nx,v,1,2\n",
        ["lines 2 to 4", "profile a=y, b=v has no row", "3 of 4"]),
    "no number": (TABLE + "x,u,1,two\n", ["line 2, column 4", "found 'two'", "finite number"]),
    "an empty payoff": (TABLE + "x,u,1,\n", ["line 2, column 4", "found ''", "finite number"]),
    "NaN": (TABLE + "x,u,nan,2\n", ["line 2, column 3", "found 'nan'", "finite"]),
    "infinity": (TABLE + "x,u,1e999,2\n", ["line 2, column 3", "found '1e999'", "finite"]),
    "a thousand or one": (TABLE + 'x,u,"1,500",2\n', ["line 2, column 3", "found '1,500'", "1500 or 1.5"]),
    "an open quote": (TABLE + 'x,"u,1,2\n', ["line 2", "is not CSV", "quote"]),
    "a matrix cell without |": ("a \\ b,u,v\nx,1 | 2,3\n", ["line 2, column 3", "found '3'", "such as 3 | 5"]),
    "a matrix cell with two |": ("a \\ b,u,v\nx,1 | 2 | 3,3 | 4\n", ["line 2, column 2", "found '1 | 2 | 3'"]),
    "a matrix cell with no number": ("a \\ b,u,v\nx,1 | 2,3 |\n", ["line 2, column 3", "found ''", "finite number"]),
    "a matrix that names one player": ("a \\,u\nx,1 | 2\n",
        ["line 1, column 1", "found 'a \\'", "names of two players"]),
    "a matrix that names three players": ("a\\b\\c,u\nx,1 | 2\n", ["line 1, column 1", "names of two players"]),
    "a matrix between a player and itself": ("a \\ a,u\nx,1 | 2\n", ["line 1, column 1", "names of two players"]),
    "a matrix's row twice": ("a \\ b,u\nx,1 | 2\nx,3 | 4\n", ["line 3, column 1", "strategy of a 'x'", "second time"]),
    "a matrix's column twice": ("a \\ b,u,u\nx,1 | 2,3 | 4\n",
        ["line 1, column 3", "strategy of b 'u'", "second time"]),
    "a matrix's row without a name": ("a \\ b,u\n,1 | 2\n", ["line 2, column 1", "is empty"]),
    "a matrix's row too long": ("a \\ b,u\nx,1 | 2,3 | 4\n", ["line 2", "3 columns", "the header has 2"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", CSV_FAULTS)
def test_a_fault_in_a_csv_is_named_with_its_place(fault: str) -> None:
    text, words = CSV_FAULTS[fault]
    with pytest.raises(InputError) as caught:
        from_csv(text, "g.csv")
    assert str(caught.value).startswith("g.csv, line")
    for word in words:
        assert word in str(caught.value)


def test_without_a_file_a_fault_begins_with_the_line() -> None:
    with pytest.raises(InputError, match=r"^line 2, column 2: found 'z'"):
        from_csv("a,payoff: a\nx,z\n")


@pytest.mark.parametrize("label", ["", " ", "a "])
def test_labels_that_a_csv_would_lose_are_refused(label: str) -> None:
    game = Game(("P",), (("a", label),), np.zeros((1, 2)))
    with pytest.raises(InputError, match="cannot be told apart or are empty"):
        to_csv(game)
    assert same(from_nfg(to_nfg(game)), game) or not label


def test_a_matrix_of_three_players_is_refused(tmp_path: Path) -> None:
    game = from_csv("a,b,c,payoff: a,payoff: b,payoff: c\nx,y,z,1,2,3\n")
    with pytest.raises(InputError, match="for two players; this game has 3"):
        write_game(game, tmp_path / "g.csv", matrix=True)
    with pytest.raises(InputError, match=r"a matrix is written as \.csv, \.tsv or \.xlsx only"):
        write_game(game, tmp_path / "g.nfg", matrix=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["g.gte", "g.xls", "g"])
def test_another_ending_is_refused_with_those_allowed(tmp_path: Path, name: str) -> None:
    game = from_csv("a,payoff: a\nx,1\n")
    for attempt in (lambda: read_game(tmp_path / name), lambda: write_game(game, tmp_path / name)):
        with pytest.raises(InputError, match=r"no game file; \.csv, \.tsv and \.xlsx \(spreadsheets\) and \.nfg and "):
            attempt()


def test_a_fault_in_a_file_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "g.nfg").write_text("\n\nhello")
    with pytest.raises(InputError, match=r"g\.nfg, line 3: found 'hello'"):
        read_game(tmp_path / "g.nfg")
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        read_game(tmp_path / "none.csv")


@given(st.sampled_from([SELTEN, SELTEN_OUTCOMES, TABLE + "x,u,1,2\ny,u,1,2\n", "a \\ b;u\nx;1,5 | 2\n"]), st.data())
def test_a_damaged_file_is_read_or_refused_but_never_crashes(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 5)))
    damage = st.text(st.sampled_from('"{}\\,;|/.-+19eE \t\n\r\0\x1cNFG') | st.characters(), max_size=3)
    damaged = text[:start] + data.draw(damage) + text[end:]
    said = []
    for read in (from_nfg, from_csv):
        try:
            read(damaged)
        except InputError as error:
            said.append(str(error))
    assert all("line" in message for message in said)


# ---- Gambit itself, where it is installed (it is no dependency)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (3, 1, 2), (2, 2, 2, 2)])
def test_gambit_reads_and_writes_the_same_game(shape: tuple[int, ...]) -> None:
    players = tuple(f'P "{i}" \\x' for i in range(len(shape)))
    payoffs = np.random.default_rng(4).normal(size=(len(shape), *shape)) * 1e5
    game = Game(players, tuple(tuple(f"s{k}" for k in range(m)) for m in shape), payoffs, "T")
    theirs = gambit().read_nfg(io.BytesIO(to_nfg(game).encode()))
    labels = [getattr(player, "label", player) for player in theirs.players]  # players are their labels from 17 on
    assert labels == list(players)
    assert np.array_equal(np.array(theirs.to_arrays(dtype=float)), payoffs)
    assert same(from_nfg(theirs.to_nfg()), game)
