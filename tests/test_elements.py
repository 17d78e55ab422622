"""What sets a dispute apart, element by element: read, checked against the register, and what it does in the game."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case, solve_scenario
from negotiation_sim.case.library import find_case
from negotiation_sim.case.scenario import Case

AT_HOME = {
    "spain": "catalonia",
    "romania": "szekler_land",
    "slovakia": "southern_slovakia",
    "greece": "northern_cyprus",
    "cyprus": "northern_cyprus",
}


@cache
def kosovo() -> Case:
    return load_case("kosovo")


def copied(folder: Path, old: str, new: str, file: str = "elements.toml") -> Path:
    """A copy of the case with one text of a file replaced."""
    shutil.copytree(find_case("kosovo"), folder / "kosovo")
    path = folder / "kosovo" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "kosovo"


def test_there_are_a_dozen_elements_each_with_a_reason_of_its_own() -> None:
    elements = kosovo().elements.all
    assert len(elements) == 12
    assert len({element.why for element in elements}) == 12
    assert all(len(element.why.split()) > 5 and element.source for element in elements)


@pytest.mark.parametrize("player", AT_HOME)
def test_the_parallel_of_the_register_is_the_weight_in_common_added_by_hand(player: str) -> None:
    common = whole = 0.0
    for element in kosovo().elements.all:
        whole += element.weight
        common += element.weight * element.shares.get(AT_HOME[player], 0)
    assert kosovo().register[f"{player}.parallel"].value == pytest.approx(common / whole)
    assert kosovo().elements.parallel(AT_HOME[player]) == pytest.approx(common / whole)


def test_a_dispute_that_shares_every_element_has_the_whole_parallel_and_one_that_shares_none_has_none() -> None:
    elements = kosovo().elements
    shared = {name for element in elements.all for name in element.shares}
    assert all(0 < elements.parallel(name) < 1 for name in shared)
    assert elements.parallel("nowhere") == 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("weight = 3", "weight = 2", "is 0.075 in the register, and the elements give 0.0789"),
        ("weight = 3", "weight = 0", "0 is no weight. Write a number above 0"),
        ("catalonia = 0.5", "catalonia = 2", "2 is no share. Write a number from 0 to 1"),
        ("catalonia = 0.5", "catalunya = 0.5", "unknown dispute 'catalunya'"),
        ('for = ["spain"]', 'for = ["spian"]', "unknown player 'spian'"),
        ('for = ["spain"]', 'for = ["russia"]', "the register has no 'russia.parallel'. Add it, with the value 0.075"),
        ('label = "Catalonia"', 'lable = "Catalonia"', "'label' is missing"),
        ("S209; S206", "S999; S206", "S999"),
    ],
)
def test_a_fault_in_the_elements_is_named_with_what_to_do(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(InputError, match=r"elements\.toml") as found:
        load_case(copied(tmp_path, old, new))
    assert words in str(found.value)


def test_a_case_without_the_file_has_no_elements() -> None:
    assert load_case("prisoners_dilemma").elements.all == ()


# ------ What it does ------


def test_where_voters_take_the_cases_for_the_same_the_elements_change_no_payoff() -> None:
    case = kosovo()
    for value in (0.0, 1.0):
        likened = {f"{player}.parallel": value for player in AT_HOME}
        changed = solve_scenario(case.scenario("recognition_first", values=likened)).game.payoffs
        assert (changed == solve_scenario(case.scenario("recognition_first")).game.payoffs).all()


@pytest.mark.parametrize("confusion", [0.0, 0.5, 1.0])
def test_what_is_feared_is_the_true_part_and_of_the_rest_what_is_confused(confusion: float) -> None:
    found = solve_scenario(kosovo().scenario("recognition_first", values={"confusion": confusion}))
    register = kosovo().register
    for player in ("spain", "slovakia", "romania", "greece"):
        parallel, severity = (register[f"{player}.{name}"].value for name in ("parallel", "severity"))
        fear = found.tables.at(found.tables.values[f"{player}.fear"], (0,) * len(found.game.players))
        assert fear == pytest.approx(severity * parallel + severity * (1 - parallel) * confusion)


@pytest.mark.parametrize(("assume", "refuses"), [("sceptic_four", 0.4257), ("sceptic", 0.1537), ("op_ed", None)])
def test_the_confusion_at_which_spain_refuses(assume: str, refuses: float | None) -> None:
    """Found as a break-even, and on either side by solving anew."""
    asked = ask("breakeven", "recognition_first", holds="spain.yes", assumption=["confusion"], assume=assume)
    nearest = asked.answer.nearest_first[0].nearest
    if refuses is None:
        assert nearest is None
        return
    assert nearest is not None
    assert nearest.value == pytest.approx(refuses, abs=5e-5)
    for step, move in ((-1e-3, "yes"), (1e-3, "no")):
        found = solve_scenario(kosovo().scenario("recognition_first", assume, {"confusion": nearest.value + step}))
        assert found.staged is not None
        assert found.staged.best_joint.profile is not None
        assert found.game.moves(found.staged.best_joint.profile)["spain"] == move
