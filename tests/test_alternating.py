"""Offers by backward induction and by formula: each against its definition, played out, and published answers."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.games.alternating import alternating_offers
from negotiation_sim.games.bargaining import BargainingSet
from negotiation_sim.games.take_it_or_leave_it import alternating_shares, proposer_share, setter_outcome

FACTOR = st.floats(0, 0.99)


def pie(pieces: int) -> BargainingSet:
    first = np.arange(pieces + 1) / pieces
    return BargainingSet(("first", "second"), np.array([first, 1 - first]), np.zeros(2))


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [(0.9, 0.9, 0.5263157895), (0.9, 0.8, 0.7142857143), (0.5, 0.5, 0.6666666667), (0.95, 0.8, 0.8333333333)],
)
def test_shares_of_alternating_offers_are_those_of_rubinstein(first: float, second: float, share: float) -> None:
    assert alternating_shares(first, second) == pytest.approx((share, 1 - share), abs=1e-9)


@pytest.mark.parametrize(("outside", "share"), [(0.3, 0.4736842105), (0.6, 0.6)])
def test_a_low_outside_option_changes_nothing_and_a_high_one_is_paid(outside: float, share: float) -> None:
    assert alternating_shares(0.9, 0.9, (0.0, outside)) == pytest.approx((1 - share, share), abs=1e-9)


@given(first=FACTOR, second=FACTOR, one=st.floats(0, 1), other=st.floats(0, 1))
def test_each_responder_is_paid_what_refusing_is_worth(first: float, second: float, one: float, other: float) -> None:
    """The equilibrium by its definition: the responder's shares are a fixed point, here reached by waiting for it."""
    shares = alternating_shares(first, second, (one, other))
    if one + other > 1:
        assert shares is None
        return
    as_first = as_second = 0.0
    for _ in range(3000):
        as_first = max(first * (1 - as_second), one)
        as_second = max(second * (1 - as_first), other)
    assert shares == pytest.approx((1 - as_second, as_second), abs=1e-9)


@pytest.mark.parametrize("bad", [((1.0, 0.5), (0.0, 0.0)), ((0.5, -0.1), (0.0, 0.0)), ((0.5, 0.5), (0.0, 1.2))])
def test_numbers_out_of_bounds_are_named(bad: tuple[tuple[float, float], tuple[float, float]]) -> None:
    with pytest.raises(InputError, match=r"Write (a number|numbers) from 0 to"):
        alternating_shares(*bad[0], bad[1])


@pytest.mark.parametrize(
    ("members", "quota", "patience", "share"), [(3, 2, 1.0, 2 / 3), (3, 2, 0.8, 0.7333333333), (5, 3, 0.9, 0.64)]
)
def test_a_proposer_keeps_what_baron_and_ferejohn_say(members: int, quota: int, patience: float, share: float) -> None:
    assert proposer_share(members, quota, patience) == pytest.approx(share, abs=1e-9)
    worth = np.zeros(members)
    for _ in range(2000):  # what each expects before the proposer is drawn, whom the cheapest others join at random
        keeps = 1 - patience * worth[0] * (quota - 1)
        worth = np.full(members, (keeps + (members - 1) * patience * worth[0] * (quota - 1) / (members - 1)) / members)
    assert keeps == pytest.approx(share, abs=1e-9)
    assert worth.sum() == pytest.approx(1.0)


@pytest.mark.parametrize(("setter", "status_quo", "outcome"), [(0.9, 0.2, 0.8), (0.9, 0.6, 0.6), (0.55, 0.2, 0.55)])
def test_a_setter_gets_what_romer_and_rosenthal_say(setter: float, status_quo: float, outcome: float) -> None:
    assert setter_outcome(setter, 0.5, status_quo) == pytest.approx(outcome, abs=1e-12)


@given(setter=st.floats(0, 1), voter=st.floats(0, 1), status_quo=st.floats(0, 1))
def test_the_setters_proposal_is_the_best_of_all_that_the_voter_accepts(
    setter: float, voter: float, status_quo: float
) -> None:
    grid = np.append(np.linspace(-1, 2, 30_001), status_quo)
    accepted = grid[np.abs(grid - voter) <= abs(status_quo - voter) + 1e-12]
    best = accepted[np.abs(accepted - setter).argmin()]
    assert abs(setter_outcome(setter, voter, status_quo) - setter) == pytest.approx(abs(best - setter), abs=2e-4)


