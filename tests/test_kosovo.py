"""The Kosovo case of the first edition against its reference, the rules read by hand, and what it must show.

Everything here is asked under the layer `first_edition`, laid over each set. The case as it is: tests/test_repairs.py.
"""

import csv
from collections.abc import Mapping
from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import build, load_case, pure_equilibria, solve_scenario, staged_outcomes, thresholds
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.worlds.solved import Solved

from .by_hand import kosovo as by_hand
from .by_hand import solving
from .nine import NINE, of_nine, payoffs_of_nine

REFERENCE = Path(__file__).parent / "first_edition" / "reference.csv"
FOUR = ("spain", "slovakia", "romania", "greece")


@cache
def kosovo() -> Case:
    return load_case("kosovo")


def first_edition(scenario: str, assume: str = "op_ed", values: Mapping[str, float] | None = None) -> Scenario:
    return kosovo().scenario(scenario, f"{assume}+first_edition", values)


@cache
def solved(scenario: str, assume: str = "op_ed", **values: float) -> Solved:
    return solve_scenario(first_edition(scenario, assume, values))


@cache
def reference() -> dict[tuple[str, str], list[dict[str, str]]]:
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in csv.DictReader(REFERENCE.open(encoding="utf-8")):
        rows.setdefault((row["assumption_set"], row["scenario"]), []).append(row)
    return rows


REFERENCE_KEYS = [
    (assume, scenario)
    for assume in ("op_ed", "sceptic", "sceptic_four", "sceptic_serbia", "sceptic_kosovo", "hindsight_2026")
    for scenario in (
        "status_quo", "economic_normalization", "recognition_first", "dialogue_us_only", "land_swap", "free_choice",
    )
]  # fmt: skip


def test_the_reference_covers_six_sets_and_six_scenarios() -> None:
    assert sorted(reference()) == sorted(REFERENCE_KEYS)


@pytest.mark.parametrize(("assume", "scenario"), REFERENCE_KEYS)
def test_the_equilibria_and_payoffs_are_those_of_the_reference(assume: str, scenario: str) -> None:
    rows = reference()[assume, scenario]
    found = solved(scenario, assume)
    profiles = [[*found.game.moves(profile).values()][:NINE] for profile in found.equilibria.equilibria]
    assert profiles == [[row[player] for player in by_hand.PLAYERS] for row in rows]
    for row, profile in zip(rows, found.equilibria.equilibria, strict=True):
        paid = found.game.payoff(profile)
        for player in by_hand.PLAYERS:
            assert paid[player] == pytest.approx(float(row[f"payoff_{player}"]), abs=1e-4)


@pytest.mark.parametrize(("assume", "scenario"), REFERENCE_KEYS)
def test_the_staged_outcomes_are_those_of_the_reference(assume: str, scenario: str) -> None:
    row = reference()[assume, scenario][0]
    found = solved(scenario, assume)
    assert found.staged is not None
    assert len(found.staged.outcomes) == int(row["n_staged_outcomes"])
    for rule in ("best_joint", "cautious"):
        profile = found.staged.path(rule).profile
        assert profile is not None
        moves = list(found.game.moves(profile).values())[2:NINE]
        assert " ".join(moves) == row[f"staged_{rule}"]


@pytest.mark.parametrize(
    ("assume", "scenario"), [key for key in REFERENCE_KEYS if key[1] not in ("free_choice", "land_swap")]
)
def test_the_beliefs_needed_are_those_of_the_reference(assume: str, scenario: str) -> None:
    row = reference()[assume, scenario][0]
    found = thresholds(first_edition(scenario, assume))
    for player in FOUR:
        expected = row[f"belief_threshold_{player}"]
        if expected:
            assert found.belief(player) == pytest.approx(float(expected), abs=0.005)
        else:
            assert found.belief(player) is None


@pytest.mark.parametrize("assume", list(by_hand.DIFFERENCES))
def test_every_payoff_of_every_profile_is_that_of_the_rules_read_by_hand(assume: str) -> None:
    game = build(first_edition("free_choice", assume))
    counts, table = by_hand.game({}, by_hand.parameters(assume))
    payoffs = payoffs_of_nine(game)
    assert counts == payoffs.shape[1:]
    hand = np.array([table[profile] for profile in np.ndindex(*counts)]).T.reshape(payoffs.shape)
    assert np.abs(payoffs - hand).max() < 1e-12


@pytest.mark.parametrize("assume", ["op_ed", "thaci_2018", "russia_escalates", "trump_2020", "economy_optimist"])
@pytest.mark.parametrize("order", list(by_hand.ORDERS))
def test_staged_outcomes_under_every_order_are_those_of_the_recursion(assume: str, order: str) -> None:
    fixed = by_hand.FIXED["recognition_first"]
    counts, table = by_hand.game(fixed, by_hand.parameters(assume))
    scenario = first_edition("recognition_first", assume)
    found = staged_outcomes(build(scenario), kosovo().orders[order])
    assert set(of_nine(found.outcomes)) == solving.staged_outcomes(table, counts, by_hand.order(order))
    for rule in ("best_joint", "cautious"):
        led_to = found.path(rule).profile
        assert led_to is not None
        assert led_to[:NINE] == solving.select(table, counts, by_hand.order(order), rule)


