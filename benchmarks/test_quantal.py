"""Quantal play and correlated plans on one random game of nine players (5,184 profiles), and on the Kosovo case."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from negotiation_sim import build, load_case, solve_scenario
from negotiation_sim.formats.nfg import to_nfg
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.agent_quantal import agent_quantal
from negotiation_sim.solve.correlated import correlated_equilibrium, incentive_matrix, payoff_bounds
from negotiation_sim.solve.quantal import REGRET, principal_branch
from tests.peers import gambit

SHAPE = (4, 3, 3, 3, 3, 2, 2, 2, 2)
SEEDS = (2020, 1, 2, 3)
PLAYERS = tuple(f"p{i}" for i in range(len(SHAPE)))
STRATEGIES = tuple(tuple(f"s{k}" for k in range(m)) for m in SHAPE)

Benchmark = Callable[..., Any]


def random_game(seed: int = 2020) -> Game:
    return Game(PLAYERS, STRATEGIES, np.random.default_rng(seed).normal(size=(len(SHAPE), *SHAPE)))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_branch_and_its_limit(benchmark: Benchmark, seed: int) -> None:
    found = benchmark(principal_branch, random_game(seed))
    assert found.converged


@pytest.mark.parametrize("seed", SEEDS)
def test_pygambit_s_logit_solve(benchmark: Any, seed: int, tmp_path: Any) -> None:
    """Version 16 takes about a minute a game, so each is run once; version 17 is read from the same file."""
    gbt = gambit()
    path = tmp_path / "game.nfg"
    path.write_text(to_nfg(random_game(seed)), encoding="utf-8")
    game = gbt.read_nfg(str(path))
    benchmark.pedantic(gbt.nash.logit_solve, (game,), {"maxregret": REGRET}, rounds=1)


def test_staged_quantal_play_of_the_free_game(benchmark: Benchmark) -> None:
    scenario = load_case("kosovo").scenario("free_choice")
    benchmark(agent_quantal, build(scenario), scenario.order or (), 2.0)


def test_the_branch_of_the_free_game(benchmark: Benchmark) -> None:
    benchmark(principal_branch, solve_scenario(load_case("kosovo").scenario("free_choice")).game)


@pytest.mark.parametrize("coarse", [False, True])
def test_the_best_plan(benchmark: Benchmark, coarse: bool) -> None:
    found = benchmark(correlated_equilibrium, random_game(), coarse=coarse)
    assert found.obeyed


def test_everybody_s_bounds(benchmark: Any) -> None:
    benchmark.pedantic(payoff_bounds, (random_game(),), rounds=2)


def test_the_same_programme_dense_as_scipy_solves_it_by_default(benchmark: Any) -> None:
    from scipy.optimize import linprog

    game = random_game()
    rows = incentive_matrix(game).toarray()
    bounds = {"A_ub": rows, "b_ub": np.zeros(len(rows)), "A_eq": np.ones((1, game.profiles)), "b_eq": [1.0]}
    found = benchmark.pedantic(linprog, (-game.payoffs.sum(axis=0).ravel(),), bounds, rounds=2)
    assert -found.fun == pytest.approx(correlated_equilibrium(game).value)
