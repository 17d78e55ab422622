"""One reading of a number everywhere; a number with two readings is refused, or the rest of its file decides."""

import re
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_sim.case.assumptions import parse_override
from negotiation_sim.case.choosing import values_of
from negotiation_sim.case.document import read_toml
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.spreadsheet import set_from_table
from negotiation_sim.errors import InputError, Remark
from negotiation_sim.formats.nfg import from_nfg
from negotiation_sim.formats.numbers import Numbers, Unclear, decimal_mark, unclear
from negotiation_sim.formats.spreadsheet import from_csv
from negotiation_sim.formats.text import number

from .command_line import refusal, within

NO_NUMBERS = ["1_0", "١٢", "１２", "nan", "inf", "1e999", "0x10", "1 000", "", "-", "1e", "--1", "1/0", "²"]
NUMBERS = {"1": 1.0, "-2.5": -2.5, "−2.5": -2.5, "+3": 3.0, ".5": 0.5, "1e-3": 0.001, "1/4": 0.25}


def in_a_register(text: str, folder: Path, separator: str = ";") -> float:
    path = folder / "my.csv"
    path.write_text(f'name{separator}value\ndialogue_offset{separator}"{text}"\n', encoding="utf-8")
    return set_from_table(str(path), load_case("kosovo").register).changes["dialogue_offset"].value


READERS = {
    "set": lambda text, folder: parse_override(f"a={text}")[1],
    "register": in_a_register,
    "register of commas": lambda text, folder: in_a_register(text, folder, ","),
    "game": lambda text, folder: float(from_csv(f'a,payoff: a\nx,"{text}"\n').payoffs.item()),
    "matrix": lambda text, folder: float(from_csv(f'a \\ b,y\nx,"{text} | 0"\n').payoffs[0].item()),
    "nfg": lambda text, folder: float(from_nfg(f'NFG 1 R "" {{ "A" }} {{ 1 }} {text}').payoffs.item()),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_the_same_number_wherever_it_is_read(reader: str, text: str, tmp_path: Path) -> None:
    assert READERS[reader](text, tmp_path) == NUMBERS[text]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_one_nowhere(reader: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        READERS[reader](text, tmp_path)


APART = {
    "12 000": "12000", "1'200": "1200", "1’200,5": "1200.5", "12\u2009000": "12000", "−1\u202f000\u202f000": "-1000000",
    "1\u00a0200": "1200", "1_200": "1200",
}  # fmt: skip


@pytest.mark.parametrize("reader", ["set", "register", "register of commas", "game", "matrix"])
@pytest.mark.parametrize("text", APART)
def test_a_number_with_marks_between_thousands_is_told_how_to_be_written(
    reader: str, text: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=rf"write (a=)?{re.escape(APART[text])}\."):
        READERS[reader](text, tmp_path)


@pytest.mark.parametrize("text", ["12 000", "1'200", '"12 000"', "'1’200'"])
def test_a_number_with_marks_between_thousands_in_toml_is_told_so_too(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f"votes = {text}\n", encoding="utf-8")
    bare = re.sub("[^0-9]", "", text)
    with pytest.raises(InputError, match=rf"write (votes = )?{bare}\."):
        read_toml(path).number("votes")


@pytest.mark.parametrize(
    "arguments",
    [("uncertainty", "recognition_first", "--draws", "1_0"), ("uncertainty", "recognition_first", "--draws", "١٢"),
     ("solve", "recognition_first", "--concept", "agent_quantal", "--lambda", "1_0"),
     ("solve", "recognition_first", "--concept", "fictitious_play", "--rounds", "１２")],
)  # fmt: skip
def test_options_of_the_command_line_read_numbers_in_the_same_way(arguments: tuple[str, ...]) -> None:
    done = within(*arguments)
    assert done.returncode == 2
    assert "is not a valid" in done.stderr


# ---- two readings


@pytest.mark.parametrize("text", ["12,000", "1.200", "-1,000", "−1.000", "+999.999"])
def test_one_mark_before_three_digits_has_two_readings(text: str) -> None:
    assert unclear(text)
    with pytest.raises(Unclear) as caught:
        Numbers([text]).read(text)
    mark = unclear(text)
    plain = text.replace("−", "-")
    assert f"{float(plain.replace(mark, '')):.0f}" in str(caught.value)
    assert repr(float(plain.replace(mark, "."))) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0,500", 0.5), ("0.500", 0.5), (",500", 0.5), ("12,00", 12.0), ("12,0000", 12.0), ("1234,500", 1234.5),
     ("1,000e3", 1000.0), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1,234,567", 1234567.0), ("1.234.567", 1234567.0),
     ("-1.234.567,25", -1234567.25), ("500,5", 500.5), ("12000", 12000.0)],
)  # fmt: skip
def test_what_has_one_reading_needs_nothing_that_decides(text: str, value: float) -> None:
    assert Numbers([text]).read(text) == value


