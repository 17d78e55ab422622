"""Iterated elimination of strictly dominated strategies, with its trace."""

from dataclasses import dataclass

import numpy as np

from ..games.normal_form import Game


@dataclass(frozen=True)
class Elimination:
    """One step: in `round`, `player` drops `strategy` because `dominated_by` is better whatever the others do.

    `margin` is the least by which it is better, in payoff points.
    """

    round: int
    player: str
    strategy: str
    dominated_by: str
    margin: float


@dataclass(frozen=True)
class Reduced:
    """What survives: the smaller game, and how it was reached."""

    game: Game
    trace: tuple[Elimination, ...]


def eliminate_dominated(game: Game) -> Reduced:
    """The game left when strategies strictly dominated by another pure strategy are removed, round by round.

    Strategy b of player i strictly dominates a if u_i(b, s) > u_i(a, s) for every s of the others (Luce and Raiffa
    1957). In each round all strategies that are dominated in the game then left go at once; the result does not depend
    on the order (Gilboa, Kalai and Zemel 1990). It keeps every Nash equilibrium, pure or mixed. It does not see
    domination by a mixed strategy, and does not touch weakly dominated strategies, whose removal can lose equilibria.
    A round takes time that grows as players x strategies of one x profiles: about a millisecond for nine players and
    6,144 profiles; there are at most as many rounds as strategies.
    """
    trace: list[Elimination] = []
    round_number = 1
    while steps := [step for i in range(len(game.players)) for step in _dominated(game, i, round_number)]:
        trace += steps
        game = _without(game, steps)
        round_number += 1
    return Reduced(game, tuple(trace))


def _dominated(game: Game, player: int, round_number: int) -> list[Elimination]:
    """The player's strictly dominated strategies, each with the strategy that beats it by the widest margin."""
    labels = game.strategies[player]
    flat = game.measured.each(lambda part: np.moveaxis(part[player], player, 0).reshape(1, len(labels), -1), [player])
    (low,), (high,) = flat.low, flat.high
    shown = (
        flat.values[0] if game.exact is None else np.moveaxis(game.exact[player], player, 0).reshape(len(labels), -1)
    )
    steps = []
    for k, label in enumerate(labels):
        better = np.flatnonzero((low > high[k]).all(axis=1))
        if len(better):
            margins = [float((shown[b] - shown[k]).min()) for b in better]
            best = int(np.argmax(margins))
            by = labels[better[best]]
            steps.append(Elimination(round_number, game.players[player], label, by, margins[best]))
    return steps


def _without(game: Game, steps: list[Elimination]) -> Game:
    gone = {(step.player, step.strategy) for step in steps}
    kept = [
        [k for k, label in enumerate(labels) if (player, label) not in gone]
        for player, labels in zip(game.players, game.strategies, strict=True)
    ]
    return game.restricted(kept)
