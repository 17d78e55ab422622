"""What a set leaves as the register has it is not put into its mouth, wherever authors are listed with a number."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import ask, load_case
from negotiation_sim.case.assumptions import Change
from negotiation_sim.case.choosing import choose
from negotiation_sim.case.library import built_in_cases
from negotiation_sim.case.positions import OWN, position, speaks_of, standing
from negotiation_sim.present.documents.blocks import Table
from negotiation_sim.questions.regions.pictures import together
from negotiation_sim.questions.report.forms import document
from negotiation_sim.questions.report.pictures import rows
from negotiation_sim.web.region_map import region_map

FROZEN = str(Path(__file__).parent / "frozen" / "kosovo")
NUMBER, HERE = "us_cred", 0.5
"""A number that few sets speak of, and a value that is neither the register's nor theirs."""
CHAIN = "count(holdouts.yes) == 4 and serbia.normalise and kosovo.concede"


def writers(name: str) -> dict[str, float]:
    """The sets of the frozen case whose own file, or one that it is built on, gives the number, and the value."""
    case = load_case(FROZEN)
    return {each.name: each.changes[name].value for each in case.sets.values() if name in each.changes}


def silent(name: str) -> set[str]:
    return {*load_case(FROZEN).sets} - {*writers(name)} - {load_case(FROZEN).base_set}


@cache
def changed(question: str, *places: str, **values: Any) -> Any:
    return ask(question, *places, case=FROZEN, changes=(f"{NUMBER}={HERE}",), **values)


def titles(names: set[str]) -> set[str]:
    return {load_case(FROZEN).sets[name].title for name in names}


def test_there_are_sets_that_speak_of_the_number_and_sets_that_do_not() -> None:
    assert writers(NUMBER)
    assert silent(NUMBER)


@pytest.mark.parametrize("name", [*built_in_cases()])
def test_a_set_says_a_number_where_its_file_has_it_and_the_base_set_says_all(name: str) -> None:
    case = load_case(name)
    for each in case.sets.values():
        for number, entry in case.register.items():
            says = position(case, each, number)
            if each.name == case.base_set:
                assert says == Change(number, entry.value, entry.why, entry.source)
            else:
                assert says == each.changes.get(number)
            assert speaks_of(case, each, [number]) == (says is not None)


