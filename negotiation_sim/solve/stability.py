"""Which states of a conflict graph stay (Fang, Hipel & Kilgour 1993), for players alone and for coalitions.

Player i's moves from state s are R_i(s), its improvements, to states it likes better, R_i+(s). A state is stable for i

- Nash: if i has no improvement from it;
- GMR (general metarational): if every improvement can be sanctioned: the opponents can move on to a state that i likes
  no better than s (Howard 1971);
- SMR (symmetric metarational): if moreover i cannot escape: no move of its own from there leads to a better state
  than s (Howard 1971);
- SEQ (sequential): as GMR, but the opponents sanction only by improvements of their own (Fraser & Hipel 1979).

A state that is stable for every player is an *equilibrium* in that sense. What the opponents can do is of one of two
kinds, and is named with every result:

- `single`: one move of one opponent;
- `any`: any legal sequence of their moves, in which nobody moves twice running (the definition of Fang, Hipel &
  Kilgour; with two players the same as `single`). The more players, the more a sequence can reach: under `any` nearly
  every state of a random game of nine players is stable, which then says little.

Whether a state can be sanctioned is a question for the worst that opponents can lead to: the least value, over the
states that they reach, of what i has there (GMR, SEQ) or could have by moving on (SMR). The least value spreads
backwards along moves until nothing changes; no set of reachable states is ever written down.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from ..games.arrays import Mask
from ..games.graph import ConflictGraph
from ..games.reach import least_cost, reached

StabilityName = Literal["nash", "gmr", "smr", "seq"]
STABILITIES: tuple[StabilityName, ...] = ("nash", "gmr", "smr", "seq")
Sanctions = Literal["single", "any"]
SANCTIONS: tuple[Sanctions, ...] = ("single", "any")


@dataclass(frozen=True, eq=False)
class StableStates:
    """`stable[name][i, s]`: whether state s is stable for player i under that name."""

    graph: ConflictGraph
    sanctions: Sanctions
    stable: Mapping[StabilityName, Mask]

    def equilibria(self, name: StabilityName) -> tuple[int, ...]:
        """The states that are stable for every player."""
        return tuple(int(s) for s in np.flatnonzero(self.stable[name].all(axis=0)))


def stability(
    graph: ConflictGraph, sanctions: Sanctions = "single", names: Sequence[StabilityName] = STABILITIES
) -> StableStates:
    """Nash, GMR, SMR and SEQ stability of every state for every player; `sanctions` as in the module's head.

    Complete over the pure moves of the graph. Nobody foresees more than the move, its sanction and (SMR) the escape.
    Time grows as players times moves, and under `any` times the length of the longest shortest sanction.
    """
    stable = {name: np.ones(graph.ranks.shape, dtype=bool) for name in names}
    for i in range(len(graph.players)):
        for name in names:
            stable[name][i] = _stable(graph, i, name, sanctions)
    return StableStates(graph, sanctions, stable)


def _stable(graph: ConflictGraph, player: int, name: StabilityName, sanctions: Sanctions) -> Mask:
    improves = graph.improvements(player)
    if name == "nash":
        return np.logical_not(improves.any(axis=1))
    here, moves = graph.ranks[player].astype(float), graph.moves[player]
    after = here
    if name == "smr":  # the best rank that the player has in each state or one move of its own later
        after = np.maximum(here, np.where(moves >= 0, here[moves], -np.inf).max(axis=1, initial=-np.inf))
    costs = {
        j: np.where(graph.improvements(j) if name == "seq" else graph.moves[j] >= 0, 0.0, np.inf)
        for j in range(len(graph.players))
        if j != player
    }
    worst = least_cost(graph, costs, after, None if sanctions == "any" else 1)[-1]
    return np.asarray((~improves | (worst[moves] <= here[:, None])).all(axis=1))


@dataclass(frozen=True)
class CoalitionMove:
    """A coalition, and a state that its members' moves alone can bring about and that each of them likes better."""

    coalition: tuple[int, ...]
    state: int


def coalition_moves(graph: ConflictGraph, state: int, into: Mask | None = None) -> tuple[CoalitionMove, ...]:
    """Every move out of a state for the coalitions that can improve on it and of which no part can, smallest first.

    A coalition H improves on s if some state of R_H(s) is better for each of its members (Kilgour, Hipel, Fang & Peng
    2001); on the way members may pass states that they dislike. `into`: only moves to these states count. What others
    do afterwards is not asked.
    """
    able = [set(who) for who in _able(graph, state, into)]
    moves: list[CoalitionMove] = []
    for size in range(1, max(map(len, able), default=0) + 1):
        for who in combinations(sorted(set().union(*able)), size):
            part_leaves = any(set(move.coalition) <= set(who) for move in moves)
            if not part_leaves and any(set(who) <= larger for larger in able):
                moves += [CoalitionMove(who, target) for target in _gained(graph, state, who, into)]
    return tuple(moves)


def _able(graph: ConflictGraph, state: int, into: Mask | None = None) -> Iterator[tuple[int, ...]]:
    """The coalitions of all who like some reachable state better than this one, where these can bring one about.

    Every coalition that improves on the state is a part of one of them, though not every part of one improves.
    """
    can = reached(graph, state) > 0
    likes = (graph.ranks > graph.ranks[:, [state]])[:, can if into is None else can & into]
    for who in {tuple(np.flatnonzero(column).tolist()) for column in np.unique(likes, axis=1).T}:
        if len(_gained(graph, state, who, into)):
            yield who


def _gained(graph: ConflictGraph, state: int, who: Sequence[int], into: Mask | None = None) -> list[int]:
    """The states that a coalition can bring about and that each of its members likes better."""
    if not who:
        return []
    better = (graph.ranks[list(who)] > graph.ranks[list(who), [state], None]).all(axis=0)
    better &= True if into is None else into
    return np.flatnonzero(better & (reached(graph, state, who) > 0)).tolist() if better.any() else []


def stable_against_coalitions(graph: ConflictGraph) -> tuple[int, ...]:
    """The states that no coalition improves on, single players included.

    This is coalition Nash stability (Kilgour, Hipel, Fang and Peng 2001, Group Decision and Negotiation 10). Only Nash
    equilibria can be stable so; each is tested against all coalitions at once, see `_able`.
    """
    nash = stability(graph, names=["nash"]).equilibria("nash")
    return tuple(state for state in nash if next(_able(graph, state), None) is None)
