"""Assumption sets laid over each other: the later one wins, and what both set is said."""

import json
from collections.abc import Mapping

import pytest
from typer.testing import CliRunner

from negotiation_sim import load_case
from negotiation_sim.case.assumptions import AssumptionSet, Change, SetTwice
from negotiation_sim.case.overlay import laid_over
from negotiation_sim.case.scenario import Case
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.present.stamp import stamp


def made(name: str, values: Mapping[str, float]) -> AssumptionSet:
    return AssumptionSet(name, f"Title of {name}", changes={key: Change(key, value) for key, value in values.items()})


def values(assumptions: AssumptionSet) -> dict[str, float]:
    return {name: change.value for name, change in assumptions.changes.items()}


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case("kosovo")


def test_the_later_set_wins_and_what_both_set_is_recorded() -> None:
    first, second = made("a", {"x": 1, "y": 2, "z": 5}), made("b", {"y": 3, "z": 5, "w": 4})
    both = laid_over([first, second])
    assert (both.name, both.title) == ("a+b", "Title of a + Title of b")
    assert values(both) == {"x": 1, "y": 3, "z": 5, "w": 4}
    assert both.set_twice == (SetTwice("y", (2, 3)),)
    assert values(laid_over([second, first]))["y"] == 2


def test_three_sets_are_laid_one_by_one() -> None:
    three = laid_over([made("a", {"x": 1}), made("b", {"y": 2}), made("c", {"x": 3})])
    assert values(three) == {"x": 3, "y": 2}
    assert three.set_twice == (SetTwice("x", (1, 3)),)
    assert three.set_twice[0].words == "x (1, then 3)"


def test_every_two_sets_of_a_case_give_the_later_ones_values_and_else_the_earlier_ones(kosovo: Case) -> None:
    for first in kosovo.sets.values():
        for second in kosovo.sets.values():
            if first is not second:
                together = kosovo.values(f"{first.name}+{second.name}")
                assert together == kosovo.values() | values(first) | values(second)


def test_the_base_set_changes_nothing_on_either_side(kosovo: Case) -> None:
    base = kosovo.base_set
    name = next(name for name in kosovo.sets if name != base)
    for together in (f"{base}+{name}", f"{name} + {base}"):
        assert kosovo.values(together) == kosovo.values(name)
        assert kosovo.scenario("status_quo", together).digest == kosovo.scenario("status_quo", name).digest
        assert not kosovo.assumption_set(together).set_twice


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sceptic+", ["'sceptic+'", "a set is missing beside a '+'"]),
        ("+sceptic", ["a set is missing"]),
        ("+", ["a set is missing"]),
        ("sceptic+sceptic", ["'sceptic+sceptic'", "'sceptic' is laid over itself"]),
        ("sceptic + op_ed + sceptic", ["'sceptic' is laid over itself"]),
        ("op_ed+scepti", ["unknown assumption set 'scepti'", "Did you mean 'sceptic'?"]),
        ("scepti", ["unknown assumption set 'scepti'", "Did you mean 'sceptic'?"]),
    ],
)
def test_what_cannot_be_laid_over_is_refused(kosovo: Case, name: str, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        kosovo.assumption_set(name)
    for expected in words:
        assert expected in str(caught.value)


def two_that_differ(case: Case) -> tuple[str, SetTwice]:
    names = [name for name in case.sets if name != case.base_set]
    pairs = (f"{first}+{second}" for first in names for second in names if first != second)
    return next((pair, both[0]) for pair in pairs if (both := case.assumption_set(pair).set_twice))


def test_the_stamp_says_the_sets_and_which_numbers_both_set(kosovo: Case) -> None:
    pair, twice = two_that_differ(kosovo)
    line = stamp([kosovo.scenario("status_quo", pair)]).line
    assert f"Assumptions: {pair}. Both set: " in line
    assert twice.words in line
    assert "Both set" not in stamp([kosovo.scenario("status_quo", pair.partition("+")[0])]).line


def test_a_command_takes_sets_laid_over_each_other(kosovo: Case) -> None:
    pair, twice = two_that_differ(kosovo)
    done = CliRunner().invoke(app, ["run", "status_quo", "--assume", pair, "--json"])
    answer = json.loads(done.stdout)
    assert answer["assumptions"] == pair
    assert answer["both_set"][twice.name] == list(twice.values)
