"""The case of the accords: against the rules read by hand, what it was designed to show, and its stored run."""

import csv
import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import ask, build, compare, load_case, solve_scenario, staged_outcomes, thresholds
from negotiation_sim.case.library import built_in_cases
from negotiation_sim.case.scenario import Case
from negotiation_sim.worlds.solved import Solved

from .by_hand import accords as by_hand
from .by_hand import solving

FOUR = by_hand.FOUR
SUSPENDED = {"israel": "suspend"}
RULES = ("best_joint", "cautious")


@cache
def accords() -> Case:
    return load_case("accords")


@cache
def solved(scenario: str, assume: str = "record_2020") -> Solved:
    return solve_scenario(accords().scenario(scenario, assume))


def staged(scenario: str, assume: str = "record_2020", rule: str = "best_joint") -> dict[str, str]:
    """The moves of the staged outcome under a rule."""
    found = solved(scenario, assume)
    assert found.staged is not None
    profile = found.staged.path("best_joint" if rule == "best_joint" else "cautious").profile
    assert profile is not None
    return found.game.moves(profile)


def yes(moves: dict[str, str]) -> str:
    return "".join("y" if moves[player] == "yes" else "n" for player in FOUR)


# ---- the rules, read a second time


@pytest.mark.parametrize("assume", ["record_2020", "nothing_for_palestinians", "resistance_2020"])
@pytest.mark.parametrize("switches", [{}, {"needs_all": 1.0, "gesture_conditional": 0.0, "unrest_gain": 0.4}])
def test_every_payoff_of_all_1728_profiles_is_that_of_the_rules_read_by_hand(
    assume: str, switches: dict[str, float]
) -> None:
    scenario = accords().scenario("free_choice", assume, switches)
    game = build(scenario)
    counts, table = by_hand.game({}, scenario.values)
    assert counts == game.shape
    assert len(table) == 1728
    hand = np.array([table[profile] for profile in np.ndindex(*counts)]).T.reshape(game.payoffs.shape)
    assert np.abs(game.payoffs - hand).max() < 1e-12


@pytest.mark.parametrize("scenario", ["accords_first", "kosovo_conditions", "saudi_path", "war_2023"])
def test_staged_outcomes_in_turn_are_those_of_the_recursion(scenario: str) -> None:
    found = accords().scenario(scenario)
    counts, table = by_hand.game({"us": "broker"}, found.values)
    ended = staged_outcomes(build(found), accords().orders["accords_first"])
    for rule in RULES:
        hand = solving.select(table, counts, by_hand.order(), rule)
        assert ended.path(rule).profile == hand  # type: ignore[arg-type]


# ---- what the case was designed to show


@pytest.mark.parametrize("rule", RULES)
def test_in_turn_the_four_recognise_israel_suspends_riyadh_waits_and_the_palestinian_side_holds_out(rule: str) -> None:
    moves = staged("accords_first", rule=rule)
    assert (yes(moves), moves["israel"], moves["saudi"], moves["palestinians"]) == ("yyyy", "suspend", "no", "hold_out")


def test_chosen_at_once_the_only_pure_equilibrium_is_that_nobody_recognises() -> None:
    found = solved("accords_first")
    (only,) = found.equilibria.equilibria
    moves = found.game.moves(only)
    assert (yes(moves), moves["israel"], moves["palestinians"]) == ("nnnn", "hold", "hold_out")


def test_once_israel_has_suspended_none_of_the_four_needs_any_belief_in_the_others() -> None:
    found = thresholds(accords().scenario("accords_first").fixing(SUSPENDED))
    assert [found.belief(player) for player in FOUR] == [0.0] * 4
    assert all(found.alone(player) > 0 for player in FOUR)


def test_the_four_of_the_other_case_need_belief_in_its_first_edition() -> None:
    """In which the same numbers are published with that case: .57, .49, .37 and .30."""
    frozen = load_case(Path(__file__).parent / "frozen" / "kosovo")
    found = thresholds(frozen.scenario("recognition_first"))
    beliefs = [found.belief(player) for player in ("spain", "slovakia", "romania", "greece")]
    assert beliefs == pytest.approx([0.57, 0.49, 0.37, 0.30], abs=0.01)


def test_under_the_other_cases_conditions_only_those_move_whose_gesture_is_their_whole_reason() -> None:
    assert yes(staged("kosovo_conditions")) == yes(staged("kosovo_conditions", rule="cautious")) == "nnyy"
    found = thresholds(accords().scenario("kosovo_conditions").fixing(SUSPENDED))
    assert found.belief("emirates") == pytest.approx(0.77, abs=0.01)
    assert found.belief("bahrain") is None
    assert found.belief("morocco") == 0


def test_gestures_that_everybody_gets_move_nobody_who_came_for_the_gesture() -> None:
    assert yes(staged("gestures_unconditional")) == "yynn"


def test_nobody_recognises_an_israel_that_annexes() -> None:
    assert yes(staged("annexation_on_the_table")) == "nnnn"


