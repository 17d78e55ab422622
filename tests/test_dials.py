"""The question `dials`: which numbers carry the argument, who puts them where, and where an outcome flips on each."""

import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation_sim import InputError, ask, load_case, solve_scenario
from negotiation_sim.case.library import new_case
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.present.canvas import svg
from negotiation_sim.questions.dials.answer import Dials
from negotiation_sim.questions.dials.pictures import offset, picture
from negotiation_sim.worlds.along.ends import MOST_CONDITIONS, conditions_of, outcome_of
from negotiation_sim.worlds.along.outcomes import OutcomesAlong, outcomes_along

FROZEN = str(Path(__file__).parent / "frozen" / "kosovo")
ALONG: dict[str, tuple[str, str, str]] = {
    "kosovo us_cred": ("kosovo", "recognition_first", "us_cred"),
    "kosovo nato_ready": ("kosovo", "recognition_first", "nato_ready"),
    "kosovo kosovo.concession.cost": ("kosovo", "recognition_first", "kosovo.concession.cost"),
    "frozen dialogue_offset": (FROZEN, "recognition_first", "dialogue_offset"),
    "accords threat": ("accords", "accords_first", "threat"),
    "stag_hunt in turn": ("stag_hunt", "in_turn", "hare"),
    "stag_hunt free": ("stag_hunt", "free_choice", "hare"),
    "prisoners_dilemma": ("prisoners_dilemma", "free_choice", "temptation"),
    "chicken": ("chicken", "free_choice", "crash"),
}


@cache
def dials(**asked: Any) -> Dials:
    answer: Dials = ask("dials", **asked).answer
    return answer


def along_of(what: str) -> OutcomesAlong:
    case, scenario, name = ALONG[what]
    register = load_case(case).register
    return outcomes_along(load_case(case).scenario(scenario), register.get(name) or next(iter(register.values())))


@pytest.mark.parametrize("what", ALONG)
def test_the_outcome_along_a_number_is_what_solving_the_whole_game_says(what: str) -> None:
    along = along_of(what)
    low, high = along.edges[0], along.edges[-1]
    for value in np.random.default_rng(7).uniform(low, high, 25).tolist():
        if all(abs(value - flip.value) > 1e-6 * (high - low) for flip in along.flips):
            solved = solve_scenario(along.scenario.with_values({along.entry.name: value}))
            assert along.at(value) == outcome_of(solved)


@pytest.mark.parametrize("what", ALONG)
def test_just_beside_a_flip_the_whole_game_ends_as_is_said(what: str) -> None:
    along = along_of(what)
    for flip in along.flips:
        assert flip.low < flip.high
        assert flip.below != flip.above
        for value, outcome in ((flip.low, flip.below), (flip.high, flip.above)):
            assert outcome_of(solve_scenario(along.scenario.with_values({along.entry.name: value}))) == outcome


def test_some_of_these_numbers_flip_something() -> None:
    assert sum(bool(along_of(what).flips) for what in ALONG) >= 4


def test_flips_that_turn_a_conclusion_are_its_break_evens() -> None:
    tried = 0
    for dial in dials(case="kosovo", count=6).dials:
        for along in dial.along:
            record = next(
                each
                for written in ask("dials", case="kosovo", count=6).record["dials"]
                if written["assumption"] == dial.entry.name
                for each in written["scenarios"]
                if each["scenario"] == along.scenario.name
            )
            if along.scenario.name != "recognition_first":
                continue
            for name in ("recognition", "settlement"):
                asked = {"holds": name, "assumption": dial.entry.name, "case": "kosovo"}
                switches = ask("breakeven", along.scenario.name, **asked).answer.nearest_first[0].switches
                turning = [flip for flip in record["flips"] if name in [one["name"] for one in flip["conclusions"]]]
                assert sorted(flip["value"] for flip in turning) == pytest.approx(
                    [switch.value for switch in switches], abs=1e-9
                )
                tried += len(switches)
    assert tried > 5


def test_who_binds_at_a_flip_is_who_binds_at_the_break_even() -> None:
    (dial,) = dials(case="kosovo", scenarios=("recognition_first",), dial=("kosovo.concession.cost",)).dials
    (along,) = dial.along
    (flip,) = [flip for flip in along.flips if dial.entry.allows(flip.value)]
    asked = {"holds": "concedes", "assumption": dial.entry.name, "case": "kosovo"}
    switch = ask("breakeven", "recognition_first", **asked).answer.nearest_first[0].nearest
    assert along.who_binds(flip) == switch.bindings


