"""The mathematics of the years: by hand, by enumeration of all histories, by simulation, by conservation."""

from itertools import product

import numpy as np
import pytest

from negotiation_sim.games.years import (
    Plan,
    Turn,
    YearsGame,
    histories,
    looking_ahead,
    shares,
    this_year,
    transition,
    values,
)

LEAVE, STAY = 0, 1


def small(seed: int = 0, years: int = 3, draws: int = 2) -> YearsGame:
    """Four states, two players with two options each, and chance, with payoffs and chances at random."""
    rng = np.random.default_rng(seed)
    first = Turn(np.array([[0, 1, 0, 1], [2, 3, 2, 3]]), 0)
    second = Turn(np.array([[0, 0, 2, -1], [1, 1, 3, 3]]), 1)
    chance = rng.random((2, 4, draws))
    nature = Turn(np.array([[0, 1, 2, 3], [3, 0, 1, 2]]), None, chance / chance.sum(axis=0))
    return YearsGame(
        rng.normal(size=(2, 4, draws)), ((first, second, nature),) * years, np.array(0.1), rng.random((2, draws))
    )


def two_states(years: int) -> YearsGame:
    """One player who may end what it has: state 1 pays 2 a year, state 0 nothing, for ever."""
    turn = Turn(np.array([[0, 0], [-1, 1]]), 0)
    return YearsGame(np.array([[[0.0], [2.0]]]), ((turn,),) * years, np.array(1.0), np.array([[0.5]]))


def test_two_states_by_hand_looking_at_this_year() -> None:
    game = two_states(2)
    plan = this_year(game, np.array([1.0]))
    stays = np.exp(2) / (1 + np.exp(2))
    end = list(shares(game, plan, np.array([[0.0], [1.0]])))[-1]
    assert end[:, 0] == pytest.approx([1 - stays**2, stays**2])


def test_two_states_by_hand_looking_ahead() -> None:
    game = two_states(2)
    plan = looking_ahead(game, np.array([1.0]))
    last = np.exp(2) / (1 + np.exp(2))
    first = np.exp(2 + 0.5 * 2 * last)
    assert plan[1][0][STAY, 1, 0] == pytest.approx(last)
    assert plan[0][0][STAY, 1, 0] == pytest.approx(first / (1 + first))
    assert values(game, plan)[0, 1, 0] == pytest.approx(first / (1 + first) * (2 + 0.5 * 2 * last))


def enumerated(game: YearsGame, plan: Plan, start: int, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """The chance of each last state, and everybody's discounted payoff, summed over every history one by one."""
    turns = [turn for year in game.years for turn in year]
    chances = [each for year in plan for each in year]
    each_year = len(game.years[0])
    ends, worth = np.zeros(game.payoffs.shape[1]), np.zeros(len(game.payoffs))
    for options in product((0, 1), repeat=len(turns)):
        state, chance, gained = start, 1.0, np.zeros(len(game.payoffs))
        for k, option in enumerate(options):
            chance *= chances[k][option, state, draw]
            if not chance:
                break
            state = int(turns[k].leads[option, state])
            if (k + 1) % each_year == 0:
                year = k // each_year
                gained += game.patience[:, draw] ** year * game.part * game.payoffs[:, state, draw]
        else:
            ends[state] += chance
            worth += chance * gained
    return ends, worth


@pytest.mark.parametrize("chosen", [this_year, looking_ahead])
@pytest.mark.parametrize("draw", [0, 1])
def test_shares_and_values_are_those_of_all_histories(chosen, draw: int) -> None:  # type: ignore[no-untyped-def]
    game = small(seed=draw)
    plan = chosen(game, np.array([1.0, 2.0]))
    start = np.zeros((4, 2))
    start[1] = 1
    ends, worth = enumerated(game, plan, 1, draw)
    assert list(shares(game, plan, start))[-1][:, draw] == pytest.approx(ends, abs=1e-12)
    assert values(game, plan)[:, 1, draw] == pytest.approx(worth, abs=1e-12)


def test_probability_is_conserved_and_the_year_is_the_product_of_its_turns() -> None:
    game = small(years=6)
    plan = this_year(game, np.array([1.0, 3.0]))
    start = np.full((4, 2), 0.25)
    carried = list(shares(game, plan, start))
    assert all(each.sum(axis=0) == pytest.approx([1, 1], abs=1e-12) and (each >= 0).all() for each in carried)
    matrix = transition(game.years[0], plan[0], draw=1)
    assert matrix.sum(axis=1) == pytest.approx(np.ones(4))
    assert start[:, 1] @ np.linalg.matrix_power(matrix.toarray(), 6) == pytest.approx(carried[-1][:, 1])


def test_a_player_who_cares_for_no_later_year_looks_at_this_one() -> None:
    """Where it alone moves, once a year, patience 0 leaves only this year."""
    game = two_states(3)
    careless = YearsGame(game.payoffs, game.years, np.array(0.1), np.zeros((1, 1)))
    ahead, alone = looking_ahead(careless, np.array([10.0])), this_year(careless, np.array([1.0]))
    for a, b in zip(ahead, alone, strict=True):
        assert a[0] == pytest.approx(b[0])


def test_simulated_shares_lie_within_their_standard_error() -> None:
    game, count = small(seed=4, years=4), 20_000
    plan = this_year(game, np.array([1.0, 1.0]))
    start = np.zeros((4, 2))
    start[0] = 1
    simulated = histories(game, plan, np.zeros(count, dtype=np.intp), rng=np.random.default_rng(7), draw=1)
    for year, exact in enumerate(shares(game, plan, start)):
        drawn = np.bincount(simulated[:, 3 * year], minlength=4) / count
        error = np.sqrt(exact[:, 1] * (1 - exact[:, 1]) / count)
        assert (np.abs(drawn - exact[:, 1]) <= 4 * error + 1e-12).all()


def test_the_same_seed_tells_the_same_histories() -> None:
    game = small()
    plan = this_year(game, np.array([1.0, 1.0]))
    first, second, other = (
        histories(game, plan, np.zeros(50, dtype=np.intp), rng=np.random.default_rng(seed)) for seed in (3, 3, 4)
    )
    assert (first == second).all()
    assert (first != other).any()


def test_an_option_that_is_not_open_is_never_taken() -> None:
    game = small(years=5)
    plan = looking_ahead(game, np.array([0.1, 0.1]))
    assert all(year[1][0, 3].max() == 0 for year in plan)
