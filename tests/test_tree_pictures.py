"""The picture of a tree: where nodes stand, what is folded, and that all that is told is on it."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from negotiation_sim.case.game_in_file import case_of_tree
from negotiation_sim.formats.game_file import read_tree
from negotiation_sim.games.tree import Tree
from negotiation_sim.games.tree_parts import Node
from negotiation_sim.present.canvas import Picture
from negotiation_sim.present.tree_layout import MOST_ROWS, Shown, layout, reached_by
from negotiation_sim.present.tree_picture import tree_picture
from negotiation_sim.solve.subgame_perfect import subgame_perfect

from .command_line import answer
from .random_trees import random_tree
from .test_figures import texts

TREES = Path(__file__).parent.parent / "scenarios" / "trees"


def drawn(shown: Shown) -> tuple[Picture, Axes]:
    """The picture, and the axes with the tree."""
    stamped = case_of_tree(shown.tree, "t.efg").scenario("t.efg")
    picture = tree_picture("t", "A tree", shown, stamped)
    return picture, picture.figure.axes[0]


def bold(axes: Axes) -> list[Line2D]:
    return [line for line in axes.lines if line.get_linewidth() > 2]


def dashed(axes: Axes) -> list[Line2D]:
    return [line for line in axes.lines if line.get_linestyle() == "--" and len(line.get_xdata()) > 1]


@pytest.mark.parametrize("seed", range(20))
def test_all_ends_stand_in_the_last_column_a_row_each_and_every_other_node_left_of_those_below_it(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed))
    placed = layout(Shown(tree))
    assert set(placed.columns) == set(range(len(tree.nodes)))
    assert [placed.rows[leaf] for leaf in tree.leaves] == list(range(len(tree.leaves)))
    assert {placed.columns[leaf] for leaf in tree.leaves} == {placed.depth} or len(tree.nodes) == 1
    for node in range(1, len(tree.nodes)):
        assert placed.columns[tree.parents[node]] < placed.columns[node]
    assert not placed.idle | placed.other


def large(seed: int) -> Tree:
    """A random tree of more leaves than a picture has rows."""
    rng = np.random.default_rng(seed)
    while True:
        tree = random_tree(rng, informed=True, depth=7)
        if len(tree.leaves) > MOST_ROWS:
            return tree


@pytest.mark.parametrize("seed", range(10))
def test_a_large_tree_is_folded_to_what_can_be_read_and_the_path_stays_where_it_can(seed: int) -> None:
    tree = large(seed)
    outcome = subgame_perfect(tree).outcomes[0]
    shown = Shown(tree, reached_by(tree, outcome.leaves))
    placed = layout(shown)
    assert len(placed.ends) <= MOST_ROWS
    below = {leaf for end in placed.ends for leaf in range(end, tree.last_below[end] + 1) if tree.is_leaf(leaf)}
    assert below == set(tree.leaves)  # every leaf is drawn or in a folded branch
    if len(outcome.leaves) == 1:
        assert set(outcome.leaves) < set(placed.ends)


@pytest.mark.parametrize("seed", range(40))
def test_a_branch_said_to_change_nothing_changes_nothing_even_if_the_best_of_it_is_played(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed), informed=True, depth=4)
    outcome = subgame_perfect(tree).outcomes[0]
    for idle in layout(Shown(tree, reached_by(tree, outcome.leaves)), most=1).idle:
        mover = tree.player_at(tree.parents[idle])
        best = max(tree.payoffs[leaf][mover] for leaf in tree.leaves if idle <= leaf <= tree.last_below[idle])
        cut = _cut(tree, idle, best)
        assert outcome.payoffs in [other.payoffs for other in subgame_perfect(cut).outcomes]


def _cut(tree: Tree, node: int, pays: Fraction) -> Tree:
    """The tree with an end in the place of all that follows a node; in total everybody gets the same there."""
    above = tree.payoffs[tree.parents[node]]
    end = Node(pays=tuple(pays - part for part in above))
    nodes = [*tree.nodes[:node], end, *tree.nodes[tree.last_below[node] + 1 :]]
    kept = sorted({part.set for part in nodes if part.set >= 0})
    renumbered = tuple(replace(part, set=kept.index(part.set)) if part.set >= 0 else part for part in nodes)
    return Tree(tree.players, tuple(tree.sets[number] for number in kept), renumbered)


def beer_quiche() -> Shown:
    """Both types drink beer; the receiver's beliefs after quiche are off the path."""
    tree = read_tree(TREES / "beer_quiche.efg")
    (surly, wimp), leaves = tree.members[2], tree.leaves
    beliefs = {surly: Fraction(1, 3), wimp: Fraction(2, 3)}
    return Shown(tree, reached_by(tree, [leaves[1], leaves[5]]), beliefs, {(surly, 0): 0.25})