@pytest.mark.parametrize("text", ["1,23,456", "1.2.3", "1,2,3", "12,34.5", "1,234.5.6", "1234,567,890", ",", ".", "1,"])
def test_marks_that_part_no_thousands_make_no_number(text: str) -> None:
    value = Numbers([text]).read(text)
    assert value is None or text == "1,"


@given(st.floats(-1e9, 1e9, allow_nan=False), st.sampled_from([",", "."]), st.booleans())
def test_a_number_written_with_either_mark_is_itself_or_unclear(value: float, decimal: str, grouped: bool) -> None:
    written = f"{value:,.3f}" if grouped else f"{value:.3f}"
    text = written if decimal == "." else written.translate(str.maketrans(",.", ".,"))
    numbers = Numbers([text, "0" + decimal + "25"])
    assert numbers.read(text) == float(f"{value:.3f}")


@given(st.text("0123456789.,+-−eE", max_size=9))
def test_any_text_is_a_number_none_or_unclear_and_marks_are_only_read_where_they_stand(text: str) -> None:
    try:
        value = Numbers([text]).read(text)
    except Unclear:
        assert unclear(text)
        return
    if value is not None and "," not in text and text.count(".") < 2:
        assert value == number(text)
    assert decimal_mark(text) in ("", ".", ",")


GAME = "{0}a{0}b{0}payoff: a{0}payoff: b\n"


def game(separator: str, first: str, second: str, quote: str = "") -> str:
    header = separator.join(["a", "b", "payoff: a", "payoff: b"])
    return f"{header}\n{separator.join(['x', 'y', quote + first + quote, quote + second + quote])}\n"


@pytest.mark.parametrize(
    ("text", "payoffs", "said"),
    [
        (game(";", "1.200", "500,5"), (1200, 500.5), "'1.200' is read as 1200: the decimal comma of '500,5'"),
        (game("\t", "12,000", "0.5"), (12000, 0.5), "'12,000' is read as 12000: the decimal point of '0.5'"),
        (game(";", "1,200", "500,5"), (1.2, 500.5), "'1,200' is read as 1.2: the decimal comma of '500,5'"),
        (game(",", "12,000", "0.5", '"'), (12000, 0.5), "'12,000' is read as 12000"),
        (game(",", "1.200", "1,5", '"'), (1200, 1.5), "'1.200' is read as 1200"),
        (game(";", "1.200", "2.400.000"), (1200, 2400000), "the points between the thousands of '2.400.000'"),
    ],
)
def test_where_the_file_decides_it_is_said_which_reading_was_taken(
    text: str, payoffs: tuple[float, float], said: str
) -> None:
    with pytest.warns(Remark, match=re.escape(said)):
        read = from_csv(text, "g.csv")
    assert (read.payoffs[0].item(), read.payoffs[1].item()) == payoffs


@pytest.mark.parametrize(
    ("text", "readings"),
    [(game("\t", "12,000", "3"), ("12000", "12.0")), (game(";", "1.200", "3"), ("1200", "1.2")),
     (game(",", "1,000", "3", '"'), ("1000", "1.0")), (game(";", "1.200", "3,400"), ("1200", "1.2")),
     ("a \\ b;y\nx;1.200 | 3\n", ("1200", "1.2"))],
)  # fmt: skip
def test_where_nothing_decides_the_number_is_refused_with_both_readings(text: str, readings: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="line 2, column") as caught:
        from_csv(text, "g.csv")
    assert f"can be {readings[0]} or {readings[1]}" in str(caught.value)


def test_numbers_that_contradict_each_other_decide_nothing() -> None:
    with pytest.raises(InputError, match=r"can be 1200 or 1\.2"):
        from_csv("a;payoff: a\nx;1.200\ny;0.5\nz;0,5\n")
    assert from_csv("a;payoff: a\nx;0.5\ny;0,5\n").payoffs.tolist() == [[0.5, 0.5]]