def on_paper(folder: Path, rule: str) -> Scenario:
    """One player who goes or stays, and is paid by x, which is 0 and ranges from -1 to 1."""
    (folder / "game.toml").write_text(
        '[case]\ntitle = "Alone"\n[players.row]\nname = "Row"\nstrategies = ["stay", "go"]\n'
        '[players.other]\nname = "Other"\nstrategies = ["wait", "act"]\n'
        f'[payoffs]\nrow = "{rule}"\nother = "other.act"\n',
        encoding="utf-8",
    )
    (folder / "assumptions.toml").write_text(
        '[x]\nvalue = 0\nrange = [-1, 1]\nunit = "points"\nwhy = "a test"\nsource = "made up"\n', encoding="utf-8"
    )
    (folder / "free.toml").write_text('title = "Free"\nmeaning = "All choose."\n', encoding="utf-8")
    return load_case(folder).scenario("free")


@pytest.mark.parametrize(
    ("rule", "tied", "flips"),
    [
        ("row.go * -abs(x)", True, []),
        ("row.go * (x - 0.25)", False, [0.25]),
        ("row.go * (x - 0.5) * (x + 0.5)", False, [-0.5, 0.5]),
        ("row.go * (x ** 3 - 0.125)", False, [0.5]),
        ("row.go * if(x > 0.75, 1, -1)", False, [0.75]),
        ("row.go", False, []),
    ],
)
def test_flips_and_ties_are_where_algebra_puts_them(rule: str, tied: bool, flips: list[float], tmp_path: Path) -> None:
    scenario = on_paper(tmp_path, rule)
    along = outcomes_along(scenario, scenario.case.register["x"])
    assert along.tied == tied
    assert [flip.value for flip in along.flips] == pytest.approx(flips, abs=1e-7)
    assert along.edges[0] == -3
    assert along.edges[-1] == 3


@pytest.mark.parametrize("case", ["kosovo", "accords"])
def test_dials_that_flip_an_outcome_inside_their_range_come_first_the_nearest_first(case: str) -> None:
    answer = dials(case=case)
    register = load_case(case).register
    assert len(answer.dials) == 12
    assert all(dial.entry.level == "main" for dial in answer.dials)
    inside = [dial.inside for dial in answer.dials]
    assert inside == sorted(inside, reverse=True)
    nearest = [
        min(along.share(flip) for along, flip in dial.flips if dial.entry.allows(flip.value))
        for dial in answer.dials
        if dial.inside
    ]
    assert nearest == sorted(nearest)
    assert {dial.entry.name for dial in answer.dials} <= set(register)


def test_no_number_of_level_main_that_flips_an_outcome_in_its_range_is_left_out_for_one_that_does_not() -> None:
    answer = dials(case="kosovo")
    chosen = {dial.entry.name for dial in answer.dials}
    assert not all(dial.inside for dial in answer.dials)
    for scenario in answer.scenarios:
        for name, entry in load_case("kosovo").register.items():
            if entry.level == "main" and name not in chosen:
                flips = outcomes_along(scenario, entry).flips
                assert not any(entry.allows(flip.value) for flip in flips)


def test_the_list_of_dials_stays_while_numbers_are_moved() -> None:
    still = [dial.entry.name for dial in dials(case="kosovo").dials]
    moved = ask("dials", case="kosovo", assume="sceptic", changes=["us_cred=0.3"]).answer
    assert [dial.entry.name for dial in moved.dials] == still


def test_author_present_and_ticks_are_those_of_the_sets() -> None:
    case = load_case("kosovo")
    answer = ask("dials", case="kosovo", assume="sceptic", changes=["dialogue_offset=0.6"]).answer
    values = case.values("sceptic", {"dialogue_offset": 0.6})
    for dial in answer.dials:
        name = dial.entry.name
        assert (dial.author, dial.value) == (case.values()[name], values[name])
        ticks = {tick.set.name: tick.value for tick in dial.ticks}
        elsewhere = {set_name: case.values(set_name)[name] for set_name in case.sets}
        assert ticks == {set_name: value for set_name, value in elsewhere.items() if value != dial.author}


def test_a_tick_is_beyond_a_flip_just_where_a_scenario_ends_otherwise_there() -> None:
    for written, dial in zip(ask("dials", case="kosovo").record["dials"], dials(case="kosovo").dials, strict=True):
        for tick in written["ticks"]:
            for along in dial.along:
                moved = solve_scenario(along.scenario.with_values({dial.entry.name: tick["value"]}))
                assert (along.scenario.name in tick["flips"]) == (outcome_of(moved) != along.now)


