"""Concepts of `solve` in which players adapt instead of foreseeing: they end somewhere, not always at an equilibrium."""

from typing import TYPE_CHECKING

from .question import Answer, Question

if TYPE_CHECKING:
    from ..show.dynamics import Shares

FICTITIOUS_ROUNDS = 1_000
LOGIT_ROUNDS = 20_000
REPLICATOR_TIME = 100
EXACT = 400
"""Up to so many profiles the long-run shares of logit dynamics are solved for, not simulated, unless rounds are given."""


def best_response_path(asked: Question) -> Answer:
    """One player after another moves to a best response, in the scenario's order of moves where it has one."""
    from ..show import dynamics
    from ..solve.learning import best_response_path as path

    game, order = asked.game, asked.solved.scenario.order if asked.solved else None
    turns = [game.player(player) for stage in order for player in stage] if order else None
    found = path(game, asked.profile(), turns)
    return Answer(
        lambda: dynamics.steps(game, found, asked.solved),
        lambda: dynamics.steps_record(game, found, asked.solved),
        lambda: dynamics.steps_frame(game, found),
    )


def fictitious_play(asked: Question) -> Answer:
    """Everybody best-responds, round by round, to the others' shares of past play."""
    from ..show import dynamics
    from ..solve.learning import fictitious_play as play

    rounds = asked.rounds_or(FICTITIOUS_ROUNDS)
    found = play(asked.game, rounds, start=asked.profile())
    moments = [(f"{rounds:,} rounds", (*found.end.equilibria, *found.end.end_states)[0])]
    return _shares(asked, dynamics.Shares("fictitious_play", asked.game, tuple(moments), found.end))


def replicator(asked: Question) -> Answer:
    """What pays more than the average grows: from even shares, or from nine tenths at the moves of --from."""
    import numpy as np

    from ..show import dynamics
    from ..solve.learning import replicator as grow

    game, time = asked.game, asked.rounds_or(REPLICATOR_TIME)
    spread = float(np.ptp(game.payoffs.reshape(len(game.players), -1), axis=1).max()) or 1.0
    start = tuple(np.full(m, 1 / m) for m in game.shape)
    if asked.start:
        near = zip(asked.profile(), start, strict=True)
        start = tuple(0.1 * even + 0.9 * np.eye(len(even))[k] for k, even in near)
    found = grow(game, start, time / spread, step=0.25)
    moments = [
        (f"time {share * time:.3g}", found.path[round(share * (len(found.path) - 1))]) for share in (0, 0.05, 0.25, 1)
    ]
    return _shares(asked, dynamics.Shares("replicator", game, tuple(moments), found.end))


def logit_dynamics(asked: Question) -> Answer:
    """One player at a time, drawn at random, revises, and takes better moves more often."""
    import numpy as np

    from ..show import dynamics
    from ..solve import learning
    from ..solve.quantal import check_precision

    game, precision = asked.game.without_fixed(), asked.needs_precision("logit_dynamics")
    check_precision(precision)
    if asked.rounds is None and game.profiles <= EXACT:
        shares, how = learning.logit_shares(game, precision), "Exact shares of the long run."
    else:
        rounds = asked.rounds_or(LOGIT_ROUNDS)
        shares = learning.logit_dynamics(game, precision, rounds, rng=np.random.default_rng(asked.seed)).shares
        how = f"Simulated: {rounds:,} rounds from a random profile, seed {asked.seed}. More rounds come nearer."
    found = dynamics.Visits(asked.game, shares.reshape(asked.game.shape), precision, how)
    return Answer(
        lambda: dynamics.visits(found, asked.solved),
        lambda: dynamics.visits_record(found, asked.solved),
        lambda: dynamics.visits_frame(found),
    )


def _shares(asked: Question, found: "Shares") -> Answer:
    from ..show import dynamics

    return Answer(
        lambda: dynamics.shares(found, asked.solved),
        lambda: dynamics.shares_record(found, asked.solved),
        lambda: dynamics.shares_frame(found),
    )
