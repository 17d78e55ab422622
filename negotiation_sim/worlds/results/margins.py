"""By what margin a conclusion about the game holds or fails, in payoff points.

A *lead* is what a player gets at one end of the game beyond what it gets at another. A profile stays or stops being an
equilibrium as its leads keep or change their signs. A margin of size d says: while every difference between two payoffs
of one player changes by less than d, the answer stays.

Pure equilibria. The lead of a profile, s(p), is the least that a player loses by leaving it alone: above 0 at a strict
equilibrium, below 0 where somebody gains. `some` has the margin max s(p) over the profiles that meet the condition;
`every` the smaller of that and of -max s(p) over those that do not. Both are continuous in the payoffs and 0 just where
the answer turns, but for moves among profiles that all meet the condition: then the answer may stay beyond the margin.

Staged outcomes. By backward induction over nodes, each with the end to which the rule leads from it, how far payoffs
may move before that end can change (`reach`), and before the answer there can (`sure`). These are lower bounds: at no
less than the margin the answer may turn, and it may stay beyond it. Memory and time are a few times those of solving.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from ...games.arrays import Array, Index, Mask
from ...games.normal_form import Game
from ...solve.staged import Rule, Stages, chosen_moves, leavers, selected_in, settled_payoffs


def pure_margin(game: Game, met: Mask, every: bool) -> float:
    """The margin at pure equilibria; `met`, shape of the game: where the condition holds."""
    leads = np.full(game.shape, np.inf)
    for i, payoffs in enumerate(game.payoffs):
        for k in range(game.shape[i]):
            lead = payoffs - payoffs.take([k], axis=i)
            lead[_at(i, k)] = np.inf
            leads = np.minimum(leads, lead)
    margin = float(np.max(leads, where=met, initial=-np.inf))
    return min(margin, -float(np.max(leads, where=~met, initial=-np.inf))) if every else margin


def _at(axis: int, k: int) -> tuple[slice | int, ...]:
    """The index of what has k along an axis."""
    return (*(slice(None),) * axis, k)


@dataclass(frozen=True, eq=False)
class Ends:
    """The ends to which a rule leads from every node of a stage, the axes of later stages at length 1.

    `payoffs`, `low` and `high`, shape (players, nodes): what the players get at the end, and the least and the most
    they get at any end below the node. `reach` and `sure`, shape (nodes): how far payoffs may move before the end
    can be another, and before its answer can be another than the game's.
    """

    payoffs: Array
    low: Array
    high: Array
    reach: Array
    sure: Array

    def after(self, player: int, k: int) -> "Ends":
        """The ends where the player moves k."""
        return Ends(
            *(part.take([k], axis=player + 1) for part in (self.payoffs, self.low, self.high)),
            *(part.take([k], axis=player) for part in (self.reach, self.sure)),
        )

    def lead(self, other: "Ends", player: int) -> Array:
        """By how much payoffs may move, at least, while the player gets more here than there; 0 or less: it does not.

        Where the end there or here may become another one, any of those below the node is reckoned with.
        """
        certain = np.minimum(self.reach, other.reach)
        leads = (
            np.minimum(self.payoffs[player] - other.payoffs[player], certain),
            np.minimum(self.payoffs[player] - other.high[player], self.reach),
            np.minimum(self.low[player] - other.payoffs[player], other.reach),
            self.low[player] - other.high[player],
        )
        return np.asarray(np.maximum.reduce(np.broadcast_arrays(*leads)))


def staged_margin(game: Game, met: Mask, stages: Stages, rule: Rule) -> float:
    """The margin at the staged outcome of a rule; `met`, shape of the game: where the condition holds."""
    end = selected_in(game, stages, rule)
    answer = end >= 0 and bool(met.flat[end])
    sure = np.where(met == answer, np.inf, 0.0)
    ends = Ends(game.payoffs, game.payoffs, game.payoffs, np.full(game.shape, np.inf), sure)
    existence, measured = np.inf, game.measured
    for movers in reversed([tuple(stage) for stage in stages]):
        stay, leave = _leads(ends, movers)
        chosen = chosen_moves(measured, measured.mutual_best_replies(movers), movers, rule)
        if (chosen < 0).any():  # no outcome at all, and so for as long as somebody leaves every joint move there
            return -float(np.max(leave.min(axis=movers, keepdims=True), where=chosen < 0, initial=0.0))
        if sum(game.shape[i] > 1 for i in movers) > 1:
            existence = min(existence, max(float(stay.max(axis=movers).min()), 0.0))
        ends = _before(ends, movers, rule, chosen, stay, leave)
        measured = measured.each(partial(settled_payoffs, chosen=chosen, movers=movers))
    return min(float(ends.sure.item()), existence) if answer else -float(ends.sure.item())


def _leads(ends: Ends, movers: tuple[int, ...]) -> tuple[Array, Array]:
    """How surely nobody gains by leaving each joint move of the movers, and how surely somebody does."""
    stay, leave = np.full(ends.reach.shape, np.inf), np.full(ends.reach.shape, -np.inf)
    for i in movers:
        for k in range(ends.reach.shape[i]):
            other = ends.after(i, k)
            stays, leaves = ends.lead(other, i), other.lead(ends, i)
            stays[_at(i, k)], leaves[_at(i, k)] = np.inf, -np.inf
            stay, leave = np.minimum(stay, stays), np.maximum(leave, leaves)
    return stay, np.maximum(leave, 0.0)


def _before(ends: Ends, movers: tuple[int, ...], rule: Rule, chosen: Index, stay: Array, leave: Array) -> Ends:
    """The ends seen from the nodes at which the movers choose.

    Another joint move is passed over while somebody leaves it, or while the chosen one is kept and preferred to it.
    """
    kept, reach, sure = (settled_payoffs(part[None], chosen, movers)[0] for part in (stay, ends.reach, ends.sure))
    places = np.arange(stay.size).reshape(stay.shape)
    here = places == settled_payoffs(places[None], chosen, movers)[0]
    preferred = np.maximum(_preferred(ends, movers, rule, chosen), 0.0)
    other = np.where(here, np.inf, np.maximum(leave, preferred))
    unsure = np.where(here, np.inf, np.maximum.reduce([leave, ends.sure, np.minimum(preferred, kept)]))
    least, axes = np.minimum, tuple(i + 1 for i in movers)
    return Ends(
        settled_payoffs(ends.payoffs, chosen, movers),
        ends.low.min(axis=axes, keepdims=True),
        ends.high.max(axis=axes, keepdims=True),
        np.maximum(least(least(kept, reach), other.min(axis=movers, keepdims=True)), 0.0),
        np.maximum(least(sure, unsure.min(axis=movers, keepdims=True)), 0.0),
    )


def _preferred(ends: Ends, movers: tuple[int, ...], rule: Rule, chosen: Index) -> Array:
    """How surely the rule prefers the chosen joint move to each other, were both equilibria."""
    shape = ends.reach.shape
    deciding = [i for i in movers if shape[i] > 1]
    joint = sum((ends.payoffs[i] for i in deciding), np.zeros(shape)) / max(len(deciding), 1)
    ahead = settled_payoffs(joint[None], chosen, movers)[0] - joint
    preferred: Array = np.minimum(ahead, np.minimum(settled_payoffs(ends.reach[None], chosen, movers)[0], ends.reach))
    if rule == "cautious":
        leaving = np.broadcast_to(leavers(shape, movers), shape)
        fewer = leaving - settled_payoffs(leaving[None], chosen, movers)[0]
        preferred = np.where(fewer == 0, preferred, np.where(fewer > 0, np.inf, 0.0))
    return preferred
