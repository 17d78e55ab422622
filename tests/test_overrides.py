"""Other values for assumptions: by name, from a spreadsheet, from sets and scenarios built on one another."""

from pathlib import Path

import pytest

from negotiation_sim.case.assumptions import parse_override
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.case.spreadsheet import set_from_table
from negotiation_sim.errors import InputError

from .command_line import FIRST

VALID = Path(__file__).parent / "invalid" / "_valid"


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case(FIRST)


def test_the_last_word_stands_register_set_scenario_own(kosovo: Case) -> None:
    name = "consent_discount"
    assert kosovo.scenario("serbia_first_autonomy").values[name] == 0.6
    assert kosovo.scenario("recognition_first", "sceptic").values[name] == 0.6
    assert kosovo.scenario("serbia_first_autonomy", "hindsight_2026").values[name] == 0.6
    assert kosovo.scenario("recognition_first", "hindsight_2026").values[name] == 0.5
    assert kosovo.scenario("serbia_first_autonomy", "sceptic", {name: 0.1}).values[name] == 0.1
    assert kosovo.scenario("recognition_first").values[name] == kosovo.register[name].value == 0


def test_a_scenario_with_other_values_is_a_new_one(kosovo: Case) -> None:
    before = kosovo.scenario("recognition_first")
    after = before.with_values({"dialogue_offset": 0.1}).with_values({"us_cred": 0.5})
    assert (before.values["dialogue_offset"], after.values["dialogue_offset"], after.values["us_cred"]) == (
        0.85,
        0.1,
        0.5,
    )
    assert before.overrides == {}
    assert after.outside_range == ("dialogue_offset",)
    assert before.digest != after.digest


@pytest.mark.parametrize("value", [True, "0.5", float("nan"), float("inf"), 2e12, None])
def test_a_value_that_is_no_finite_number_is_refused(kosovo: Case, value: object) -> None:
    with pytest.raises(InputError, match="dialogue_offset"):
        kosovo.scenario("recognition_first").with_values({"dialogue_offset": value})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("text", "said"),
    [("a", "NAME=VALUE"), ("=1", "NAME=VALUE"), ("a=", "'' is not a number"), ("a=1,5", "'1,5' is not a number")],
)
def test_an_override_that_cannot_be_read_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_override(text)


def test_an_override_may_have_blanks_and_exponents() -> None:
    assert parse_override(" us_cred = 5e-1 ") == ("us_cred", 0.5)


@pytest.mark.parametrize(("separator", "number"), [(",", "0.25"), (";", "0,25"), ("\t", "0,25"), (";", "0.25")])
def test_a_spreadsheet_may_have_its_own_separator_and_decimal_comma(
    kosovo: Case, separator: str, number: str, tmp_path: Path
) -> None:
    path = tmp_path / "my.csv"
    path.write_text(f"name{separator}value\n\ndialogue_offset{separator}{number}\n", encoding="utf-8-sig")
    changes = set_from_table(str(path), kosovo.register).changes
    assert {name: change.value for name, change in changes.items()} == {"dialogue_offset": 0.25}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("assumption,value\nus_cred,1\n", ["line 1", "'name' and 'value'"]),
        ("name,value\nus_credo,1\n", ["line 2", "Did you mean 'us_cred'?"]),
        ("name,value\nus_cred,1\nus_cred,0.9\n", ["line 3", "stands twice"]),
        ("name,value\nus_cred,high\n", ["line 2", "'high' is not a finite number"]),
        ("name,value\nus_cred,0,5\n", ["line 2", "more cells", "Write 0.5"]),
        ("name,value\nus_cred,nan\n", ["line 2", "not a finite number"]),
        ("name,value\nus_cred,\n", ["line 2", "'' is not a finite number"]),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_says_where_and_why(
    kosovo: Case, text: str, said: list[str], tmp_path: Path
) -> None:
    (tmp_path / "my.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        set_from_table(str(tmp_path / "my.csv"), kosovo.register)
    for words in ("my.csv", *said):
        assert words in str(caught.value)


def test_a_set_or_a_scenario_may_be_built_on_another(tmp_path: Path) -> None:
    case = load_case("kosovo")
    (tmp_path / "a.toml").write_text('title = "A"\nbase = "sceptic_serbia"\n[values]\neu_cred = 0.9\n')
    (tmp_path / "b.toml").write_text('title = "B"\nbase = "a"\n[values]\nserbia.weight.domestic = 6\n')
    (tmp_path / "c.toml").write_text(
        'title = "C"\nbase = "with_cyprus"\norder = "four_in_turn"\n[fixes]\nspain = "no"\n'
    )
    found = load_case("kosovo", [tmp_path / "c.toml"], [tmp_path / "a.toml", tmp_path / "b.toml"])
    expected = {**case.values("sceptic_serbia"), "eu_cred": 0.9, "serbia.weight.domestic": 6}
    assert found.values("b") == expected
    scenario = found.scenario("c")
    assert scenario.fixes.items() >= {"us": "sov_dialogue", "eu": "co_lead", "spain": "no"}.items()
    assert (scenario.order_name, scenario.values["cyprus_link"]) == ("four_in_turn", 0.3)


def test_a_case_and_a_scenario_are_shown_in_a_line() -> None:
    case = load_case("kosovo")
    scenario = case.scenario("recognition_first", "sceptic").with_values({"us_cred": 0.7})
    assert repr(scenario) == "<Scenario recognition_first of kosovo, under sceptic with us_cred=0.7>"
    assert repr(case).startswith("<Case kosovo: 13 players, ")
