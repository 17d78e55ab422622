"""Mixed equilibria in rational arithmetic, and of large zero-sum games: by the definition, and beside nashpy."""

import time
import warnings
from fractions import Fraction

import nashpy
import numpy as np
import pytest

from negotiation_sim import ask
from negotiation_sim.formats.nfg import to_nfg
from negotiation_sim.games.extreme import extreme_equilibria
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.bilateral import mixed_equilibria
from negotiation_sim.solve.correlated import correlated_equilibrium
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.zero_sum import is_zero_sum, zero_sum_equilibrium

SIZES = [1e19, -1e19, 1e10, 1.0, 0.5, 0.1, 0.3, -0.1, 0.0, 1e-10, 3.0, 1 / 3]
SHAPES = [(2, 2), (2, 3), (3, 3), (4, 3), (1, 3), (4, 4)]


def bimatrix(seed: int, pool: list[float], zero_sum: bool) -> Game:
    rng = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    first = rng.choice(pool, shape)
    return Game.from_bimatrix(first, -first if zero_sum else rng.choice(pool, shape))


def worths(game: Game, profile: tuple[tuple[Fraction, ...], ...]) -> list[list[Fraction]]:
    """What each strategy is worth to its player against the other's mixture, every payoff being what is written."""
    first, second = ([[Fraction(repr(v)) for v in row] for row in part] for part in game.payoffs.tolist())
    x, y = profile
    rows = [sum(p * a for p, a in zip(y, row, strict=True)) for row in first]
    columns = [sum(p * row[j] for p, row in zip(x, second, strict=True)) for j in range(len(y))]
    return [rows, columns]


@pytest.mark.parametrize("zero_sum", [False, True])
@pytest.mark.parametrize("seed", range(120))
def test_every_strategy_that_is_played_pays_most_exactly_and_all_pure_equilibria_are_among_them(
    seed: int, zero_sum: bool
) -> None:
    game = bimatrix(seed, SIZES, zero_sum)
    extreme = extreme_equilibria(game)
    values = set()
    for equilibrium in extreme:
        assert [sum(part) for part in equilibrium.profile] == [1, 1]
        for mixture, worth in zip(equilibrium.profile, worths(game, equilibrium.profile), strict=True):
            assert min(mixture) >= 0
            assert {value for chance, value in zip(mixture, worth, strict=True) if chance} == {max(worth)}
        values.add(max(worths(game, equilibrium.profile)[0]))
    assert not zero_sum or len(values) == 1  # minimax: all equilibria of a zero-sum game are worth the same
    assert len(extreme) % 2 == 1 or any(equilibrium.degenerate for equilibrium in extreme)
    pure = {tuple(part.index(1) for part in e.profile) for e in extreme if all(max(part) == 1 for part in e.profile)}
    assert pure == set(pure_equilibria(game).equilibria)
    solution = mixed_equilibria(game)
    assert len(solution.equilibria) == len(extreme)
    assert solution.end_states == ()


@pytest.mark.parametrize("seed", range(40))
def test_a_nondegenerate_game_has_the_equilibria_that_nashpy_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    row, column = rng.normal(size=(2, 3, 4))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [tuple(map(tuple, np.round(np.concatenate(p), 7)[None])) for p in
                  nashpy.Game(row + 9, column + 9).vertex_enumeration()]  # fmt: skip
    ours = [tuple(map(tuple, np.round(np.concatenate(p), 7)[None]))
            for p in mixed_equilibria(Game.from_bimatrix(row, column)).equilibria]  # fmt: skip
    assert set(ours) == set(theirs)


def test_a_zero_sum_game_of_huge_payoffs_has_one_value() -> None:
    first = np.array([[1e19, 1.0, 0.5], [-1e19, 0.5, 1.0], [0.0, -0.5, 0.0]])
    solution = mixed_equilibria(Game.from_bimatrix(first, -first))
    values = {round(float(x @ first @ y), 6) for x, y in solution.equilibria}
    assert len(values) == 1


@pytest.mark.parametrize("seed", range(5))
def test_a_large_zero_sum_game_is_solved_by_linear_programming_within_seconds(seed: int) -> None:
    first = np.random.default_rng(seed).normal(size=(150, 140)) * 10.0 ** (seed * 3)
    game = Game.from_bimatrix(first, 7.0 - first)
    assert is_zero_sum(game)
    start = time.process_time()
    solution = zero_sum_equilibrium(game)
    assert time.process_time() - start < 20
    ((x, y),) = solution.equilibria
    secured, conceded = (x @ first).min(), (first @ y).max()  # what either can hold the value to, by the definition
    assert conceded - secured <= 1e-10 * np.abs(first).max()


def test_a_game_that_is_not_zero_sum_by_one_cell_is_not_taken_for_one() -> None:
    first = np.full((20, 20), 1e10)
    second = -first
    second[3, 4] += 1e-3
    assert not is_zero_sum(Game.from_bimatrix(first, second))


def test_mixed_play_of_a_large_game_stops_at_its_time_limit_and_says_what_it_reached(tmp_path) -> None:
    rng = np.random.default_rng(3)
    path = tmp_path / "large.nfg"
    path.write_text(to_nfg(Game.from_bimatrix(*rng.normal(size=(2, 100, 100)))), encoding="utf-8")
    start = time.monotonic()
    text = ask("solve", str(path), concept="mixed", seconds=1.0).text
    assert time.monotonic() - start < 60
    assert "time limit" in text
    assert "lambda =" in text
    assert "no equilibrium" in text


@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_a_correlated_plan_pays_nobody_to_disobey_however_different_the_sizes_are(seed: int, coarse: bool) -> None:
    game = bimatrix(seed, SIZES, zero_sum=False)
    plan = correlated_equilibrium(game, coarse=coarse)
    assert plan.obeyed
    gains = disobeying(game, plan.chances, coarse)
    for gain, weighed in gains:
        assert gain <= Fraction(2, 10**12) * weighed
    equilibria = mixed_equilibria(game).equilibria
    best = max(float(sum(game.expected(profile))) for profile in equilibria)
    assert plan.value >= best - 1e-9 * np.abs(game.payoffs).max()  # every Nash equilibrium is a correlated one


def disobeying(game: Game, chances: dict, coarse: bool) -> list[tuple[Fraction, Fraction]]:
    """For each player, recommendation and other strategy the sum of chance x gain, and what is weighed in it."""
    payoffs = [[[Fraction(repr(v)) for v in row] for row in part] for part in game.payoffs.tolist()]
    sums = []
    for i, m in enumerate(game.shape):
        for heard in [None] if coarse else range(m):
            for other in range(m):
                gain = weighed = Fraction(0)
                for profile, chance in chances.items():
                    if heard in (None, profile[i]):
                        moved = [other if j == i else k for j, k in enumerate(profile)]
                        now, then = (payoffs[i][a][b] for a, b in (profile, moved))
                        gain += Fraction(chance) * (then - now)
                        weighed += Fraction(chance) * (abs(then) + abs(now))
                sums.append((gain, weighed))
    return sums
