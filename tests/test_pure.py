"""All pure equilibria: against the definition, QuantEcon, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim.games.measured import Rounding
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.solution import certify

from .by_hand import solving
from .conftest import labelled, random_game, table_of


def test_the_pure_equilibria_are_those_of_the_definition(any_game: Game) -> None:
    found = pure_equilibria(any_game)
    assert list(found.equilibria) == solving.pure_equilibria(table_of(any_game), any_game.shape)
    assert len(found.regret) == len(found.equilibria)
    assert found.end_states == ()


@pytest.mark.parametrize("players", [2, 3, 4, 5])
def test_the_pure_equilibria_are_those_that_quantecon_enumerates(players: int) -> None:
    gt = pytest.importorskip("quantecon.game_theory")
    rng = np.random.default_rng(players)
    for _ in range(15):
        game = random_game(rng, tuple(rng.integers(1, 4, players)), integers=4)
        theirs = gt.pure_nash_brute(gt.NormalFormGame(np.ascontiguousarray(game.to_quantecon())))
        assert set(pure_equilibria(game).equilibria) == set(theirs)


def test_a_game_without_a_pure_equilibrium_says_so() -> None:
    pennies = Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    found = pure_equilibria(pennies)
    assert found.equilibria == ()
    assert "no pure equilibrium" in found.reason


def test_a_profile_that_fails_the_regret_check_is_an_end_state() -> None:
    dilemma = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    found = certify(dilemma, [(0, 0), (1, 1)], "guessing")
    assert found.equilibria == ((1, 1),)
    assert found.end_states == ((0, 0),)
    assert found.end_regret == (2.0,)
    assert not found.converged


def test_a_tie_that_differs_by_rounding_alone_is_a_tie_where_payoffs_are_computed() -> None:
    game = labelled(np.array([[[0.1 + 0.2, 0.0], [0.3, 1.0]], [[1.0, 0.0], [1.0, 0.0]]]))
    computed = Game(game.players, game.strategies, game.payoffs, rounding=Rounding.of(np.full((2, 2, 2), 1e-16)))
    assert pure_equilibria(computed).equilibria == ((0, 0), (1, 0))
    assert pure_equilibria(game).equilibria == ((0, 0),)


games = st.tuples(st.integers(0, 10_000), st.lists(st.integers(1, 3), min_size=1, max_size=4)).map(
    lambda drawn: random_game(np.random.default_rng(drawn[0]), tuple(drawn[1]), integers=5)
)


@settings(max_examples=60, deadline=None)
@given(games, st.data())
def test_a_positive_affine_change_of_a_players_payoffs_keeps_the_equilibria(game: Game, data: st.DataObject) -> None:
    scale = data.draw(st.lists(st.floats(0.01, 100), min_size=len(game.players), max_size=len(game.players)))
    shift = data.draw(st.floats(-100, 100))
    stretched = game.payoffs * np.array(scale).reshape(-1, *[1] * len(game.players)) + shift
    changed = Game(game.players, game.strategies, stretched)
    assert pure_equilibria(changed).equilibria == pure_equilibria(game).equilibria


@settings(max_examples=60, deadline=None)
@given(games, st.data())
def test_relabelling_the_players_relabels_the_equilibria(game: Game, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(game.players))))
    moved = {tuple(profile[i] for i in order) for profile in pure_equilibria(game).equilibria}
    assert set(pure_equilibria(game.permuted(order)).equilibria) == moved


@settings(max_examples=60, deadline=None)
@given(games, st.data())
def test_adding_a_dominated_strategy_keeps_the_equilibria(game: Game, data: st.DataObject) -> None:
    player = data.draw(st.integers(0, len(game.players) - 1))
    worse = game.payoffs.take([0], axis=player + 1).copy()
    worse[player] = game.payoffs[player].min() - 1.0
    payoffs = np.concatenate([game.payoffs, worse], axis=player + 1)
    assert set(pure_equilibria(labelled(payoffs)).equilibria) == set(pure_equilibria(game).equilibria)
