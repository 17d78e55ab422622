"""Break-evens of conclusions about numbers: each against a dense grid, which knows nothing of brackets."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim import ask, break_evens
from negotiation_sim.case.conclusions import Conclusion
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.other_kinds import OtherKind
from negotiation_sim.present.conclusions import binding_in_words, binding_record
from negotiation_sim.worlds.along.binding import Binding
from negotiation_sim.worlds.along.bracketed import PARTS, bracketed, narrowed
from negotiation_sim.worlds.results.chain import Link, chain
from negotiation_sim.worlds.results.on_numbers import NumberedKind

from .numbered import bargain, values_of

CONDITIONS = ["deal", "worth_it", "table: depth > 0.5 or gain.first > 4.2", "table: not (zone == 0) and joint < 2"]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with bargain(tmp_path_factory.mktemp("case") / "hunt") as folder:
        yield folder


@pytest.mark.parametrize("scenario", ["in_turn", "free_choice"])
@pytest.mark.parametrize("holds", CONDITIONS)
def test_switches_are_those_of_a_dense_grid(case: str, holds: str, scenario: str) -> None:
    links = chain(load_case(case).scenario(scenario), holds)
    for each in break_evens(links).nearest_first:
        grid = np.linspace(each.searched_low, each.searched_high, 20_011)
        truths = links[0].holds(each.entry.name, grid)
        turns = np.flatnonzero(truths[1:] != truths[:-1])
        if each.entry.is_switch:
            assert bool(each.switches) == (truths[0] != truths[-1])
            continue
        assert len(each.switches) == len(turns)
        for switch, k in zip(each.switches, turns, strict=True):
            width = each.searched_high - each.searched_low
            assert grid[k] - 1e-7 * width <= switch.value <= grid[k + 1] + 1e-7 * width
            assert switch.holds_above == truths[k + 1]
            assert switch.method == "bracketed"
            assert links[0].holds(each.entry.name, [switch.low, switch.high]).tolist() == [truths[k], truths[k + 1]]


def test_places_and_who_binds_by_hand(case: str) -> None:
    answer = ask("breakeven", "in_turn", holds="worth_it", case=case)
    ends = {each["assumption"]: [part["value"] for part in each["switches"]] for each in answer.record["break_evens"]}
    # surplus = share - 2 - toll + patience > 1 and joint = patience (4 - toll) (share - 3) >= 1.2, now at -0.5 and 1
    assert ends["toll"] == pytest.approx([1.5], abs=1e-8)
    assert ends["stag_share"] == pytest.approx([4.5], abs=1e-8)
    assert ends["patience"] == pytest.approx([1.0], abs=1e-8)
    assert ends["hare"] == []
    (switch,) = next(each for each in answer.record["break_evens"] if each["assumption"] == "toll")["switches"]
    assert switch["binds"][0]["numbers"] == {"surplus": pytest.approx([1, 1], abs=1e-6)}
    assert switch["words"] == "what both gain (surplus): 1 at 1.5"
    assert answer.record["payoff_margins"] == [-0.5]
    assert (answer.record["grid"], answer.record["conclusion"][0]["of"]) == (PARTS, "table")
    assert "may be missed" in answer.record["limits"]
    assert "polynomials" not in answer.record["limits"]


def test_a_yes_or_no_is_tried_at_both_values(case: str) -> None:
    answer = ask("breakeven", "in_turn", holds="deal", case=case, assumption=["pledge"])
    (switch,) = answer.record["break_evens"][0]["switches"]
    assert switch["words"] == "packages in the zone (zone): 0 at 0, 1 at 1"


def test_a_chain_of_a_game_and_a_table_changes_where_either_does(case: str) -> None:
    answer = ask("breakeven", "in_turn", holds="table: surplus > 0.2", also=["free_choice:hunted"], case=case)
    by_name = {each["assumption"]: each["switches"] for each in answer.record["break_evens"]}
    places = [(part["value"], part["scenarios"], part["method"]) for part in by_name["stag_share"]]
    # the stag must beat the hare (3) for the hunters, and feed 3.7 for the table
    assert places == [(pytest.approx(3.7, abs=1e-8), ["in_turn"], "bracketed")]
    places = [(part["value"], part["scenarios"], part["method"]) for part in by_name["hare"]]
    assert places == [(pytest.approx(4.0, abs=1e-8), ["free_choice"], "exact")]


def test_a_number_that_is_none_or_infinite_is_said_to_be_so(case: str) -> None:
    beside = (("depth", float("nan"), 0.5), ("zone", 2.0, float("inf")))
    binding = Binding("numbers", True, of="table", numbers=beside)
    words = binding_in_words(load_case(case), binding, "1.5")
    assert words == (
        "how deep the zone is (depth): no number below 1.5, 0.5 above; "
        "packages in the zone (zone): 2 below 1.5, infinite above"
    )
    assert binding_record(binding)["numbers"] == {"depth": [None, 0.5], "zone": [2.0, None]}


def test_a_condition_about_a_table_stands_after_and(case: str) -> None:
    answer = ask("breakeven", "in_turn", holds="hunted", also=["free_choice:table: surplus > 0.2"], case=case)
    assert [each.get("of") for each in answer.record["conclusion"]] == [None, "table"]


def test_a_scenario_without_outcome_has_no_deal_whatever_moves(case: str) -> None:
    answer = ask("breakeven", "in_turn", holds="table: gain.first > 0", sense="every", case=case)
    assert not answer.record["holds"]
    assert answer.record["payoff_margins"] == [None]
    assert all(not each["switches"] for each in answer.record["break_evens"])


def link_of(case: str, formula) -> tuple[Link, NumberedKind]:  # type: ignore[no-untyped-def]
    """A link that holds where a function of toll is above 0, and the kind that says so."""
    kind = NumberedKind(lambda scenario, _, draws: {"zone": formula(values_of(scenario, draws)["toll"])})
    scenario = load_case(case).scenario("in_turn")
    reached = Conclusion(OtherKind({"zone": "a number"}).condition("zone > 0"), "best_joint", "table")
    link = Link(scenario, reached)
    object.__setattr__(link, "holds", lambda name, values: kind.truths(scenario, reached, {name: np.asarray(values)}))
    return link, kind


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.05, 4.95), min_size=1, max_size=5, unique=True), st.booleans())
def test_every_root_further_apart_than_a_part_is_bracketed(case: str, roots: list[float], jumps: bool) -> None:
    roots = sorted(roots)
    if min(np.diff(roots), default=1.0) < 2 * 5 / PARTS:
        return
    sign = (lambda x: np.sign(x) + (x == 0)) if jumps else lambda x: x
    link, kind = link_of(case, lambda toll: np.prod([sign(toll - root) for root in roots], axis=0))
    places, answers = bracketed(link, kind, "toll", 0.0, 5.0)
    assert places == pytest.approx(roots, abs=1e-9 * 5)
    assert answers.tolist() == [(len(roots) - k) % 2 == 0 for k in range(len(roots) + 1)]


@pytest.mark.parametrize("at", [0.31, 1.9, 3.777])
def test_two_changes_inside_one_part_are_seen_where_the_margin_leads_there(case: str, at: float) -> None:
    narrow = 0.3 * 5 / PARTS  # the part is wider than the piece on which it holds
    link, kind = link_of(case, lambda toll: (narrow / 2) ** 2 - (toll - at) ** 2)
    places, answers = bracketed(link, kind, "toll", 0.0, 5.0)
    assert places == pytest.approx([at - narrow / 2, at + narrow / 2], abs=1e-8)
    assert answers.tolist() == [False, True, False]


def test_brackets_are_narrowed_together_each_to_its_own_change() -> None:
    roots = np.array([0.1, 0.5, 0.77])
    lows, highs = narrowed(
        lambda values: np.searchsorted(roots, values) % 2 == 1, np.array([0.0, 0.3, 0.6]), np.array([0.3, 0.6, 1.0]),
        np.array([False, True, False]), 1e-12,
    )  # fmt: skip
    assert (lows <= roots).all()
    assert (roots <= highs).all()
    assert (highs - lows).max() <= 1e-12