def test_players_moves_chances_beliefs_and_payoffs_are_on_the_picture() -> None:
    shown = beer_quiche()
    picture, axes = drawn(shown)
    told = texts(picture.figure)
    assert {"surly 0.9", "wimp 0.1", "duel 0.25", "no duel", "Receiver [1/3]", "Receiver [2/3]", "chance"} <= set(told)
    for player in range(2):
        column = [text for text in axes.texts if text.get_text() == shown.tree.players[player]]
        colour = next(text.get_color() for text in column if text.get_fontweight() == "bold")
        paid = [text for text in axes.texts if text.get_color() == colour and text.get_position()[0] > 4]
        values = [str(shown.tree.payoffs[leaf][player]) for leaf in shown.tree.leaves]
        assert [text.get_text() for text in paid][-len(values) :] == values
    assert "In bold: chance surly, Sender beer, Receiver no duel; Sender gets 3 and Receiver gets 1." in picture.words
    assert "with chance 2/3" in picture.words


def test_the_path_is_bold_and_each_information_set_of_several_nodes_is_one_dashed_line() -> None:
    shown = beer_quiche()
    _, axes = drawn(shown)
    assert len(bold(axes)) == len(shown.reached) - 1
    lines = dashed(axes)
    assert len(lines) == sum(len(members) > 1 for members in shown.tree.members)
    first, second = lines
    assert first.get_xdata()[0] != second.get_xdata()[0]  # two that overlap run beside each other
    informed = read_tree(TREES / "chain_store.efg")
    assert not dashed(drawn(Shown(informed))[1])


def test_a_tree_that_is_one_end_and_one_where_chance_alone_moves_are_drawn_too() -> None:
    end = Node(pays=(Fraction(1),))
    for nodes in ((end,), (Node(chances=(("", Fraction(1, 3)), ("", Fraction(2, 3)))), end, end)):
        picture, _ = drawn(Shown(Tree(("Ann",), (), nodes), frozenset(range(len(nodes)))))
        assert "Ann" in texts(picture.figure)
        assert "In bold" in picture.words


def test_what_is_folded_is_said_and_its_payoffs_are_the_least_and_the_greatest() -> None:
    tree = large(3)
    shown = Shown(tree, reached_by(tree, subgame_perfect(tree).outcomes[0].leaves))
    placed = layout(shown)
    picture, axes = drawn(shown)
    told = " ".join(texts(picture.figure))
    assert ("cannot change the answer" in told) == bool(placed.idle)
    assert ("folded for room" in told) == bool(placed.other)
    assert sum(line.get_marker() == ">" for line in axes.lines) == len(placed.idle | placed.other)
    assert "…" in told


def test_no_text_of_a_tree_of_sixty_leaves_stands_on_another() -> None:
    tree = Tree(
        ("Proposer", "Responder of the day"),
        read_tree(TREES / "ultimatum.efg").sets[:1]
        + tuple(
            replace(part, moves=tuple(f"reply {k}" for k in range(5)))
            for part in read_tree(TREES / "ultimatum.efg").sets[1:]
        ),
        tuple(
            node
            for k in range(11)
            for node in [
                *([Node(0)] if k == 0 else []),
                Node(k + 1),
                *[Node(pays=(Fraction(k), Fraction(j))) for j in range(5)],
            ]
        ),
    )
    assert 50 < len(tree.leaves) <= MOST_ROWS
    picture, axes = drawn(Shown(tree, reached_by(tree, tree.leaves[:1])))
    picture.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
    clear = [box.shrunk(0.95, 0.9) for box in boxes]
    assert not [(a, b) for k, a in enumerate(clear) for b in clear[:k] if a.overlaps(b)]


def test_a_tree_is_drawn_once_for_each_way_in_which_equilibria_end(tmp_path: Path) -> None:
    answer("solve", "beer_quiche.efg", "--out", "drawn", folder=tmp_path)
    answer("solve", "centipede.efg", "--concept", "subgame_perfect", "--out", "drawn", folder=tmp_path)
    found = {path.name for path in (tmp_path / "drawn").glob("*.png")}
    assert found == {"tree_pure_beer_quiche.png", "tree_pure_beer_quiche_2.png", "tree_subgame_perfect_centipede.png"}
