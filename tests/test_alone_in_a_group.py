"""A rule that divides by how many others a group has, guarded by an `if`: with one member every question answers."""

import re
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import ask

from .conftest import written_case

GAME = """
[case]
title = "Alone in a group"
baseline = "free_choice"
[groups]
g = ["a"]
[players.a]
name = "A"
strategies = ["yes", "no"]
[players.b]
name = "B"
strategies = ["yes", "no"]
[payoffs]
a = "worth * a.yes + w * {shared}"
b = "b.yes * (a.yes - cost)"
[conclusions.agree]
title = "A agrees"
holds = "a.yes and {shared} == 0"
[conclusions.disagree]
title = "A or B does not agree"
holds = "a.yes * b.yes == {shared}"
"""
REGISTER = {"worth": (1, -2, 3), "w": (1, -2, 3), "cost": (0.5, -2, 3)}
GUARDED = {
    "count": "if(size(g) > 1, count(g.yes) / (size(g) - 1), 0)",
    "drawn": "if(size(g) > 1, worth * count(g.yes) / (size(g) - 1), 0)",
    "a quotient times a move": "if(size(g) > 1, a.yes * (worth / (size(g) - 1)), 0)",
    "a quotient less itself": "if(size(g) > 1, worth / (size(g) - 1) - worth / (size(g) - 1), 0)",
    "the other branch": "if(size(g) == 1, 0, worth * count(g.yes) / (size(g) - 1))",
    "no guard needed": "0",
}
QUESTIONS = [
    ("run", {}),
    ("breakeven", {"holds": "agree"}),
    ("regions", {"holds": "agree", "x": "worth", "y": "cost"}),
    ("believe", {"holds": "not a.yes"}),
    ("believe", {"holds": "disagree"}),
    ("uncertainty", {"holds": "agree", "draws": 64}),
    ("sensitivity", {"holds": "agree", "draws": 64}),
    ("discover", {"holds": "agree", "draws": 64}),
]


def answers(folder: Path, shared: str, question: str, options: dict[str, Any]) -> str:
    """The answer in words, without the hash of the case."""
    case = written_case(folder, GAME.format(shared=shared), REGISTER)
    return re.sub(r"\b[0-9a-f]{12}\b", "", ask(question, "free_choice", case=str(case), **options).text)


@pytest.mark.parametrize("shared", [rule for rule in GUARDED.values() if rule != "0"], ids=list(GUARDED)[:-1])
@pytest.mark.parametrize(("question", "options"), QUESTIONS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_division_that_an_if_leaves_out_changes_no_answer(
    question: str, options: dict[str, Any], shared: str, tmp_path: Path
) -> None:
    for name in ("guarded", "plain"):
        (tmp_path / name).mkdir()
    guarded, plain = (
        answers(tmp_path / name / "case", rule, question, options)
        for name, rule in (("guarded", shared), ("plain", "0"))
    )
    assert guarded == plain
