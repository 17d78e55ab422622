"""Agent quantal play and zero-sum values of trees: the equations themselves, limits, published values and a peer."""

import ast
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.formats.efg import to_efg
from negotiation_sim.games.tree import Tree
from negotiation_sim.games.tree_strategies import reduced_form
from negotiation_sim.solve.sequence_form import zero_sum_play
from negotiation_sim.solve.tree_quantal import tree_quantal
from negotiation_sim.solve.zero_sum import zero_sum_equilibrium

from .by_hand.small_trees import beer_quiche, card_game, horse, random_tree, unseen_state
from .peers import gambit

SEEDS = st.integers(0, 10_000)


def worth(tree: Tree, node: int, play: Sequence[np.ndarray], player: int) -> float:
    """What a player expects from a node on, read off the definition."""
    here = tree.nodes[node]
    if tree.is_leaf(node):
        return float(tree.payoffs[node][player])
    chances = play[here.set] if here.set >= 0 else [float(chance) for _, chance in here.chances]
    parts = zip(chances, tree.children[node], strict=True)
    return float(sum(chance * worth(tree, child, play, player) for chance, child in parts))


def reach(tree: Tree, node: int, play: Sequence[np.ndarray]) -> float:
    """How likely a node is to be reached."""
    return float(tree.chance_to[node]) * float(np.prod([play[number][move] for number, move in tree.moves_to(node)]))


def check_logit(tree: Tree, play: Sequence[np.ndarray], precision: float) -> None:
    """Every move's chance goes as exp(lambda * what it is worth under the beliefs that follow from play)."""
    for number, nodes in enumerate(tree.members):
        weights = np.array([reach(tree, node, play) for node in nodes])
        beliefs = weights / weights.sum()
        player = tree.sets[number].player
        moves = range(len(tree.sets[number].moves))
        worths = np.array(
            [
                sum(b * worth(tree, tree.children[x][m], play, player) for b, x in zip(beliefs, nodes, strict=True))
                for m in moves
            ]
        )
        powers = np.exp(precision * (worths - worths.max()))
        assert play[number] == pytest.approx(powers / powers.sum(), abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, players=st.integers(2, 3), precision=st.sampled_from([0.1, 1.0, 3.0]))
def test_quantal_play_solves_its_own_equations(seed: int, players: int, precision: float) -> None:
    solved = tree_quantal(tree := random_tree(np.random.default_rng(seed), players), precision)
    if solved.converged:
        check_logit(tree, solved.play, precision)
        assert solved.expected == pytest.approx([worth(tree, 0, solved.play, i) for i in range(players)])
        assert solved.chances == pytest.approx([reach(tree, k, solved.play) for k in range(len(tree.nodes))])


@pytest.mark.parametrize("tree", [beer_quiche(), horse(), unseen_state(), card_game()], ids=lambda tree: tree.title)
def test_the_branch_is_followed_to_a_high_precision(tree: Tree) -> None:
    solved = tree_quantal(tree, 20.0)
    assert solved.converged
    check_logit(tree, solved.play, 20.0)


def test_at_high_precision_beer_is_drunk_and_the_cards_are_played_as_published() -> None:
    beer = tree_quantal(beer_quiche(), 50.0)
    assert beer.play[0][0] == pytest.approx(1.0, abs=1e-6)
    assert beer.play[1][0] == pytest.approx(1.0, abs=1e-2)
    cards = tree_quantal(card_game(), 300.0)
    assert cards.play[1][0] == pytest.approx(1 / 3, abs=0.01)
    assert cards.play[2][0] == pytest.approx(2 / 3, abs=0.01)


def test_the_card_game_has_its_published_value() -> None:
    """Myerson (1991), section 3.2: black is raised with a chance of 1/3, a raise is met with 2/3, one wins 1/3."""
    solved = zero_sum_play(card_game())
    assert solved.value == pytest.approx(1 / 3)
    assert [chances[0] for chances in solved.play] == pytest.approx([1.0, 1 / 3, 2 / 3])
    assert solved.gap == pytest.approx(0.0, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_value_is_that_of_the_strategic_form(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed), depth=4, zero_sum=True)
    game = reduced_form(tree).game
    if max(game.shape) <= 200:
        solved = zero_sum_play(tree)
        (profile,) = zero_sum_equilibrium(game).equilibria
        assert solved.value == pytest.approx(float(game.expected(profile)[0]), abs=1e-7)
        assert solved.gap <= 1e-7
        assert worth(tree, 0, solved.play, 0) == pytest.approx(solved.value, abs=1e-7)


def test_what_has_no_value_is_named() -> None:
    with pytest.raises(InputError, match="not the same everywhere"):
        zero_sum_play(beer_quiche())
    with pytest.raises(InputError, match="has 3 players"):
        zero_sum_play(horse())


@pytest.mark.parametrize("precision", [0.0, -1.0, np.inf, np.nan])
def test_a_precision_that_is_no_positive_number_is_named(precision: float) -> None:
    with pytest.raises(InputError, match="expected a positive number"):
        tree_quantal(horse(), precision)


@pytest.mark.parametrize("tree", [beer_quiche(), horse(), card_game()], ids=lambda tree: tree.title)
@pytest.mark.parametrize("precision", [0.5, 2.0])
def test_gambit_follows_the_same_branch(tree: Tree, precision: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    peer = gambit()
    path = tmp_path_factory.mktemp("tree") / "game.efg"
    path.write_text(to_efg(tree), encoding="utf-8")
    theirs = peer.qre.logit_solve_lambda(peer.read_efg(str(path)), precision, use_strategic=False)
    theirs = theirs[0] if isinstance(theirs, list) else theirs
    profile = ast.literal_eval(str(getattr(theirs, "profile", theirs)))
    mine = tree_quantal(tree, precision)
    assert sorted(numbers_in(profile)) == pytest.approx(sorted(numbers_in([p.tolist() for p in mine.play])), abs=1e-6)


def numbers_in(nested: Any) -> list[float]:
    """The numbers in lists, tuples and dictionaries, whichever the peer's version writes."""
    if isinstance(nested, dict):
        nested = list(nested.values())
    return [nested] if isinstance(nested, float) else [number for part in nested for number in numbers_in(part)]
