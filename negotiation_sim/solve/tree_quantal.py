"""The agent quantal response equilibrium of a tree: how likely each move is where everybody answers with errors.

McKelvey and Palfrey (1998), Experimental Economics 1, 9. In each information set a move is made in proportion to
exp(lambda * the payoff expected from it), given what the set's player must believe there and that all play so. As every
move has a chance, beliefs follow by Bayes' rule everywhere. Of several equilibria at a lambda the one on the principal
branch is given: the curve that starts from equal chances at lambda 0 (Turocy 2010, Economic Theory 42, 255). It is
followed by its arc length, so it may turn back on the way.

lambda is the precision, per payoff point. A chance here is a share of the model's play, not that of a real event.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..games.arrays import Array
from ..games.tree import Tree

STEP = 1e-30
"""Of the derivatives, along the imaginary axis: nothing is cancelled by it."""

CLOSE = 1e-10
MOST_STEPS = 20_000
MOST_MOVES = 400
"""Moves of all information sets together, at most: each step solves as many equations."""


@dataclass(frozen=True, eq=False)
class TreeQuantal:
    """The chances of the moves at precision `precision`: `play[information set][move]`.

    `expected[player]`, `chances[node]`: what everybody expects, and how likely each node is to be reached. `converged`
    is False where the branch could not be followed so far: `precision` is then where it ended. `turned`: it turned back
    on the way, so several such equilibria stand at some lambda.
    """

    tree: Tree
    precision: float
    play: tuple[Array, ...]
    expected: Array
    chances: Array
    converged: bool
    turned: bool


def tree_quantal(tree: Tree, precision: float) -> TreeQuantal:
    """The agent logit equilibrium at lambda = `precision` on the principal branch.

    Raises InputError for a lambda that is not a positive number, a move of chance 0, behind which nothing can be
    believed, a player who forgets its moves, and for more than MOST_MOVES moves.
    """
    if not (np.isfinite(precision) and precision > 0):
        raise InputError(f"lambda is {precision:g}; expected a positive number, per payoff point, for example 2.")
    if any(chance == 0 for node in tree.nodes for _, chance in node.chances):
        raise InputError("a move of chance has chance 0: nothing can be believed behind it. Leave that move out.")
    if tree.forgets:
        raise InputError(f"{tree.players[tree.player_at(tree.forgets[0])]} forgets its own earlier moves.")
    moves = sum(len(part.moves) for part in tree.sets)
    if moves > MOST_MOVES:
        raise InputError(f"the tree has {moves:,} moves at its information sets; at most {MOST_MOVES} are possible.")
    system = _System(tree, precision)
    point, turned = system.followed()
    z, reached = point[:-1], float(point[-1])
    play = system.play(z[:, None])
    chances, values = system.reached(play), system.values(play)
    parts = tuple(play[part, 0] for part in system.parts)
    return TreeQuantal(tree, reached * precision, parts, values[0, :, 0], chances[:, 0], reached >= 1 - CLOSE, turned)


Batch = npt.NDArray[Any]


class _System:
    """The equations z[m] = lambda * (worth of move m - worth of its set's first move); lambda as a share of the goal.

    z are the logarithms of the chances' ratios to the first move of their set; every array has a last axis of points.
    """

    def __init__(self, tree: Tree, precision: float) -> None:
        self.tree, self.precision = tree, precision
        ends = np.cumsum([0, *(len(part.moves) for part in tree.sets)])
        self.parts = [slice(a, b) for a, b in pairwise(ends.tolist())]
        self.count = int(ends[-1])
        self.first = np.repeat(ends[:-1], [len(part.moves) for part in tree.sets])
        self.others = np.setdiff1d(np.arange(self.count), ends[:-1])
        self.pays = np.array([[float(value) for value in tree.payoffs[leaf]] for leaf in range(len(tree.nodes))])
        self.drawn = [np.array([float(chance) for _, chance in node.chances]) for node in tree.nodes]

    def play(self, z: Batch) -> Batch:
        """The chance of each move, shape (moves, points)."""
        full = np.zeros((self.count, z.shape[1]), dtype=z.dtype)
        full[self.others] = z
        for part in self.parts:
            powers = np.exp(full[part] - full[part].real.max(axis=0))
            full[part] = powers / powers.sum(axis=0)
        return full

    def reached(self, play: Batch) -> Batch:
        """How likely each node is to be reached, shape (nodes, points)."""
        chances = np.zeros((len(self.tree.nodes), play.shape[1]), dtype=play.dtype)
        chances[0] = 1
        for node in range(len(self.tree.nodes)):
            for k, child in enumerate(self.tree.children[node]):
                chances[child] = chances[node] * self._chance(node, k, play)
        return chances

    def values(self, play: Batch) -> Batch:
        """What everybody expects from each node on, shape (nodes, players, points)."""
        values = np.zeros((*self.pays.shape, play.shape[1]), dtype=play.dtype)
        for node in reversed(range(len(self.tree.nodes))):
            if self.tree.is_leaf(node):
                values[node] = self.pays[node][:, None]
            for k, child in enumerate(self.tree.children[node]):
                values[node] += self._chance(node, k, play) * values[child]
        return values

    def _chance(self, node: int, move: int, play: Batch) -> Batch:
        number = self.tree.nodes[node].set
        return play[self.parts[number]][move] if number >= 0 else np.asarray(self.drawn[node][move])

    def worth(self, play: Batch) -> Batch:
        """What each move is worth to its player, given what it must believe; shape (moves, points)."""
        chances, values = self.reached(play), self.values(play)
        worth = np.zeros_like(play)
        for number, (part, nodes) in enumerate(zip(self.parts, self.tree.members, strict=True)):
            player = self.tree.sets[number].player
            beliefs = chances[list(nodes)] / chances[list(nodes)].sum(axis=0)
            for k in range(part.stop - part.start):
                children = [self.tree.children[node][k] for node in nodes]
                worth[part.start + k] = (beliefs * values[children, player]).sum(axis=0)
        return worth

    def lacking(self, points: Batch) -> Batch:
        """By how much the equations fail at points (z, lambda share), shape (equations, points)."""
        z, share = points[:-1], points[-1]
        worth = self.worth(self.play(z))
        first = worth[self.first]
        lacking: Batch = z - share * self.precision * (worth - first)[self.others]
        return lacking

    def slopes(self, point: Array) -> tuple[Array, Array]:
        """The equations' values and their derivatives in z and the share, shape (equations, z and share)."""
        size = len(point)
        batch = self.lacking(point[:, None] + np.append(np.zeros((size, 1)), 1j * STEP * np.eye(size), axis=1))
        return batch[:, 0].real, batch[:, 1:].imag / STEP

    def followed(self) -> tuple[Array, bool]:
        """The last point on the branch up to share 1, and whether it turned back on the way."""
        point = np.zeros(len(self.others) + 1)
        ahead, step, turned = self._direction(point, None), 0.05, False
        for _ in range(MOST_STEPS):
            new = self._corrected(point + step * ahead)
            if new is None or np.abs(new - point).max() > 3 * step:
                step /= 2
                if step < 1e-12:
                    break
                continue
            if new[-1] >= 1:
                return self._at_the_goal(point, new), turned
            ahead_there = self._direction(new, ahead)
            turned = turned or ahead_there[-1] < 0
            if ahead_there @ ahead < 0.9 and step > 1e-6:
                step /= 2
                continue
            point, ahead, step = new, ahead_there, min(step * 1.5, 0.5)
        return point, turned

    def _direction(self, point: Array, before: Array | None) -> Array:
        """The direction of the branch, of length 1, onwards from the direction before."""
        _, slopes = self.slopes(point)
        direction: Array = np.linalg.svd(slopes)[2][-1]
        onwards = direction[-1] if before is None else direction @ before
        return direction if onwards > 0 else -direction

    def _corrected(self, point: Array, fixed: bool = False) -> Array | None:
        """The nearest point on the branch by Newton's method; `fixed`: with the same share. None where none is near."""
        for _ in range(8):
            lacking, slopes = self.slopes(point)
            if not np.isfinite(slopes).all():
                return None
            if np.abs(lacking).max(initial=0.0) < CLOSE * max(1.0, float(np.abs(point).max())):
                return point
            used = slopes[:, :-1] if fixed else slopes
            move = np.linalg.lstsq(used, lacking)[0]
            point = point - (np.append(move, 0.0) if fixed else move)
        return None

    def _at_the_goal(self, before: Array, after: Array) -> Array:
        """The point at share 1 between two points of the branch."""
        part = (1 - before[-1]) / (after[-1] - before[-1])
        start = before + part * (after - before)
        start[-1] = 1.0
        there = self._corrected(start, fixed=True)
        return after if there is None else there
