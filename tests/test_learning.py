"""Dynamics: against their definitions in loops, closed forms, an integrator of another kind, and QuantEcon."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.cascade import cascade
from negotiation_sim.solve.learning import best_response_path, fictitious_play, logit_dynamics, logit_shares, replicator
from negotiation_sim.solve.pure import pure_equilibria

from .conftest import SHAPES, labelled, random_game

PENNIES = Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
SHAPLEY = Game.from_bimatrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 1], [1, 0, 0]])


def potential_game(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Game, np.ndarray]:
    """A game in which every player gets the potential plus something that its own move does not change."""
    potential = rng.normal(size=shape)
    payoffs = [
        potential + rng.normal(size=[1 if i == own else m for i, m in enumerate(shape)]) for own in range(len(shape))
    ]
    return labelled(np.array(payoffs)), potential


# ---- best-response paths


@given(st.integers(0, 2**32 - 1), st.sampled_from(SHAPES))
@settings(max_examples=60, deadline=None)
def test_in_a_potential_game_every_best_response_path_ends_at_a_pure_equilibrium(seed: int, shape: tuple) -> None:
    rng = np.random.default_rng(seed)
    game, potential = potential_game(rng, shape)
    found = best_response_path(game, tuple(int(rng.integers(m)) for m in shape))
    assert found.end.equilibria[0] in pure_equilibria(game).equilibria
    assert found.cycle == ()
    along = [potential[profile] for profile in found.path]
    assert all(after > before for before, after in pairwise(along))


def test_each_step_is_one_players_best_response_and_the_path_ends_where_nobody_moves_or_in_a_cycle(
    any_game: Game,
) -> None:
    for start in np.ndindex(*any_game.shape):
        found = best_response_path(any_game, start)
        for before, after in pairwise(found.path):
            (mover,) = (i for i in range(len(before)) if before[i] != after[i])
            assert after[mover] in any_game.best_responses(mover, before)
            assert before[mover] not in any_game.best_responses(mover, before)
        if found.cycle:
            assert found.end.equilibria == ()
            assert not any(any_game.is_equilibrium(profile) for profile in found.cycle)
            assert found.path[-len(found.cycle) - 1 : -1] == found.cycle
            assert found.path[-1] == found.cycle[0]
        else:
            assert found.end.equilibria == (found.path[-1],)


def test_matching_pennies_cycle_for_ever_and_the_end_is_called_an_end_state() -> None:
    found = best_response_path(PENNIES, (0, 0))
    assert found.cycle == ((0, 0), (0, 1), (1, 1), (1, 0))
    assert found.end.end_states == ((0, 0),)
    assert found.end.equilibria == ()
    assert "it cycles" in found.end.reason


def test_another_order_of_turns_may_lead_to_another_equilibrium() -> None:
    battle = Game.from_bimatrix([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    assert best_response_path(battle, (0, 1)).end.equilibria == ((1, 1),)
    assert best_response_path(battle, (0, 1), order=[1, 0]).end.equilibria == ((0, 0),)
    with pytest.raises(InputError, match="every player"):
        best_response_path(battle, (0, 1), order=[0])


# ---- fictitious play


def fictitious_in_loops(game: Game, rounds: int) -> list[tuple[int, ...]]:
    """Each player sums its payoff over all combinations of the others' past moves, and takes the first best."""
    path, now = [], (0,) * len(game.players)
    counts = [[0] * m for m in game.shape]
    for _ in range(rounds):
        path.append(now)
        for i, k in enumerate(now):
            counts[i][k] += 1
        following = []
        for i, m in enumerate(game.shape):
            worth = [0.0] * m
            for profile in product(*map(range, game.shape)):
                weight = np.prod([counts[j][k] for j, k in enumerate(profile) if j != i])
                worth[profile[i]] += weight * game.payoffs[(i, *profile)]
            following.append(next(k for k in range(m) if worth[k] >= max(worth) - 1e-9 * abs(max(worth))))
        now = tuple(following)
    return path