def test_a_reason_for_the_registers_value_is_a_word_and_a_range_alone_is_none(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text("name,value,low,why\nhare,3,2,\nstag_share,4,3,because\n", encoding="utf-8")
    choice = choose("stag_hunt", (), [str(path)])
    (mine,) = choice.sets
    assert position(choice.case, mine, "hare") is None
    spoken = position(choice.case, mine, "stag_share")
    assert spoken is not None
    assert (spoken.value, spoken.why) == (4, "because")


def test_whose_value_stands_is_ones_own_then_the_scenarios_then_the_sets_then_the_registers() -> None:
    case = load_case("kosovo")
    scenario = case.scenario("recognition_first", "spain_icj_2009", {NUMBER: HERE})
    assert standing(scenario, NUMBER) == ("own", Change(NUMBER, HERE, OWN))
    assert standing(scenario, "spain.law") == ("set", case.sets["spain_icj_2009"].changes["spain.law"])
    register = case.register["stiffen"]
    assert standing(scenario, "stiffen") == (
        "register",
        Change("stiffen", register.value, register.why, register.source),
    )
    for file in case.scenario_files.values():
        for name, change in file.changes.items():
            assert standing(case.scenario(file.name), name) == ("scenario", change)


# ---- wherever authors are listed with a number


def test_the_report_lists_with_a_number_only_those_who_say_it() -> None:
    answer = changed("report", scenarios=("recognition_first",)).answer
    differing = {each.set.name: {entry.name: change.value for entry, change in each.differs} for each in answer.critics}
    assert NUMBER in {each.entry.name for each in answer.decisive}
    assert {name for name, differs in differing.items() if NUMBER in differs} == {
        name for name, value in writers(NUMBER).items() if value != HERE
    }
    assert {row.entry.name: {*row.rivals} for row in rows(answer)}[NUMBER] == {*writers(NUMBER).values()} - {HERE}
    text = [block for section in document(answer).parts for block in section.blocks]
    tables = {block.heading: block for block in text if isinstance(block, Table)}
    believed = tables["What one would have to believe"]
    assert NUMBER in {moved.entry.name for moved in answer.counter.nearest.moved}
    far = "; ".join(row[-1] for row in believed.rows)
    assert not [title for title in titles(silent(NUMBER)) if title in far]
    assert load_case(FROZEN).sets["op_ed"].title in far  # the register's own author says it
    only = [each for each in answer.critics if each.silent]
    assert {each.set.name for each in only} == {
        each.set.name for each in answer.critics if not any(each.puts(one.entry.name) for one in answer.decisive)
    }
    assert any(f"{len(only)} of the {len(answer.critics)} rival sets say nothing of" in str(block) for block in text)


def test_ticks_on_a_track_are_of_those_who_say_the_number() -> None:
    (dial,) = changed("dials", dial=(NUMBER,)).record["dials"]
    register = load_case(FROZEN).register[NUMBER].value
    assert {tick["set"] for tick in dial["ticks"]} == {
        name for name, value in writers(NUMBER).items() if value != register
    }


def test_critics_beside_a_claim_are_those_who_say_the_number() -> None:
    numbers = changed("argument", "recognition_first", quick=True).record["numbers"]
    for name, number in numbers.items():
        assert {each["set"] for each in number["critics"]} <= {*writers(name)}, name


def test_side_by_side_a_set_that_says_nothing_has_a_dash_and_no_reason() -> None:
    quiet = min(silent(NUMBER))
    loud = min(name for name, value in writers(NUMBER).items() if value != load_case(FROZEN).register[NUMBER].value)
    asked = ask("sets", [loud, quiet], case=FROZEN)
    row = next(each for each in asked.record if each["name"] == NUMBER)["sets"]
    assert (row[loud]["spoken"], row[quiet]["spoken"]) == (True, False)
    assert (row[quiet]["why"], row[quiet]["source"]) == ("", "")
    assert load_case(FROZEN).register[NUMBER].why[:30] not in asked.text


def test_between_two_sets_it_is_said_of_what_each_says_nothing() -> None:
    record = ask(
        "believe", "recognition_first", case=FROZEN, holds=CHAIN, between=("sceptic_four", "sceptic_kosovo")
    ).record
    for name, unsaid in record["silent"].items():
        assert {*unsaid} == {each for each in record["differences"] if name not in writers(each)}
    assert any(record["silent"].values())
    assert any("says nothing of" in sentence for sentence in record["words"])


def test_a_map_has_a_letter_only_for_those_who_say_one_of_its_two_numbers() -> None:
    asked = ask("regions", "recognition_first", case=FROZEN, holds=CHAIN, x=NUMBER, y="dialogue_offset")
    speaking = {*writers(NUMBER), *writers("dialogue_offset"), load_case(FROZEN).base_set}
    assert {placed.assumptions.name for alike in together(asked.answer) for placed in alike} == speaking
    assert {each["name"] for spot in region_map(asked.record).spots for each in spot.sets} == speaking
    assert f"{len(load_case(FROZEN).sets) - len(speaking)} other sets leave both" in asked.record["sentence"]


def test_a_reason_beside_a_value_is_of_whoever_gives_the_value() -> None:
    """Also in the register and beside a weight: not the register's reason beside another's value, nor the reverse."""
    case = load_case(FROZEN)
    for name in ("sceptic", "sceptic_kosovo"):
        for entry in ask("assumptions", case=FROZEN, assume=(name,), all_levels=True).record:
            change = case.sets[name].changes.get(entry["name"])
            assert entry.get("whose", "register") == ("set" if change else "register")
            assert entry.get("why_here", entry["why"]) == (change or case.register[entry["name"]]).why
        for terms in ask("explain", "recognition_first", case=FROZEN, assume=(name,)).record["terms"].values():
            for term in terms:
                weight = term["weight_name"]
                assert term["why"] == (case.sets[name].changes.get(weight) or case.register[weight]).why
