"""Perfect Bayesian and sequential equilibria of trees: published ones, the definition by brute force, mistakes."""

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from negotiation_sim.errors import InputError
from negotiation_sim.games.assessments import Assessment, assessments
from negotiation_sim.games.labelling import Consistent
from negotiation_sim.games.tree import Tree
from negotiation_sim.games.tree_parts import InformationSet, Node
from negotiation_sim.games.tree_strategies import reduced_form
from negotiation_sim.solve.perfect_bayesian import perfect_bayesian
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.sequential import sequential

from .by_hand.small_trees import beer_quiche, card_game, horse, leaf, random_tree, unseen_state

SEEDS = st.integers(0, 10_000)
HALF = Fraction(1, 2)


def test_beer_and_quiche_have_two_pooling_equilibria_and_the_criterion_removes_quiche() -> None:
    solved = perfect_bayesian(beer_quiche())
    assert [each.moves for each in solved.equilibria] == [(0, 0, 1, 0), (1, 1, 0, 1)]
    beer, quiche = solved.equilibria
    assert beer.known[2] == quiche.known[3] == (Fraction(9, 10), Fraction(1, 10))
    assert beer.open_to[3].ranges == quiche.open_to[2].ranges == ((Fraction(0), HALF), (HALF, Fraction(1)))
    assert solved.objections is not None
    against_beer, against_quiche = solved.objections
    assert against_beer == ()
    assert [(each.message, each.gains, each.excluded) for each in against_quiche] == [("beer", "strong", ("weak",))]


def test_with_many_weak_ones_no_pure_equilibrium_is_left() -> None:
    assert perfect_bayesian(beer_quiche(Fraction(1, 10))).equilibria == ()


def test_the_horse_has_one_pure_equilibrium_that_beliefs_support() -> None:
    """Its other pure equilibrium, in which two would not keep to c if it came to that, no beliefs support."""
    game = reduced_form(horse()).game
    assert set(pure_equilibria(game).equilibria) == {(0, 0, 1), (1, 0, 0)}
    (kept,) = sequential(horse()).equilibria
    assert kept[0].moves == (0, 0, 1)
    third = Fraction(1, 3)
    assert kept[0].open_to[2].ranges == ((2 * third, Fraction(1)), (Fraction(0), third))


def test_nobody_can_signal_what_it_does_not_know() -> None:
    tree = unseen_state()
    weak = [each.moves for each in perfect_bayesian(tree).equilibria]
    assert weak == [(0, 1), (1, 0)]
    solved = sequential(tree)
    assert [each.moves for each, _ in solved.equilibria] == [(1, 0)]
    assert [each.moves for each in solved.failing] == [(0, 1)]
    assert solved.undecided == ()


def test_a_tree_that_is_no_signalling_game_has_no_objections() -> None:
    assert perfect_bayesian(horse()).objections is None
    assert perfect_bayesian(unseen_state()).objections is None


def expected(tree: Tree, node: int, play: Mapping[int, int], player: int) -> float:
    """What a player expects from a node on, read off the definition."""
    here = tree.nodes[node]
    if tree.is_leaf(node):
        return float(tree.payoffs[node][player])
    if here.set >= 0:
        return expected(tree, tree.children[node][play[here.set]], play, player)
    parts = zip(here.chances, tree.children[node], strict=True)
    return sum(float(chance) * expected(tree, child, play, player) for (_, chance), child in parts)


def chance_of(tree: Tree, root: int, node: int, play: Mapping[int, int]) -> Fraction:
    """How likely a node is to be reached from a node above it."""
    path = tree.path(node)
    if root not in path:
        return Fraction(0)
    chance = Fraction(1)
    for above, below in itertools.pairwise(path[path.index(root) :]):
        drawn = tree.nodes[above].chances
        if drawn:
            chance *= drawn[tree.move_before[below]][1]
        elif play[tree.nodes[above].set] != tree.move_before[below]:
            return Fraction(0)
    return chance


def supported(tree: Tree, number: int, play: Mapping[int, int], chances: Sequence[float] | None) -> bool:
    """Whether some beliefs (or these) leave the player of a set no better plan for it and all its sets."""
    player, nodes = tree.sets[number].player, tree.members[number]
    mine = [k for k, part in enumerate(tree.sets) if part.player == player]
    rows = []
    for moves in itertools.product(*(range(len(tree.sets[k].moves)) for k in mine)):
        other = {**play, **dict(zip(mine, moves, strict=True))}
        rows.append([expected(tree, node, other, player) - expected(tree, node, play, player) for node in nodes])
    if chances is not None:
        return bool((np.array(rows) @ np.array(chances) <= 1e-9).all())
    solved = linprog(
        np.zeros(len(nodes)),
        A_ub=np.array(rows),
        b_ub=np.full(len(rows), 1e-9),
        A_eq=np.ones((1, len(nodes))),
        b_eq=[1],
    )
    return int(solved.status) == 0


