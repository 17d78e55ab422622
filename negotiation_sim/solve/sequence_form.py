"""The value of a two-player zero-sum tree, and play that secures it, by the sequence form.

Koller, Megiddo and von Stengel (1996), Games and Economic Behavior 14, 247: a player's plan is how likely it makes each
sequence of its own moves. With perfect recall that is linear, so the programme has as many unknowns as the tree has
sequences, where the strategic form may have exponentially many strategies.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ..errors import InputError
from ..games.arrays import Array
from ..games.tree import Tree


@dataclass(frozen=True, eq=False)
class ZeroSumPlay:
    """What the first player gets at least, and the second concedes at most: `value`, in the first player's points.

    `play[information set][move]`: chances that secure it; where a player's own moves never lead, all moves alike.
    `gap`: by how much the two plans miss each other, that is at most what either gains by leaving its plan.
    """

    tree: Tree
    value: float
    play: tuple[Array, ...]
    gap: float


def zero_sum_play(tree: Tree) -> ZeroSumPlay:
    """The value and plans that secure it. Of several plans the programme gives one.

    Raises InputError for other than two players, payoffs that do not sum to the same number everywhere, and a player
    who forgets its own moves.
    """
    total = _total(tree)
    if tree.forgets:
        raise InputError(f"{tree.players[tree.player_at(tree.forgets[0])]} forgets its own earlier moves.")
    first, second = _plan(tree, 0), _plan(tree, 1)
    play = tuple(_chances(tree, number, (first, second)[part.player]) for number, part in enumerate(tree.sets))
    most, least = _best(tree, 0, second), float(total) - _best(tree, 1, first)
    return ZeroSumPlay(tree, (most + least) / 2, play, max(most - least, 0.0))


def has_a_value(tree: Tree) -> bool:
    """Whether the tree is one of two players who get the same together everywhere and forget no move of their own."""
    totals = {sum(tree.payoffs[leaf], Fraction(0)) for leaf in tree.leaves}
    return len(tree.players) == 2 and len(totals) == 1 and not tree.forgets


def _total(tree: Tree) -> Fraction:
    """The number to which both players' payoffs sum everywhere."""
    if len(tree.players) != 2:
        raise InputError(f"the tree has {len(tree.players)} players; a value is that of a game of two.")
    totals = {sum(tree.payoffs[leaf], Fraction(0)) for leaf in tree.leaves}
    if len(totals) > 1:
        raise InputError("what the two players get together is not the same everywhere, so the game has no value.")
    return totals.pop()


def _sequences(tree: Tree, player: int) -> list[int]:
    """The numbers of a player's sequences, the empty one first."""
    return [0, *(k for k, (_, number, _) in enumerate(tree.sequences) if k and tree.sets[number].player == player)]


def _weights(tree: Tree, player: int) -> dict[tuple[int, int], float]:
    """What a player gets, chance counted, where both players' sequences end: by pairs (its own, the other's)."""
    weights: dict[tuple[int, int], float] = {}
    for leaf in tree.leaves:
        pair = tree.done[leaf][player], tree.done[leaf][1 - player]
        weights[pair] = weights.get(pair, 0.0) + float(tree.chance_to[leaf] * tree.payoffs[leaf][player])
    return weights


def _constraints(tree: Tree, player: int, place: dict[int, int]) -> tuple[Array, Array]:
    """What makes numbers a plan: the empty sequence has 1, and moves share what the sequence before them has."""
    sets = [number for number, part in enumerate(tree.sets) if part.player == player]
    rows = np.zeros((len(sets) + 1, len(place)))
    rows[0, 0] = 1.0
    row_of = {number: k for k, number in enumerate(sets, start=1)}
    for sequence, column in place.items():
        earlier, number, _ = tree.sequences[sequence]
        if sequence:
            rows[row_of[number], column] = 1.0
            rows[row_of[number], place[earlier]] = -1.0
    return rows, np.append(1.0, np.zeros(len(sets)))


def _plan(tree: Tree, player: int) -> dict[int, float]:
    """How likely each sequence is made by the plan that secures the player most, whatever the other does."""
    from scipy.optimize import linprog

    own, other = _sequences(tree, player), _sequences(tree, 1 - player)
    place = {sequence: k for k, sequence in enumerate(own)}
    against = {sequence: k for k, sequence in enumerate(other)}
    payoffs = np.zeros((len(other), len(own)))
    for (mine, theirs), weight in _weights(tree, player).items():
        payoffs[against[theirs], place[mine]] = weight
    scale = float(np.abs(payoffs).max()) or 1.0
    rows, right = _constraints(tree, player, place)
    limits, needed = _constraints(tree, 1 - player, against)
    solved = linprog(
        -np.append(np.zeros(len(own)), needed),
        A_ub=np.column_stack([-payoffs / scale, limits.T]),
        b_ub=np.zeros(len(other)),
        A_eq=np.column_stack([rows, np.zeros((len(rows), len(needed)))]),
        b_eq=right,
        bounds=[(0.0, None)] * len(own) + [(None, None)] * len(needed),
        method="highs",
    )
    if solved.x is None:
        raise InputError(f"the linear programme of the sequence form was not solved: {solved.message}")
    return dict(zip(own, np.clip(solved.x[: len(own)], 0.0, None).tolist(), strict=True))


def _chances(tree: Tree, number: int, plan: dict[int, float]) -> Array:
    """The chances of the moves in an information set under its player's plan."""
    player, count = tree.sets[number].player, len(tree.sets[number].moves)
    before = tree.done[tree.members[number][0]][player]
    made = np.zeros(count)
    for sequence, (earlier, at, move) in enumerate(tree.sequences):
        if sequence and at == number and earlier == before:
            made[move] = plan[sequence]
    return made / made.sum() if made.sum() > 0 else np.full(count, 1 / count)


def _best(tree: Tree, player: int, against: dict[int, float]) -> float:
    """The most that a player gets against a plan of the other, from its last information sets back."""
    worth = dict.fromkeys(_sequences(tree, player), 0.0)
    for (mine, theirs), weight in _weights(tree, player).items():
        worth[mine] += weight * against[theirs]
    sets = [number for number, part in enumerate(tree.sets) if part.player == player]
    for number in sorted(sets, key=lambda number: -tree.members[number][0]):
        before = tree.done[tree.members[number][0]][player]
        moves = (k for k, (earlier, at, _) in enumerate(tree.sequences) if k and at == number and earlier == before)
        worth[before] += max(worth[k] for k in moves)
    return worth[0]
