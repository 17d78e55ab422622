"""Bargaining sets and their solutions: published answers, the axioms as properties, brute force, linear programmes."""

from itertools import product

import numpy as np
import pytest

from negotiation_sim.errors import InputError
from negotiation_sim.games.agreements import SOLUTIONS, kalai_smorodinsky, nash, utilitarian
from negotiation_sim.games.bargaining import BargainingSet
from negotiation_sim.games.lotteries import LOTTERIES, hull, ideals, integrative_gain, nash_lottery

TWO = ("a", "b")


def some_sets(count=60, parties=2, packages=40, seed=7):
    """Random bargaining sets, some of whose zones are empty."""
    rng = np.random.default_rng(seed)
    names = tuple("abcdef"[:parties])
    for _ in range(count):
        yield BargainingSet(names, rng.normal(size=(parties, packages)), rng.normal(0.2, 0.5, size=parties))


def bill_and_jack():
    """Nash's barter: who ends up with each of nine goods; what Bill and Jack make of each (Nash 1950, p. 161)."""
    bill, jack = [2, 2, 2, 2, 4, 10, 4, 6, 2], [4, 2, 1, 2, 1, 1, 1, 2, 2]
    held = np.array(list(product((0, 1), repeat=9))).T  # 1: Bill has it
    return BargainingSet(("bill", "jack"), np.array([bill @ held, jack @ (1 - held)]), [12.0, 6.0]), held


def test_bill_and_jack_trade_as_nash_says():
    bargaining, held = bill_and_jack()
    picked = nash(bargaining)
    assert picked is not None
    assert len(picked.packages) == 1
    assert bargaining.payoffs[:, picked.packages[0]].tolist() == [24, 11]
    assert held[:, picked.packages[0]].tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 0]  # box, pen, toy, knife
    lottery = nash_lottery(bargaining)
    assert lottery.packages == picked.packages
    assert lottery.chances == (1.0,)


def test_the_split_pie_has_its_textbook_solutions():
    """u1 = x, u2 = sqrt(1 - x): Nash 2/3, Kalai-Smorodinsky and egalitarian .618, utilitarian 3/4."""
    x = np.linspace(0, 1, 100_001)
    pie = BargainingSet(TWO, np.array([x, np.sqrt(1 - x)]), [0.0, 0.0])
    at = {name: solution(pie).gains[0] for name, solution in SOLUTIONS.items()}
    assert at["nash"] == pytest.approx(2 / 3, abs=1e-4)
    assert at["kalai_smorodinsky"] == pytest.approx((np.sqrt(5) - 1) / 2, abs=2e-5)
    assert at["egalitarian"] == at["maximin"] == pytest.approx((np.sqrt(5) - 1) / 2, abs=2e-5)
    assert at["utilitarian"] == pytest.approx(0.75, abs=5e-3)


def test_lotteries_solve_the_split_pie_too():
    x = np.linspace(0, 1, 2001)
    pie = BargainingSet(TWO, np.array([x, np.sqrt(1 - x)]), [0.0, 0.0])
    at = {name: solution(pie).gains[0] for name, solution in LOTTERIES.items()}
    assert at["nash"] == pytest.approx(2 / 3, abs=1e-3)
    assert at["kalai_smorodinsky"] == at["egalitarian"] == pytest.approx((np.sqrt(5) - 1) / 2, abs=1e-6)
    assert at["utilitarian"] == pytest.approx(0.75, abs=1e-3)


def frontier_by_definition(values):
    beaten = [
        any(
            (values[:, j] >= values[:, k]).all() and (values[:, j] > values[:, k]).any() for j in range(values.shape[1])
        )
        for k in range(values.shape[1])
    ]
    return ~np.array(beaten)


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_the_frontier_is_what_nothing_dominates(parties):
    rng = np.random.default_rng(3)
    for _ in range(20):
        values = rng.integers(0, 6, size=(parties, 60)).astype(float)  # with many ties and equals
        bargaining = BargainingSet(tuple("abcd"[:parties]), values, np.zeros(parties))
        assert (bargaining.frontier == frontier_by_definition(values)).all()


def test_the_zone_counts_who_only_ties_and_nobody_who_loses():
    payoffs = np.array([[0, 0, 1, -1, 1e-300], [0, 1, 1, 9, 0]])
    assert BargainingSet(TWO, payoffs, [0, 0]).zone.tolist() == [False, True, True, False, True]


