"""Power in bodies of many members, or of members who weigh much: three ways of counting, and what is too large."""

import math
import re
import time
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.games.one_weight import OneWeight, by_halves, by_weights, one_weight
from negotiation_sim.games.residues import moduli, whole
from negotiation_sim.games.swings import by_class, by_table
from negotiation_sim.games.voting import Condition, VotingRule
from negotiation_sim.solve.power import MOST_ADDITIONS, MOST_CELLS, additions, power


@st.composite
def rules_of_one_weight(draw: st.DrawFn) -> VotingRule:
    """Quotas of one weight and of members, in one to three ways; some weights are 0, some share a divisor."""
    n = draw(st.integers(1, 7))
    weights = [w * draw(st.sampled_from([1, 1, 6])) for w in draw(st.lists(st.integers(0, 5), min_size=n, max_size=n))]
    total = sum(weights)
    ways = []
    for _ in range(draw(st.integers(1, 3))):
        members = Condition((1,) * n, draw(st.integers(1, n)))
        heavy = [Condition(tuple(weights), draw(st.integers(1, total)))] if total else []
        ways.append(draw(st.sampled_from([(members,), (*heavy, members), tuple(heavy) or (members,)])))
    return VotingRule(tuple(f"m{i}" for i in range(n)), tuple(ways))


def as_one(rule: VotingRule) -> OneWeight:
    one = one_weight(rule)
    assert one is not None
    return one


@given(rules_of_one_weight())
@settings(max_examples=150)
def test_weights_halves_and_the_table_count_what_enumeration_counts(rule: VotingRule) -> None:
    one = as_one(rule)
    assert by_weights(one) == by_halves(one) == by_table(rule) == by_class(rule)


@given(rules_of_one_weight())
@settings(max_examples=100)
def test_one_weight_and_its_thresholds_pass_what_the_rule_passes(rule: VotingRule) -> None:
    one = as_one(rule)
    for size in range(len(rule.members) + 1):
        for yes in combinations(range(len(rule.members)), size):
            assert rule.passes(yes) == (sum(one.weights[i] for i in yes) >= one.thresholds[size])


@given(rules_of_one_weight(), st.sampled_from([65, 123, 300]))
@settings(max_examples=100)
def test_remainders_by_several_moduli_tell_the_same_counts(rule: VotingRule, bits: int) -> None:
    one = as_one(rule)
    one.__dict__["moduli"] = moduli(bits)
    assert len(one.moduli) > 1
    assert by_weights(one) == by_class(rule)


@given(rules_of_one_weight())
@settings(max_examples=100)
def test_no_count_reaches_the_bound_that_the_moduli_are_chosen_by(rule: VotingRule) -> None:
    assert max(map(max, by_class(rule))) < 2 ** as_one(rule).bits


@given(st.integers(2**70, 2**400))
def test_a_number_below_the_product_of_the_moduli_is_known_from_its_remainders(number: int) -> None:
    chosen = moduli(number.bit_length())
    assert all(math.gcd(a, b) == 1 for a, b in combinations(chosen, 2))
    assert whole([number % modulus for modulus in chosen], chosen) == number


def test_a_rule_of_two_weights_is_not_one_of_one() -> None:
    assert one_weight(VotingRule(("a", "b"), ((Condition((1, 2), 2), Condition((2, 1), 2)),))) is None


def swings_in_floats(weights: list[int], quota: int, member: int) -> np.ndarray:
    """How many sets of each size of the others fail alone and pass with the member, counted one other at a time."""
    others = weights[:member] + weights[member + 1 :]
    sets = np.zeros((len(weights), sum(others) + 1))
    sets[0, 0] = 1
    for weight in others:
        sets[1:, weight:] += sets[:-1, : sets.shape[1] - weight].copy()
    return np.asarray(sets[:, max(quota - weights[member], 0) : quota].sum(axis=1))


@pytest.mark.parametrize("member", [0, 30, 62])
def test_the_power_of_63_members_is_that_of_counting_their_swings_in_floats(member: int) -> None:
    """Weights 1 to 63, quota 1,009 of 2,016."""
    counted, swings = power(VotingRule.weighted(range(1, 64), 1009)), swings_in_floats([*range(1, 64)], 1009, member)
    orders = sum(number / math.comb(62, size) / 63 for size, number in enumerate(swings))
    assert float(counted.shapley_shubik[member]) == pytest.approx(orders, rel=1e-11)
    assert float(counted.banzhaf[member]) == pytest.approx(swings.sum() / 2**62, rel=1e-11)
    assert sum(counted.shapley_shubik) == sum(counted.banzhaf_normalised) == 1


