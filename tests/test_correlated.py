"""Correlated play: published answers, the textbook's programme in loops, exact fractions, and rules."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve import correlated
from negotiation_sim.solve.bilateral import mixed_equilibria
from negotiation_sim.solve.correlated import (
    Correlated,
    correlated_equilibrium,
    disobedience,
    incentive_matrix,
    payoff_bounds,
)
from negotiation_sim.solve.pure import pure_equilibria

from .by_hand import mixed as by_hand
from .conftest import labelled, random_game, table_of

SHAPES = [(2, 2), (3, 2), (4, 3), (2, 3, 2), (2, 2, 2, 2), (1, 3, 2), (3,)]
small_games = st.builds(
    lambda seed, shape, ties: random_game(np.random.default_rng(seed), shape, 4 if ties else None),
    st.integers(0, 10**6),
    st.sampled_from(SHAPES),
    st.booleans(),
)
CHICKEN = Game.from_bimatrix([[6, 2], [7, 0]], [[6, 7], [2, 0]])


def worths(game: Game, which: int) -> np.ndarray:
    """A player's payoffs, or for the number of players itself the sum."""
    return game.payoffs.sum(axis=0) if which == len(game.players) else game.payoffs[which]


def exact_gain(game: Game, found: Correlated) -> Fraction:
    """The largest sum, over the profiles of one recommendation, of chance x gain from disobeying, in fractions."""
    chances = {profile: Fraction(chance) for profile, chance in found.chances.items()}
    worst = Fraction(0)
    for i, m in enumerate(game.shape):
        for told in [None] if found.coarse else range(m):
            for other in range(m):
                total = Fraction(0)
                for profile, chance in chances.items():
                    if told is None or profile[i] == told:
                        moved = (*profile[:i], other, *profile[i + 1 :])
                        total += chance * (
                            Fraction(float(game.payoffs[(i, *moved)])) - Fraction(float(game.payoffs[(i, *profile)]))
                        )
                worst = max(worst, total)
    return worst


def test_chicken_s_best_plan_is_aumann_s() -> None:
    # Aumann's (1974) game. With chance x of (6, 6) and y of each unequal profile, who is told to yield obeys if
    # 6x + 2y >= 7x, so x <= 2y; the sum 12x + 18y with x + 2y = 1 is greatest at x = 1/2, y = 1/4: 10.5.
    found = correlated_equilibrium(CHICKEN)
    assert found.obeyed
    assert found.value == pytest.approx(10.5, abs=1e-12)
    assert found.expected == pytest.approx([5.25, 5.25])
    assert found.chances == pytest.approx({(0, 0): 0.5, (0, 1): 0.25, (1, 0): 0.25})


def test_aumann_s_plan_of_thirds_is_obeyed_and_beats_every_nash_equilibrium_s_sum() -> None:
    # Aumann (1974): each of the three profiles other than the crash with chance 1/3 gives 5 to both.
    thirds = np.array([[0, 0], [0, 1], [1, 0]])
    assert (disobedience(CHICKEN, thirds, np.full(3, 1 / 3)) <= CHICKEN.steps).all()
    sums = [CHICKEN.expected(profile).sum() for profile in mixed_equilibria(CHICKEN).equilibria]
    assert max(sums) == pytest.approx(28 / 3)
    assert max(sums) < 10 < correlated_equilibrium(CHICKEN).value


def test_an_unequal_draw_of_chicken_is_disobeyed() -> None:
    both = np.array([[0, 0], [1, 0]])
    gain = disobedience(CHICKEN, both, np.array([0.9, 0.1]))
    assert gain == pytest.approx([1.0, 0.0 + 0.9 * 1 + 0.1 * -2])


def test_the_prisoners_dilemma_has_one_plan() -> None:
    # Defecting is dominant, so no recommendation to cooperate is obeyed; coarse plans are no better (2x2, dominance).
    game = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    for coarse in (False, True):
        bounds = payoff_bounds(game, coarse=coarse)
        assert bounds.low == pytest.approx([1, 1])
        assert bounds.high == pytest.approx([1, 1])


def test_rock_paper_scissors_tells_the_two_concepts_apart() -> None:
    # Its only correlated equilibrium is uniform play. With a zero for ties, drawing the three ties never loses: coarse.
    row = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    game = Game.from_bimatrix(row, -row)
    ties = np.eye(3)
    assert correlated_equilibrium(game, ties).value == pytest.approx(1 / 3)
    assert correlated_equilibrium(game, ties, least=True).value == pytest.approx(1 / 3)
    assert correlated_equilibrium(game, ties, coarse=True).value == pytest.approx(1.0)


def test_every_coarse_plan_of_a_zero_sum_game_gives_its_value() -> None:
    # Refusing beforehand to listen and playing the maxmin strategy gives each player at least the value, here 1/5.
    row = np.array([[2.0, -1.0], [-1.0, 1.0]])
    bounds = payoff_bounds(Game.from_bimatrix(row, -row), coarse=True)
    assert bounds.low == pytest.approx([0.2, -0.2])
    assert bounds.high == pytest.approx([0.2, -0.2])


