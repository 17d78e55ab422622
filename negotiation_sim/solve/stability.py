"""Which states of a conflict graph stay (Fang, Hipel & Kilgour 1993), and where it can move from one.

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
  every state of a game of nine players is stable, which then says little.

Whether a state can be sanctioned is a question for the worst that opponents can lead to: the least value, over the
states that they reach, of what i has there (GMR, SEQ) or could have by moving on (SMR). The least value spreads
backwards along moves until nothing changes; no set of reachable states is ever written down.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ..game.game import Array
from ..game.graph import ConflictGraph, Index, Mask

Concept = Literal["nash", "gmr", "smr", "seq"]
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
Sanctions = Literal["single", "any"]
SANCTIONS: tuple[Sanctions, ...] = ("single", "any")

STEP, UNWILLING, RANGE = 1e7, 1e12, 1e5
"""What a step of a path weighs, by how much more one that its mover does not like, and a fall through the mover's whole
range. So paths are compared by unwilling steps, then steps, then falls; sums of the weights are exact integers."""


@dataclass(frozen=True, eq=False)
class Stability:
    """`stable[concept][i, s]`: whether state s is stable for player i under the concept."""

    graph: ConflictGraph
    sanctions: Sanctions
    stable: Mapping[Concept, Mask]

    def equilibria(self, concept: Concept) -> tuple[int, ...]:
        """The states that are stable for every player."""
        return tuple(int(s) for s in np.flatnonzero(self.stable[concept].all(axis=0)))


def stability(
    graph: ConflictGraph, sanctions: Sanctions = "single", concepts: Sequence[Concept] = CONCEPTS
) -> Stability:
    """Nash, GMR, SMR and SEQ stability of every state for every player; `sanctions` as in the module's head.

    Complete over the pure moves of the graph. Nobody foresees more than the move, its sanction and (SMR) the escape.
    Time grows as players times moves, and under `any` times the length of the longest shortest sanction.
    """
    stable = {concept: np.ones(graph.ranks.shape, dtype=bool) for concept in concepts}
    for i in range(len(graph.players)):
        for concept in concepts:
            stable[concept][i] = _stable(graph, i, concept, sanctions)
    return Stability(graph, sanctions, stable)


def _stable(graph: ConflictGraph, player: int, concept: Concept, sanctions: Sanctions) -> Mask:
    improves = graph.improvements(player)
    if concept == "nash":
        return np.logical_not(improves.any(axis=1))
    own = graph.ranks[player].astype(float)
    after = _escape(graph, player) if concept == "smr" else own
    costs = {
        j: np.where(graph.improvements(j) if concept == "seq" else graph.moves[j] >= 0, 0.0, np.inf)
        for j in range(len(graph.players))
        if j != player
    }
    worst = _least(graph, costs, after, None if sanctions == "any" else 1)[-1]
    sanctioned = worst[graph.moves[player]] <= own[:, None]
    stays: Mask = (~improves | sanctioned).all(axis=1)
    return stays


def _escape(graph: ConflictGraph, player: int) -> Array:
    """The best rank that the player has in each state or one move of its own later."""
    own, moves = graph.ranks[player].astype(float), graph.moves[player]
    best: Array = np.maximum(own, np.where(moves >= 0, own[moves], -np.inf).max(axis=1, initial=-np.inf))
    return best


def _least(graph: ConflictGraph, costs: Mapping[int, Array], ends: Array, rounds: int | None = None) -> Array:
    """The least sum of the costs of a legal sequence of moves and the value of the state it ends in.

    `costs[j][s, d]` is what player j's d-th move from s costs (inf: not allowed), `ends[s]` what ending in s is worth.
    Row j of the result is for sequences, the empty one included, that j may not begin (it has just moved); the last
    row, N, for sequences of at least one move that any player of `costs` may begin. Shape (N + 1, S). Sequences of at
    most `rounds` moves; None: of any length.
    """
    least = np.tile(ends, (len(graph.players) + 1, 1))
    firsts = np.full((len(graph.players), len(ends)), np.inf)
    columns = np.arange(len(ends))
    while rounds is None or rounds > 0:
        for j, cost in costs.items():
            firsts[j] = (least[j][graph.moves[j]] + cost).min(axis=1, initial=np.inf)
        best = firsts.argmin(axis=0)
        best_of_all = firsts[best, columns]
        without = firsts.copy()
        without[best, columns] = np.inf
        second = without.min(axis=0)
        moved = [np.minimum(ends, np.where(best == j, second, best_of_all)) for j in range(len(graph.players))]
        spread = np.array([*moved, best_of_all])
        if (spread == least).all():
            break
        least, rounds = spread, None if rounds is None else rounds - 1
    return least


def reached(graph: ConflictGraph, start: int, players: Sequence[int] | None = None, improving: bool = False) -> Index:
    """In how many moves of legal sequences each state is reached from `start`, -1 where it is not; shape (S,).

    R_H(start) of the literature, for H the given players (default: all); with `improving` only improvements of those
    who move count, R_H+(start). In a legal sequence nobody moves twice running. The start itself is 0.
    """
    chosen = list(range(len(graph.players))) if players is None else list(players)
    moves = {j: np.where(graph.improvements(j), graph.moves[j], -1) if improving else graph.moves[j] for j in chosen}
    steps = np.full(len(graph.states), -1, dtype=np.intp)
    steps[start] = 0
    seen = {j: np.zeros(len(graph.states), dtype=bool) for j in chosen}  # reached with j the last to move
    fresh: dict[int, Index] = {-1: np.array([start])}
    for step in range(1, len(graph.states) * max(1, len(chosen)) + 1):
        arriving = {}
        for j in chosen:
            sources = [states for last, states in fresh.items() if last != j and len(states)]
            targets = np.unique(moves[j][np.concatenate(sources)]) if sources else np.array([], dtype=np.intp)
            targets = targets[targets >= 0]
            arriving[j] = targets[~seen[j][targets]]
            seen[j][arriving[j]] = True
        fresh = arriving
        for targets in fresh.values():
            steps[targets[steps[targets] < 0]] = step
        if not any(len(targets) for targets in fresh.values()):
            break
    return steps


@dataclass(frozen=True)
class CoalitionMove:
    """A coalition that can bring about a state all its members like better, by moves of its members alone."""

    coalition: tuple[int, ...]
    state: int


def coalition_moves(graph: ConflictGraph, state: int, into: Mask | None = None) -> tuple[CoalitionMove, ...]:
    """Every move out of a state for the coalitions that can improve on it and of which no part can, smallest first.

    A coalition H improves on s if some state of R_H(s) is better for each of its members (Kilgour, Hipel, Fang & Peng
    2001); on the way members may pass states that they dislike. `into`: only moves to these states count. What others
    do afterwards is not asked.
    """
    able = [set(who) for who in _able(graph, state, into)]
    found: list[CoalitionMove] = []
    for size in range(1, max(map(len, able), default=0) + 1):
        for who in combinations(sorted(set().union(*able)), size):
            whole = any(set(move.coalition) <= set(who) for move in found)
            if not whole and any(set(who) <= larger for larger in able):
                found += [CoalitionMove(who, target) for target in _gained(graph, state, who, into)]
    return tuple(found)


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
    """The states that no coalition improves on, single players included (coalition Nash stability, Kilgour et al. 2001).

    Only Nash equilibria can be; each is tested against all coalitions at once, see `_able`.
    """
    nash = stability(graph, concepts=["nash"]).equilibria("nash")
    return tuple(state for state in nash if next(_able(graph, state), None) is None)


@dataclass(frozen=True)
class Step:
    """One player's move on a path; `willing` if it likes the state it moves to better than the one it leaves.

    `cost` is by how many places of its ranking (ties counted as one) an unwilling mover falls, 0 for a tie.
    """

    player: int
    start: int
    end: int
    willing: bool
    cost: int


def shortest_path(
    graph: ConflictGraph, start: int, targets: Sequence[int], heights: Array | None = None
) -> tuple[Step, ...] | None:
    """The legal path from `start` to a target with the fewest unwilling steps, of those with the fewest steps.

    Where no path of improvements exists the unwilling steps are the ones missing. Of equal paths the one is taken whose
    unwilling movers fall least, each measured against its own range of `heights`, shape (N, S) (default: the ranks; a
    game has its payoffs); then the one whose unwilling steps come later, then the player and the state listed first.
    None where no moves lead to any target; () where the start is one.
    Status quo analysis: Li, Kilgour & Hipel (2005), Journal of the Operational Research Society 56.
    """
    ends = np.full(len(graph.states), np.inf)
    ends[list(targets)] = 0.0
    improves = {j: graph.improvements(j) for j in range(len(graph.players))}
    measured = graph.ranks if heights is None else heights
    costs = {j: _weights(graph, j, measured[j]) for j in improves}
    least = _least(graph, costs, ends)
    if ends[start] == 0.0:
        return ()
    if not np.isfinite(least[-1, start]):
        return None
    path: list[Step] = []
    here, last, left = start, -1, float(least[-1, start])
    while left > 0:
        j, d, willing = min(
            ((j, d, bool(improves[j][here, d])) for j, d in _on_path(graph, costs, least, here, last, left)),
            key=lambda move: (not move[2], move[0], int(graph.moves[move[0]][here, move[1]])),
        )
        end = int(graph.moves[j][here, d])
        path.append(Step(j, here, end, willing, 0 if willing else int(graph.ranks[j, here] - graph.ranks[j, end])))
        left -= float(costs[j][here, d])
        here, last = end, j
    return tuple(path)


def _weights(graph: ConflictGraph, player: int, height: npt.NDArray[Any]) -> Array:
    """What each of a player's moves weighs on a path, inf where there is none."""
    moves = graph.moves[player]
    share = (height[:, None] - height[moves]) / max(float(np.ptp(height)), 1e-300)
    unwilling = STEP + UNWILLING + np.round(RANGE * np.maximum(share, 0.0))
    return np.where(moves < 0, np.inf, np.where(graph.improvements(player), STEP, unwilling))


