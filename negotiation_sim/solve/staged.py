"""Staged outcomes: pure subgame perfection when players move in stages and see all earlier stages.

The players of one stage move together. A node is a history of the earlier stages; its subgame is played by the movers
of the stage and, after them, of the later ones. A *staged outcome* is a profile reached by some pure
subgame-perfect equilibrium (Selten 1965) of this game. At a node, moves of its movers with one outcome of what
follows are supportable if some choice of what would follow elsewhere makes every mover's deviation unprofitable; since
each deviation leads to a node of its own, it may be punished by that node's worst outcome for the deviator. This gives
all staged outcomes by backward induction over sets.

Two selection rules settle on one continuation at every node and so give at most one outcome:

- `best_joint`: among the movers' equilibria, the one with the greatest sum of the movers' payoffs;
- `cautious`: the one in which fewest of them leave their first-listed strategy (ties: best joint).

What is still tied goes to the first listed, in the order of strategies.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ..games.arrays import Array, Index, Mask
from ..games.measured import Measured
from ..games.normal_form import Game, Profile

Rule = Literal["best_joint", "cautious"]
RULES: tuple[Rule, ...] = ("best_joint", "cautious")
Stages = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Deviation:
    """What a mover would get by playing `strategy` instead, all others following the rule afterwards."""

    player: int
    strategy: int
    outcome: Profile
    payoff: float


@dataclass(frozen=True)
class Node:
    """One node on the path: who moves, how many equilibria the movers had there, and their deviations."""

    movers: tuple[int, ...]
    equilibria: int
    deviations: tuple[Deviation, ...]


@dataclass(frozen=True)
class Path:
    """The outcome that one selection rule leads to, and the nodes passed. `profile` None: `reason` says why."""

    rule: Rule
    profile: Profile | None
    nodes: tuple[Node, ...]
    reason: str


@dataclass(frozen=True)
class Staged:
    """All staged outcomes, in lexicographic order, and the path of each selection rule."""

    outcomes: tuple[Profile, ...]
    reason: str
    best_joint: Path
    cautious: Path

    def path(self, rule: Rule) -> Path:
        """The path of a selection rule."""
        return self.best_joint if rule == "best_joint" else self.cautious


def staged_outcomes(game: Game, order: Sequence[Sequence[str]]) -> Staged:
    """All pure subgame-perfect outcomes under an order of moves, and the outcome under each selection rule.

    `order` lists the stages, each a list of player labels; every player moves once. Mixed moves are not considered:
    where some node has no pure equilibrium the game has no pure subgame-perfect equilibrium, and `reason` names the
    node. Time grows as players times profiles. Raises InputError for an order that forgets or repeats a player.
    """
    stages = game.stages(order)
    outcomes, reason = _all_outcomes(game, stages)
    return Staged(outcomes, reason, *(_follow(game, stages, rule) for rule in RULES))


def _all_outcomes(game: Game, stages: Stages) -> tuple[tuple[Profile, ...], str]:
    alive: Mask = np.ones(game.shape, dtype=bool)  # the outcomes that the subgames settled so far may end in
    for depth in reversed(range(len(stages))):
        movers, later = stages[depth], [i for stage in stages[depth + 1 :] for i in stage]
        supportable = alive.copy()
        for i in movers:
            if game.shape[i] > 1:  # who has no choice loses nothing by it
                supportable &= game.measured.not_below(i, partial(_punished, alive, i, later))
        alive = supportable
        settled = alive.any(axis=(*movers, *later), keepdims=True)
        if not settled.all():
            return (), _nowhere(game, stages, depth, np.argwhere(~settled)[0])
    outcomes = tuple(tuple(profile) for profile in np.argwhere(alive).tolist())
    return outcomes, f"{len(outcomes)} staged outcome{'s' * (len(outcomes) != 1)}."


def _punished(alive: Mask, mover: int, later: Sequence[int], low: Array) -> Array:
    """The most that a mover can be held to: whichever of its moves it makes, the worst may follow."""
    worst = np.where(alive, low, np.inf).min(axis=tuple(later), keepdims=True)
    return np.asarray(worst.max(axis=mover, keepdims=True))


def _nowhere(game: Game, stages: Stages, depth: int, node: Index) -> str:
    movers = ", ".join(game.players[i] for i in stages[depth])
    moves = [f"{game.players[i]} plays {game.strategies[i][node[i]]}" for stage in stages[:depth] for i in stage]
    after = f" after {', '.join(moves)}" if moves else ""
    return f"no pure subgame-perfect equilibrium: {movers} have no pure equilibrium{after}."


@dataclass(frozen=True, eq=False)
class _Level:
    """One stage with all its nodes: axes of later stages have length 1.

    `ends`: the flat index of the profile that follows each joint move of the movers.
    """

    movers: tuple[int, ...]
    equilibria: Mask
    ends: Index


def _follow(game: Game, stages: Stages, rule: Rule) -> Path:
    """Backward induction with one continuation at every node, then the path from the start."""
    values, ends = game.measured, np.arange(math.prod(game.shape)).reshape(game.shape)
    levels: list[_Level] = []
    for depth in reversed(range(len(stages))):
        movers = tuple(stages[depth])
        equilibria = values.mutual_best_replies(movers)
        chosen = chosen_moves(values, equilibria, movers, rule)
        if (chosen < 0).any():
            return Path(rule, None, (), _nowhere(game, stages, depth, np.argwhere(chosen < 0)[0]))
        levels.insert(0, _Level(movers, equilibria, ends))
        settle = partial(settled_payoffs, chosen=chosen, movers=movers)
        values, ends = values.each(settle), settle(ends[None])[0]
    profile = _profile(game, ends.item())
    nodes = tuple(_node(game, levels, depth, profile) for depth in range(len(levels)))
    return Path(rule, profile, nodes, f"backward induction with the rule {rule}.")


def _profile(game: Game, flat: int) -> Profile:
    return tuple(int(k) for k in np.unravel_index(flat, game.shape))


def selected(payoffs: Measured, stages: Stages, rule: Rule) -> Index:
    """For every draw of a batch, the flat (C order) index of the profile that a rule leads to, -1 where there is none.

    `payoffs` of shape [player, a_0, ..., a_{N-1}, draw], stages as player indices. Shape (draws,).
    The same as the path of `staged_outcomes`, for many games at once and without the path.
    """
    *_, (ends, lost) = _selections(payoffs, stages, rule)
    return np.where(lost.reshape(-1), -1, ends.reshape(-1))


def selected_after(payoffs: Measured, stages: Stages, rule: Rule) -> tuple[Index, ...]:
    """For every number of stages played, from none to all, the flat index of the profile that a rule leads to then.

    `payoffs` as for `selected`. Of the same axes without the players', those who have not moved yet at length 1; -1
    where the rule leads nowhere.
    """
    return tuple(np.where(lost, -1, ends) for ends, lost in _selections(payoffs, stages, rule))[::-1]


def _selections(payoffs: Measured, stages: Stages, rule: Rule) -> Iterator[tuple[Index, Mask]]:
    """By backward induction, from all stages played to none: where the rule leads, and where it leads nowhere."""
    shape = payoffs.values.shape[1:]
    profiles = np.arange(math.prod(shape[:-1])).reshape(*shape[:-1], 1)
    values, ends, lost = payoffs, np.broadcast_to(profiles, shape), np.zeros(shape, dtype=bool)
    yield ends, lost
    for movers in reversed([tuple(stage) for stage in stages]):
        chosen = chosen_moves(values, values.mutual_best_replies(movers), movers, rule)
        lost = lost.any(axis=movers, keepdims=True) | (chosen < 0)
        settle = partial(settled_payoffs, chosen=np.maximum(chosen, 0), movers=movers)
        values, ends = values.each(settle), settle(ends[None])[0]
        yield ends, lost


def selected_in(game: Game, stages: Stages, rule: Rule) -> int:
    """The same of one game."""
    return int(selected(game.measured.each(lambda part: part[..., None]), stages, rule)[0])


def settled_payoffs(values: npt.NDArray[Any], chosen: Index, movers: Sequence[int]) -> npt.NDArray[Any]:
    """Everybody's payoffs once the movers' chosen moves are played: the movers' axes shrink to length 1."""
    if values.shape[1 : chosen.ndim + 1] == chosen.shape:  # they have one joint move
        return values
    flat = _movers_last(values, [i + 1 for i in movers])
    index = chosen.reshape(1, *flat.shape[1:-1], 1)
    return np.take_along_axis(flat, index, axis=-1).reshape(len(values), *chosen.shape)


