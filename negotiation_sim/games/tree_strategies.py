"""The reduced strategic form of a tree.

A *strategy* says what a player does wherever its own earlier moves let it come; two that differ only where they do not
let it come are one (Kuhn, H. W. (1953), Contributions to the Theory of Games II; the reduced form of von Stengel, B.
(1996), Games and Economic Behavior 14). Where moves of chance remain, payoffs are expected ones, exactly.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from .arrays import Index
from .fractions import payoffs_at
from .normal_form import Game, Profile
from .tree import Tree

MOST_STRATEGIES = 50_000
"""A player with more strategies is refused."""

MOST_CELLS = 20_000_000
"""A strategic form with more payoffs, profiles times players, is refused."""

MOST_STEPS = 1_000_000_000
"""A strategic form whose payoffs are sums of more parts in all, one for each profile and leaf reached, is refused."""

Strategy = tuple[tuple[int, int], ...]
"""What a player does: information sets, each with the number of a move."""


@dataclass(frozen=True, eq=False)
class ReducedForm:
    """A tree with the strategies of each player; the game of them is made when it is first used."""

    tree: Tree
    strategies: tuple[tuple[Strategy, ...], ...]

    @cached_property
    def game(self) -> Game:
        """The game in strategic form, its strategies labelled by the moves they make."""
        labels = tuple(
            tuple(moves_in_words(self.tree, player, dict(strategy)) or "no move" for strategy in made)
            for player, made in enumerate(self.strategies)
        )
        payoffs, exact = payoffs_at(*_payoffs(self.tree, self.strategies))
        return Game(self.tree.players, labels, payoffs, self.tree.title, exact=exact)

    def moves(self, profile: Profile) -> dict[int, int]:
        """The move in each information set that the players' strategies speak of."""
        return {number: move for made, k in zip(self.strategies, profile, strict=True) for number, move in made[k]}

    def leaves(self, profile: Profile) -> tuple[int, ...]:
        """The leaves that are reached when the players play a profile: one, or where chance moves several."""
        chosen = self.moves(profile)
        reached: list[int] = []
        waiting = [0]
        while waiting:
            node = waiting.pop()
            here, children = self.tree.nodes[node], self.tree.children[node]
            if not children:
                reached.append(node)
            waiting += reversed(children) if here.chances else [children[chosen[here.set]]] if children else []
        return tuple(reached)


def reduced_form(tree: Tree, where: str = "") -> ReducedForm:
    """The reduced strategic form; `where` is the tree's file for the error.

    Raises InputError, before anything is built, for one that is too large, with its size.
    """
    players = range(len(tree.players))
    counts = [strategy_count(tree, player) for player in players]
    profiles = math.prod(counts)
    if max(counts) > MOST_STRATEGIES or profiles * len(players) > MOST_CELLS:
        sizes = " x ".join(f"{count:,}" if count < 10**15 else "more than 10^15" for count in counts)
        raise InputError(
            f"{f'{where}: ' if where else ''}the strategic form of this tree has {sizes} strategies; at most "
            f"{MOST_STRATEGIES:,} of a player and {MOST_CELLS:,} payoffs are built. Ask for what is solved on the tree "
            "itself, or make the tree smaller."
        )
    return ReducedForm(tree, tuple(tuple(_strategies(tree, player)) for player in players))


def strategy_count(tree: Tree, player: int) -> int:
    """How many reduced strategies a player has; of one who forgets at most MOST_STRATEGIES + 1 are counted."""
    if tree.forgets:
        return sum(1 for _, _ in zip(range(MOST_STRATEGIES + 1), _strategies(tree, player), strict=False))
    ways: dict[int, int] = {}  # of going on after a sequence
    sets = [number for number, part in enumerate(tree.sets) if part.player == player]
    after = {(earlier, number, move): k for k, (earlier, number, move) in enumerate(tree.sequences)}
    for number in sorted(sets, key=lambda number: -tree.members[number][0]):
        before = tree.done[tree.members[number][0]][player]
        moves = range(len(tree.sets[number].moves))
        here = sum(ways.get(after[before, number, move], 1) for move in moves)
        ways[before] = ways.get(before, 1) * here
    return ways.get(0, 1)