def test_with_land_on_offer_riyadh_recognises_and_the_palestinian_side_engages() -> None:
    moves = staged("saudi_path")
    assert (yes(moves), moves["saudi"], moves["palestinians"]) == ("yyyy", "yes", "engage")
    assert moves["israel"] == "suspend"


def test_after_the_war_ties_are_kept_riyadh_waits_and_violence_is_chosen() -> None:
    moves = staged("war_2023")
    assert (yes(moves), moves["saudi"], moves["palestinians"]) == ("yyyy", "no", "unrest")


def test_for_the_palestinian_side_to_engage_it_is_enough_that_recognisers_carry_its_cause() -> None:
    def engages(backers: float) -> bool:
        found = solve_scenario(accords().scenario("accords_first", values={"offer.backers": backers}))
        assert found.staged is not None
        assert found.staged.best_joint.profile is not None
        return found.game.moves(found.staged.best_joint.profile)["palestinians"] == "engage"

    assert [engages(backers) for backers in (0.15, 0.32, 0.33, 0.4)] == [False, False, True, True]


# ---- the sets


def test_each_set_says_of_every_value_whether_its_holder_said_so_or_the_view_needs_it() -> None:
    """No holder names a number: each value is the end of its range to which the words point, and none is tuned."""
    for name in accords().sets:
        if name not in ("record_2020", "hindsight_2025"):  # this project's own readings, which quote nobody
            for change in accords().assumption_set(name).changes.values():
                entry = accords().register[change.name]
                assert re.match(r"Said: .*end of the range|Needed, at the end of the range: ", change.why), change
                assert change.value in (entry.low, entry.high), (name, change.name)
                assert change.source, (name, change.name)


def test_the_sets_lead_where_their_holders_say() -> None:
    critic = staged("accords_first", "nothing_for_palestinians")
    assert (yes(critic), critic["palestinians"]) == ("yyyy", "unrest")
    brake = staged("accords_first", "leverage_for_palestinians")
    assert (yes(brake), brake["palestinians"], brake["israel"]) == ("yyyy", "engage", "suspend")
    settlers = staged("accords_first", "settlers_2020")
    assert (yes(settlers), settlers["israel"]) == ("nnnn", "annex")
    tehran = staged("accords_first", "resistance_2020")
    assert (yes(tehran), tehran["iran"]) == ("nnyy", "reprisal")
    washington = staged("accords_first", "washington_2020")
    assert (yes(washington), washington["palestinians"]) == ("yyyy", "engage")


# ---- the data


def test_the_hinges_bear_the_names_of_the_other_case_in_its_order() -> None:
    assert [hinge.name for hinge in accords().hinges] == [hinge.name for hinge in load_case("kosovo").hinges]


def test_conclusions_of_one_name_ask_the_same_of_both_cases() -> None:
    """Whatever the Kosovo case names, the accords name in the same order, but for what they do not have."""
    there = [name for name in load_case("kosovo").conclusions if name in accords().conclusions]
    assert there == [name for name in accords().conclusions if name in there]
    assert {"chain", "recognition", "normalises", "concedes"} <= {*accords().conclusions}
    for hinge in accords().hinges:
        assert hinge.holds is not None
        found = solved("free_choice")
        named = accords().conclusions[hinge.name].condition
        assert (found.tables.holds(hinge.holds) == found.tables.holds(named)).all()


def test_everything_has_a_label() -> None:
    case = accords()
    assert all(entry.written_label for entry in case.register.values())
    assert all(player.labels.keys() == {*player.strategies} for player in case.players.values())
    assert {criterion for rules in case.payoffs.values() for criterion in rules} == {*case.labels.criteria}
    assert {*case.outcomes} == {*case.labels.outcomes}


def test_no_two_numbers_share_a_reason() -> None:
    reasons = sorted(entry.why for entry in accords().register.values())
    assert all(one != other for one, other in pairwise(reasons))


def test_every_source_has_an_author_a_title_a_date_and_says_something() -> None:
    text = (built_in_cases()["accords"] / "sources.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        assert all(row.values()), row


def test_the_case_has_no_fault_and_every_kind_of_remark_is_answered_in_its_page() -> None:
    checked = ask("check", "accords").record
    assert checked["faults"] == []
    page = (built_in_cases()["accords"].parent.parent / "docs" / "accords.md").read_text(encoding="utf-8")
    for remark in checked["remarks"]:
        assert remark["says"] in page, remark["says"]


def test_every_scenario_under_every_set_leads_where_it_led_when_stored() -> None:
    """A stored run, not a second source: a change of rules or numbers must show here, and be meant."""
    case = accords()
    found = compare(case, list(case.scenario_files), list(case.sets)).outcomes
    stored = (built_in_cases()["accords"] / "expected" / "outcomes.csv").read_text(encoding="utf-8")
    assert found.to_csv(index=False, lineterminator="\n") == stored
