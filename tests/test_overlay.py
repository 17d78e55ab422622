"""Assumption sets laid over each other: the later one wins, and what both set is said."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

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


def layer(name: str, own: Mapping[str, float], **over: Mapping[str, float]) -> AssumptionSet:
    """A set with values that it has only over others."""
    special = {below: {key: Change(key, value) for key, value in numbers.items()} for below, numbers in over.items()}
    return replace(made(name, own), over=special)


def test_a_set_has_its_values_for_another_only_when_it_is_laid_over_that_one() -> None:
    top = layer("top", {"x": 1}, a={"y": 7, "x": 2}, b={"z": 8})
    a, b, c = made("a", {"y": 3}), made("b", {"z": 4}), made("c", {})
    assert values(top) == {"x": 1}
    assert values(laid_over([c, top])) == {"x": 1}
    assert values(laid_over([a, top])) == {"y": 7, "x": 2}
    assert values(laid_over([a, c, top])) == {"y": 7, "x": 2}
    assert values(laid_over([a, b, top])) == {"y": 7, "z": 8, "x": 2}
    assert values(laid_over([top, a])) == {"x": 1, "y": 3}
    assert values(laid_over([a, top, made("d", {"y": 9})])) == {"y": 9, "x": 2}


def test_a_set_that_is_built_on_another_counts_as_that_one_below() -> None:
    top = layer("top", {}, a={"y": 7})
    built = replace(made("built", {"y": 3, "w": 1}), line=("a", "built"))
    assert values(laid_over([built, top])) == {"y": 7, "w": 1}
    assert values(laid_over([laid_over([built, made("b", {})]), top])) == {"y": 7, "w": 1}


def test_what_both_set_is_said_of_values_for_another_set_too() -> None:
    top = layer("top", {}, a={"y": 7, "z": 1})
    assert laid_over([made("a", {"y": 3}), top]).set_twice == (SetTwice("y", (3, 7)),)
    assert not laid_over([made("b", {"y": 3}), top]).set_twice


def test_a_set_file_says_what_it_has_over_another_and_a_file_built_on_it_has_it_too(tmp_path: Path) -> None:
    case = load_case("kosovo")
    (tmp_path / "mine.toml").write_text(
        'title = "Mine"\n[values]\na0 = 0.25\n[over.sceptic.values]\nus_cred = 0.9\nserbia.weight.growth = 5\n',
        encoding="utf-8",
    )
    (tmp_path / "theirs.toml").write_text('title = "Theirs"\nbase = "mine"\n', encoding="utf-8")
    both = load_case("kosovo", sets=[tmp_path / "mine.toml", tmp_path / "theirs.toml"])
    for name in ("mine", "theirs"):
        assert both.values(f"op_ed+{name}") == case.values() | {"a0": 0.25}
        special = {"a0": 0.25, "us_cred": 0.9, "serbia.weight.growth": 5}
        assert both.values(f"sceptic+{name}") == case.values("sceptic") | special


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[over.scepti.values]\na0 = 0.2", ["over.scepti", "unknown assumption set", "Did you mean 'sceptic'?"]),
        ("[over.mine.values]\na0 = 0.2", ["over.mine", "is this set itself", "[values]"]),
        ("[over.sceptic.values]\nb0 = 0.2", ["over.sceptic.values.b0", "unknown assumption"]),
        ("[over.sceptic]\na0 = 0.2", ["over.sceptic.a0", "is not a key of this table"]),
        ("[over.sceptic.values]\na0 = { value = 0.2, range = [0, 1] }", ["over.sceptic.values.a0.range"]),
        ("[over.sceptic.values]\na0 = 'much'", ["over.sceptic.values.a0", "a number belongs here"]),
        ("over = 3", ["over", "a table belongs here"]),
    ],
)
def test_values_for_another_set_that_cannot_be_meant_are_refused(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'title = "Mine"\n{text}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_case("kosovo", sets=[path])
    for expected in words:
        assert expected in str(caught.value)


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
                special = {name: change.value for name, change in second.over.get(first.name, {}).items()}
                assert together == kosovo.values() | values(first) | values(second) | special


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
