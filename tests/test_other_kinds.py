"""Kinds of result that are numbers: a condition on them, by what margin, and which assumptions concern whom."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_sim import InputError, load_case
from negotiation_sim.case.concerning import concerning, read_by_the_game
from negotiation_sim.case.conclusions import Conclusion
from negotiation_sim.case.other_kinds import OtherKind
from negotiation_sim.worlds.results.on_numbers import NumberedKind, margin_on
from negotiation_sim.worlds.results.result import conclusion
from negotiation_sim.worlds.sampling import sampling

KIND = OtherKind({"zone": "packages in the zone", "nash.serbia": "gain of Serbia", "few": "another"}, frozenset())
NUMBER = st.one_of(st.floats(-5, 5), st.just(0.0))


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("zone > 2", 1.0),
        ("zone >= 5", -2.0),
        ("zone < 2", -1.0),
        ("zone == 3", 0.0),
        ("zone != 1", 2.0),
        ("zone > 2 and nash.serbia > 4", -3.5),
        ("zone > 2 or nash.serbia > 4", 1.0),
        ("not (zone > 2)", -1.0),
        ("zone", np.inf),
        ("zone > 2 and few > 0", -np.inf),
    ],
)
def test_the_margin_of_a_condition_by_hand(text: str, margin: float) -> None:
    numbers = {"zone": np.array([3.0]), "nash.serbia": np.array([0.5]), "few": np.array([np.nan])}
    assert margin_on(KIND.condition(text), numbers).tolist() == [margin]


@given(zone=NUMBER, gain=NUMBER, few=NUMBER)
def test_a_condition_holds_above_a_margin_of_0_and_fails_below(zone: float, gain: float, few: float) -> None:
    values = {"zone": np.array([zone]), "nash.serbia": np.array([gain]), "few": np.array([few])}
    kind = NumberedKind(lambda *_: values)
    case = load_case("stag_hunt")
    scenario = case.scenario("free_choice")
    for text in ("zone > 1 and not (nash.serbia < few)", "zone == 0 or few >= 2", "zone != few and nash.serbia <= 3"):
        reached = Conclusion(KIND.condition(text), "every", "table")
        margin, holds = kind.margin(scenario, reached), kind.holds(scenario, reached)
        assert holds == kind.truths(scenario, reached, {"hare": np.array([1.0])})[0]
        assert margin == 0 or holds == (margin > 0)


def test_what_another_kind_alone_reads_is_neither_drawn_nor_moved_for_the_game() -> None:
    case = load_case("kosovo")
    game = read_by_the_game(case)
    shared = next(name for name in sorted(game) if case.register[name].low < case.register[name].high)
    mine = "patience"
    case = replace(case, register={**case.register, mine: replace(case.register[shared], name=mine)})
    other = replace(case, other_kinds={"table": OtherKind({"zone": "packages"}, frozenset({mine, shared}))})
    assert set(case.register) - set(concerning(other)) == {mine}
    assert set(concerning(other, ("table",))) == set(concerning(other, ("game", "table"))) == set(case.register)
    assert mine not in sampling(other).names
    assert mine in sampling(other, kinds=("table",)).names
    assert shared in sampling(other).names


def test_a_condition_names_the_kind_that_it_is_about() -> None:
    case = replace(load_case("stag_hunt"), other_kinds={"table": KIND})
    reached = conclusion(case, "table: zone > 0", "every")
    assert (reached.of, reached.condition.text.strip(), reached.sense) == ("table", "zone > 0", "every")
    with pytest.raises(InputError, match=r"'zones'\. Did you mean 'zone'"):
        conclusion(case, "table: zones > 0")


def test_a_conclusion_says_where_it_holds_as_its_kind_has_it() -> None:
    words = [Conclusion(KIND.condition("zone > 0"), "best_joint", of).words for of in ("table", "posturing")]
    assert words == ["zone > 0 at the staged outcome under best joint", "zone > 0, outcomes under best joint"]


def test_a_conclusion_about_a_table_needs_the_file_of_the_table(tmp_path: Path) -> None:
    from negotiation_sim.case.library import find_case

    source = find_case("stag_hunt")
    for path in source.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "game.toml").open("a", encoding="utf-8") as file:
        file.write('\n[conclusions.deal]\ntitle = "a deal"\nof = "table"\nholds = "zone > 0"\n')
    with pytest.raises(
        InputError, match=r"conclusions\.deal\.of: 'table' needs a file table\.toml in the case's folder"
    ):
        load_case(tmp_path)


@pytest.mark.parametrize(("written", "meant"), [("tabel", "table"), ("postring", "posturing"), ("yaers", "years")])
def test_a_kind_of_result_that_is_not_known_is_named_and_not_read_as_a_condition(written: str, meant: str) -> None:
    with pytest.raises(InputError, match=rf"unknown kind of result '{written}'\. Did you mean '{meant}'\?"):
        load_case("kosovo").stated(f"{written}: zone > 0")