def _node(game: Game, levels: Sequence[_Level], depth: int, profile: Profile) -> Node:
    level = levels[depth]
    later = {i for after in levels[depth + 1 :] for i in after.movers}
    played = [0 if i in later else k for i, k in enumerate(profile)]
    here = tuple(slice(None) if i in level.movers else k for i, k in enumerate(played))
    deviations = []
    for i in level.movers:
        for k in range(game.shape[i]):
            if k != profile[i]:
                outcome = _profile(game, int(level.ends[(*played[:i], k, *played[i + 1 :])]))
                deviations.append(Deviation(i, k, outcome, float(game.payoffs[(i, *outcome)])))
    return Node(level.movers, int(level.equilibria[here].sum()), tuple(deviations))


def chosen_moves(values: Measured, equilibria: Mask, movers: Sequence[int], rule: Rule) -> Index:
    """The flat index of the movers' chosen joint moves at every node, -1 where the node has no equilibrium.

    Shape as `equilibria`, the movers' axes at length 1.
    """
    remaining = equilibria
    deciding = [i for i in movers if equilibria.shape[i] > 1]  # who has no choice has no say in the sum either
    if not deciding:
        return np.where(equilibria, 0, -1)
    if rule == "cautious":
        few = np.where(remaining, leavers(equilibria.shape, movers), np.inf)
        remaining = remaining & (few == few.min(axis=tuple(movers), keepdims=True))
    remaining = remaining & values.joint(deciding).best_replies(0, axis=tuple(movers), among=remaining)
    flat = _movers_last(remaining, movers)
    chosen = np.where(flat.any(axis=-1), flat.argmax(axis=-1), -1)
    shape = [1 if i in movers else m for i, m in enumerate(equilibria.shape)]
    return chosen.reshape(shape)


def leavers(shape: tuple[int, ...], movers: Sequence[int]) -> Array:
    """At every joint move, how many movers leave their first-listed strategy."""
    count = np.zeros(shape)
    for i in movers:
        leaves = (np.arange(shape[i]) > 0).astype(float)
        count += leaves.reshape([-1 if axis == i else 1 for axis in range(len(shape))])
    return count


def _movers_last(array: npt.NDArray[Any], axes: Sequence[int]) -> npt.NDArray[Any]:
    """The array with these axes moved to the end, in their order, and joined into one."""
    rest = [axis for axis in range(array.ndim) if axis not in axes]
    moved = array.transpose([*rest, *axes])
    return moved.reshape(*moved.shape[: len(rest)], -1)
