"""Stability, coalitions and paths on the free Kosovo game (6,144 profiles) and a random game of nine (5,184)."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from negotiation_sim import build, load_case
from negotiation_sim.games.graph import graph_of_game
from negotiation_sim.games.normal_form import Game, Profile
from negotiation_sim.questions.coalitions.answer import leaving
from negotiation_sim.questions.path.answer import route
from negotiation_sim.solve.coalition import coalition_proof_equilibria, joint_moves, strong_equilibria
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.stability import SANCTIONS, Sanctions, stability, stable_against_coalitions
from negotiation_sim.worlds.dispute import dispute

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


def test_strong_equilibria_of_the_free_game(benchmark: Benchmark) -> None:
    benchmark(strong_equilibria, kosovo())


def test_sequential_stability_by_any_sequence_on_the_free_game(benchmark: Benchmark) -> None:
    benchmark(stability, graph_of_game(kosovo(), load_case("kosovo").irreversible), "any", ["seq"])


def coalition_by_coalition(game: Game, profile: Profile) -> bool:
    """Whether no coalition improves on a profile, each tested on its own: what `strong_equilibria` is set beside."""
    players = range(len(game.players))
    for who in (who for size in players for who in combinations(players, size + 1)):
        open_to = tuple(slice(None) if i in who else profile[i] for i in players)
        better = [game.payoffs[(i, *open_to)] > game.payoffs[(i, *profile)] + game.tolerances[i] for i in who]
        if np.logical_and.reduce(better).any():
            return False
    return True


def test_strong_equilibria_of_the_free_game_coalition_by_coalition(benchmark: Benchmark) -> None:
    game = kosovo()
    nash = pure_equilibria(game).equilibria
    found = benchmark(lambda: tuple(profile for profile in nash if coalition_by_coalition(game, profile)))
    assert found == strong_equilibria(game).equilibria


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
