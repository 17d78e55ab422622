"""Stability, coalitions and paths on the free Kosovo game (6,144 profiles) and a random game of nine players (5,184)."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from negotiation_sim import build, load_case
from negotiation_sim.analyse.conflict import leaving, route
from negotiation_sim.analyse.dispute import dispute
from negotiation_sim.game.game import Game
from negotiation_sim.game.graph import graph_of_game
from negotiation_sim.solve.coalition import coalition_proof_equilibria, joint_moves, strong_equilibria
from negotiation_sim.solve.stability import SANCTIONS, Sanctions, stability, stable_against_coalitions

SHAPE = (4, 3, 3, 3, 3, 2, 2, 2, 2)
PAYOFFS = np.random.default_rng(2020).normal(size=(len(SHAPE), *SHAPE))
RANDOM = Game(tuple(f"p{i}" for i in range(9)), tuple(tuple(f"s{k}" for k in range(m)) for m in SHAPE), PAYOFFS)

Benchmark = Callable[..., Any]


def kosovo() -> Game:
    return build(load_case("kosovo").scenario("free_choice"))


def test_the_graph_of_the_free_game(benchmark: Benchmark) -> None:
    benchmark(graph_of_game, kosovo(), load_case("kosovo").irreversible)


@pytest.mark.parametrize("sanctions", SANCTIONS)
def test_all_four_concepts_on_the_free_game(benchmark: Benchmark, sanctions: Sanctions) -> None:
    benchmark(stability, graph_of_game(kosovo(), load_case("kosovo").irreversible), sanctions)


@pytest.mark.parametrize("sanctions", SANCTIONS)
def test_all_four_concepts_on_the_random_game(benchmark: Benchmark, sanctions: Sanctions) -> None:
    benchmark(stability, graph_of_game(RANDOM), sanctions)


def test_states_of_the_free_game_that_no_coalition_leaves(benchmark: Benchmark) -> None:
    benchmark(stable_against_coalitions, graph_of_game(kosovo(), load_case("kosovo").irreversible))


def test_strong_equilibria_of_the_random_game(benchmark: Benchmark) -> None:
    benchmark(strong_equilibria, RANDOM)


def test_coalition_proof_equilibria_of_the_random_game(benchmark: Benchmark) -> None:
    benchmark(coalition_proof_equilibria, RANDOM)


def test_coalition_proof_equilibria_of_the_free_game(benchmark: Benchmark) -> None:
    benchmark(coalition_proof_equilibria, kosovo())


def test_who_leaves_a_profile_of_the_random_game(benchmark: Benchmark) -> None:
    benchmark(joint_moves, RANDOM, (0,) * 9)


def test_a_path_in_the_free_game(benchmark: Benchmark) -> None:
    found = dispute(load_case("kosovo").scenario("free_choice"))
    benchmark(route, found, found.status_quo, "nato > 0")


def test_who_leaves_the_status_quo_of_the_free_game(benchmark: Benchmark) -> None:
    found = dispute(load_case("kosovo").scenario("free_choice"))
    benchmark(leaving, found, found.status_quo)
