"""Two players' payoffs against each other: what the table and the picture show."""

import re
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, bimatrix, load_case, solve_scenario
from negotiation_sim.present.phrases import points
from negotiation_sim.questions.matrix import pictures as matrix

from .command_line import answer


def test_the_matrix_shows_every_payoff_and_underlines_the_best_replies() -> None:
    found = bimatrix(solve_scenario(load_case("kosovo").scenario("recognition_first")), "serbia", "kosovo", result=2)
    picture = matrix.picture(found)
    axes = picture.figure.axes[0]
    written = [text for text in axes.texts if re.fullmatch(r"-?\d+\.\d\d", text.get_text())]
    assert sorted(text.get_text() for text in written) == sorted(points(float(x)) for x in found.game.payoffs.ravel())
    bold = [text.get_text() for text in written if text.get_fontweight() == "bold"]
    best = [
        points(float(found.game.payoffs[k, r, c]))
        for r in range(4)
        for c in range(3)
        for k in (0, 1)
        if found.best_replies(r, c)[k]
    ]
    assert bold == best
    assert picture.words.count("*") - 1 == len(best)


def test_what_is_asked_from_python_has_all_its_forms(tmp_path: Path) -> None:
    answered = ask("matrix", "spain", "greece", scenario="recognition_first", given="slovakia=yes,romania=yes")
    others = answered.record["others"]
    assert (others["slovakia"], others["romania"]) == ("yes", "yes")
    assert len(answered.table) == 4
    assert "two stars is an equilibrium" in answered.text
    names = {path.name for path in answered.write(tmp_path)}
    assert names == {f"matrix_table.{form}" for form in ("txt", "json", "csv")} | {
        f"matrix.{form}" for form in ("png", "svg", "txt")
    }


def test_one_of_the_two_cannot_be_held_to_a_move() -> None:
    with pytest.raises(InputError, match="cannot be held to a move as well"):
        ask("matrix", "spain", "greece", scenario="recognition_first", given="spain=yes")


def test_a_warning_beside_the_equilibria_begins_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "g.nfg").write_text('NFG 1 R "g" { "R" "C" } { 2 2 }\n\n0 0 0 0 0 0 0 1\n', encoding="utf-8")
    shown = answer("matrix", "R", "C", "--scenario", str(tmp_path / "g.nfg"))
    assert ". The game is degenerate" in " ".join(shown.split())
