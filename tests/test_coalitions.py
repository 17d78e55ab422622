"""`coalitions` as its users meet it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from negotiation_sim import ask, build, load_case
from negotiation_sim.errors import InputError
from negotiation_sim.present.phrases import SUMMED
from negotiation_sim.present.terminal import plain
from negotiation_sim.questions.coalitions.answer import leaving
from negotiation_sim.questions.coalitions.forms import text as coalitions
from negotiation_sim.worlds.dispute import dispute

from .command_line import FIRST
from .commands import answer


def test_coalitions_say_who_leaves_together_who_must_be_in_it_and_who_loses() -> None:
    record = json.loads(answer("coalitions", "recognition_first", "--case", FIRST, "--json"))
    game = build(load_case(FIRST).scenario("recognition_first"))
    (way,) = record["ways"]
    now, then = game.payoff((0,) * 9), game.payoff((0, 0, 0, 0, 0, 0, 1, 1, 1))
    assert way["coalition"] == record["in_every_coalition"] == ["slovakia", "romania", "greece"]
    assert way["losers"] == [player for player in game.players if then[player] < now[player]]
    assert way["changes"] == pytest.approx({player: then[player] - now[player] for player in game.players})


def test_where_a_coalition_has_several_moves_the_sum_that_chooses_is_called_a_convention() -> None:
    one = leaving(dispute(load_case(FIRST).scenario("recognition_first")), 0)
    several = replace(one, ways=(*one.ways, replace(one.ways[0], state=one.ways[0].state + 1)))
    assert SUMMED not in " ".join(plain(coalitions(one)).split())
    assert SUMMED in " ".join(plain(coalitions(several)).split())


def test_several_who_leave_alone_are_each_said_to() -> None:
    assert "Row and Column would each leave the start alone." in answer(
        "coalitions", "prisoners_dilemma", "--from", "1"
    )
    assert "Column would leave the start alone." in answer("coalitions", "prisoners_dilemma", "--from", "3")


def test_the_graph_of_who_leaves_together_has_their_joint_move(tmp_path: Path) -> None:
    answer("coalitions", "recognition_first", "--case", FIRST, "--out", str(tmp_path))
    said = (tmp_path / "coalition_graph_kosovo_recognition_first.txt").read_text(encoding="utf-8")
    assert "Slovakia, Romania and Greece together would move from" in said
    answer("coalitions", "recognition_first", "--case", FIRST, "--result", "2", "--out", str(tmp_path / "strong"))
    assert not list((tmp_path / "strong").glob("*.png"))


def test_two_who_leave_together_and_harm_nobody() -> None:
    stuck = (
        "coalitions",
        "free_choice",
        "--case",
        "prisoners_dilemma",
        "--from",
        "first=confess,second=confess",
        "--full",
    )
    assert "The move listed first makes nobody worse off." in " ".join(answer(*stuck).split())
    assert "on the only pure equilibrium some coalition improves" in " ".join(answer(*stuck).split())
    reason = json.loads(answer("coalitions", "recognition_first", "--case", FIRST, "--json"))["reason"]
    assert "The move listed first makes Russia, Serbia and Spain worse off." in reason


def test_coalitions_make_no_irreversible_move() -> None:
    found = dispute(load_case(FIRST).scenario("recognition_first"))
    alone = found.start(["spain=yes"])
    assert all(found.moves(way.state)["spain"] == "yes" for way in leaving(found, alone).ways)
    with pytest.raises(InputError, match="holds at none"):
        leaving(found, alone, "us.hands_off")


def test_what_is_asked_from_python_has_all_its_forms(tmp_path: Path) -> None:
    answered = ask("coalitions", "elmira", start="5")
    assert [way["coalition"] for way in answered.record["ways"]] == [["moe", "uniroyal"]]
    assert list(answered.table["state"]) == ["8"]
    assert "at least 2 must move together" in " ".join(answered.text.split())
    assert {path.name for path in answered.write(tmp_path)} == {
        *(f"coalitions_elmira.{form}" for form in ("txt", "json", "csv")),
        *(f"coalition_graph_elmira.{form}" for form in ("png", "svg", "txt")),
    }
