"""Staged outcomes: against recursion over the definition, textbook answers, and rules that must hold."""

from itertools import permutations

import numpy as np
import pytest

from negotiation_sim.errors import InputError
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.staged import RULES, Rule, selected_after, staged_outcomes

from .by_hand import solving
from .conftest import random_game, table_of

RANGE = 1e-9


def orders(players: int, rng: np.random.Generator) -> list[tuple[tuple[int, ...], ...]]:
    """All together, one by one, and a random cut of a random order."""
    shuffled = [int(i) for i in rng.permutation(players)]
    cut = int(rng.integers(0, players)) if players > 1 else 0
    parts = [tuple(shuffled[:cut]), tuple(shuffled[cut:])]
    return [(tuple(range(players)),), tuple((i,) for i in shuffled), tuple(part for part in parts if part)]


def test_the_staged_outcomes_are_those_of_the_recursive_definition(any_game: Game) -> None:
    table = table_of(any_game)
    for order in orders(len(any_game.players), np.random.default_rng(any_game.profiles)):
        found = staged_outcomes(any_game, [[any_game.players[i] for i in stage] for stage in order])
        assert set(found.outcomes) == solving.staged_outcomes(table, any_game.shape, order, RANGE)
        assert found.best_joint.profile == solving.select(table, any_game.shape, order, "best_joint", RANGE)
        assert found.cautious.profile == solving.select(table, any_game.shape, order, "cautious", RANGE)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", range(20))
def test_where_a_rule_leads_from_every_history_is_where_it_leads_in_the_game_that_the_history_leaves(
    seed: int, rule: Rule
) -> None:
    rng = np.random.default_rng(seed)
    game = random_game(rng, (2, 2, 3, 2), integers=3 if seed % 2 else None)
    profiles, nowhere = np.arange(game.profiles).reshape(game.shape), 0
    for order in [((0,), (1, 2), (3,)), ((3,), (0,), (2, 1)), ((2, 0), (1, 3))]:
        after = selected_after(game.measured.each(lambda part: part[..., None]), order, rule)
        for depth, ends in enumerate(after):
            played = [i for stage in order[:depth] for i in stage]
            for node, end in np.ndenumerate(ends[..., 0]):
                kept = [[node[i]] if i in played else range(m) for i, m in enumerate(game.shape)]
                left = game.restricted(kept)
                path = staged_outcomes(left, [[left.players[i] for i in stage] for stage in order]).path(rule)
                assert end == (-1 if path.profile is None else profiles[np.ix_(*kept)][path.profile])
                nowhere += path.profile is None
    assert nowhere or seed != 4  # there some histories, and so the start, lead nowhere


def test_players_who_all_move_together_end_in_the_pure_equilibria(any_game: Game) -> None:
    assert staged_outcomes(any_game, [any_game.players]).outcomes == pure_equilibria(any_game).equilibria


def test_one_mover_at_a_time_always_has_a_staged_outcome(any_game: Game) -> None:
    for order in permutations(any_game.players):
        found = staged_outcomes(any_game, [[player] for player in order])
        assert found.outcomes
        assert found.best_joint.profile in found.outcomes
        assert found.cautious.profile in found.outcomes


def test_entry_deterrence_by_an_empty_threat_is_an_equilibrium_but_no_staged_outcome() -> None:
    # Selten (1978), The Chain Store Paradox: stay out / fight is Nash, only enter / yield is subgame perfect
    game = Game.from_bimatrix(
        [[1, 1], [2, 0]],
        [[5, 5], [2, 0]],
        players=["entrant", "chain store"],
        strategies=[["out", "in"], ["yield", "fight"]],
    )
    assert set(pure_equilibria(game).equilibria) == {(0, 1), (1, 0)}
    found = staged_outcomes(game, [["entrant"], ["chain store"]])
    assert found.outcomes == ((1, 0),)
    node = found.best_joint.nodes[0]
    assert (node.equilibria, [(d.strategy, d.outcome, d.payoff) for d in node.deviations]) == (1, [(0, (0, 0), 1.0)])


def test_the_first_mover_in_the_battle_of_the_sexes_gets_its_way() -> None:
    game = Game.from_bimatrix([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    assert staged_outcomes(game, [["player 1"], ["player 2"]]).outcomes == ((0, 0),)
    assert staged_outcomes(game, [["player 2"], ["player 1"]]).outcomes == ((1, 1),)


def test_best_joint_takes_the_greatest_sum_and_cautious_stays_with_the_first_listed() -> None:
    hunt = Game.from_bimatrix([[3, 3], [0, 4]], [[3, 0], [3, 4]])
    found = staged_outcomes(hunt, [hunt.players])
    assert (found.best_joint.profile, found.cautious.profile) == ((1, 1), (0, 0))
    assert found.best_joint.nodes[0].equilibria == 2


def test_a_node_without_a_pure_equilibrium_is_named() -> None:
    # player 1 chooses whether 2 and 3 play matching pennies (after "b") or nothing (after "a")
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[1, 1], payoffs[2, 1] = [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]
    game = Game(("one", "two", "three"), (("a", "b"), ("h", "t"), ("h", "t")), payoffs)
    found = staged_outcomes(game, [["one"], ["two", "three"]])
    assert found.outcomes == ()
    assert "two, three have no pure equilibrium after one plays b" in found.reason
    assert found.best_joint.profile is None
    assert "after one plays b" in found.cautious.reason


def test_the_deviations_on_the_path_are_never_worth_making(any_game: Game) -> None:
    found = staged_outcomes(any_game, [[player] for player in any_game.players])
    for path in (found.best_joint, found.cautious):
        assert path.profile is not None
        for node in path.nodes:
            for deviation in node.deviations:
                own = any_game.payoffs[(deviation.player, *path.profile)]
                assert deviation.payoff <= own + 1e-9
                assert deviation.payoff == any_game.payoffs[(deviation.player, *deviation.outcome)]


@pytest.mark.parametrize("order", [[["p0"]], [["p0", "p1"], ["p1"]], [["p0"], ["p1"], ["p9"]]])
def test_an_order_that_forgets_repeats_or_invents_a_player_is_refused(order: list[list[str]]) -> None:
    game = random_game(np.random.default_rng(1), (2, 2))
    with pytest.raises(InputError):
        staged_outcomes(game, order)