def test_a_gain_within_its_rounding_is_none():
    payoffs = np.array([[0.1 + 0.2, -1e-17], [0.3, 1.0]])
    rounded = BargainingSet(TWO, payoffs, [0.3, 0.3], rounding=np.array([[1e-15, 1.0], [1e-15, 1e-15]]))
    assert rounded.zone.tolist() == [False, True]
    assert BargainingSet(TWO, payoffs, [0.3, 0.3]).zone.tolist() == [True, False]


def by_brute_force(bargaining):
    """What each principle makes greatest, looked for package by package."""
    zone = [g for g in bargaining.gains.T if (g >= 0).all() and (g > 0).any()]
    ideal = np.max(zone, axis=0)
    return {
        "nash": max(np.prod(g) for g in zone),
        "kalai_smorodinsky": max(min(g / ideal) for g in zone),
        "egalitarian": max(min(g) for g in zone),
        "utilitarian": max(sum(g) for g in zone),
        "maximin": max(min(g + bargaining.disagreement) for g in zone),
    }


def reached(bargaining, gains):
    return {
        "nash": np.prod(gains["nash"]),
        "kalai_smorodinsky": min(gains["kalai_smorodinsky"] / bargaining.ideal),
        "egalitarian": min(gains["egalitarian"]),
        "utilitarian": sum(gains["utilitarian"]),
        "maximin": min(gains["maximin"] + bargaining.disagreement),
    }


@pytest.mark.parametrize("parties", [2, 3])
def test_every_solution_is_the_best_by_its_principle(parties):
    solved = 0
    for bargaining in some_sets(parties=parties, packages=80):
        if bargaining.zone.any() and (bargaining.ideal > 0).all():
            gains = {name: solution(bargaining).gains for name, solution in SOLUTIONS.items()}
            assert reached(bargaining, gains) == pytest.approx(by_brute_force(bargaining))
            solved += 1
        elif not bargaining.zone.any():
            assert all(solution(bargaining) is None for solution in SOLUTIONS.values())
    assert solved > 20


def test_all_packages_that_a_principle_cannot_tell_apart_are_told():
    bargaining = BargainingSet(TWO, np.array([[1.0, 2.0, 2.0, 3.0], [3.0, 2.0, 2.0, 1.0]]), [0, 0])
    assert nash(bargaining).packages == (1, 2)
    assert utilitarian(bargaining).packages == (0, 1, 2, 3)


def test_where_nobody_can_gain_together_the_most_do():
    bargaining = BargainingSet(("a", "b", "c"), np.array([[1.0, 2, 0], [1, 0, 0], [0, 0, 0]]), [0, 0, 0])
    assert nash(bargaining).packages == (0,)


def stretched(bargaining, factors=(3.0, 0.5), shifts=(-4.0, 7.0)):
    factors, shifts = np.array(factors), np.array(shifts)
    return BargainingSet(
        bargaining.parties,
        bargaining.payoffs * factors[:, None] + shifts[:, None],
        bargaining.disagreement * factors + shifts,
    )


@pytest.mark.parametrize("name", ["nash", "kalai_smorodinsky"])
def test_stretching_or_shifting_the_points_of_a_party_changes_no_scale_free_solution(name):
    for bargaining in some_sets():
        before, after = SOLUTIONS[name](bargaining), SOLUTIONS[name](stretched(bargaining))
        assert (before is None) == (after is None)
        if before is not None:
            assert before.packages == after.packages
        drawn, again = LOTTERIES[name](bargaining), LOTTERIES[name](stretched(bargaining))
        if drawn is not None:
            assert again.gains == pytest.approx(drawn.gains * [3, 0.5], abs=1e-6)


def test_adding_points_of_different_parties_does_depend_on_their_scale():
    """The caveat of the utilitarian solution, so that the property above can fail."""
    changed = [
        utilitarian(b).packages != utilitarian(stretched(b, (100.0, 1.0))).packages for b in some_sets() if b.zone.any()
    ]
    assert any(changed)


@pytest.mark.parametrize("name", list(SOLUTIONS))
def test_parties_who_change_places_change_gains(name):
    for bargaining in some_sets():
        turned = BargainingSet(TWO, bargaining.payoffs[::-1], bargaining.disagreement[::-1])
        picked, mirrored = SOLUTIONS[name](bargaining), SOLUTIONS[name](turned)
        assert (picked and picked.packages) == (mirrored and mirrored.packages)


def test_nash_does_not_hang_on_packages_that_it_did_not_pick():
    for bargaining in some_sets():
        picked = nash(bargaining)
        if picked is None:
            continue
        kept = np.random.default_rng(1).random(bargaining.payoffs.shape[1]) < 0.5
        kept[picked.packages[0]] = True
        assert nash(bargaining.only(kept)).gains == pytest.approx(picked.gains)


