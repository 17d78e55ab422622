"""Mixed equilibria of two-player games: textbook answers, the regret check, and what nashpy warns of."""

from math import comb

import numpy as np
import pytest

from negotiation_sim.errors import InputError
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.bilateral import MAX_SUPPORTS, mixed_equilibria, too_many
from negotiation_sim.solve.pure import pure_equilibria

from .conftest import random_game


def test_the_battle_of_the_sexes_has_two_pure_and_one_mixed_equilibrium() -> None:
    game = Game.from_bimatrix([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    mixed = [tuple(np.round(part, 9).tolist() for part in profile) for profile in mixed_equilibria(game).equilibria]
    third = round(1 / 3, 9)
    assert mixed == [([1.0, 0.0], [1.0, 0.0]), ([0.0, 1.0], [0.0, 1.0]), ([1 - third, third], [third, 1 - third])]


def test_matching_pennies_has_only_even_mixing() -> None:
    (profile,) = mixed_equilibria(Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])).equilibria
    assert np.allclose(profile, 0.5)


@pytest.mark.parametrize("seed", range(60))
def test_the_mixed_equilibria_contain_the_pure_ones_and_all_pass_the_regret_check(seed: int) -> None:
    game = random_game(np.random.default_rng(seed), (3, 3))
    found = mixed_equilibria(game)
    pure = {tuple(int(part.argmax()) for part in p) for p in found.equilibria if all(part.max() == 1 for part in p)}
    assert pure == set(pure_equilibria(game).equilibria)
    assert max(found.regret) <= max(game.steps)
    assert found.end_states == ()
    assert len(found.equilibria) % 2 == 1  # Wilson (1971): a nondegenerate game has an odd number


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ([[1, 1], [0, 2], [1, 1]], [[1, 1], [0, 0], [2, 2]]),
        ([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]]),  # Nisan et al. (2007), chapter 3, example 3.3
        ([[0, 0], [0, 0]], [[0, 0], [0, 0]]),
    ],
)
def test_a_degenerate_game_is_warned_of(row: list[list[int]], column: list[list[int]]) -> None:
    found = mixed_equilibria(Game.from_bimatrix(row, column))
    assert found.equilibria
    assert any("degenerate" in warning for warning in found.warnings)


def test_a_nondegenerate_game_is_not_warned_of() -> None:
    assert mixed_equilibria(Game.from_bimatrix([[2, 0], [0, 1]], [[1, 0], [0, 2]])).warnings == ()


def test_an_equilibrium_whose_zero_is_lost_to_rounding_is_found() -> None:
    # nashpy's support enumeration alone finds none here: a zero comes out as -5e-17
    game = random_game(np.random.default_rng(14), (3, 3))
    (profile,) = mixed_equilibria(game).equilibria
    assert game.is_equilibrium(profile)


def test_a_game_of_three_is_refused_and_told_what_would_apply() -> None:
    with pytest.raises(InputError, match="pure equilibria"):
        mixed_equilibria(random_game(np.random.default_rng(0), (2, 2, 2)))


def test_too_many_strategies_are_refused() -> None:
    with pytest.raises(InputError, match="up to 12 strategies a player, and here one has 13"):
        mixed_equilibria(random_game(np.random.default_rng(0), (13, 2)))
    with pytest.raises(InputError, match="up to 13,000 pairs of supports, and here there are 48,619"):
        mixed_equilibria(random_game(np.random.default_rng(0), (9, 9)))


@pytest.mark.parametrize("shape", [(8, 8), (12, 5), (2, 3)])
def test_pairs_of_supports_of_one_size_are_counted(shape: tuple[int, int]) -> None:
    pairs = sum(comb(shape[0], k) * comb(shape[1], k) for k in range(1, min(shape) + 1))
    assert bool(too_many(shape)) == (pairs > MAX_SUPPORTS)
    assert pairs == comb(sum(shape), shape[0]) - 1