@pytest.mark.parametrize(("first", "second"), [(0.9, 0.9), (0.9, 0.8), (0.5, 0.5)])
def test_many_rounds_over_a_fine_pie_come_to_rubinsteins_shares(first: float, second: float) -> None:
    solved = alternating_offers(pie(20_000), (first, second), rounds=300)
    assert solved.agreed is not None
    assert solved.agreed.round == 1
    assert solved.agreed.value == pytest.approx(alternating_shares(first, second), abs=3e-3)


def test_a_chance_of_breakdown_weighs_as_impatience() -> None:
    by_chance = alternating_offers(pie(1000), (1.0, 1.0), rounds=40, breakdown=0.2)
    by_patience = alternating_offers(pie(1000), (0.8, 0.8), rounds=40)
    assert [offer.package for offer in by_chance.offers] == [offer.package for offer in by_patience.offers]


def test_one_round_is_take_it_or_leave_it() -> None:
    solved = alternating_offers(pie(10), (0.5, 0.5), rounds=1)
    assert solved.offers[0].value.tolist() == [1.0, 0.0]


def played(gains: np.ndarray, factors: np.ndarray, turn: int, left: int) -> set[tuple[float, ...]]:
    """Every pure subgame-perfect outcome by its definition, in gains as they count now: all ties branch."""
    n = len(gains)
    if left == 0:
        return {(0.0,) * n}
    proposer, outcomes = turn % n, set()
    for later in played(gains, factors, turn + 1, left - 1):
        waiting = factors * np.array(later)
        sure, maybe = [], []
        for k in range(gains.shape[1]):
            others = [(gains[i, k], waiting[i]) for i in range(n) if i != proposer]
            if all(a > b + 1e-12 for a, b in others):
                sure.append(k)
            elif all(a >= b - 1e-12 for a, b in others):
                maybe.append(k)
        for taken in itertools.product((False, True), repeat=len(maybe)):
            offers = [tuple(gains[:, k]) for k in sure] + [
                tuple(gains[:, k]) for k, yes in zip(maybe, taken, strict=True) if yes
            ]
            ends = [*offers, tuple(waiting)]
            best = max(end[proposer] for end in ends)
            outcomes |= {tuple(np.round(end, 9)) for end in ends if end[proposer] >= best - 1e-9}
    return outcomes


@settings(max_examples=60, deadline=None)
@given(
    gains=st.lists(st.tuples(st.integers(-2, 4), st.integers(-2, 4)), min_size=1, max_size=5),
    factors=st.tuples(st.sampled_from([0.0, 0.5, 0.9, 1.0]), st.sampled_from([0.0, 0.5, 0.9, 1.0])),
    rounds=st.integers(1, 3),
)
def test_the_answer_is_one_of_all_subgame_perfect_outcomes(
    gains: list[tuple[int, int]], factors: tuple[float, float], rounds: int
) -> None:
    array = np.array(gains, dtype=float).T
    solved = alternating_offers(BargainingSet(("a", "b"), array, np.zeros(2)), factors, rounds)
    assert tuple(np.round(solved.offers[0].value, 9)) in played(array, np.array(factors), 0, rounds)


def test_three_parties_take_turns_and_all_must_accept() -> None:
    gains = np.array([[3.0, 1.0, 0.0, 1.0], [0.0, 3.0, 1.0, 1.0], [0.0, 0.0, 3.0, 1.0]])
    solved = alternating_offers(BargainingSet(("a", "b", "c"), gains, np.zeros(3)), (0.9, 0.9, 0.9), rounds=2)
    assert [offer.package for offer in solved.offers] == [1, 1]
    assert [offer.proposer for offer in solved.offers] == [0, 1]


def test_nobody_agrees_where_somebody_loses_by_every_package() -> None:
    solved = alternating_offers(BargainingSet(("a", "b"), np.array([[2.0], [-1.0]]), np.zeros(2)), (0.9, 0.9), 5)
    assert solved.agreed is None
    assert solved.chance == 0.0
    assert all(offer.value.tolist() == [0.0, 0.0] for offer in solved.offers)


@pytest.mark.parametrize(
    ("patience", "rounds", "breakdown", "says"),
    [
        ((0.9,), 2, 0.0, "1 discount factors for 2"),
        ((0.9, 1.1), 2, 0.0, "from 0 to 1"),
        ((0.9, 0.9), 0, 0.0, "0 rounds"),
    ],
)
def test_what_cannot_be_offered_is_named(patience: tuple[float, ...], rounds: int, breakdown: float, says: str) -> None:
    with pytest.raises(InputError, match=says):
        alternating_offers(pie(2), patience, rounds, breakdown)