def test_between_commas_a_point_is_a_decimal_point_without_a_word() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert from_csv("a,payoff: a\nx,1.250\ny,2.500\n").payoffs.tolist() == [[1.25, 2.5]]
        assert from_csv("a,payoff: a\nx,1.250\ny,0.5\n").payoffs.tolist() == [[1.25, 0.5]]


def test_labels_decide_nothing() -> None:
    with pytest.raises(InputError, match=r"can be 1200 or 1\.2"):
        from_csv("a;payoff: a\n0,5;1.200\n1,5;3\n")


@pytest.mark.parametrize(
    ("rows", "value", "said"),
    [
        (["us_cred;0,7;0,4;0,95", "dialogue_offset;1,000;0,7;1,1"], 1.0, "is read as 1: the decimal comma"),
        (["us_cred;0.7;0.4;0.95", "dialogue_offset;1,000;0.7;1.1"], 1000.0, "is read as 1000: the decimal point"),
    ],
)
def test_of_a_register_the_columns_of_numbers_decide(rows: list[str], value: float, said: str, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("\n".join(["name;value;low;high", *rows]), encoding="utf-8")
    with pytest.warns(Remark, match=said):
        read = set_from_table(str(tmp_path / "my.csv"), load_case("kosovo").register)
    assert read.changes["dialogue_offset"].value == value
    assert said in read.about


def test_a_register_that_does_not_decide_is_refused_with_both_readings(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"my\.csv, line 2: dialogue_offset: found '1,000'.* 1000 or 1\.0"):
        in_a_register("1,000", tmp_path)


def test_the_command_line_says_in_a_note_which_reading_was_taken(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text(game(";", "1.200", "500,5"), encoding="utf-8")
    done = within("solve", "g.csv", folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ("Note: g.csv: '1.200' is read as 1200: the decimal comma of '500,5' decides it.\n")
    assert "Note" not in within("solve", "g.csv", "--json", folder=tmp_path).stdout


# ---- values of one's own


@pytest.mark.parametrize(
    ("text", "said"),
    [("a=1,000", "It can be 1000 or 1"), ("a=0,5", "write a=0.5"), ("a=1.234,5", "write a=1234.5"),
     ("a=1_0", "'1_0' is not a number"), ("a=١", "is not a number")],
)  # fmt: skip
def test_an_override_with_a_comma_is_told_what_to_write(text: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        parse_override(text)


def test_two_values_for_one_assumption_are_refused_and_the_same_twice_is_one() -> None:
    assert values_of(["a=1", "b=2", "a=1.0"]) == {"a": 1, "b": 2}
    with pytest.raises(InputError, match=r"a is given two values, 1 and 2\. Keep one"):
        values_of(["a=1", "b=2", "a=2"])
    said = refusal("run", "free_choice", "--set", "us_cred=0.5", "--set", "us_cred=0.6")
    assert "us_cred is given two values, 0.5 and 0.6. Keep one." in said


@pytest.mark.parametrize("question", ["uncertainty", "sensitivity", "discover"])
def test_no_draws_are_no_draws_and_not_the_usual_number(question: str) -> None:
    holds = () if question == "uncertainty" else ("--holds", "serbia.normalise")
    assert "0 draws: write a number from 1" in refusal(question, "recognition_first", "--draws", "0", *holds)


@pytest.mark.parametrize(
    ("text", "others", "said"),
    [("1,000", ["1,234,567"], "the commas between the thousands of '1,234,567' decide it"),
     ("1.000", ["1.234.567"], "the points between the thousands of '1.234.567' decide it"),
     ("1,000", ["1,234.5"], "the decimal point of '1,234.5' decides it"),
     ("1.000", ["0,5"], "the decimal comma of '0,5' decides it")],
)  # fmt: skip
def test_a_note_says_truly_which_mark_decided(text: str, others: list[str], said: str) -> None:
    numbers = Numbers([text, *others])
    assert numbers.read(text) is not None
    assert said in numbers.remark


@pytest.mark.parametrize("others", [["1,5", "0.5"], ["2.5", "1.234,5"], ["1,234,567", "1.234.567"]])
def test_where_the_other_numbers_contradict_each_other_both_are_named(others: list[str]) -> None:
    with pytest.raises(Unclear) as refused:
        Numbers(["1,000", *others]).read("1,000")
    assert f"the file has '{others[0]}' as well as '{others[1]}'" in str(refused.value)
    assert "no other number" not in str(refused.value)