def test_a_case_may_name_its_dials(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new_case(folder, "kosovo")
    with (folder / "game.toml").open("a", encoding="utf-8") as file:
        file.write('\n[page]\ndials = ["reprisal", "us_cred"]\n')
    answer = ask("dials", case=folder).answer
    assert [dial.entry.name for dial in answer.dials] == ["reprisal", "us_cred"]
    assert answer.named
    assert not dials(case="kosovo").named


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ('dials = ["us_crede"]', "us_cred"),
        ('dials = ["us_cred", "us_cred"]', "twice"),
        ("dials = 3", "list"),
        ('sliders = ["us_cred"]', "dials"),
    ],
)
def test_dials_that_a_case_cannot_have_are_refused(written: str, word: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new_case(folder, "kosovo")
    with (folder / "game.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[page]\n{written}\n")
    with pytest.raises(InputError, match=word):
        load_case(folder)


@pytest.mark.parametrize("case", ["prisoners_dilemma", "stag_hunt", "matching_pennies", "majority", "accords"])
def test_any_case_has_dials(case: str) -> None:
    record = ask("dials", case=case).record
    assert record["dials"]
    for dial in record["dials"]:
        for scenario in dial["scenarios"]:
            ends = [part[end] for part in scenario["parts"] for end in ("from", "to")]
            assert [ends[0], ends[-1]] == scenario["searched"]
            assert ends[1:-1:2] == ends[2::2]
            assert ends[1:-1:2] == sorted(flip["value"] for flip in scenario["flips"])
            assert all(
                one["outcome"] != other["outcome"] or scenario["flips"]
                for one, other in zip(scenario["parts"], scenario["parts"][1:], strict=False)
            )


def test_a_yes_or_no_flips_at_its_other_value_alone() -> None:
    case = load_case("kosovo")
    switches = [entry for entry in case.register.values() if entry.is_switch]
    assert switches
    for entry in switches:
        along = outcomes_along(case.scenario("recognition_first"), entry)
        ends = [outcome_of(solve_scenario(along.scenario.with_values({entry.name: value}))) for value in (0.0, 1.0)]
        assert bool(along.flips) == (ends[0] != ends[1])
        assert all(flip.value == 1 - along.value for flip in along.flips)


@pytest.mark.parametrize("case", ["kosovo", "accords"])
def test_all_conditions_of_the_built_in_cases_are_told_apart(case: str) -> None:
    assert len(conditions_of(load_case(case))) < MOST_CONDITIONS


def test_the_picture_is_well_formed_and_names_every_dial() -> None:
    answer = dials(case="kosovo")
    text = svg(picture(answer)).decode("utf-8")
    ElementTree.fromstring(text)
    shown = " ".join(text.split())
    for dial in answer.dials:
        assert dial.entry.name in shown
        assert 0 <= offset(dial, dial.value) <= 1
    words = picture(answer).words
    for dial in answer.dials:
        assert all(f"{tick.set.title} {tick.value:g}" in words for tick in dial.ticks)


def flips_of(case: str, **asked: Any) -> list[dict[str, Any]]:
    written = ask("dials", case=case, **asked).record["dials"]
    return [flip for dial in written for each in dial["scenarios"] for flip in each["flips"]]


def test_a_flip_among_several_equilibria_is_told_in_short_and_then_equilibrium_by_equilibrium() -> None:
    (flip,) = (
        flip
        for flip in flips_of("chicken", scenarios=["free_choice"], dial=["crash"])
        if flip["below"] != flip["above"]
    )
    assert flip["turn"]["short"] == "one equilibrium instead of 2"
    assert flip["turn"]["lines"] == [
        ["New", "First driver drives on; Second driver drives on"],
        ["No longer", "First driver gives way; Second driver drives on"],
        ["No longer", "First driver drives on; Second driver gives way"],
    ]


def test_a_flip_from_one_end_to_another_needs_no_list_of_equilibria() -> None:
    flips = flips_of("kosovo", scenarios=["recognition_first"], count=4)
    assert flips
    assert all(flip["turn"] == {"short": flip["turns_to"], "lines": []} for flip in flips)


def test_equilibria_of_which_the_case_says_the_same_are_told_apart_by_their_moves(tmp_path: Path) -> None:
    new_case(tmp_path / "mine", "chicken")
    game = tmp_path / "mine" / "game.toml"
    told = 'headlines = { crash = { title = "A crash", holds = "first.straight and second.straight" } }\n'
    game.write_text(game.read_text().replace("[case]", f"{told}\n[case]"))
    world = ask("change", ["free_choice"], case=tmp_path / "mine").record["scenarios"][0]["after"]
    assert world["lines"] == [
        ["One of 2", "A crash: no (First driver gives way; Second driver drives on)"],
        ["One of 2", "A crash: no (First driver drives on; Second driver gives way)"],
    ]