def recognisers(found: Solved, rule: str = "best_joint") -> str:
    assert found.staged is not None
    profile = found.staged.path("best_joint" if rule == "best_joint" else "cautious").profile
    assert profile is not None
    moves = found.game.moves(profile)
    return "".join("y" if moves[player] == "yes" else "n" for player in FOUR)


def test_the_economic_package_pays_serbia_costs_kosovo_and_changes_no_move() -> None:
    quo, deal = solved("status_quo"), solved("economic_normalization")
    (before,), (after,) = quo.equilibria.equilibria, deal.equilibria.equilibria
    assert (before[2:], quo.game.moves(before)["serbia"]) == (after[2:], "stall")
    assert [round(quo.game.payoff(before)[p], 2) for p in ("serbia", "kosovo")] == [11.14, 13.85]
    assert [round(deal.game.payoff(after)[p], 2) for p in ("serbia", "kosovo")] == [13.84, 11.85]


def test_recognition_first_is_an_assurance_game_with_two_equilibria() -> None:
    found = solved("recognition_first")
    who = [[found.game.moves(p)[player] for player in FOUR] for p in found.equilibria.equilibria]
    assert who == [["no"] * 4, ["yes"] * 4]
    assert (recognisers(found), recognisers(found, "cautious")) == ("yyyy", "nnnn")


def test_free_choice_depends_on_faith_in_the_economic_deal() -> None:
    found = solved("free_choice")
    assert found.staged is not None
    assert (len(found.equilibria.equilibria), len(found.staged.outcomes)) == (3, 2)
    for rule, us in (("best_joint", "sov_dialogue"), ("cautious", "sov_dialogue")):
        profile = found.staged.path(rule).profile
        assert profile is not None
        assert found.game.moves(profile)["us"] == us
    trump = solved("free_choice", "trump_2020")
    assert trump.staged is not None
    assert trump.staged.cautious.profile is not None
    assert trump.game.moves(trump.staged.cautious.profile)["us"] == "econ_package"
    hindsight = solved("free_choice", "hindsight_2026")
    assert [hindsight.game.moves(p)["us"] for p in hindsight.equilibria.equilibria] == ["econ_package"]


def test_the_beliefs_gains_and_insurance_are_those_published_with_the_case() -> None:
    found = thresholds(first_edition("recognition_first"))
    assert [round(found.alone(p), 2) for p in FOUR] == pytest.approx([-2.30, -1.84, -1.36, -0.92], abs=0.006)
    assert [round(found.last(p), 2) for p in FOUR] == pytest.approx([2.23, 2.70, 3.52, 3.56], abs=0.006)
    assert [found.belief(p) for p in FOUR] == pytest.approx([0.58, 0.50, 0.37, 0.31], abs=0.01)
    assert found.insurance.order == ("greece", "romania", "spain", "slovakia")
    assert found.insurance.payments == pytest.approx((0.915, 0.632, 0, 0), abs=1e-3)
    assert found.insurance.total == pytest.approx(1.55, abs=0.005)
    assert -sum(found.alone(p) for p in FOUR) == pytest.approx(6.4, abs=0.02)


@pytest.mark.parametrize("scenario", ["dialogue_no_gestures", "gestures_unconditional"])
def test_without_gestures_for_recognisers_only_the_four_need_more_faith(scenario: str) -> None:
    found = thresholds(first_edition(scenario))
    assert [found.belief(p) for p in FOUR] == pytest.approx([0.71, 0.65, 0.63, 0.57], abs=0.005)


def test_thresholds_and_insurance_are_those_of_loops_over_the_definition() -> None:
    for assume in ("op_ed", "sceptic_four", "hindsight_2026", "russia_escalates"):
        fixed = by_hand.FIXED["recognition_first"]
        counts, table = by_hand.game(fixed, by_hand.parameters(assume))
        reduced = solving.foreseen(table, counts, by_hand.order("recognition_first"), 2, "best_joint")
        found = thresholds(first_edition("recognition_first", assume))
        for player, (alone, last, belief) in zip(FOUR, solving.thresholds(reduced), strict=True):
            assert (found.alone(player), found.last(player)) == pytest.approx((alone, last))
            if belief is None:
                assert found.belief(player) is None or found.belief(player) > 0.9975  # type: ignore[operator]
            else:
                assert found.belief(player) == pytest.approx(belief, abs=0.0026)
        assert found.insurance.total == pytest.approx(solving.insurance(reduced)[0])


def test_in_turn_every_order_of_the_four_ends_in_recognition_by_all() -> None:
    game = solved("recognition_first").game
    for turn in permutations(FOUR):
        beside = game.players[NINE:]
        order = [("us",), ("eu",), beside, *((player,) for player in turn), ("russia",), ("serbia", "kosovo")]
        found = staged_outcomes(game, order)
        assert [[game.moves(profile)[player] for player in FOUR] for profile in found.outcomes] == [["yes"] * 4]


