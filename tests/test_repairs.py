"""The repaired Kosovo case: its rules by a second reading, and what each repair does."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import build, compare, load_case, solve_scenario, thresholds
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.worlds.solved import Solved

from .by_hand import kosovo as by_hand
from .nine import payoffs_of_nine

HERE = Path(__file__).parent
FOUR = by_hand.HOLDOUTS
LAYER = "first_edition"
OWN_RULES = ("conditional_funds", "serbia_first_autonomy")
"""Scenarios that set repaired numbers themselves, which lie over any layer."""


@cache
def kosovo() -> Case:
    return load_case("kosovo")


@cache
def frozen() -> Case:
    """The case as it was before the repairs."""
    return load_case(HERE / "frozen" / "kosovo")


@cache
def solved(scenario: str, assume: str = "op_ed", **values: float) -> Solved:
    return solve_scenario(kosovo().scenario(scenario, assume, values))


def moves(found: Solved, rule: str = "best_joint") -> dict[str, str]:
    """The moves of the staged outcome under a rule."""
    assert found.staged is not None
    profile = found.staged.path("best_joint" if rule == "best_joint" else "cautious").profile
    assert profile is not None
    return found.game.moves(profile)


def paid(found: Solved, **played: str) -> dict[str, float]:
    """What each player gets where the staged outcome under best joint is changed by the moves named."""
    profile = moves(found) | played
    index = tuple(found.game.strategies[k].index(profile[p]) for k, p in enumerate(found.game.players))
    return found.game.payoff(index)


# ------ A second reading of the rules ------


def by_second_reading(scenario: Scenario, numbers: dict[str, float]) -> None:
    """Every payoff of every profile agrees with the rules written out by hand."""
    game = build(scenario)
    counts, table = by_hand.game(dict(scenario.fixes), numbers)
    payoffs = payoffs_of_nine(game)
    assert counts == payoffs.shape[1:]
    hand = np.array([table[profile] for profile in np.ndindex(*counts)]).T.reshape(payoffs.shape)
    assert np.abs(payoffs - hand).max() < 1e-12


@pytest.mark.parametrize("assume", list(by_hand.DIFFERENCES))
def test_every_payoff_of_the_repaired_case_is_that_of_the_rules_read_by_hand(assume: str) -> None:
    by_second_reading(kosovo().scenario("free_choice", assume), by_hand.repaired(assume))


OWN_NUMBERS = {
    "conditional_funds": {"funds": 6, "funds_conditional": True, "moratorium": 0},
    "serbia_first_autonomy": {
        **{"funds": 3, "funds_conditional": True, "moratorium": 0, "exchange": True, "consent_discount": 0.6},
        **{"consent_first": True},
    },
}


@pytest.mark.parametrize("scenario", OWN_RULES)
@pytest.mark.parametrize("assume", ["op_ed", "sceptic", "economy_optimist"])
def test_the_scenarios_with_rules_of_their_own_are_those_read_by_hand(scenario: str, assume: str) -> None:
    by_second_reading(kosovo().scenario(scenario, assume), by_hand.repaired(assume) | OWN_NUMBERS[scenario])


AWAY = {
    **{"exchange": 1, "ties": 0.4, "loans": 0.3, "boomerang": 0.2, "stiffen": 0.7, "threat": 0.4, "confusion": 0.5},
    **{"spain.law": 0.3, "greece.law": 0.1, "kosovo.weight.minority": 1, "a4": 0.2, "israel": 0.05},
    **{"consent_discount": 0.8, "consent_later": 0.3},
    **{"cover_most": 0.5, "norm.paper": 0.7, "kosovo.eu_path.nato": 0.2, "graft_conditional": 0.7},
}


def test_every_new_number_does_by_hand_what_it_does_in_the_rules() -> None:
    """All of them away from where they do nothing, at once."""
    by_second_reading(kosovo().scenario("free_choice", "sceptic", AWAY), by_hand.repaired("sceptic") | AWAY)


# ------ What each repair does ------


def test_more_money_is_no_longer_a_longer_halt_to_membership_bids() -> None:
    """Six times the package costs Kosovo the moratorium once, and none where the money comes without one."""
    quo, funds = solved("status_quo"), solved("conditional_funds")
    assert moves(funds)["serbia"] == "normalise"
    assert paid(funds)["kosovo"] > paid(quo)["kosovo"]
    halted = solved("conditional_funds", moratorium=0.1)
    assert halted.scenario.values["moratorium"] == 0.1
    assert paid(funds)["kosovo"] - paid(halted)["kosovo"] == pytest.approx(10 * 0.1)


def test_conditions_leave_a_share_of_the_graft() -> None:
    left = solved("conditional_funds")
    all_of_it = solved("conditional_funds", graft_conditional=1)
    assert paid(left)["kosovo"] - paid(all_of_it)["kosovo"] == pytest.approx(2 * 0.6 * 6 * 0.6)


def test_an_exchange_has_two_equilibria_and_without_it_there_is_no_deal() -> None:
    """No deal, and the deal that both prefer: an assurance game. Each alone keeps what it has."""
    both = solved("serbia_first_autonomy")
    ends = {(both.game.moves(p)["serbia"], both.game.moves(p)["kosovo"]) for p in both.equilibria.equilibria}
    assert ends == {("stall", "hold_firm"), ("normalise", "concede")}
    deal, none = paid(both), paid(both, serbia="stall", kosovo="hold_firm")
    assert (moves(both)["serbia"], moves(both)["kosovo"]) == ("normalise", "concede")
    assert deal["serbia"] > none["serbia"]
    assert deal["kosovo"] > none["kosovo"]
    for half in ({"serbia": "normalise", "kosovo": "hold_firm"}, {"serbia": "stall", "kosovo": "concede"}):
        assert paid(both, **half) == pytest.approx(none)
    apart = solved("serbia_first_autonomy", exchange=0)
    assert moves(apart)["serbia"] == "stall"


def test_a_land_swap_is_an_exchange_and_stays_one() -> None:
    """The switch changes nothing where both sides of a swap are made."""
    plain = solved("land_swap", "thaci_2018")
    switched = solved("land_swap", "thaci_2018", exchange=1)
    assert (moves(plain)["serbia"], moves(plain)["kosovo"]) == ("normalise", "partition")
    assert paid(plain) == pytest.approx(paid(switched))


def test_a_dialogue_that_nobody_follows_no_longer_pays_whoever_leads_it() -> None:
    quo, alone = paid(solved("status_quo")), solved("recognition_first")
    rebuffed = paid(alone, **moves(alone, "cautious"))
    assert rebuffed["us"] < quo["us"]
    assert moves(solved("free_choice"), "cautious")["us"] == "hands_off"
    assert moves(solved("free_choice", f"op_ed+{LAYER}"), "cautious")["us"] == "sov_dialogue"


def test_opinion_at_home_can_stop_a_settlement() -> None:
    """In the first edition cover took so much away that no weight on it did within thirty points."""
    assert moves(solved("recognition_first", **{"serbia.weight.domestic": 30}))["serbia"] == "stall"
    then = solve_scenario(frozen().scenario("recognition_first", "op_ed", {"serbia.weight.domestic": 30}))
    assert moves(then)["serbia"] == "normalise"


def test_recognitions_can_harden_belgrade_within_the_range() -> None:
    entry = kosovo().register["stiffen"]
    assert moves(solved("recognition_first", stiffen=entry.low))["serbia"] == "normalise"
    assert moves(solved("recognition_first", stiffen=entry.high))["serbia"] == "stall"


def test_trade_can_bring_a_settlement_at_some_value_and_takes_from_denial() -> None:
    """Only near the end of its range, and alone at none that its holders have named."""
    assert moves(solved("economic_normalization", ties=0.3))["serbia"] == "stall"
    some = solved("economic_normalization", ties=1)
    assert any(some.game.moves(profile)["serbia"] == "normalise" for profile in some.equilibria.equilibria)
    tied, apart = solved("economic_normalization", ties=0.3), solved("economic_normalization")
    assert paid(apart)["serbia"] - paid(tied)["serbia"] == pytest.approx(10 * 0.3 * (1 - 0.22))


def test_the_package_brought_a_recognition_and_cost_a_halt() -> None:
    without = solved("economic_normalization", israel=0, moratorium=0)
    assert paid(solved("economic_normalization"))["kosovo"] == pytest.approx(
        paid(without)["kosovo"] + 10 * (0.02 - 0.05)
    )


def test_a_safer_kosovo_is_safer_at_the_top_too() -> None:
    """Where the NATO track opens and Serbia settles, security was cut off at 1 and a part of it lost."""
    now, more = solved("recognition_first"), solved("recognition_first", **{"safety.base": 0.41})
    for russia in ("veto_only", "arm_serbia"):
        assert paid(more, russia=russia)["kosovo"] - paid(now, russia=russia)["kosovo"] == pytest.approx(6 * 0.01)
    first = solved("recognition_first", f"op_ed+{LAYER}")
    raised = solved("recognition_first", f"op_ed+{LAYER}", **{"safety.base": 0.51})
    assert paid(first)["kosovo"] == pytest.approx(paid(raised)["kosovo"])


def test_a_weight_on_the_serbs_protection_moves_kosovo_s_payoffs() -> None:
    plain, minded = (solved("status_quo", **{"kosovo.weight.minority": weight}) for weight in (0, 2))
    assert paid(minded)["kosovo"] - paid(plain)["kosovo"] == pytest.approx(2 * 0.15)
    conceding = paid(minded, kosovo="concede")["kosovo"] - paid(plain, kosovo="concede")["kosovo"]
    assert conceding == pytest.approx(2 * 0.55)


def test_a_stalling_serbia_keeps_little_of_the_promise_of_membership() -> None:
    now, then = paid(solved("status_quo")), paid(solved("status_quo", **{"serbia.eu_path.stall": 0.6}))
    assert then["serbia"] - now["serbia"] == pytest.approx(6 * 0.4 * 0.9**15)


def test_a_stalling_serbia_borrows_in_the_east_and_aligning_openly_gains_it_less() -> None:
    lent, alone = solved("status_quo"), solved("status_quo", loans=0)
    assert paid(lent)["serbia"] > paid(alone)["serbia"]
    gains = [paid(found, serbia="align_east")["serbia"] - paid(found)["serbia"] for found in (lent, alone)]
    assert gains[0] < gains[1] < 0


def test_the_nato_track_is_a_step_towards_the_union() -> None:
    with_step, without = solved("recognition_first"), solved("recognition_first", **{"kosovo.eu_path.nato": 0})
    assert paid(with_step)["kosovo"] - paid(without)["kosovo"] == pytest.approx(3 * 0.1)


def test_consent_and_law_are_each_state_s_own() -> None:
    """Where Serbia settles, less consent costs that state alone; a legal objection falls away with a settlement."""
    values = {"consent_discount": 0.5}
    full, less = (solved("recognition_first", **values, **{"spain.consent": share}) for share in (1, 0))
    assert paid(less)["spain"] < paid(full)["spain"]
    assert {player: paid(less)[player] for player in FOUR[1:]} == {player: paid(full)[player] for player in FOUR[1:]}
    objecting, agreeing = (solved("recognition_first", **{"spain.law": law}) for law in (0.4, 0))
    assert paid(objecting)["spain"] == pytest.approx(paid(agreeing)["spain"])
    before = {"serbia": "stall", "spain": "yes"}
    assert paid(agreeing, **before)["spain"] - paid(objecting, **before)["spain"] == pytest.approx(3 * 0.4)


def test_a_consent_that_is_only_foreseen_counts_for_less_than_one_that_is_given() -> None:
    """Both the cost at home and the objection in law end with consent, in full only where it comes before."""
    values = {"consent_discount": 0.5, "spain.law": 0.4}
    given, later, half = (
        paid(solved("recognition_first", **values, **{"consent_first": first, "consent_later": worth}))
        for first, worth in ((1, 0), (0, 0), (0, 0.5))
    )
    assert later["spain"] < half["spain"] < given["spain"]
    assert given == pytest.approx(paid(solved("recognition_first", **values)))
    unmoved = set(given) - set(FOUR)
    assert {player: later[player] for player in unmoved} == {player: given[player] for player in unmoved}


def test_consent_comes_first_where_serbia_and_kosovo_move_before_the_four_and_nowhere_else() -> None:
    case = kosovo()
    for name in case.scenario_files:
        scenario = case.scenario(name)
        stage = {player: k for k, players in enumerate(scenario.order or ()) for player in players}
        assert bool(scenario.values["consent_first"]) is (stage["serbia"] < stage["spain"]), name


def test_who_holds_that_consent_must_come_before_refuses_until_it_has() -> None:
    """Spain before the Court: three recognise without it, Kosovo's track stays shut and Serbia stalls."""
    ends = moves(solved("recognition_first", "spain_icj_2009"))
    assert [ends[player] for player in FOUR] == ["no", "yes", "yes", "yes"]
    assert ends["serbia"] == "stall"
    foreseen = moves(solved("recognition_first", "spain_icj_2009", consent_later=1))
    assert foreseen["spain"] == "yes"