def _strategies(tree: Tree, player: int) -> Iterator[Strategy]:
    """The reduced strategies, the moves of the sets that are met first varying slowest."""
    sets = [number for number, part in enumerate(tree.sets) if part.player == player]
    sets.sort(key=lambda number: tree.members[number][0])
    entries = {number: {tree.done[node][player] for node in tree.members[number]} for number in sets}
    waiting: list[Strategy] = [()]
    while waiting:
        chosen = waiting.pop()
        possible = reached(tree, player, chosen)
        made = {number for number, _ in chosen}
        open_set = next((k for k in sets if k not in made and entries[k] & possible), None)
        if open_set is None:
            yield tuple(sorted(chosen, key=lambda step: tree.members[step[0]][0]))
        else:
            moves = range(len(tree.sets[open_set].moves))
            waiting += [(*chosen, (open_set, move)) for move in reversed(moves)]


def reached(tree: Tree, player: int, strategy: Strategy) -> set[int]:
    """The sequences that a player's strategy makes where the others let it."""
    sequences, chosen = {0}, dict(strategy)
    for k in tree.sequences_of[player]:
        earlier, number, move = tree.sequences[k]
        if earlier in sequences and chosen.get(number) == move:
            sequences.add(k)
    return sequences


def ends_of(form: ReducedForm) -> Index:
    """The leaf that each profile leads to, in a tree without chance; of the shape of the profiles."""
    tree = form.tree
    makers = [_makers(tree, player, made) for player, made in enumerate(form.strategies)]
    reached = np.empty(tuple(map(len, form.strategies)), dtype=np.intp)
    for leaf in tree.leaves:
        reached[np.ix_(*(rows[k] for rows, k in zip(makers, tree.done[leaf], strict=True)))] = leaf
    return reached


def _payoffs(tree: Tree, strategies: Sequence[Sequence[Strategy]]) -> tuple[list[Fraction], Index]:
    """The payoffs that occur, and which of them each player has at each profile.

    They are added up leaf by leaf as whole numbers, in units of the player's least common denominator.
    """
    makers = [_makers(tree, player, made) for player, made in enumerate(strategies)]
    shape = tuple(map(len, strategies))
    blocks = {leaf: [rows[k] for rows, k in zip(makers, tree.done[leaf], strict=True)] for leaf in tree.leaves}
    if (steps := sum(math.prod(map(len, block)) for block in blocks.values())) > MOST_STEPS:
        raise InputError(
            f"the payoffs of this tree's strategic form are sums of {steps:,} parts, for chance moves often; at most "
            f"{MOST_STEPS:,} are added up. Ask for what is solved on the tree itself, or make the tree smaller."
        )
    spelled: list[Fraction] = []
    places = np.empty((len(shape), *shape), dtype=np.intp)
    for player in range(len(shape)):
        worth = {leaf: tree.payoffs[leaf][player] * tree.chance_to[leaf] for leaf in tree.leaves}
        unit = math.lcm(*(value.denominator for value in worth.values()))
        whole = {leaf: int(value * unit) for leaf, value in worth.items() if value}
        sums: npt.NDArray[Any] = np.zeros(shape, dtype=np.int64 if sum(map(abs, whole.values())) < 2**62 else object)
        for leaf, value in whole.items():
            sums[np.ix_(*blocks[leaf])] += value
        values, inverse = np.unique(sums, return_inverse=True)
        places[player] = inverse.reshape(shape) + len(spelled)
        spelled += [Fraction(int(value), unit) for value in values]
    return spelled, places


def _makers(tree: Tree, player: int, strategies: Sequence[Strategy]) -> Mapping[int, Sequence[int]]:
    """Which of the player's strategies make each sequence of moves."""
    rows: dict[int, list[int]] = {}
    for k, strategy in enumerate(strategies):
        for sequence in reached(tree, player, strategy):
            rows.setdefault(sequence, []).append(k)
    return rows


def set_names(tree: Tree, player: int) -> dict[int, str]:
    """A name for each information set of a player: its label where all have different ones, else 1, 2 and so on."""
    sets = [number for number, part in enumerate(tree.sets) if part.player == player]
    labels = [tree.sets[number].label for number in sets]
    if len(set(labels)) < len(labels) or not all(labels):
        labels = [str(k) for k in range(1, len(sets) + 1)]
    return dict(zip(sets, labels, strict=True))


def moves_in_words(tree: Tree, player: int, moves: Mapping[int, int], named: bool = True) -> str:
    """The moves of a player in some information sets; each behind the name of its set, where the player has several.

    Not `named` are the moves alone.
    """
    names = set_names(tree, player)
    made = [(name, tree.sets[k].moves[moves[k]]) for k, name in names.items() if k in moves]
    return ", ".join(move if len(names) == 1 or not named else f"{name}: {move}" for name, move in made)
