"""The dynamics of `solve.learning` from a plain start, in a form that can be shown: play over time, and its end."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import InputError
from ...games.normal_form import Array, Game, MixedProfile, Profile
from ...solve import learning
from ...solve.solution import Solution

ROUNDS = 1000
VISITS = 20_000
TIME = 100.0

STEP = 0.2
"""In the same unit as TIME; the classical Runge-Kutta rule errs by about its fifth power."""


@dataclass(frozen=True, eq=False)
class PlayOverTime:
    """Play over time: `play[i]` has a row of shares for each of `moments`, whose unit is `unit`.

    `end` is the last profile after the regret check, `cycle` the profiles that repeat for ever, if any.
    """

    game: Game
    method: str
    unit: str
    moments: Array
    play: tuple[Array, ...]
    end: Solution[Any]
    cycle: tuple[Profile, ...] = ()


@dataclass(frozen=True, eq=False)
class Visits:
    """The share of time that noisy revision spends at each profile, shape of the game; `exact` or from one run."""

    game: Game
    precision: float
    shares: Array
    exact: bool
    reason: str


def best_response(game: Game, start: Profile) -> PlayOverTime:
    """Players in turn, as listed, move to a best response, from a profile on."""
    run = learning.best_response_path(game, start)
    play = tuple(np.eye(m)[[profile[i] for profile in run.path]] for i, m in enumerate(game.shape))
    return PlayOverTime(game, "best-response path", "moves", np.arange(float(len(run.path))), play, run.end, run.cycle)


def fictitious_play(game: Game, start: Profile, rounds: int | None = None) -> PlayOverTime:
    """The shares of past play after each round, from a profile on."""
    run = learning.fictitious_play(game, _rounds(rounds, ROUNDS), start=start)
    moments = np.arange(1.0, len(run.path) + 1.0)
    play = tuple(np.cumsum([part[i] for part in run.path], axis=0) / moments[:, None] for i in range(len(game.players)))
    return PlayOverTime(game, "fictitious play", "rounds", moments, play, run.end)


def replicator(game: Game, time: float | None = None) -> PlayOverTime:
    """Replicator dynamics from uniform play.

    Time is in units of 1 / payoff range: a strategy that is better by the whole range gains a factor e in one. Raises
    InputError for a time that is not 0 to MOST_TIME of them.
    """
    spread = float(np.ptp(game.payoffs, axis=tuple(range(1, game.payoffs.ndim))).max()) or 1.0
    until = TIME if time is None else time
    if not 0 <= until <= learning.MOST_TIME:
        raise InputError(
            f"`rounds` is {until:,}; the replicator runs for 0 to {learning.MOST_TIME:,} units of time, in each of "
            "which what is better by the whole range of payoffs gains a factor e. Ask for fewer."
        )
    uniform: MixedProfile = tuple(np.full(m, 1.0 / m) for m in game.shape)
    run = learning.replicator(game, uniform, until / spread, STEP)
    play = tuple(np.array([profile[i] for profile in run.path]) for i in range(len(game.players)))
    moments = np.linspace(0.0, until, len(run.path))
    return PlayOverTime(game, "replicator dynamics", "units of time", moments, play, run.end)


def logit_dynamics(game: Game, precision: float, rounds: int | None = None, seed: int | None = None) -> Visits:
    """The long-run shares of time at each profile: exactly where there are few profiles, else from one run.

    A run has `rounds` revisions (by default VISITS) and a seed (by default 0); exact shares use neither and say so.
    """
    if game.profiles <= learning.MOST_PROFILES:
        shares = learning.logit_shares(game, precision)
        reason = "the long-run shares of time, computed exactly"
        if rounds is not None or seed is not None:
            most = f"{learning.MOST_PROFILES:,} profiles"
            reason += f"; rounds and seed are not used, being for the random run that a game of more than {most} needs"
        return Visits(game, precision, shares, True, f"{reason}.")
    steps = _rounds(rounds, VISITS)
    seed = 0 if seed is None else seed
    visited = learning.logit_dynamics(game, precision, steps, rng=np.random.default_rng(seed))
    run = f"{steps:,} revision{'s' if steps > 1 else ''}"
    reason = f"shares of time in one run of {run} from a random profile, seed {seed}; another run differs."
    return Visits(game, precision, visited.shares, False, reason)


def _rounds(wanted: int | None, usual: int) -> int:
    """The rounds that are wanted, or the usual number."""
    rounds = usual if wanted is None else wanted
    if not 1 <= rounds <= learning.MOST_ROUNDS:
        raise InputError(f"`rounds` is {rounds:,}; at least 1 and at most {learning.MOST_ROUNDS:,} rounds are played.")
    return rounds