def test_a_common_threat_makes_unity_worth_more_to_all_who_care_for_it() -> None:
    calm, threatened = solved("status_quo"), solved("status_quo", threat=0.3)
    for player, weight in {"us": 4, "eu": 5, "spain": 2, "romania": 3}.items():
        assert paid(threatened)[player] - paid(calm)[player] == pytest.approx(weight * 0.3 * 0.3)


def test_voters_who_tell_the_cases_apart_fear_less() -> None:
    fearing, knowing = (thresholds(kosovo().scenario("recognition_first", values={"confusion": x})) for x in (1, 0.5))
    for player in FOUR:
        assert knowing.alone(player) > fearing.alone(player)


def test_the_three_hinges_can_each_be_broken_alone_in_the_repaired_case() -> None:
    ends = {}
    for assume in ("op_ed", "sceptic_four", "sceptic_serbia", "sceptic_kosovo", "sceptic"):
        played = moves(solved("recognition_first", assume))
        ends[assume] = (played["spain"] == "yes", played["serbia"] == "normalise", played["kosovo"] == "concede")
    assert ends == {
        "op_ed": (True, True, True),
        "sceptic_four": (False, False, False),
        "sceptic_serbia": (True, False, False),
        "sceptic_kosovo": (True, True, False),
        "sceptic": (False, False, False),
    }


# ------ Ranges, and what is stored ------


def test_every_range_holds_what_each_set_says_of_it_but_where_the_set_says_that_it_goes_beyond() -> None:
    case = kosovo()
    outside = {
        (assumed.name, name)
        for assumed in case.sets.values()
        for name, change in assumed.changes.items()
        if not case.register[name].allows(change.value) and "beyond the range" not in change.why
    }
    assert not outside


def test_every_scenario_under_every_set_leads_where_it_led_when_stored() -> None:
    """A stored run, not a second source: a change of rules or numbers must show here, and be meant."""
    found = compare(kosovo(), list(kosovo().scenario_files), list(kosovo().sets)).outcomes
    stored = (HERE.parent / "scenarios" / "kosovo" / "expected" / "outcomes.csv").read_text(encoding="utf-8")
    assert found.to_csv(index=False, lineterminator="\n") == stored