@settings(max_examples=60, deadline=None)
@given(small_games, st.booleans(), st.booleans(), st.integers(0, 4))
def test_the_best_value_is_that_of_the_textbook_s_programme(game: Game, coarse: bool, least: bool, which: int) -> None:
    worth = worths(game, min(which, len(game.players)))
    found = correlated_equilibrium(game, worth, least=least, coarse=coarse)
    sign = -1 if least else 1
    plain = sign * by_hand.best_correlated(table_of(game), game.shape, (sign * worth).ravel().tolist(), coarse)
    assert found.value == pytest.approx(plain, abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(small_games, st.booleans())
def test_nobody_gains_by_disobeying_in_exact_fractions(game: Game, coarse: bool) -> None:
    found = correlated_equilibrium(game, coarse=coarse)
    assert found.obeyed
    assert sum(found.chances.values()) == pytest.approx(1.0, abs=1e-12)
    assert min(found.chances.values()) > 0
    assert float(exact_gain(game, found)) <= game.steps.max()
    sums = sum(chance * game.payoffs[(slice(None), *at)] for at, chance in found.chances.items())
    assert found.expected == pytest.approx(sums)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_every_nash_equilibrium_lies_inside_the_bounds_and_coarse_ones_are_wider(seed: int, ties: bool) -> None:
    game = random_game(np.random.default_rng(seed), (3, 3), 4 if ties else None)
    narrow, wide = payoff_bounds(game), payoff_bounds(game, coarse=True)
    assert (wide.low <= narrow.low + 1e-8).all()
    assert (wide.high >= narrow.high - 1e-8).all()
    for profile in mixed_equilibria(game).equilibria:
        payoffs = game.expected(profile)
        assert (narrow.low - 1e-8 <= payoffs).all()
        assert (payoffs <= narrow.high + 1e-8).all()


def test_every_pure_equilibrium_is_a_plan_that_draws_it_for_certain(any_game: Game) -> None:
    for profile in pure_equilibria(any_game).equilibria:
        assert disobedience(any_game, np.array([profile]), np.ones(1)).max() <= any_game.steps.max()
        marked = np.zeros(any_game.shape)
        marked[profile] = 1.0
        assert correlated_equilibrium(any_game, marked).chances == pytest.approx({profile: 1.0})


@settings(max_examples=20, deadline=None)
@given(small_games, st.floats(0.1, 50.0), st.floats(-100, 100))
def test_multiplying_and_shifting_payoffs_leaves_the_bounds_in_place(game: Game, factor: float, shift: float) -> None:
    moved = labelled(game.payoffs * factor + shift)
    for plain, other in zip(payoff_bounds(game).greatest, payoff_bounds(moved).greatest, strict=True):
        assert other.value == pytest.approx(plain.value * factor + shift, abs=1e-6 * max(1.0, factor))


def test_the_incentive_rows_are_the_textbook_s() -> None:
    for seed, shape in enumerate(SHAPES):
        game = random_game(np.random.default_rng(seed), shape)
        for coarse in (False, True):
            mine = incentive_matrix(game, coarse).toarray() * 1.0
            plain = np.array(by_hand.incentives(table_of(game), shape, coarse)).reshape(-1, game.profiles)
            plain = plain[np.abs(plain).sum(axis=1) > 0]
            scaled = {tuple((row / np.abs(row).max()).round(9)) for row in plain}
            assert {tuple((row / np.abs(row).max()).round(9)) for row in mine} == scaled


def test_chances_of_recommendations_and_conditions_are_sums_over_the_plan() -> None:
    found = correlated_equilibrium(CHICKEN)
    assert found.recommended("player 1") == pytest.approx([0.75, 0.25])
    assert found.chance(np.array([[True, True], [False, False]])) == pytest.approx(0.75)


def test_what_is_found_is_called_one_that_is_best_for_others_may_be_as_good() -> None:
    assert correlated_equilibrium(CHICKEN).reason == (
        "a correlated equilibrium that is best for what was asked; others may be as good."
    )


def test_players_without_a_choice_and_constant_games_have_plans() -> None:
    assert correlated_equilibrium(labelled(np.array([[1.0, 3.0, 3.0]]))).value == pytest.approx(3.0)
    assert correlated_equilibrium(labelled(np.full((1, 1), 2.0))).chances == {(0,): 1.0}
    flat = correlated_equilibrium(labelled(np.full((2, 2, 2), 5.0)))
    assert flat.value == pytest.approx(10.0)
    assert "equally good" in flat.reason


@pytest.mark.parametrize(
    ("worth", "words"), [([1.0, 2.0, 3.0], "shape"), ([[1.0, np.nan], [0.0, 0.0]], "not a finite number")]
)
def test_a_worth_that_does_not_fit_is_refused(worth: list[object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        correlated_equilibrium(CHICKEN, worth)


def test_an_answer_that_is_disobeyed_is_never_called_an_equilibrium() -> None:
    wrong = correlated._checked(CHICKEN, False, np.eye(4)[0], 0.0, CHICKEN.payoffs.sum(axis=0), "")
    assert not wrong.obeyed
    assert wrong.gain == pytest.approx(1.0)
    assert "is no correlated equilibrium" in wrong.reason


def test_a_programme_that_is_not_solved_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import scipy.optimize

    class Unsolved:
        x, status, message = None, 4, "Numerical difficulties."

    monkeypatch.setattr(scipy.optimize, "linprog", lambda *_, **__: Unsolved())
    found = correlated_equilibrium(CHICKEN)
    assert not found.obeyed
    assert found.chances == {}
    assert "Numerical difficulties" in found.reason
