"""The extreme equilibria of a two-player game in rational arithmetic: no rounding adds one, and none gets lost.

With all payoffs made positive, x >= 0 with B^T x <= 1 are the row player's mixtures, scaled, and A y <= 1 the column
player's. A vertex has as *labels* the strategies that it does not play and the other player's that are best replies to
it. A pair of vertices that together have all labels is an equilibrium, and every equilibrium is a mixture of such
pairs: von Stengel (2002), Computing equilibria for two-person games, Handbook of Game Theory 3, theorem 2.14.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm

from .fractions import fractions_of
from .normal_form import Game

Rows = Sequence[Sequence[int]]
Mixture = tuple[Fraction, ...]


@dataclass(frozen=True)
class ExtremeEquilibrium:
    """An equilibrium in fractions; `degenerate`: a player has more best replies than the other plays strategies."""

    profile: tuple[Mixture, Mixture]
    degenerate: bool


@dataclass(frozen=True)
class _Vertex:
    """A mixture, with bit sets of the strategies that it does not play and of the best replies to it."""

    mixture: Mixture
    unplayed: int
    replies: int

    @property
    def more_replies(self) -> bool:
        return self.replies.bit_count() > len(self.mixture) - self.unplayed.bit_count()


def extreme_equilibria(game: Game) -> list[ExtremeEquilibrium]:
    """Every extreme equilibrium of a two-player game, by size of support and in order; of a nondegenerate game all.

    Time grows with the pairs of supports of one size, of which each is one system of linear equations.
    """
    first, second = (_positive(part) for part in fractions_of(game).tolist())
    rows, columns = len(first), len(first[0])
    everything = (1 << rows + columns) - 1
    row_side = _vertices(second)
    column_side = _vertices([list(column) for column in zip(*first, strict=True)])
    equilibria = [
        ExtremeEquilibrium((x.mixture, y.mixture), x.more_replies or y.more_replies)
        for x in row_side
        for y in column_side
        if x.unplayed | x.replies << rows | y.replies | y.unplayed << rows == everything
    ]
    return sorted(equilibria, key=lambda equilibrium: [_support(part) for part in equilibrium.profile])


def _support(mixture: Mixture) -> tuple[int, list[int]]:
    played = [k for k, chance in enumerate(mixture) if chance]
    return len(played), played


def _positive(payoffs: list[list[Fraction]]) -> list[list[int]]:
    """A positive affine change of one player's payoffs that makes them whole numbers from 1 on."""
    scale = lcm(*(value.denominator for row in payoffs for value in row))
    whole = [[int(value * scale) for value in row] for row in payoffs]
    least = min(map(min, whole))
    return [[value - least + 1 for value in row] for row in whole]


def _vertices(payoffs: Rows) -> list[_Vertex]:
    """The vertices of x >= 0, sum over k of x_k payoffs[k][l] <= 1 but for 0, each made to sum to 1.

    `payoffs[k][l]` is what the other player's l is worth against k.
    """
    vertices: dict[Mixture, _Vertex] = {}
    sizes = range(1, min(len(payoffs), len(payoffs[0])) + 1)
    for size in sizes:
        for played in combinations(range(len(payoffs)), size):
            for tight in combinations(range(len(payoffs[0])), size):
                vertex = _vertex(payoffs, played, tight)
                if vertex is not None:
                    vertices[vertex.mixture] = vertex
    return list(vertices.values())


def _vertex(payoffs: Rows, played: Sequence[int], tight: Sequence[int]) -> _Vertex | None:
    """The vertex at which these strategies are played and these are best replies; None where there is none."""
    solved = _solution([[payoffs[k][m] for k in played] for m in tight])
    if solved is None:
        return None
    weights, total = solved
    worth = [
        sum(weight * payoffs[k][m] for weight, k in zip(weights, played, strict=True)) for m in range(len(payoffs[0]))
    ]
    if max(worth) > total:
        return None
    chances, whole = dict(zip(played, weights, strict=True)), sum(weights)
    mixture = tuple(Fraction(chances.get(k, 0), whole) for k in range(len(payoffs)))
    unplayed = sum(1 << k for k, chance in enumerate(mixture) if not chance)
    return _Vertex(mixture, unplayed, sum(1 << m for m, value in enumerate(worth) if value == total))


def _solution(rows: list[list[int]]) -> tuple[list[int], int] | None:
    """Whole numbers w >= 0 and a total t > 0 with rows @ w = t; None where w is not unique or not positive enough.

    Gauss's elimination without fractions: Bareiss (1968), Mathematics of Computation 22.
    """
    size = len(rows)
    system = [[*row, 1] for row in rows]
    before = 1
    for k in range(size):
        pivot = next((r for r in range(k, size) if system[r][k]), None)
        if pivot is None:
            return None
        system[k], system[pivot] = system[pivot], system[k]
        top, lead = system[k], system[k][k]
        for r in range(size):
            if r != k:
                factor, row = system[r][k], system[r]
                system[r] = [(lead * a - factor * b) // before for a, b in zip(row, top, strict=True)]
        before = lead
    total = before
    weights = [row[-1] for row in system]
    if total < 0:
        weights, total = [-w for w in weights], -total
    return None if min(weights) < 0 else (weights, total)