@pytest.mark.parametrize("members", [62, 63, 64, 66])
def test_whole_numbers_of_any_length_continue_where_those_of_the_machine_end(members: int) -> None:
    """A majority of members alike, but for one who weighs nothing: every other has C(m - 2, quota - 1) swings twice."""
    rule = VotingRule.weighted([0, *[1] * (members - 1)], members // 2)
    one = as_one(rule)
    assert by_weights(one) == by_table(rule) == by_class(rule)
    assert power(rule).total_swings[1] == 2 * math.comb(members - 2, members // 2 - 1)


def like_the_fund(members: int, total: int) -> list[int]:
    """Weights that fall as those of the International Monetary Fund do: one of a sixth, most of less than a tenth %."""
    raw = [1 / (k + 3) ** 1.35 + 0.0004 for k in range(members)]
    return [max(1, round(weight * total / sum(raw))) for weight in raw]


def test_190_members_with_a_quota_of_85_per_cent_are_counted_in_seconds() -> None:
    weights = like_the_fund(190, 10_000)
    quota = -(-sum(weights) * 85 // 100)
    start = time.process_time()
    counted = power(VotingRule.weighted(weights, quota))
    assert time.process_time() - start < 20
    assert sum(counted.shapley_shubik) == 1
    rng, rounds = np.random.default_rng(4), 20_000
    orders = rng.permuted(np.tile(np.arange(190), (rounds, 1)), axis=1)
    reached = np.cumsum(np.array(weights)[orders], axis=1) >= quota
    pivots = np.bincount(orders[np.arange(rounds), reached.argmax(axis=1)], minlength=190) / rounds
    for i in (0, 1, 5, 40, 189):
        share = float(counted.shapley_shubik[i])
        assert abs(pivots[i] - share) <= 4 * math.sqrt(share * (1 - share) / rounds) + 1 / rounds


def test_single_votes_are_counted_and_what_is_added_up_is_told() -> None:
    """As in the Fund, on a smaller scale: 80 members, 20,000 single votes, 85 % needed."""
    weights, told = like_the_fund(80, 20_001), []
    quota = -(-sum(weights) * 85 // 100)
    rule = VotingRule.weighted(weights, quota)
    assert len(as_one(rule).moduli) > 1
    counted = power(rule, told.append)
    assert sum(told) == additions(rule) > 0
    for member in (0, 40, 79):
        swings = swings_in_floats(weights, quota, member)
        assert [float(number) for number in counted.swings[member]] == pytest.approx(list(swings), rel=1e-11)
    assert sum(counted.shapley_shubik) == 1


def test_the_funds_single_votes_are_within_what_is_counted() -> None:
    """190 members, 5.03 million votes, 85 %: some half a minute; here only that it is not refused."""
    weights = like_the_fund(190, 5_030_000)
    assert additions(VotingRule.weighted(weights, -(-sum(weights) * 85 // 100))) > 10**10


def test_few_members_may_weigh_as_much_as_they_like() -> None:
    """27 states by single persons: the same answer as by thousands where these are exact."""
    thousands = [83445 - 2900 * i + 17 * i * i for i in range(27)]
    quota = math.ceil(0.65 * sum(thousands))
    persons = [1000 * weight + (k == 0) for k, weight in enumerate(thousands)]  # one person more: no common divisor
    exact, rounded = (power(VotingRule.weighted(*rule)) for rule in ((persons, 1000 * quota), (thousands, quota)))
    assert exact.method == "the sets of each half of the members"
    assert rounded.method == "generating functions"
    assert exact.swings == rounded.swings


def test_a_common_divisor_of_the_weights_costs_nothing() -> None:
    weights = [10**9 * k for k in range(1, 41)]
    counted = power(VotingRule.weighted(weights, 410 * 10**9 - 1))
    assert counted.swings == power(VotingRule.weighted(range(1, 41), 410)).swings


def _too_large(members: int) -> tuple[list[int], int]:
    weights = [10**7 + 7919 * k for k in range(members)]
    return weights, sum(weights) * 2 // 3


@pytest.mark.parametrize("members", [40, 80, 200])
def test_what_is_too_large_is_told_by_how_much_to_divide_and_that_is_enough(members: int) -> None:
    weights, quota = _too_large(members)
    with pytest.raises(InputError, match="too large to count") as caught:
        power(VotingRule.weighted(weights, quota))
    divided = re.search(r"by ([\d,]+) and round them", str(caught.value))
    assert divided is not None
    by = int(divided[1].replace(",", ""))
    one = as_one(VotingRule.weighted([round(weight / by) for weight in weights], round(quota / by)))
    assert one.cells <= MOST_CELLS
    assert one.additions <= MOST_ADDITIONS


def test_two_weights_of_many_members_are_counted_too() -> None:
    rule = VotingRule(
        tuple(f"m{i}" for i in range(70)),
        ((Condition(tuple([1] * 10 + [0] * 60), 10), Condition(tuple([3] * 5 + [2] * 5 + [1] * 60), 50)),),
    )
    assert by_table(rule) == by_class(rule)
    shares = power(rule).shapley_shubik
    assert sum(shares) == 1
    assert shares[0] > shares[20] > Fraction(0)
