"""Payoffs in tables are rounded to what is known of them: what ties with 0 is shown as 0, what was given as given."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_sim import Game, ask, load_case, solve_scenario, write_game
from negotiation_sim.games.measured import rounded_to_known
from negotiation_sim.present.phrases import points, signed
from negotiation_sim.questions.matrix import pictures
from negotiation_sim.questions.matrix.answer import bimatrix

from .conftest import written_case

GAME = """
[case]
title = "Ties"
[players.row]
name = "Row"
strategies = ["stay", "go"]
[players.column]
name = "Column"
strategies = ["stay", "go"]
[order]
all = [["row", "column"]]
[payoffs]
row = "{row}"
column = "{column}"
"""
ZEROS = {
    "three decimals that add up": ("0.1 * x + 0.2 * x - 0.3 * x", 1),
    "the same far from nought": ("1e10 * (0.1 * x + 0.2 * x - 0.3 * x)", 1),
    "a square less what it is": ("x * x - 0.01", 0.1),
    "tiny beside tiny": ("1e-9 * (0.1 * x + 0.2 * x - 0.3 * x)", 1),
}
BESIDE = {"alone": "0", "beside a tiny payoff": "1e-9", "beside a huge one": "1e10"}
"""By how much each player gets more where the other goes: it decides in how many figures payoffs are shown."""


def tied(folder: Path, zero: str, x: float, beside: str) -> Path:
    """A game where each is indifferent between its moves, by a sum that is 0 and comes out a little off it."""
    pairs = (("row", "column"), ("column", "row"))
    sums = {who: f"{who}.go * ({zero}) + {other}.go * {beside}" for who, other in pairs}
    written_case(folder, GAME.format(**sums), {"x": (x, 0, 2)})
    (folder / "free.toml").write_text('title = "Free"\n', encoding="utf-8")
    return folder


def residues(text: str) -> list[str]:
    """The numbers of a text that are next to nought and none of those that the game has."""
    written = re.findall(r"(?<![\w.])-?\d[\d.]*(?:e[-+]?\d+)?(?![\w.])", text)
    return [each for each in written if 0 < abs(float(each)) < 1e-5 and float(each) != 1e-9]


@pytest.mark.parametrize("zero", ZEROS)
@pytest.mark.parametrize("beside", BESIDE)
def test_what_ties_with_nought_is_shown_as_nought_in_every_table(zero: str, beside: str, tmp_path: Path) -> None:
    text, x = ZEROS[zero]
    case = str(tied(tmp_path, text, x, BESIDE[beside]))
    solved = solve_scenario(load_case(case).scenario("free"))
    assert (
        any(residues(str(payoff)) for payoff in solved.game.payoffs.ravel().tolist()) or beside == "beside a huge one"
    )
    matrix = ask("matrix", "row", "column", scenario="free", case=case)
    drawn = pictures.picture(bimatrix(solved, "row", "column", result=1))
    compared = ask("compare", ["free"], case=case)
    texts = [matrix.text, matrix.table.to_csv(), drawn.words, compared.text, compared.table.to_csv()]
    texts += [part.get_text() for part in drawn.figure.axes[0].texts]
    texts += [ask("solve", "free", case=case, concept=concept).text for concept in ("pure", "mixed", "staged")]
    texts += [str(asked.record) for asked in (matrix, compared)]
    assert [residues(text) for text in texts] == [[]] * len(texts)
    assert matrix.text.count("*") == 9  # both moves of both are best replies in all four cells, and what a star is


@pytest.mark.parametrize("zero", ZEROS)
def test_who_ties_is_not_said_to_lose(zero: str, tmp_path: Path) -> None:
    case = str(tied(tmp_path, *ZEROS[zero], "0"))
    for other, now in (("go", "stay"), ("stay", "go")):
        explained = ask("explain", "free", case=case, profile=f"row={now},column={now}")
        assert explained.text.count(f"neither gain nor lose by {other} instead") == 2
        assert set(explained.answer.best_other_table["gain"]) <= {0.0}


@pytest.mark.parametrize("row", [[[5e-17, 0], [1e-320, 3e-17]], [[0.1, 0.30000000000000004], [0.2, 0]]])
def test_what_was_given_is_shown_as_given(row: list[list[float]], tmp_path: Path) -> None:
    write_game(Game.from_bimatrix(row, np.zeros((2, 2)), players=["row", "column"]), tmp_path / "g.nfg")
    table = ask("matrix", "row", "column", scenario=str(tmp_path / "g.nfg")).table
    assert table["payoff row"].tolist() == [value for line in row for value in line]


@given(
    st.floats(-1e12, 1e12) | st.sampled_from([0.1 + 0.2, 5e-17, -1e-300, 1e300]),
    st.sampled_from([0.0, 1e-320, 1e-16, 0.5e-16, 1e-9, 1.0, 1e5, float("inf"), float("nan")]),
)
def test_a_value_is_rounded_to_no_more_than_is_known(value: float, most: float) -> None:
    known = float(rounded_to_known(np.array([value]), np.array([most]))[0])
    if not most > 0 or not np.isfinite(most):
        assert known == value
    else:
        assert abs(known - value) <= 10 * most + abs(value) * 1e-15
        assert known == 0 or abs(value) > most


@given(st.integers(-(10**7), 10**7), st.integers(-40, 40))
def test_payoffs_that_tie_are_shown_alike_and_halves_go_away_from_nought(thousandths: int, off: int) -> None:
    value = thousandths / 1000 * (1 + off * 2.0**-53)
    cents = (abs(thousandths) + 5) // 10 * (1 if thousandths > 0 else -1)
    assert points(value) == f"{cents / 100 + 0.0:.2f}"
    assert signed(value) == f"{cents / 100 + 0.0:+.2f}"
