"""Where players end who adapt instead of foreseeing: by best responses, fictitious play, logit or replicator dynamics.

A dynamic need not converge, and where it stops need not be an equilibrium: every end goes through the regret check, and
what fails it is an end state. None of these finds all equilibria, and which one they reach depends on the start; the
time they count is no calendar. Payoffs are read, never changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic

import numpy as np

from ..errors import InputError
from ..games.arrays import Array, softmax
from ..games.normal_form import Game, MixedProfile, Profile
from .solution import P, Solution, certify

MOST_PROFILES = 2_000
"""The long-run shares of logit dynamics solve one equation per profile."""
MOST_STEPS = 2_000_000
MOST_ROUNDS = 1_000_000
"""Rounds of fictitious play and revisions of logit dynamics: half a minute in a game of few profiles."""
MOST_TIME = 1_000
"""Units of time that a known answer, or a command in units of 1 / payoff range, may ask of the replicator."""
STILL = 1e-3
"""A path on which no share changes by more than this in the last tenth of its time, or its last step, is at rest."""


@dataclass(frozen=True)
class Trajectory(Generic[P]):
    """The profiles passed, the first being the start, and what the last is. `cycle`: the part that repeats for ever."""

    path: tuple[P, ...]
    end: Solution[P]
    cycle: tuple[P, ...] = ()


@dataclass(frozen=True)
class Visited:
    """A noisy dynamic: the share of time spent at each profile, an array of the game's shape, and the last profile."""

    shares: Array
    end: Solution[Profile]


def best_response_path(game: Game, start: Profile, order: Sequence[int] | None = None) -> Trajectory[Profile]:
    """The path on which the players in turn, in `order` (default: as listed), move to their first best response.

    The mover i takes the first k that maximises u_i(k, a_-i), unless its own strategy does already. It stops at an
    equilibrium, or when a profile returns with the same player to move, which it then does for ever. In a finite
    potential game it always stops (Monderer and Shapley 1996). A move costs all players' strategies.
    """
    turns = tuple(range(len(game.players)) if order is None else order)
    if sorted(set(turns)) != list(range(len(game.players))):
        raise InputError("the order of a best-response path must name every player.")
    path, profile, seen = [start], start, {(start, 0): 0}
    turn = 0
    while not game.is_equilibrium(profile):
        best = game.best_responses(turns[turn], profile)
        turn = (turn + 1) % len(turns)
        if profile[mover := turns[turn - 1]] not in best:
            profile = (*profile[:mover], best[0], *profile[mover + 1 :])
            path.append(profile)
        if (profile, turn) in seen:
            cycle = tuple(path[seen[profile, turn] : -1])
            return Trajectory(tuple(path), _ended(game, [profile], "best responses in turn", "it cycles"), cycle)
        seen[profile, turn] = len(path) - 1
    return Trajectory(tuple(path), _ended(game, [profile], "best responses in turn"))


def fictitious_play(
    game: Game, rounds: int, *, start: Profile | None = None, rng: np.random.Generator | None = None
) -> Trajectory[MixedProfile]:
    """Each round every player best-responds to the others' shares of past play, taken as independent (Brown 1951).

    a_i(t + 1) maximises u_i(k, x_-i(t)), where x_j(t) are the shares of j's strategies in rounds 1 to t. `path` holds
    the pure profiles played, as distributions; `end` holds the shares over all rounds. Ties go to the first listed, or
    are drawn by `rng`. The shares converge in two-player zero-sum games (Robinson 1951), in 2x2 games under a tie rule
    (Miyasawa 1961) and in potential games; in Shapley's 3x3 game (1964) they do not. A round costs players x profiles
    operations. Raises InputError for rounds that are not 1 to MOST_ROUNDS.
    """
    _check_rounds(rounds)
    counts = [np.zeros(m) for m in game.shape]
    played = start if start is not None else (0,) * len(game.players)
    path: list[MixedProfile] = []
    pure = [tuple(np.eye(m)) for m in game.shape]
    shares: MixedProfile = ()
    for _ in range(rounds):
        path.append(tuple(vertices[k] for vertices, k in zip(pure, played, strict=True)))
        for count, k in zip(counts, played, strict=True):
            count[k] += 1
        shares = tuple(count / count.sum() for count in counts)
        best = [game.best_responses(i, shares) for i in range(len(game.players))]
        played = tuple(int(replies[0] if rng is None else rng.choice(replies)) for replies in best)
    return Trajectory(tuple(path), _ended(game, [shares], "fictitious play", rounds=rounds))