def test_a_better_set_with_the_same_ideals_of_others_harms_no_party_under_kalai_and_smorodinsky():
    """Individual monotonicity over lotteries: b's possibilities grow, a's ideal stays, and b does not lose."""
    grown = 0
    for bargaining in some_sets(count=40, packages=12):
        lottery = LOTTERIES["kalai_smorodinsky"](bargaining)
        if lottery is None:
            continue
        better = BargainingSet(
            TWO, bargaining.payoffs + [[0.0], [0.4]] * (bargaining.gains >= 0), [*bargaining.disagreement]
        )
        if ideals(better)[0] == pytest.approx(ideals(bargaining)[0], abs=1e-9):
            assert LOTTERIES["kalai_smorodinsky"](better).gains[1] >= lottery.gains[1] - 1e-8
            grown += 1
    assert grown > 5


@pytest.mark.parametrize("parties", [2, 3])
def test_no_package_raises_the_product_of_a_nash_lottery(parties):
    """The condition of an optimum, sum_i gains_i(package) / gains_i <= n, which the search does not print."""
    solved = 0
    for bargaining in some_sets(count=30, parties=parties, packages=60):
        lottery = nash_lottery(bargaining)
        if lottery is not None:
            assert (bargaining.gains / lottery.gains[:, None]).sum(axis=0).max() <= parties + 1e-5
            assert sum(lottery.chances) == pytest.approx(1)
            assert bargaining.gains[:, lottery.packages] @ lottery.chances == pytest.approx(lottery.gains)
            solved += 1
    assert solved > 10


@pytest.mark.parametrize("name", list(SOLUTIONS))
def test_a_lottery_is_at_least_as_good_as_the_best_package(name):
    for bargaining in some_sets():
        picked, lottery = SOLUTIONS[name](bargaining), LOTTERIES[name](bargaining)
        if picked is None or lottery is None or (bargaining.ideal <= 0).any():
            continue
        best = ideals(bargaining)
        worth = {
            "nash": np.prod,
            "kalai_smorodinsky": lambda g, best=best: min(g / best),
            "egalitarian": min,
            "utilitarian": sum,
            "maximin": lambda g, without=bargaining.disagreement: min(g + without),
        }[name]
        assert worth(lottery.gains) >= worth(picked.gains) - 1e-8


def test_a_lottery_can_be_agreed_on_where_no_package_can():
    bargaining = BargainingSet(TWO, np.array([[3.0, -1.0], [-1.0, 3.0]]), [0, 0])
    assert not bargaining.zone.any()
    assert kalai_smorodinsky(bargaining) is None
    assert nash_lottery(bargaining).gains == pytest.approx([1, 1])
    assert nash_lottery(bargaining).chances == pytest.approx((0.5, 0.5))


def test_the_integrative_gain_runs_from_a_cake_to_having_all_one_wants():
    cake = BargainingSet(TWO, np.array([[0.0, 1.0, 2.0], [4.0, 2.0, 0.0]]), [0, 0])
    alike = BargainingSet(TWO, np.array([[0.0, 1.0], [0.0, 5.0]]), [0, 0])
    assert integrative_gain(cake) == pytest.approx(0, abs=1e-9)
    assert integrative_gain(alike) == pytest.approx(1)
    assert integrative_gain(BargainingSet(TWO, np.array([[-1.0], [1.0]]), [0, 0])) == 0


def test_the_hull_has_every_edge_that_a_linear_programme_can_end_at():
    rng = np.random.default_rng(5)
    for _ in range(20):
        gains = rng.normal(size=(2, 50))
        corners = set(hull(gains).tolist())
        for weight in np.linspace(0.001, 0.999, 97):
            assert int((np.array([weight, 1 - weight]) @ gains).argmax()) in corners


@pytest.mark.parametrize(
    ("parties", "payoffs", "disagreement", "word"),
    [
        (("a",), [[1.0]], [0.0], "two or more parties"),
        (("a", "a"), [[1.0], [1.0]], [0.0, 0.0], "name of its own"),
        (TWO, np.zeros((2, 0)), [0.0, 0.0], "at least one package"),
        (TWO, [[1.0], [1.0]], [0.0], "one disagreement payoff per party"),
        (TWO, [[1.0], [np.inf]], [0.0, 0.0], "finite"),
    ],
)
def test_a_set_that_is_none_is_refused_with_the_reason(parties, payoffs, disagreement, word):
    with pytest.raises(InputError, match=word):
        BargainingSet(parties, np.array(payoffs), np.array(disagreement))
