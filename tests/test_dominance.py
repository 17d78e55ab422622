"""Iterated elimination of strictly dominated strategies."""

import numpy as np
import pytest

from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.dominance import eliminate_dominated
from negotiation_sim.solve.pure import pure_equilibria

from .conftest import random_game


def test_the_prisoners_dilemma_is_solved_by_elimination() -> None:
    reduced = eliminate_dominated(Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    assert reduced.game.strategies == (("strategy 2",), ("strategy 2",))
    assert [(step.round, step.player, step.strategy, step.dominated_by, step.margin) for step in reduced.trace] == [
        (1, "player 1", "strategy 1", "strategy 2", 1.0),
        (1, "player 2", "strategy 1", "strategy 2", 1.0),
    ]


def test_elimination_goes_on_in_rounds() -> None:
    # Gibbons (1992), Game Theory for Applied Economists, figure 1.1.1: (up, middle) after three rounds
    game = Game.from_bimatrix(
        [[1, 1, 0], [0, 0, 2]],
        [[0, 2, 1], [3, 1, 0]],
        strategies=[["up", "down"], ["left", "middle", "right"]],
    )
    reduced = eliminate_dominated(game)
    assert [(step.round, step.strategy) for step in reduced.trace] == [(1, "right"), (2, "down"), (3, "left")]
    assert reduced.game.strategies == (("up",), ("middle",))


def test_elimination_keeps_every_pure_equilibrium(any_game: Game) -> None:
    reduced = eliminate_dominated(any_game).game
    before = {tuple(any_game.moves(profile).items()) for profile in pure_equilibria(any_game).equilibria}
    after = {tuple(reduced.moves(profile).items()) for profile in pure_equilibria(reduced).equilibria}
    assert before == after


@pytest.mark.parametrize("seed", range(20))
def test_a_strategy_goes_only_if_another_is_better_whatever_the_others_do(seed: int) -> None:
    game = random_game(np.random.default_rng(seed), (3, 3, 2), integers=4)
    first_round = [step for step in eliminate_dominated(game).trace if step.round == 1]
    for i, player in enumerate(game.players):
        gone = {step.strategy for step in first_round if step.player == player}
        for k, label in enumerate(game.strategies[i]):
            beaten = any(
                all(
                    game.payoffs[(i, *p[:i], better, *p[i + 1 :])] > game.payoffs[(i, *p[:i], k, *p[i + 1 :])]
                    for p in np.ndindex(*game.shape)
                )
                for better in range(game.shape[i])
            )
            assert (label in gone) == beaten


def test_a_weakly_dominated_strategy_stays() -> None:
    game = Game.from_bimatrix([[1, 1], [1, 0]], [[1, 1], [1, 0]])
    assert eliminate_dominated(game).trace == ()