def best_joint(scenario: str, assume: str = "op_ed", **values: float) -> dict[str, str]:
    """The moves of the staged outcome under best_joint."""
    found = solved(scenario, assume, **values)
    assert found.staged is not None
    assert found.staged.best_joint.profile is not None
    return found.game.moves(found.staged.best_joint.profile)


def chain_holds(**values: float) -> bool:
    """Stalemate in the status quo and under the deal; under the Dialogue all four, then normalise, then concede."""
    for scenario in ("status_quo", "economic_normalization"):
        moves = best_joint(scenario, **values)
        if [moves[player] for player in ("serbia", "kosovo", *FOUR)] != ["stall", "hold_firm", *["no"] * 4]:
            return False
    moves = best_joint("recognition_first", **values)
    return [moves[player] for player in ("serbia", "kosovo", *FOUR)] == ["normalise", "concede", *["yes"] * 4]


@pytest.mark.parametrize(
    ("name", "published", "holds", "fails"),
    [
        ("dialogue_offset", 0.40, 0.386, 0.384),
        ("us_cred", 0.70, 0.660, 0.658),
        ("nato_ready", 0.65, 0.607, 0.605),
        ("conditionality", 0.15, 0.104, 0.102),
        ("reprisal", 0.70, 0.725, 0.727),
        ("arms_value", 0.35, 0.372, 0.374),
        ("hedge", 0.15, 0.126, 0.124),
    ],
)
def test_the_chain_breaks_where_published(name: str, published: float, holds: float, fails: float) -> None:
    """The published points are the last on a grid of 0.05 at which the chain holds."""
    step = np.sign(fails - holds) * 0.05
    assert chain_holds(**{name: published})
    assert not chain_holds(**{name: published + step})
    assert chain_holds(**{name: holds})
    assert not chain_holds(**{name: fails})


def serbia_normalises(scenario: str, funds: float) -> bool:
    found = solved(scenario, funds=funds)
    return any(found.game.moves(profile)["serbia"] == "normalise" for profile in found.equilibria.equilibria)


def test_unconditional_funds_never_flip_serbia_and_conditional_ones_do_from_about_six_times() -> None:
    assert not any(serbia_normalises("economic_normalization", funds) for funds in (1, 2, 4, 8, 15))
    assert not serbia_normalises("conditional_funds", 5)
    assert serbia_normalises("conditional_funds", 6)


def test_if_serbia_does_not_yield_kosovo_still_gains_from_recognition_by_the_four() -> None:
    found = solved("recognition_first", "sceptic_serbia")
    assert found.staged is not None
    assert found.staged.best_joint.profile is not None
    moves = found.game.moves(found.staged.best_joint.profile)
    assert (recognisers(found), moves["serbia"]) == ("yyyy", "stall")
    assert found.game.payoff(found.staged.best_joint.profile)["kosovo"] == pytest.approx(25.8, abs=0.05)


def test_once_belgrade_consents_the_four_can_follow_with_no_dialogue_at_all() -> None:
    settled = {"serbia": "normalise", "kosovo": "hold_firm"}

    def all_four(consent: float) -> bool:
        scenario = first_edition("status_quo", values={"consent_discount": consent}).fixing(settled)
        game = build(scenario)
        return any(all(game.moves(p)[q] == "yes" for q in FOUR) for p in pure_equilibria(game).equilibria)

    assert not all_four(0.6)
    assert all_four(0.7)


def test_the_conditional_pledge_leaves_one_staged_outcome_and_needs_no_belief() -> None:
    found = solved("conditional_pledge")
    assert found.staged is not None
    assert {tuple(found.game.moves(p)[q] for q in FOUR) for p in found.staged.outcomes} == {("yes",) * 4}
    assert [thresholds(found.scenario).belief(player) for player in FOUR] == [0.0] * 4


def test_the_pledge_and_the_funds_are_neutral_where_they_are_not_switched() -> None:
    base = solved("recognition_first").game.payoffs
    assert np.array_equal(build(first_edition("recognition_first", values={"funds": 3.0})).payoffs, base)
    pledged = build(first_edition("recognition_first", values={"pledge": 1.0}))
    full = (slice(None), 0, 0, slice(None), slice(None), slice(None))
    assert np.array_equal(pledged.payoffs[(*full, 1, 1, 1, 1)], base[(*full, 1, 1, 1, 1)])
    assert np.array_equal(pledged.payoffs[(*full, 1, 0, 1, 1)], base[(*full, 0, 0, 0, 0)])


def test_the_three_hinges_can_each_be_broken_alone() -> None:
    ends = {}
    for assume in ("op_ed", "sceptic_four", "sceptic_serbia", "sceptic_kosovo", "sceptic"):
        moves = best_joint("recognition_first", assume)
        ends[assume] = (moves["spain"] == "yes", moves["serbia"] == "normalise", moves["kosovo"] == "concede")
    assert ends == {
        "op_ed": (True, True, True),
        "sceptic_four": (False, False, False),
        "sceptic_serbia": (True, False, False),
        "sceptic_kosovo": (True, True, False),
        "sceptic": (False, False, False),
    }
