"""A game of two that is typed: read, solved, and refused where it is none."""

import json

import nashpy
import numpy as np
import pytest

from negotiation_sim.errors import InputError
from negotiation_sim.questions.asking import ask
from negotiation_sim.questions.game.answer import TEXTBOOK, cells_of

from .command_line import answer

GENERIC = [text for text, title in TEXTBOOK.items() if title != "Rock, paper, scissors"]


def matrices(text: str) -> tuple[np.ndarray, np.ndarray]:
    cells = [[cell.split() for cell in row.split(",")] for row in text.split(";")]
    return tuple(np.array([[float(cell[k]) for cell in row] for row in cells]) for k in (0, 1))  # type: ignore[return-value]


@pytest.mark.parametrize("text", TEXTBOOK)
def test_the_payoffs_are_those_that_were_typed(text: str) -> None:
    record = ask("game", text).record
    for player, matrix in zip(record["players"], matrices(text), strict=True):
        assert np.array_equal(record["payoffs"][player], matrix)


@pytest.mark.parametrize("text", [*GENERIC, "1 2, 3 0.5, 2 2; 0 4, 1 1, 5 0; 2 0, 2 3, 1 1"])
def test_the_equilibria_are_those_that_support_enumeration_finds(text: str) -> None:
    record = ask("game", text).record
    names = list(record["players"].values())
    ours = [
        tuple(tuple(round(part.get(move, 0.0), 6) for move in moves)
              for part, moves in zip(each["profile"].values(), names, strict=True))
        for each in record["equilibria"]
    ]  # fmt: skip
    theirs = [
        tuple(tuple(np.round(part, 6).tolist()) for part in pair)
        for pair in nashpy.Game(*matrices(text)).support_enumeration()
    ]
    assert sorted(ours) == sorted(theirs)


def test_best_replies_are_the_greatest_payoffs_of_a_column_and_of_a_row() -> None:
    for text in TEXTBOOK:
        a, b = matrices(text)
        first, second = ask("game", text).record["best_replies"].values()
        assert np.array_equal(first, a == a.max(axis=0))
        assert np.array_equal(second, b == b.max(axis=1, keepdims=True))


def test_names_are_those_that_were_given_and_dominated_moves_go() -> None:
    asked = {"players": "Ann, Bob", "rows": "silent, talk", "columns": "silent, talk", "title": "Two prisoners"}
    record = ask("game", "3 3, 0 5; 5 0, 1 1", **asked).record
    assert record["players"] == {"Ann": ["silent", "talk"], "Bob": ["silent", "talk"]}
    assert record["left"] == {"Ann": ["talk"], "Bob": ["talk"]}
    assert "Ann's silent (talk is always better)" in record["left_in_words"]
    shown = answer("game", "3 3, 0 5; 5 0, 1 1", "--players", "Ann, Bob", "--json")
    assert list(json.loads(shown)["players"]) == ["Ann", "Bob"]


REFUSED = {
    "3 3, 0 5; 5 0": "rows 1 and 2 have 2 and 1 cells",
    "3 3": "has one row;",
    "3 3; 1 1": "has one column;",
    "3 3, 0; 5 0, 1 1": "row 1, column 2 is '0'",
    "3 3, 0 x; 5 0, 1 1": "row 1, column 2 is '0 x'",
    "3 3, 0 1e999; 5 0, 1 1": "must be two numbers",
    "; ".join(["1 1, 2 2"] * 6): "has 6 rows",
    "": "has no rows",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_game_of_two_is_refused_with_where_and_what(text: str) -> None:
    with pytest.raises(InputError, match=REFUSED[text]):
        cells_of(text)


@pytest.mark.parametrize(
    ("field", "names", "told"),
    [("rows", "a", "names 1; 2 are needed"), ("columns", "a,,b", "names 2; 2"), ("players", "x" * 41 + ",y", "longer"),
     ("rows", "a,a", "a")],
)  # fmt: skip
def test_names_that_do_not_fit_are_refused(field: str, names: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        ask("game", "3 3, 0 5; 5 0, 1 1", **{field: names})