def logit_dynamics(game: Game, precision: float, rounds: int, *, rng: np.random.Generator) -> Visited:
    """Each round one player, drawn at random, revises: strategy k with probability ~ exp(precision u_i(k, a_-i)).

    Blume (1993). It starts at a random profile. `shares` tends to `logit_shares` as rounds grow, slowly where the
    precision is great. A round costs one player's strategies. Raises InputError for rounds that are not 1 to
    MOST_ROUNDS, and for a precision below 0.
    """
    _check_rounds(rounds)
    _check_precision(precision)
    profile = [int(rng.integers(m)) for m in game.shape]
    visits = np.zeros(game.shape)
    for mover in rng.integers(len(game.players), size=rounds):
        chances = softmax(precision * game.payoffs_of(int(mover), tuple(profile)))
        profile[mover] = int(rng.choice(len(chances), p=chances))
        visits[tuple(profile)] += 1
    end = _ended(game, [tuple(profile)], "logit dynamics", precision=precision, rounds=rounds)
    return Visited(visits / rounds, end)


def logit_shares(game: Game, precision: float) -> Array:
    """The long-run share of time that logit dynamics spend at each profile, exactly, an array of the game's shape.

    The one distribution that the revisions leave unchanged. In a game with potential Phi it is proportional to
    exp(precision Phi(a)) (Blume 1993), which settles on the potential's maximum as precision grows. Costs profiles^3
    operations. Raises InputError for more than MOST_PROFILES profiles, and for a precision below 0 or too great.
    """
    _check_precision(precision)
    if game.profiles > MOST_PROFILES:
        raise InputError(
            f"long-run shares are computed for at most {MOST_PROFILES:,} profiles; this game has {game.profiles:,}. "
            "Fix some players, or simulate with logit_dynamics."
        )
    moves = np.zeros((game.profiles, game.profiles))
    index = np.arange(game.profiles).reshape(game.shape)
    for i in range(len(game.players)):
        chances = softmax(precision * np.moveaxis(game.payoffs[i], i, -1))
        alike = np.moveaxis(index, i, -1)  # the profiles that differ in i's strategy only, along the last axis
        for k in range(game.shape[i]):
            np.add.at(moves, (alike[..., k, None], alike), chances / len(game.players))
    shares = _stationary(moves)
    if not np.isfinite(shares).all():
        raise InputError(
            f"precision {precision:g} is too great for long-run shares: some profile is practically never left. "
            "Ask for a smaller one."
        )
    return shares.reshape(game.shape)


def _stationary(moves: Array) -> Array:
    """The distribution that a chain of positive chances `moves[from, to]` leaves unchanged.

    It is not finite where some chances vanish.
    States are taken out one by one, without a subtraction, so that the smallest chances keep their digits however far
    apart they are (Grassmann, Taksar and Heyman 1985, Operations Research 33).
    """
    chain = moves.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        for k in range(len(chain) - 1, 0, -1):
            chain[:k, k] /= chain[k, :k].sum()
            chain[:k, :k] += np.outer(chain[:k, k], chain[k, :k])
        shares = np.ones(1)
        for k in range(1, len(chain)):
            shares = np.append(shares, shares @ chain[:k, k])
        return np.asarray(shares / shares.sum())


