"""The agent quantal response equilibrium of a staged game: how likely each outcome is when earlier moves are seen.

McKelvey and Palfrey (1998), Experimental Economics 1. The players of one stage move together, having seen all earlier
stages; whoever moves plays each strategy in proportion to exp(lambda * the payoff expected from it), knowing that all
who follow will do the same. So it is found backwards, stage by stage. At a node with one mover that is a formula. With
several movers it is a logit equilibrium of the node's own game, whose payoffs are those expected from what follows,
and of several the one on that game's principal branch from uniform play.

lambda is the precision, per payoff point; see `games/logit.py`. A probability here is a share of the model's mixed play
under its assumptions, not the probability of an event.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from ..errors import InputError
from ..games import logit
from ..games.arrays import Array, softmax
from ..games.mixed import Mixed
from ..games.normal_form import Game

TOGETHER = 4096
"""At most this many nodes' games are followed at once, which bounds the memory."""


@dataclass(frozen=True, eq=False)
class AgentQuantal:
    """How likely each profile is, shape of the game's profiles, at precision `precision` under the order of moves.

    `expected` holds every player's expected payoff. `converged` is False where the branch of some node could not be
    followed to lambda: that node then plays as at the branch's last point, and `reason` counts such nodes. `turned`
    counts nodes whose branch turns back on the way, so that several logit equilibria stand at some lambda.

    `choices[k]` is the chance of each joint move of stage k at every node, the axes of later movers at length 1;
    `worth[k][player]` what each player expects once k stages were played, the axes of all who still move at length 1.
    """

    game: Game
    order: tuple[tuple[str, ...], ...]
    precision: float
    probabilities: Array
    expected: Array
    nodes: int
    turned: int
    converged: bool
    reason: str
    choices: tuple[Array, ...]
    worth: tuple[Array, ...]

    def play(self, player: str) -> Array:
        """The chance of each of the player's strategies, over all that may have gone before; shape (m_i,)."""
        others = tuple(i for i, name in enumerate(self.game.players) if name != player)
        return np.asarray(self.probabilities.sum(axis=others))


def agent_quantal(game: Game, order: Sequence[Sequence[str]], precision: float) -> AgentQuantal:
    """The agent logit equilibrium at lambda = `precision` under an order of moves, which names every player once.

    Where each stage has one mover it is the only one. With several movers in a stage it is the one that the principal
    branches of the stage games select; others may exist and are not sought. With all players in one stage it is the
    logit equilibrium of the game. Time grows with the nodes of the stages that have several movers.

    Raises InputError for an order that forgets or repeats a player, or a lambda that is not a positive number.
    """
    if not (np.isfinite(precision) and precision > 0):
        raise InputError(f"lambda is {precision:g}; expected a positive number, per payoff point, for example 2.")
    values, probabilities = game.payoffs, np.ones(game.shape)
    choices, worth = list[Array](), [values]
    nodes = turned = stuck = 0
    for movers in reversed(game.stages(order)):
        play, turns, missed = _stage(values, movers, precision)
        values = (values * play).sum(axis=tuple(i + 1 for i in movers), keepdims=True)
        probabilities = probabilities * play
        choices.insert(0, play)
        worth.insert(0, values)
        nodes, turned, stuck = nodes + play.size // prod(game.shape[i] for i in movers), turned + turns, stuck + missed
    reason = f"backward induction over {nodes} nodes at lambda = {precision:g}"
    reason += f"; at {stuck} of them the branch could not be followed so far." if stuck else "."
    named = tuple(tuple(stage) for stage in order)
    return AgentQuantal(
        game, named, precision, probabilities, values.reshape(-1), nodes, turned, not stuck, reason, tuple(choices),
        tuple(worth),
    )  # fmt: skip


def _stage(values: Array, movers: Sequence[int], precision: float) -> tuple[Array, int, int]:
    """The probability of the movers' joint moves at every node; how many nodes' branches turned, how many got stuck.

    `values[player, a_0, ..., a_{N-1}]` are the payoffs expected once this stage is over: the axes of later movers have
    length 1. The result has the shape of a player's values.
    """
    shape = values.shape[1:]
    rest = [axis for axis in range(len(shape)) if axis not in movers]
    ordered = values[list(movers)].transpose(0, *(axis + 1 for axis in (*rest, *movers)))
    sizes = [shape[i] for i in movers]
    games = np.moveaxis(ordered.reshape(len(movers), -1, *sizes), 0, 1)
    if len(movers) == 1:
        play, turned, stuck = softmax(precision * games[:, 0]), 0, 0
    else:
        play, turned, stuck = _together(games, precision)
    back = play.reshape([*(shape[axis] for axis in rest), *sizes])
    return back.transpose(np.argsort([*rest, *movers])), turned, stuck


def _together(games: Array, precision: float) -> tuple[Array, int, int]:
    """The joint play of movers who move together, at every node: `games[node, mover, a_0, ...]`."""
    unit = float(np.ptp(games.reshape(*games.shape[:2], -1), axis=2).max()) or 1.0
    play, turned, stuck = [], 0, 0
    for first in range(0, len(games), TOGETHER):
        batch = Mixed(games[first : first + TOGETHER] / unit)
        arrived = logit.arrival(batch, precision * unit)
        play.append(_joint(batch, logit.probabilities(batch, arrived)))
        turned += int((arrived.turns > 0).sum())
        stuck += int((arrived.x[:, -1] < precision * unit).sum())
    return np.concatenate(play), turned, stuck


def _joint(games: Mixed, probabilities: Array) -> Array:
    joint: Array = np.ones((len(probabilities), *[1] * len(games.shape)))
    for axis, (start, end) in enumerate(zip(games.offsets, games.offsets[1:], strict=False)):
        along = (m if i == axis else 1 for i, m in enumerate(games.shape))
        joint = joint * probabilities[:, start:end].reshape(-1, *along)
    return joint