@pytest.mark.parametrize("seed", range(6))
def test_fictitious_play_is_what_its_definition_in_loops_plays(seed: int) -> None:
    game = random_game(np.random.default_rng(seed), [(2, 2), (3, 2), (2, 2, 2), (2, 3, 2), (3, 3), (4, 2)][seed])
    path = [tuple(int(part.argmax()) for part in profile) for profile in fictitious_play(game, 60).path]
    assert path == fictitious_in_loops(game, 60)


def test_shapleys_game_is_still_far_from_equilibrium_when_zero_sum_games_have_settled() -> None:
    far, near = fictitious_play(SHAPLEY, 3000).end, fictitious_play(PENNIES, 3000).end
    assert far.end_regret[0] > 0.1
    assert near.end_regret[0] < 0.05
    assert "end state" in far.reason


def test_a_strict_equilibrium_is_never_left_once_played() -> None:
    game = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    end = fictitious_play(game, 50, start=(1, 1)).end
    assert end.equilibria[0][0].tolist() == [0, 1]
    assert end.reason == "an equilibrium, reached by fictitious play."


def test_ties_drawn_at_random_are_the_same_for_the_same_seed() -> None:
    tied = labelled(np.zeros((2, 3, 3)))
    paths = [fictitious_play(tied, 30, rng=np.random.default_rng(seed)).path for seed in (1, 1, 2)]
    moves = [[tuple(int(part.argmax()) for part in profile) for profile in path] for path in paths]
    assert moves[0] == moves[1] != moves[2]


# ---- logit dynamics


def chances_in_loops(game: Game, precision: float) -> np.ndarray:
    """The matrix of logit dynamics, entry by entry."""
    profiles = list(product(*map(range, game.shape)))
    matrix = np.zeros((len(profiles), len(profiles)))
    for a, profile in enumerate(profiles):
        for i, m in enumerate(game.shape):
            others = [(*profile[:i], k, *profile[i + 1 :]) for k in range(m)]
            weights = [np.exp(precision * game.payoffs[(i, *other)]) for other in others]
            for other, weight in zip(others, weights, strict=True):
                matrix[a, profiles.index(other)] += weight / sum(weights) / len(game.shape)
    return matrix


@pytest.mark.parametrize("seed", range(8))
def test_long_run_shares_are_what_the_dynamics_leave_unchanged(seed: int) -> None:
    game = random_game(np.random.default_rng(seed), SHAPES[seed % len(SHAPES)])
    shares = logit_shares(game, 1.3)
    matrix = chances_in_loops(game, 1.3)
    assert shares.sum() == pytest.approx(1)
    assert shares.ravel() == pytest.approx(np.linalg.matrix_power(matrix, 10_000)[0], abs=1e-9)


