"""Logit quantal response equilibria: the principal branch, and the Nash equilibrium that it tends to.

Players are taken to play better strategies more often, not to play the best one for certain: see `games/logit.py` for
the equation. lambda is the precision, per payoff point: at 0 everybody mixes uniformly whatever the payoffs; one payoff
point more makes a strategy exp(lambda) times as likely. Doubling all payoffs halves the lambda of every point. The
limit of the principal branch, the *limiting logit equilibrium*, is one Nash equilibrium, and so an answer to the
question which of several is played. A probability here is a share of mixed play in the model.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ..errors import InputError
from ..games import logit
from ..games.arrays import Array
from ..games.mixed import Mixed
from ..games.normal_form import Game, MixedProfile
from .solution import Solution, certify

REGRET = 1e-4
"""Share of the payoff range. Where no player's regret is above it, the limit is sought from there."""

NEAREST = 10.0
"""Times the payoff range: the least lambda at which it is sought; ten times as far where uniform play is an
equilibrium, so that branches which cross there are seen."""

FARTHEST = 1e8
"""Times the payoff range: the lambda at which a branch whose limit was not found is given up."""

POINTS = 5000
STEPS = 30
SLOW = 0.8
"""Of the last step towards indifference: the next one is expected to be shorter than this."""

IN_PLAY = 0.1
CLOSE = 0.1
"""The most by which a probability at the limit may differ from the last point's."""

TINY = 1e-300
FLAT = 1e-12
"""Of the largest payoff range: a player whose payoffs vary by less is taken to be indifferent."""

METHOD = "principal branch of logit equilibria"


@dataclass(frozen=True, eq=False)
class Branch:
    """The principal branch from uniform play on, point by point.

    `lambdas` is per payoff point, shape (points,), and falls between turning points; `play[i]` holds player i's
    distributions, shape (points, m_i); `regrets` in payoff points. `solution` is what the branch was followed to:
    its limit where that passed the regret check, else the last point as an end state (a logit equilibrium at a finite
    lambda is in general no Nash equilibrium). `converged` says whether it came to where it was to go, `reason` how.
    """

    game: Game
    lambdas: Array
    play: tuple[Array, ...]
    regrets: Array
    turns: int
    solution: Solution[MixedProfile]
    converged: bool
    reason: str

    @property
    def end(self) -> MixedProfile:
        """The last point of the branch."""
        return tuple(part[-1] for part in self.play)

    @property
    def limit(self) -> MixedProfile | None:
        """The equilibrium that the branch tends to; None where none was found, or a lambda was asked for."""
        sought = self.solution.parameters["to"] is None
        return self.solution.equilibria[0] if sought and self.converged else None


Told = Callable[[float], bool]
"""Told after each point how far the branch is followed, as a share of the longest way; False ends it there."""


def go_on(share: float) -> bool:
    """Never ends a branch."""
    return True


def principal_branch(game: Game, to: float | None = None, told: Told = go_on) -> Branch:
    """The principal branch of logit equilibria, to lambda = `to` where it first gets there, or to its limit.

    McKelvey and Palfrey (1995), Games and Economic Behavior 10; traced as in Turocy (2005), same journal 51. For the
    limit the branch is followed until every regret is at most REGRET of the player's payoff range; then the
    indifference equations of the strategies still in play are solved from there, and the profile must pass the regret
    check.

    It finds one equilibrium, not all, and no logit equilibrium off the principal branch. That the branch ends at the
    equilibrium beside its last point is what such a trace can show, not prove. Where payoffs are symmetric, branches
    can cross: the one that goes straight on, and keeps the symmetry, is followed, and `solution.warnings` says so.
    Each point costs about strategies x profiles operations: 30 ms in all for nine players and 5,184 profiles.

    `told` may end it before: then the last point is given, and said to be no limit. Raises InputError for a lambda that
    is not a positive number.
    """
    check_precision(to)
    above = game.payoffs - game.payoffs.min(axis=tuple(range(1, game.payoffs.ndim)), keepdims=True)
    unit = float(above.max()) or 1.0
    games = Mixed(above[None] / unit)
    traced, checked, last, ended = _followed(game, games, unit, np.inf if to is None else to * unit, told)
    play = tuple(part.T for part in games.parts(np.exp(games.log_softmax(traced[:, :-1])).T))
    regrets = _gains(games, traced).max(axis=1) * unit
    arrived = checked is not None if to is None else bool(traced[-1, -1] >= to * unit)
    checked = certify(game, [tuple(part[-1] for part in play)], METHOD) if checked is None else checked
    lambdas = traced[:, -1] / unit
    reason = _sentence(lambdas[-1], regrets[-1], to, arrived, ended and not arrived)
    solution = replace(checked, reason=reason, warnings=_warnings(last), parameters={"to": to})
    return Branch(game, lambdas, play, regrets, int(last.turns[0]), solution, arrived, reason)


def check_precision(precision: float | None) -> None:
    """Raises InputError for a lambda that is not a positive number."""
    if precision is not None and not (np.isfinite(precision) and precision > 0):
        raise InputError(
            f"lambda is {precision:g}; expected a positive number, per payoff point. At 0 play is uniform; without a "
            "lambda the branch is followed to its limit."
        )