def by_definition(tree: Tree) -> list[tuple[int, ...]]:
    """The pure profiles that are perfect Bayesian: every profile, every information set, every plan."""
    kept = []
    for moves in itertools.product(*(range(len(part.moves)) for part in tree.sets)):
        play = dict(enumerate(moves))
        for number, nodes in enumerate(tree.members):
            chances: list[float] | None = None
            for root in tree.subgames:
                weights = [chance_of(tree, root, node, play) for node in nodes]
                if sum(weights):
                    chances = [float(weight / sum(weights)) for weight in weights]
            if not supported(tree, number, play, chances):
                break
        else:
            kept.append(moves)
    return kept


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, players=st.integers(2, 3))
def test_the_assessments_are_those_of_the_definition(seed: int, players: int) -> None:
    tree = random_tree(np.random.default_rng(seed), players)
    if np.prod([len(part.moves) for part in tree.sets]) <= 300:
        assert [each.moves for each in assessments(tree)] == by_definition(tree)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_every_assessment_is_an_equilibrium_of_the_strategic_form(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed))
    form = reduced_form(tree)
    outcomes = set()
    for profile in pure_equilibria(form.game).equilibria:
        outcomes.add(tuple(round(float(value), 9) for value in form.game.expected(profile)))
    for each in assessments(tree):
        assert tuple(round(float(value), 9) for value in each.payoffs) in outcomes


def trembling(tree: Tree, assessment: Assessment, shown: Consistent, small: float) -> list[np.ndarray]:
    """Play in which every move has a chance, a mistake's its weight times a small number to the power of its label."""
    play = []
    for number, part in enumerate(tree.sets):
        chances = np.zeros(len(part.moves))
        for move in range(len(part.moves)):
            if move != assessment.moves[number]:
                chances[move] = shown.weights.get((number, move), 1.0) * small ** shown.labels.get((number, move), 1)
        chances[assessment.moves[number]] = 1 - chances.sum()
        play.append(chances)
    return play


def believed(tree: Tree, play: Sequence[np.ndarray], number: int) -> np.ndarray:
    """The beliefs that Bayes' rule gives at a set where every move has a chance."""
    weights = np.zeros(len(tree.members[number]))
    for k, node in enumerate(tree.members[number]):
        weights[k] = float(tree.chance_to[node]) * np.prod([play[s][move] for s, move in tree.moves_to(node)])
    return np.asarray(weights / weights.sum())


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, players=st.integers(2, 3))
def test_small_mistakes_lead_to_the_beliefs_of_a_sequential_equilibrium(seed: int, players: int) -> None:
    tree = random_tree(np.random.default_rng(seed), players)
    for assessment, shown in sequential(tree).equilibria:
        play = trembling(tree, assessment, shown, 1e-5)
        for number, beliefs in shown.beliefs.items():
            assert believed(tree, play, number) == pytest.approx(np.array(beliefs), abs=2e-3)
            assert supported(tree, number, dict(enumerate(assessment.moves)), beliefs)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_with_perfect_information_both_are_the_subgame_perfect_profiles(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed))
    alone = tuple(
        InformationSet(tree.player_at(k), "", tree.moves(k)) for k, node in enumerate(tree.nodes) if node.set >= 0
    )
    numbers = iter(range(len(alone)))
    nodes = tuple(Node(set=next(numbers)) if node.set >= 0 else node for node in tree.nodes)
    open_tree = Tree(tree.players, alone, nodes)
    if np.prod([len(part.moves) for part in open_tree.sets]) > 2000:
        return
    solved = sequential(open_tree)
    assert [each.moves for each, _ in solved.equilibria] == [each.moves for each in assessments(open_tree)]
    for each, _ in solved.equilibria:
        play = dict(enumerate(each.moves))
        for node, here in enumerate(open_tree.nodes):
            if here.set >= 0:
                player = open_tree.player_at(node)
                worth = [expected(open_tree, child, play, player) for child in open_tree.children[node]]
                assert worth[play[here.set]] == pytest.approx(max(worth))


def test_who_forgets_its_moves_is_named() -> None:
    sets = (InformationSet(0, "", ("l", "r")), InformationSet(0, "", ("x", "y")))
    nodes = (Node(0), Node(1), leaf(1, 0), leaf(0, 0), Node(1), leaf(0, 0), leaf(1, 0))
    with pytest.raises(InputError, match="Ann forgets its own earlier moves"):
        assessments(Tree(("Ann", "Bob"), sets, nodes))


def test_a_card_game_has_no_pure_assessment() -> None:
    assert assessments(card_game()) == ()