@given(st.integers(0, 2**32 - 1), st.floats(0, 4))
@settings(max_examples=30, deadline=None)
def test_in_a_potential_game_long_run_shares_are_proportional_to_exp_of_the_potential(
    seed: int, precision: float
) -> None:
    game, potential = potential_game(np.random.default_rng(seed), (2, 3, 2))
    weights = np.exp(precision * potential)
    assert logit_shares(game, precision) == pytest.approx(weights / weights.sum(), abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_long_run_shares_keep_their_digits_where_some_are_tiny(seed: int) -> None:
    game, potential = potential_game(np.random.default_rng(seed), (2, 3, 2))
    weights = np.exp(40 * (potential - potential.max()))
    assert logit_shares(game, 40.0) == pytest.approx(weights / weights.sum(), rel=1e-9)


def test_a_precision_at_which_chances_vanish_is_refused() -> None:
    game, _ = potential_game(np.random.default_rng(0), (2, 3, 2))
    with pytest.raises(InputError, match="too great"):
        logit_shares(game, 1e5)


def test_simulated_shares_come_near_the_exact_ones_and_the_same_seed_gives_the_same() -> None:
    game = random_game(np.random.default_rng(4), (2, 3))
    one, two = (logit_dynamics(game, 0.8, 20_000, rng=np.random.default_rng(9)) for _ in (1, 2))
    assert np.array_equal(one.shares, two.shares)
    assert one.end == two.end
    assert np.abs(one.shares - logit_shares(game, 0.8)).max() < 0.03


def test_quantecons_logit_dynamics_spend_their_time_in_the_same_places() -> None:
    quantecon = pytest.importorskip("quantecon.game_theory")
    game = random_game(np.random.default_rng(12), (2, 2))
    peer = quantecon.LogitDynamics(quantecon.NormalFormGame(game.to_quantecon()), beta=1.0)
    visits = np.zeros(game.shape)
    for profile in peer.time_series(20_000, init_actions=(0, 0), random_state=1):
        visits[tuple(profile)] += 1
    assert np.abs(visits / visits.sum() - logit_shares(game, 1.0)).max() < 0.03


def test_a_game_too_large_for_exact_shares_is_refused() -> None:
    with pytest.raises(InputError, match="at most 2,000 profiles"):
        logit_shares(labelled(np.zeros((11, *(2,) * 11))), 1.0)


# ---- replicator dynamics


def test_pure_profiles_and_mixed_equilibria_are_fixed_points() -> None:
    battle = Game.from_bimatrix([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    corner = (np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    mixed = (np.array([2 / 3, 1 / 3]), np.array([1 / 3, 2 / 3]))
    for start in (corner, mixed):
        for part, at in zip(replicator(battle, start, 5.0).path[-1], start, strict=True):
            assert part == pytest.approx(at, abs=1e-9)
    assert replicator(battle, corner, 5.0).end.equilibria == ()  # a fixed point, and yet no equilibrium
    assert len(replicator(battle, mixed, 0.1).end.equilibria) == 1


@pytest.mark.parametrize("seed", range(5))
def test_the_path_is_that_of_a_general_integrator_on_the_equation_as_written(seed: int) -> None:
    from scipy.integrate import solve_ivp

    shape = [(2, 2), (3, 2), (2, 2, 2), (3, 3), (2, 3, 2)][seed]
    rng = np.random.default_rng(seed)
    game = random_game(rng, shape)
    start = tuple(rng.dirichlet(np.ones(m)) for m in shape)
    ends = np.cumsum(shape)[:-1]

    def slope(_: float, flat: np.ndarray) -> np.ndarray:
        shares = np.split(flat, ends)
        change = []
        for i, own in enumerate(shares):
            values = np.array([
                sum(
                    game.payoffs[(i, *profile)] * np.prod([shares[j][profile[j]] for j in range(len(shape)) if j != i])
                    for profile in np.ndindex(*shape)
                    if profile[i] == k
                )
                for k in range(shape[i])
            ])  # fmt: skip
            change.append(own * (values - own @ values))
        return np.concatenate(change)

    peer = solve_ivp(slope, (0, 2), np.concatenate(start), rtol=1e-11, atol=1e-13).y[:, -1]
    assert np.concatenate(replicator(game, start, 2.0).path[-1]) == pytest.approx(peer, abs=2e-8)


def test_in_matching_pennies_the_orbit_is_closed() -> None:
    """x(1-x) y(1-y) does not change (Hofbauer and Sigmund 1998): no end is near the equilibrium."""
    found = replicator(PENNIES, (np.array([0.8, 0.2]), np.array([0.5, 0.5])), 40.0)
    constant = [np.prod(np.concatenate(profile)) for profile in found.path]
    assert np.ptp(constant) < 1e-6
    assert found.end.equilibria == ()
    assert found.end.end_regret[0] > 0.1


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=8, deadline=None)
def test_a_strictly_dominated_strategy_dies_out_and_shares_stay_distributions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    payoffs = rng.normal(size=(2, 3, 2))
    payoffs[0, 2] = payoffs[0, 0] - 1
    game = labelled(payoffs)
    start = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(2))
    end = replicator(game, start, 25.0).path[-1]
    ratio = start[0][2] / start[0][0] * np.exp(-25)  # its payoff is 1 less than the first one's all the time
    assert end[0][2] / end[0][0] == pytest.approx(ratio, rel=1e-4)
    for part in end:
        assert part.sum() == pytest.approx(1)
        assert (part >= 0).all()


def test_what_nobody_plays_never_grows() -> None:
    start = (np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    assert all(profile[0][0] == 0 for profile in replicator(PENNIES, start, 10.0).path)


# ---- cascades


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_cascade_ends_at_the_least_number_that_sustains_itself(thresholds: list[int]) -> None:
    found = cascade(thresholds)
    sustained = [n for n in range(len(thresholds) + 1) if sum(own <= n for own in thresholds) == n]
    assert found[-1] == min(sustained)
    assert list(found) == sorted(set(found))


def test_a_cascade_is_the_best_response_path_of_its_game() -> None:
    thresholds = [0, 1, 1, 3, 5]
    payoffs = np.zeros((5, *(2,) * 5))
    for profile in np.ndindex(*(2,) * 5):
        for i in range(5):
            payoffs[(i, *profile)] = profile[i] * (sum(profile) - profile[i] - thresholds[i] + 0.5)
    end = best_response_path(labelled(payoffs), (0,) * 5).end.equilibria[0]
    assert sum(end) == cascade(thresholds)[-1] == 4


def test_a_replicator_path_that_ran_out_of_time_says_so() -> None:
    game = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    half = (np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    assert (
        "it was still moving when its time ran out; a player could still gain" in replicator(game, half, 1.0).end.reason
    )
    few = replicator(game, half, 0.04)
    assert len(few.path) < 10
    assert "it was still moving when its time ran out" in few.end.reason
    assert replicator(game, half, 100.0).end.reason == "an equilibrium, reached by replicator dynamics."
    corner = (np.array([1.0, 0.0]), np.array([1.0, 0.0]))  # at rest, since nobody plays what would be better
    assert replicator(game, corner, 1.0).end.reason == "an end state, no equilibrium: a player could still gain 2."


def test_what_cannot_be_played_is_refused() -> None:
    half, uniform = np.array([0.5, 0.5]), (np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    for rounds in (0, -3, 0.5, 10**11, float("inf")):
        with pytest.raises(InputError, match="expected a whole number from 1 to 1,000,000"):
            fictitious_play(PENNIES, rounds)  # type: ignore[arg-type]
        with pytest.raises(InputError, match="expected a whole number from 1 to 1,000,000"):
            logit_dynamics(PENNIES, 1.0, rounds, rng=np.random.default_rng(0))  # type: ignore[arg-type]
    for precision in (-1.0, float("nan"), float("inf")):
        with pytest.raises(InputError, match="expected a number from 0 on, per payoff point"):
            logit_dynamics(PENNIES, precision, 5, rng=np.random.default_rng(0))
        with pytest.raises(InputError, match="expected a number from 0 on, per payoff point"):
            logit_shares(PENNIES, precision)
    for wrong in (np.array([1.5, -0.5]), np.array([0.5, 0.4]), np.ones(3) / 3, np.array([np.nan, 1.0])):
        with pytest.raises(InputError, match="expected 2 shares from 0 on that sum to 1"):
            replicator(PENNIES, (half, wrong), 1.0)
    with pytest.raises(InputError, match="time is -1; expected 0 to"):
        replicator(PENNIES, uniform, -1.0)
    with pytest.raises(InputError, match="takes 2,000,000 steps"):
        replicator(labelled(PENNIES.payoffs * 1e9), uniform, 20.0)


def test_no_dynamic_changes_the_callers_payoffs() -> None:
    payoffs = np.random.default_rng(1).normal(size=(2, 2, 2))
    before = payoffs.copy()
    game = labelled(payoffs)
    fictitious_play(game, 20)
    replicator(game, (np.array([0.5, 0.5]), np.array([0.5, 0.5])), 1.0)
    logit_dynamics(game, 1.0, 20, rng=np.random.default_rng(0))
    logit_shares(game, 1.0)
    assert np.array_equal(payoffs, before)
    assert np.array_equal(game.payoffs, before)