def _on_path(
    graph: ConflictGraph, costs: Mapping[int, Array], least: Array, here: int, last: int, left: float
) -> Iterator[tuple[int, int]]:
    """The moves from a state, not by `last`, with which some path of least cost goes on."""
    for j, cost in costs.items():
        for d, target in enumerate(graph.moves[j][here].tolist()):
            if j != last and target >= 0 and cost[here, d] + least[j, target] == left:
                yield j, d


@dataclass(frozen=True)
class JointPath:
    """A path of improvements, and one joint move at its end that makes everybody in its coalition better off."""

    steps: tuple[Step, ...]
    start: int
    move: CoalitionMove


def joint_path(graph: ConflictGraph, start: int, targets: Sequence[int], most: int = 200) -> JointPath | None:
    """The nearest way to a target by improvements and then one joint move that makes each of its coalition better off.

    States are tried in the order in which improvements reach them (at most the first `most`), coalitions of two or more
    smallest first. None where there is no such way among them.
    """
    near = reached(graph, start, improving=True)
    order = sorted(np.flatnonzero(near >= 0).tolist(), key=lambda s: (near[s], s))[:most]
    wanted = np.zeros(len(graph.states), dtype=bool)
    wanted[list(targets)] = True
    for state in order:
        if moves := [move for move in coalition_moves(graph, state, wanted) if len(move.coalition) > 1]:
            return JointPath(shortest_path(graph, start, [state]) or (), state, moves[0])
    return None
