"""Joint deviations: against the definitions in plain loops, published games, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim import build, load_case
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve import coalition
from negotiation_sim.solve.coalition import coalition_proof_equilibria, joint_moves, strong_equilibria
from negotiation_sim.solve.pure import pure_equilibria

from .by_hand import moves as by_hand
from .command_line import FIRST
from .conftest import labelled, random_game, table_of

games = st.tuples(
    st.integers(0, 10_000), st.lists(st.integers(1, 3), min_size=1, max_size=4), st.sampled_from([2, 3, 5, None])
).map(lambda drawn: random_game(np.random.default_rng(drawn[0]), tuple(drawn[1]), integers=drawn[2]))


def bernheim_peleg_whinston() -> Game:
    """Three players; the first chooses the row, the second the column, the third the matrix.

    Bernheim, Peleg & Whinston (1987), Journal of Economic Theory 42; also Fudenberg & Tirole (1991), section 1.2.4.
    Two equilibria; the first is better for everybody, but with the third player at its first matrix the other two
    would leave it together, and would stay away. Only the second is coalition-proof, and neither is strong.
    """
    first = [[(0, 0, 10), (-5, -5, 0)], [(-5, -5, 0), (1, 1, -5)]]
    second = [[(-2, -2, 0), (-5, -5, 0)], [(-5, -5, 0), (-1, -1, 5)]]
    return labelled(np.moveaxis(np.array([first, second], dtype=float), [0, 3], [3, 0]))


def test_of_the_published_example_the_worse_equilibrium_alone_is_coalition_proof() -> None:
    game = bernheim_peleg_whinston()
    assert pure_equilibria(game).equilibria == ((0, 0, 0), (1, 1, 1))
    assert coalition_proof_equilibria(game).equilibria == ((1, 1, 1),)
    assert strong_equilibria(game).equilibria == ()
    assert "some coalition improves" in strong_equilibria(game).reason


def test_from_the_better_equilibrium_of_the_published_example_the_first_two_leave_and_the_third_loses() -> None:
    (move,) = joint_moves(bernheim_peleg_whinston(), (0, 0, 0))
    assert (move.coalition, move.profile, move.changes.tolist()) == ((0, 1), (1, 1, 0), [1.0, 1.0, -15.0])
    assert move.joint_gain == 2.0


def test_the_prisoners_leave_their_equilibrium_together_though_it_is_coalition_proof() -> None:
    dilemma = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    assert strong_equilibria(dilemma).equilibria == ()
    assert coalition_proof_equilibria(dilemma).equilibria == ((1, 1),)
    assert [(move.coalition, move.profile) for move in joint_moves(dilemma, (1, 1))] == [((0, 1), (0, 0))]


def test_what_is_denied_is_a_strong_equilibrium_in_pure_strategies_only() -> None:
    """In a zero-sum game no coalition of both improves, so the mixed equilibrium of matching pennies is strong."""
    pennies = Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    reason = strong_equilibria(pennies).reason
    assert reason == "no strong equilibrium in pure strategies, for there is no pure equilibrium."


def test_what_is_claimed_is_strong_against_pure_joint_moves_only() -> None:
    """Half of each of two profiles gives both more than the equilibrium, though neither profile does."""
    game = Game.from_bimatrix([[0, 9, 0], [0, 0, 0], [0, 0, 2]], [[0, 0, 0], [9, 0, 0], [0, 0, 2]])
    found = strong_equilibria(game)
    assert (2, 2) in found.equilibria
    assert "pure joint moves" in found.reason


def test_all_at_the_stag_is_strong_and_all_at_the_hare_is_not() -> None:
    hunt = build(load_case("stag_hunt").scenario("free_choice"))
    stag = hunt.profile({"first": "stag", "second": "stag"})
    assert strong_equilibria(hunt).equilibria == coalition_proof_equilibria(hunt).equilibria == (stag,)


def test_the_smallest_coalitions_are_those_of_the_definition(any_game: Game) -> None:
    for profile in np.ndindex(*any_game.shape):
        found: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
        for move in joint_moves(any_game, profile):
            found.setdefault(move.coalition, set()).add(move.profile)
            expected = np.array(table_of(any_game)[move.profile]) - np.array(table_of(any_game)[profile])
            assert move.changes == pytest.approx(expected)
        assert found == by_hand.improving_coalitions(table_of(any_game), any_game.shape, profile)
        assert list(found) == sorted(found, key=lambda who: (len(who), who))


def test_strong_equilibria_are_those_of_the_definition(any_game: Game) -> None:
    assert list(strong_equilibria(any_game).equilibria) == by_hand.strong_equilibria(table_of(any_game), any_game.shape)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 2, 2), (2, 3, 2), (1, 2, 3), (2, 2, 2, 2)])
def test_coalition_proof_equilibria_are_those_of_the_recursive_definition(shape: tuple[int, ...], seed: int) -> None:
    game = random_game(np.random.default_rng(seed), shape, integers=(3, 4, 6, None)[seed % 4])
    expected = by_hand.coalition_proof_equilibria(table_of(game), shape)
    assert list(coalition_proof_equilibria(game).equilibria) == expected


@settings(max_examples=80, deadline=None)
@given(games)
def test_strong_is_inside_coalition_proof_is_inside_nash(game: Game) -> None:
    strong, proof, nash = (
        set(f(game).equilibria) for f in (strong_equilibria, coalition_proof_equilibria, pure_equilibria)
    )
    assert strong <= proof <= nash


@settings(max_examples=40, deadline=None)
@given(games, st.data())
def test_relabelling_the_players_relabels_strong_and_coalition_proof_equilibria(
    game: Game, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(game.players))))
    for find in (strong_equilibria, coalition_proof_equilibria):
        moved = {tuple(profile[i] for i in order) for profile in find(game).equilibria}
        assert set(find(game.permuted(order)).equilibria) == moved


@settings(max_examples=40, deadline=None)
@given(games, st.data())
def test_a_positive_affine_change_of_payoffs_keeps_strong_and_coalition_proof_equilibria(
    game: Game, data: st.DataObject
) -> None:
    scale = data.draw(st.lists(st.floats(0.01, 100), min_size=len(game.players), max_size=len(game.players)))
    stretched = game.payoffs * np.array(scale).reshape(-1, *[1] * len(game.players)) - 7
    changed = Game(game.players, game.strategies, stretched)
    for find in (strong_equilibria, coalition_proof_equilibria):
        assert find(changed).equilibria == find(game).equilibria


def test_who_may_not_move_does_not_and_only_wanted_profiles_count() -> None:
    game = bernheim_peleg_whinston()
    assert joint_moves(game, (0, 0, 0), open_to=[[0, 1], [0], [0, 1]]) == ()
    wanted = np.zeros(game.shape, dtype=bool)
    wanted[0, 0, 0] = True
    assert [move.profile for move in joint_moves(game, (1, 1, 1), into=wanted)] == [(0, 0, 0)]
    assert joint_moves(game, (0, 0, 0), into=wanted) == ()


def test_of_one_coalition_the_move_with_the_greatest_joint_gain_comes_first() -> None:
    game = labelled(np.array([[[0.0, 0, 0], [0, 1, 0], [0, 0, 2]], [[0, 0, 0], [0, 2, 0], [0, 0, 3]]]))
    assert [move.profile for move in joint_moves(game, (0, 0))] == [(2, 2), (1, 1)]


def test_what_would_cost_too_much_is_not_computed_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    game = labelled(np.zeros((3, 2, 2, 2)))
    monkeypatch.setattr(coalition, "MAX_STEPS", 63)
    refused = coalition_proof_equilibria(game)
    assert (refused.equilibria, refused.converged) == ((), False)
    assert "8 coalitions x 8 profiles" in refused.reason
    monkeypatch.setattr(coalition, "MAX_STEPS", 64)
    assert len(coalition_proof_equilibria(game).equilibria) == 8
    monkeypatch.setattr(coalition, "MAX_PAIRS", 5)
    tied = coalition_proof_equilibria(game)
    assert (tied.converged, "tie so often" in tied.reason) == (False, True)


def test_under_recognition_first_only_all_four_recognising_is_strong_and_three_would_leave_without_spain() -> None:
    game = build(load_case(FIRST).scenario("recognition_first"))
    (strong,) = strong_equilibria(game).equilibria
    moves = game.moves(strong)
    assert [moves[p] for p in ("serbia", "kosovo", "spain", "greece")] == ["normalise", "concede", "yes", "yes"]
    assert coalition_proof_equilibria(game).equilibria == (strong,)
    (move,) = joint_moves(game, (0,) * 9)
    assert [game.players[i] for i in move.coalition] == ["slovakia", "romania", "greece"]
    table = {p: tuple(game.payoffs[(slice(None), *p)]) for p in [(0,) * 9, move.profile]}
    assert by_hand.improves(table, (0,) * 9, move.profile, move.coalition)
    assert all(
        not by_hand.improves({**table, other: tuple(game.payoffs[(slice(None), *other)])}, (0,) * 9, other, who)
        for who in by_hand.coalitions(range(5, 9))
        if who != move.coalition and not set(move.coalition) < set(who)
        for other in by_hand.deviations((0,) * 9, who, game.shape)
    )
