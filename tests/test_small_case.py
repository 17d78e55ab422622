"""A small case made of answers: valid whatever is answered, and each fault told where it can be mended."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiation_sim import ask
from negotiation_sim.case.library import write_case
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.small_case import files_of
from negotiation_sim.case.small_case_answers import HOW, IN_TURN, STEPS, Answers, read_answers

DILEMMA = {
    "title": "Two neighbours and a river",
    "about": "Each may dam it.",
    "players": "Upstream\nDownstream",
    "moves.1": "share\ndam the river",
    "moves.2": "trade\nthreaten",
    "criteria": "Power\nCalm\nA clash",
    "when.1": "1.2",
    "how.1": "",
    "points.1.1": "3",
    "when.2": "1.1",
    "how.2": "and",
    "also.2": "2.1",
    "points.2.1": "2",
    "points.2.2": "4",
    "rule.3": "upstream.dam_the_river * downstream.threaten",
    "points.3.1": "-5",
    "points.3.2": "-1.5",
    "scenario": "As things are",
}


def made(answers: Answers, folder: Path) -> Path:
    so_far, faults = read_answers(answers)
    assert not faults
    assert so_far.case
    write_case(folder / "small", files_of(so_far.case))
    return folder / "small"


def test_a_small_case_has_no_fault_and_the_payoffs_that_were_answered(tmp_path: Path) -> None:
    folder = made(DILEMMA, tmp_path)
    assert ask("check", folder).record["faults"] == []
    (scenario,) = ask("compare", case=str(folder)).record["scenarios"]
    (equilibrium,) = scenario["equilibria"]
    assert equilibrium["profile"] == {"upstream": "dam_the_river", "downstream": "trade"}
    assert equilibrium["payoffs"] == {"upstream": 3, "downstream": 0}


def test_a_move_of_several_words_stands_in_quotation_marks_beside_another_one(tmp_path: Path) -> None:
    changed = str(ask("change", case=str(made(DILEMMA, tmp_path))))
    assert "would lose 1.00 by ‘share’ instead of ‘dam the river’" in " ".join(changed.split())


def test_a_case_without_an_order_has_no_column_of_stages_and_the_baseline_alone_no_changes(tmp_path: Path) -> None:
    alone, in_turn = (
        str(ask("compare", case=str(made(answers, tmp_path / folder))))
        for folder, answers in {"alone": DILEMMA, "in_turn": {**DILEMMA, "turns": IN_TURN}}.items()
    )
    assert "Staged" in in_turn
    assert "Staged" not in alone
    assert "(+0.00)" not in alone
    assert "'As things are' is the baseline itself, so no changes are given." in " ".join(alone.split())


def test_a_player_who_is_held_and_turns_stand_in_the_scenario(tmp_path: Path) -> None:
    case = load_case(made({**DILEMMA, "held.1": "1.1", "turns": IN_TURN}, tmp_path))
    (scenario,) = case.scenario_files.values()
    assert scenario.fixes == {"upstream": "share"}
    assert scenario.order == "one_after_the_other"
    assert case.register["upstream.weight.a_clash"].label == "A clash, to Upstream"
    assert (case.register["upstream.weight.a_clash"].low, case.register["upstream.weight.a_clash"].high) == (-7.5, -2.5)


@pytest.mark.parametrize(
    ("changes", "step", "key", "words"),
    [
        ({"title": " "}, "players", "title", "Give the dispute a name"),
        (
            {"title": "x" * 81},
            "players",
            "title",
            "This is 81 characters long; at most 80 are possible. Say it shorter.",
        ),
        ({"about": "x" * 1_001}, "players", "about", "This is 1,001 characters long; at most 1,000"),
        ({"players": "Alone"}, "players", "players", "There is 1 player here; 2 to 4 are possible"),
        ({"players": "A\nB\nC\nD\nE"}, "players", "players", "There are 5 players"),
        ({"players": "A\na"}, "players", "players", "'a' stands twice"),
        ({"moves.2": "wait"}, "moves", "moves.2", "2 to 4 are possible"),
        ({"criteria": ""}, "criteria", "criteria", "1 to 6 are possible"),
        ({"criteria": "y" * 90}, "criteria", "criteria", "is 90 characters long"),
        ({"players": ""}, "players", "players", "There are no players here; 2 to 4 are possible. Write each on"),
        ({"when.1": ""}, "rules", "when.1", "No move is chosen. Choose one of the list."),
        ({"also.1": "2.1"}, "rules", "how.1", "A second move is chosen: say how it belongs to the first, or take it"),
        ({"points.1.1": "a<b"}, "rules", "points.1.1", "'a<b' is no number. Write one from -1,000 to 1,000, such as 3"),
        ({"points.1.1": "-1,5"}, "rules", "points.1.1", "The decimal mark is a point: write -1.5."),
        ({"rule.3": "1 + " * 90}, "rules", "rule.3", "The rule is 359 characters long; at most 300 are read here. Say"),
        ({"scenario": "z" * 300}, "scenario", "scenario", "This is 300 characters long; at most 80 are possible."),
        ({"when.1": "3.1"}, "rules", "when.1", "'3.1' is no move"),
        ({"how.1": "xor"}, "rules", "how.1", "'xor' is none of these"),
        ({"also.2": ""}, "rules", "also.2", "No move is chosen"),
        ({"rule.3": "upstream.dam"}, "rules", "rule.3", "unknown strategy 'upstream.dam'"),
        ({"rule.3": "1 +"}, "rules", "rule.3", ""),
        ({"rule.3": "9**" * 90 + "9"}, "rules", "rule.3", ""),
        ({"rule.3": "1+" * 200 + "1"}, "rules", "rule.3", "at most 300"),
        ({"points.1.1": "three"}, "rules", "points.1.1", "'three' is no number"),
        ({"points.1.1": "1e9"}, "rules", "points.1.1", "is too far from 0; -1,000 to 1,000 are possible"),
        ({"points.2.2": "", "points.3.2": "0"}, "rules", "points.1.2", "Nothing counts for Downstream"),
        ({"scenario": ""}, "scenario", "scenario", "Give the scenario a name"),
        ({"held.1": "2.1"}, "scenario", "held.1", "'2.1' is no move"),
        ({"held.1": "1.1", "held.2": "2.1"}, "scenario", "held.1", "Nobody chooses"),
    ],
)
def test_a_fault_is_told_at_its_answer_and_step(changes: Answers, step: str, key: str, words: str) -> None:
    answers = {**DILEMMA, **changes}
    for before in STEPS[: STEPS.index(step)]:  # type: ignore[arg-type]
        assert not read_answers(answers, before)[1]
    faults = read_answers(answers)[1]
    assert [*faults] == [key]
    assert words in faults[key]
    assert faults[key].endswith((".", "?"))


LABEL = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
MOVE = st.sampled_from(["1.1", "1.2", "2.1", "2.2"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    labels=st.lists(LABEL, min_size=8, max_size=8),
    how=st.sampled_from([*HOW]),
    moves=st.tuples(MOVE, MOVE),
    points=st.tuples(st.integers(-1_000, 1_000), st.floats(-1e3, 1e3)),
    held=st.sampled_from(["", "1.2"]),
)
def test_answers_without_a_fault_make_a_case_without_a_fault(
    labels: list[str], how: str, moves: tuple[str, str], points: tuple[float, float], held: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    title, first, second, a, b, c, d, criterion = labels
    answers = {
        **{"title": title, "players": f"{first}\n{second}", "moves.1": f"{a}\n{b}", "moves.2": f"{c}\n{d}"},
        **{
            "criteria": criterion,
            "when.1": moves[0],
            "how.1": how,
            "also.1": moves[1] if how else "",
            "scenario": title,
        },
        **{"points.1.1": str(points[0]), "points.1.2": repr(points[1]), "held.1": held},
    }
    so_far, faults = read_answers(answers)
    assert bool(faults) == (so_far.case is None)
    if so_far.case:
        folder = tmp_path_factory.mktemp("made") / "small"
        write_case(folder, files_of(so_far.case))
        assert ask("compare", case=str(folder)).record["scenarios"]