def _followed(
    game: Game, games: Mixed, unit: float, until: float, told: Told
) -> tuple[Array, Solution[MixedProfile] | None, logit.Points, bool]:
    """The points of the branch, its limit where one was sought and is an equilibrium, the last step, and whether `told`
    ended it."""
    ended, farthest = False, np.log1p(min(until, FARTHEST))
    traced, limit, target, least = [], None, REGRET, NEAREST
    ranges = np.ptp(games.payoffs[0].reshape(len(games.shape), -1), axis=1)
    within = game.steps / unit / REGRET  # a regret below is rounding
    ranges = np.maximum(ranges, np.maximum(within, FLAT))
    for stepped, step in logit.follow(games, until):
        if not len(stepped):
            continue
        traced.append(step.x[0])
        if until == np.inf and (len(traced) == 1 or step.x[0, -1] >= least):
            share = float((_gains(games, step.x) / ranges).max())
            least = 10.0 * NEAREST if len(traced) == 1 and share <= REGRET else least
            if share <= target and step.x[0, -1] >= least:
                limit, target = _limit(game, games.parts(logit.probabilities(games, step)[0]), share), share / 10.0
        ended = not told(min(1.0, float(np.log1p(max(step.x[0, -1], 0.0)) / farthest)))
        if limit is not None or step.x[0, -1] > FARTHEST or len(traced) == POINTS or ended:
            break
    return np.array(traced), limit, step, ended


def _gains(games: Mixed, traced: Array) -> Array:
    """What each player could gain by deviating alone at points of the branch, where C u is w / lambda."""
    w, precision = traced[:, :-1], traced[:, -1:]
    values = w / np.maximum(precision, TINY)
    if not precision[0]:
        values[0] = logit.uniform_payoffs(games)[0]
    starts = games.offsets[:-1]
    expected = np.add.reduceat(values * np.exp(games.log_softmax(w)), starts, axis=1)
    return np.maximum.reduceat(values, starts, axis=1) - expected


def _limit(game: Game, near: MixedProfile, share: float) -> Solution[MixedProfile] | None:
    """The equilibrium beside a point whose regret is this share of the range; None where none passes the check.

    What has a chance above IN_PLAY times the root of the regret is taken to stay in play; the rest is dropped.
    """
    kept = [np.flatnonzero(part > IN_PLAY * np.sqrt(share)) for part in near]
    games = Mixed(game.payoffs[np.ix_(np.arange(len(kept)), *kept)][None])
    start = np.concatenate([part[k] for part, k in zip(near, kept, strict=True)])
    profile = []
    for part, k, indifferent in zip(near, kept, games.parts(_indifferent(games, start)), strict=True):
        full = np.zeros(len(part))
        full[k] = np.clip(indifferent, 0.0, None)
        profile.append(full / (full.sum() or 1.0))
    moved = max(float(np.abs(a - b).max()) for a, b in zip(profile, near, strict=True))
    if moved > CLOSE:
        return None
    checked = certify(game, [tuple(profile)], METHOD)
    return checked if checked.equilibria else None


def _indifferent(games: Mixed, start: Array) -> Array:
    """Probabilities near the start at which every player is indifferent between all strategies of this smaller game.

    Newton's method on C u(p) = 0 and sum_k p_i(k) = 1, by least squares, so that of a continuum of solutions a near one
    is taken. It ends early where a step is hardly shorter than the last, as where there is none near. What it ends
    with is unchecked.
    """
    p, size = start, np.inf
    sums = (games.owner == np.arange(len(games.shape))[:, None]).astype(float)
    for _ in range(STEPS):
        rises = games.derivatives(np.log(np.maximum(p, TINY))[None])
        values = games.centring @ games.expected(rises, p[None])[0]
        system = np.concatenate([games.centring @ rises[0], sums])
        change = np.linalg.lstsq(system, np.concatenate([values, sums @ p - 1.0]))[0]
        p = p - change
        before, size = size, float(np.abs(change).max())
        if size < 1e-14 or size > SLOW * before or float(np.abs(p).max()) > 2.0:
            break
    return p


def _sentence(precision: float, regret: float, to: float | None, arrived: bool, ended: bool) -> str:
    way = "the way from random play"
    where = f"lambda = {precision:.4g}, where nobody could gain more than {regret:.2g} payoff points"
    if ended:
        return f"the time limit ended {way} at {where}; that is no equilibrium. Allow more `seconds`."
    if to is not None:
        stuck = f"{way} could not be followed to lambda = {to:g}; it ends at {where}."
        return f"this is the logit equilibrium on {way}, at {where}." if arrived else stuck
    reached = f"{way}, followed to {where}, leads to one equilibrium: the limiting logit equilibrium."
    lost = f"no limit was found: {way}, followed to {where}, has no equilibrium beside it."
    return reached if arrived else lost


def _warnings(last: logit.Points) -> tuple[str, ...]:
    turns, crossings = int(last.turns[0]), int(last.crossings[0])
    warnings = []
    if turns:
        count = "once" if turns == 1 else f"{turns} times"
        warnings.append(f"the way turns back {count}: between, several logit equilibria have the same lambda.")
    if crossings:
        warnings.append(
            "other ways cross it, as where payoffs are symmetric. It is followed straight on; the smallest "
            "difference in payoffs would lead onto another."
        )
    return tuple(warnings)
