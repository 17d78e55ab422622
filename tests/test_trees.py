"""Trees: what a tree must be, Gambit's files in and out, and the museum of broken ones."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError
from negotiation_sim.formats.efg import from_efg, to_efg
from negotiation_sim.formats.game_file import read_tree
from negotiation_sim.games import tree_parts
from negotiation_sim.games.tree import Tree
from negotiation_sim.games.tree_parts import InformationSet, Node

from .command_line import refusal
from .random_trees import random_tree

MUSEUM = Path(__file__).parent / "invalid_trees"
BROKEN = sorted(MUSEUM.glob("*.efg"))
BUILT_IN = sorted((Path(__file__).parent.parent / "scenarios" / "trees").glob("*.efg"))
HEAD = 'EFG 2 R "t" { "A" "B" }\n'


# ---- the type


@pytest.mark.parametrize("seed", range(20))
def test_every_node_knows_the_node_above_it_and_what_is_below_it(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed))
    for node in range(1, len(tree.nodes)):
        above = tree.parents[node]
        assert tree.children[above][tree.move_before[node]] == node
        assert above < node <= tree.last_below[above]
    for node in range(len(tree.nodes)):
        below = {other for other in range(len(tree.nodes)) if node in tree.path(other)}
        assert below == set(range(node, tree.last_below[node] + 1))
        assert (len(below) == 1) == tree.is_leaf(node)


@pytest.mark.parametrize("seed", range(20))
def test_a_leaf_pays_the_sum_of_what_its_path_pays_and_chances_multiply(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed))
    for leaf in tree.leaves:
        path = tree.path(leaf)
        for i in range(len(tree.players)):
            assert tree.payoffs[leaf][i] == sum(tree.nodes[k].pays[i] for k in path if tree.nodes[k].pays)
    assert sum(tree.chance_to[leaf] for leaf in tree.leaves if not tree.moves_to(leaf)) <= 1


@pytest.mark.parametrize("seed", range(40))
def test_a_node_begins_a_subgame_where_no_information_set_lies_partly_below_it(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed))
    for node in range(len(tree.nodes)):
        below = set(range(node, tree.last_below[node] + 1))
        whole = all(not below & set(members) or set(members) <= below for members in tree.members)
        assert (node in tree.subgames) == (whole and not tree.is_leaf(node))


@pytest.mark.parametrize("seed", range(40))
def test_recall_is_perfect_where_a_player_comes_to_all_nodes_of_a_set_by_the_same_moves_of_its_own(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed), players=1)
    ways = [{tree.moves_to(node) for node in members} for members in tree.members]
    assert (tree.forgets is None) == all(len(way) == 1 for way in ways)


CHOICE = InformationSet(0, "", ("a", "b"))
END = Node(pays=(Fraction(1),))


@pytest.mark.parametrize(
    ("sets", "nodes", "words"),
    [
        ((CHOICE,), (Node(0), END), "1 more node must follow"),
        ((CHOICE,), (Node(0), END, END, END), "complete before node 4"),
        ((CHOICE,), (Node(0), Node(0), END, END, END), "absent-minded"),
        ((CHOICE, CHOICE), (Node(0), END, END), "number 2 of A has no node"),
        ((InformationSet(0, "x", ("a", "a")),), (Node(0), END, END), "each unique; found: a, a"),
        ((InformationSet(1, "", ("a",)),), (Node(0), END), "belongs to no player"),
        ((), (Node(chances=(("a", Fraction(1, 2)), ("b", Fraction(1, 3)))), END, END), "sum to 5/6"),
        ((), (Node(chances=(("a", Fraction(3, 2)), ("b", Fraction(-1, 2)))), END, END), "'b' is below 0"),
        ((), (Node(pays=(Fraction(1), Fraction(2))),), "pays 2 players; the game has 1"),
        ((), (Node(pays=(Fraction(10) ** 301,)),), "larger than 1e+300"),
    ],
)
def test_what_is_no_tree_is_refused(sets: tuple[InformationSet, ...], nodes: tuple[Node, ...], words: str) -> None:
    with pytest.raises(InputError) as raised:
        Tree(("A",), sets, nodes)
    assert words in str(raised.value)


# ---- files


@pytest.mark.parametrize("seed", range(30))
def test_a_tree_that_is_written_reads_back_as_itself(seed: int) -> None:
    tree = random_tree(np.random.default_rng(seed))
    assert from_efg(to_efg(tree, 'a "comment" \\')) == tree


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_the_built_in_trees_read_back_as_themselves(path: Path) -> None:
    tree = read_tree(path)
    assert from_efg(to_efg(tree)) == tree
    assert tree.forgets is None


def test_labels_with_quotes_backslashes_and_letters_of_any_language_survive() -> None:
    sets = (InformationSet(0, 'the "hard" one', ("да", 'say "no"', "\\")),)
    tree = Tree(("Ђорђе",), sets, (Node(0, label='ro"ot'), END, END, Node(pays=(Fraction(1, 3),), outcome="é")), "µ\\")
    assert from_efg(to_efg(tree)) == tree


def test_outcome_0_is_none_and_payoffs_at_inner_nodes_add_up() -> None:
    body = 'p "" 1 1 "" { "l" "r" } 1 "entry" { 5, 0 }\nt "" 2 "" { 1, 2 }\nt "" 0\n'
    tree = from_efg(HEAD + body)
    assert [tree.payoffs[leaf] for leaf in tree.leaves] == [(6, 2), (5, 0)]


@pytest.mark.parametrize(
    "again",
    ['p "" 2 7 0', 'p "" 2 7 "s" 0', 'p "" 2 7 "s" { "x" "y" } 0', 'p "" 2 7 { "x" "y" } 0'],
    ids=["number alone", "with its name", "in full", "without its name"],
)
def test_an_information_set_may_be_given_once_and_then_left_out(again: str) -> None:
    first = 'p "" 1 1 "" { "l" "r" } 0\np "" 2 7 "s" { "x" "y" } 0\nt "" 1 "o" { 1 2 }\nt "" 2 "" { 3 4 }\n'
    tree = from_efg(f'{HEAD}{first}{again}\nt "" 2\nt "" 1 "o" {{ 1, 2 }}\n')
    assert tree.members[1] == (1, 4)
    assert [tree.payoffs[leaf] for leaf in tree.leaves] == [(1, 2), (3, 4), (3, 4), (1, 2)]


def test_the_moves_of_chance_may_be_left_out_and_be_called_alike_or_not_at_all() -> None:
    chance = 'c "" 1 "" { "" 1/3 "" 0.5 "x" .16666666666666666666 } 0\n'
    with pytest.raises(InputError, match="line 2: the chances sum to"):
        from_efg(HEAD + chance)
    chance = 'c "" 1 "" { "" 1/4, "" 0.5 , "x" 25e-2 } 0\n'
    end = 't "" 1 "" { 1 1 }\n'
    tree = from_efg(HEAD + chance + 'c "" 1 0\n' + end * 3 + end * 2)
    assert tree.nodes[1].chances == (("", Fraction(1, 4)), ("", Fraction(1, 2)), ("x", Fraction(1, 4)))
    assert from_efg(to_efg(tree)) == tree


def test_numbers_are_exact_however_they_are_written() -> None:
    tree = from_efg(HEAD + 't "" 1 "" { 0.1, -1e-3 }')
    assert tree.payoffs[0] == (Fraction(1, 10), Fraction(-1, 1000))
    tree = from_efg(HEAD + 't "" 1 "" { +1/3 9007199254740993 }')
    assert tree.payoffs[0] == (Fraction(1, 3), 9007199254740993)


def test_double_and_empty_labels_of_players_and_moves_are_told_apart() -> None:
    tree = from_efg('EFG 2 R "" { "A" "A" "" } p "" 1 1 "" { "x" "" "x" } 0 t "" 0 t "" 0 t "" 0')
    assert tree.players == ("A", "A (2)", "player 3")
    assert tree.sets[0].moves == ("x", "2", "x (2)")


def test_a_tree_without_a_title_is_called_after_its_file(tmp_path: Path) -> None:
    (tmp_path / "talks.efg").write_text('EFG 2 D "" { "A" } t "" 0', encoding="utf-8")
    assert read_tree(tmp_path / "talks.efg").title == "talks"


def test_a_tree_of_too_many_nodes_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotiation_sim.formats.efg_nodes.MOST_NODES", 3)
    deep = "".join(f'p "" 1 {k} "" {{ "l" "r" }} 0\n' for k in range(1, 9))
    with pytest.raises(InputError, match="line 5: the tree has more than 3 nodes"):
        from_efg(HEAD + deep)
    assert tree_parts.MOST_NODES >= 100_000


# ---- broken files


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_tree_is_refused_with_its_place_and_the_mend(path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read_tree(path)
    message = str(raised.value)
    for words in path.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        assert words in message
    assert str(path) in message
    assert message.endswith(".")
    assert "\n" not in message


def _fault(text: str) -> str:
    """What is said of a text that is no tree; the name of the file where it is one."""
    try:
        from_efg(text, "t.efg")
    except InputError as error:
        return str(error)
    return "t.efg"


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_whatever_is_cut_off_or_left_out_of_a_tree_is_refused_in_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rng = np.random.default_rng(1)
    for _ in range(150):
        start, length = int(rng.integers(len(text))), int(rng.integers(1, 12))
        less = text[:start] + text[start + length :]
        assert _fault(less).startswith("t.efg")


def test_a_name_that_is_no_file_is_told_the_built_in_trees(tmp_path: Path) -> None:
    said = refusal("solve", "quiche.efg", folder=tmp_path)
    assert "quiche.efg: there is no such file. Built-in trees: beer_quiche.efg" in said
