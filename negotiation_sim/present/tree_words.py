"""What a picture of a tree says in words: of its marks, of what is folded, and of the path; and numbers in it."""

from fractions import Fraction
from itertools import pairwise

from ..games.tree import Tree
from .phrases import listed, plural
from .tree_layout import Layout, Shown


def marks_in_words(shown: Shown, placed: Layout) -> list[str]:
    """What the marks mean, and which branches are folded."""
    tree = shown.tree
    sentences = []
    if not tree.perfect_information:
        sentences.append("A dashed line joins nodes that their player cannot tell apart.")
    if shown.beliefs:
        sentences.append("In brackets: how likely the player holds that node to be.")
    if placed.idle:
        folded = f"{_branches(len(placed.idle))} folded that cannot change the answer"
        sentences.append(f"{folded}: whatever is played there, nobody would gain by going there.")
    if placed.other:
        sentences.append(f"{_branches(len(placed.other))} folded for room. Of each the least and the greatest payoffs "
                         "are shown.")  # fmt: skip
    return sentences


def _branches(count: int) -> str:
    return plural(count, "branch is", "branches are").capitalize()


def path_in_words(shown: Shown) -> list[str]:
    """The path, leaf by leaf, for those who do not see the picture."""
    tree = shown.tree
    sets = plural(len(tree.sets), "information set", "information sets")
    lines = [f"The tree has {plural(len(tree.leaves), 'leaf', 'leaves')} and {sets}."]
    lines += [f"In bold: {_way(tree, leaf)}." for leaf in sorted(shown.reached) if tree.is_leaf(leaf)]
    for node, belief in shown.beliefs.items():
        who, where = tree.players[tree.player_at(node)], tree.name_of_set(tree.nodes[node].set)
        lines.append(f"{who} believes to be at node {node + 1} of {where} with chance {short_number(belief)}.")
    return lines


def _way(tree: Tree, leaf: int) -> str:
    """What is played on the way to a leaf, and what everybody gets there."""
    steps = []
    for above, node in pairwise(tree.path(leaf)):
        player = tree.player_at(above)
        who = tree.players[player] if player >= 0 else "chance"
        steps.append(f"{who} {tree.moves(above)[tree.move_before[node]]}")
    gets = [f"{who} gets {short_number(value)}" for who, value in zip(tree.players, tree.payoffs[leaf], strict=True)]
    return f"{', '.join(steps) or 'the end'}; {listed(gets)}"


def leaves_below(tree: Tree, node: int) -> list[int]:
    """The leaves below a node, itself where it is one."""
    return [leaf for leaf in range(node, tree.last_below[node] + 1) if tree.is_leaf(leaf)]


def short_number(value: Fraction | float) -> str:
    """A number as people write it: whole, as a decimal of four figures, or as a small fraction that is no decimal."""
    exact = Fraction(value)
    if exact.denominator == 1 and abs(exact) < 10**7:
        return str(exact.numerator)
    if exact.denominator < 100 and 10**6 % exact.denominator:
        return str(exact)
    return f"{float(value):.4g}"


def rounded(value: Fraction) -> str:
    """A number in few letters, where two stand beside each other."""
    return f"{round(float(value), 1):g}" if abs(value) < 1000 else f"{float(value):.2g}"