def replicator(game: Game, start: MixedProfile, time: float, step: float = 0.05) -> Trajectory[MixedProfile]:
    """dx_ik/dt = x_ik (u_i(k, x_-i) - u_i(x)), one population per player (Taylor and Jonker 1978; Taylor 1979).

    Solved in logarithms, y_ik' = u_i(k, x_-i) with x = softmax(y), by the classical Runge-Kutta rule; `step` is in
    units of time times the payoff range. Shares stay positive, and what starts at zero stays there, so an end need not
    be an equilibrium: a strategy that nobody plays cannot grow. `path` holds about 200 moments. A step costs four times
    players x profiles operations. Raises InputError for a start that is no profile, a time below 0, and a time that
    takes more than MOST_STEPS steps.
    """
    _check_start(game, start)
    spread = float(np.ptp(game.payoffs, axis=tuple(range(1, game.payoffs.ndim))).max()) or 1.0
    if not 0 <= time * spread <= MOST_STEPS * step:
        raise InputError(
            f"time is {time:g}; expected 0 to {MOST_STEPS * step / spread:g}, which takes {MOST_STEPS:,} steps of "
            f"{step:g} / payoff range. Ask for less time, or for longer steps."
        )
    steps = max(1, int(np.ceil(time * spread / step)))
    with np.errstate(divide="ignore"):
        state = [np.log(np.asarray(part, dtype=float)) for part in start]
    path = [tuple(map(softmax, state))]
    for k in range(1, steps + 1):
        state = _runge_kutta(game, state, time / steps)
        if k % max(1, steps // 200) == 0 or k == steps:
            path.append(tuple(map(softmax, state)))
    earlier = path[-1 - max(1, len(path) // 10)]
    moving = max(float(np.abs(now - then).max()) for now, then in zip(path[-1], earlier, strict=True)) > STILL
    fault = "it was still moving when its time ran out" if moving else ""
    return Trajectory(tuple(path), _ended(game, [path[-1]], "replicator dynamics", fault, time=time, steps=steps))


def _runge_kutta(game: Game, state: list[Array], step: float) -> list[Array]:
    def slope(logs: list[Array]) -> list[Array]:
        shares = tuple(map(softmax, logs))
        return [game.payoffs_of(i, shares) for i in range(len(shares))]

    def ahead(by: list[Array], share: float) -> list[Array]:
        return [logs + share * step * change for logs, change in zip(state, by, strict=True)]

    first = slope(state)
    second = slope(ahead(first, 0.5))
    third = slope(ahead(second, 0.5))
    fourth = slope(ahead(third, 1.0))
    mean = [(a + 2 * b + 2 * c + d) / 6 for a, b, c, d in zip(first, second, third, fourth, strict=True)]
    return [logs - logs.max() for logs in ahead(mean, 1.0)]


def _ended(game: Game, profiles: list[P], method: str, fault: str = "", **parameters: Any) -> Solution[P]:
    """The end, with a sentence that calls it an equilibrium only where its regret passes."""
    end = certify(game, profiles, method, **parameters)
    if end.equilibria:
        return replace(end, reason=f"an equilibrium, reached by {method}.")
    gain = f"a player could still gain {end.end_regret[0]:.3g}"
    return replace(end, reason=f"an end state, no equilibrium: {f'{fault}; {gain}' if fault else gain}.")


def _check_rounds(rounds: int) -> None:
    if not 1 <= rounds <= MOST_ROUNDS or rounds != int(rounds):
        raise InputError(f"rounds is {rounds:,}; expected a whole number from 1 to {MOST_ROUNDS:,}.")


def _check_precision(precision: float) -> None:
    if not 0 <= precision < np.inf:
        raise InputError(f"precision is {precision:g}; expected a number from 0 on, per payoff point.")


def _check_start(game: Game, start: MixedProfile) -> None:
    for player, m, part in zip(game.players, game.shape, start, strict=True):
        shares = np.asarray(part, dtype=float)
        if shares.shape != (m,) or not (shares >= 0).all() or abs(float(shares.sum()) - 1) > 1e-9:
            expected = f"expected {m} shares from 0 on that sum to 1"
            raise InputError(f"the start of {player} is {shares.tolist()}; {expected}.")
