"""The principal branch of logit equilibria, followed for a batch of games of one shape.

A logit quantal response equilibrium (McKelvey and Palfrey 1995) at precision lambda is a mixed profile p with

    p_i(k) proportional to exp(lambda * u_i(k, p_{-i}))    for every player i and strategy k.

In log-probability coordinates (Turocy 2005) that is F(w, lambda) = w - lambda * C u(softmax(w)) = 0, where u holds the
expected payoff of every strategy and C takes each player's mean from it; a player's w_i is log p_i up to a constant.
The *principal branch* is the curve of solutions that leaves uniform play at lambda = 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Array, Index, Mask
from .bordered import inverse_of, uncrossed
from .mixed import Mixed

AIM = 0.05
"""How far, in log-probability, a predicted point may be from the branch; what is further is tried with half a step."""

NEAR, LANDED = 5e-4, 1e-7
"""A Newton step this small ends the correction, on the way and at the end: what is left is about its square. After a
step with the Jacobian of the one before, what is left is about the product of the two."""

ROUNDING = 1e-12
"""Times lambda: the smallest Newton step that rounding leaves."""

CORRECTIONS = 5
AGAIN = 2
"""Newton steps with a new Jacobian, and after each the most with that same one."""

SHRINK, GROW = (0.1, 0.5), (0.5, 3.0)
"""The least and the most times its length that the next step has, after one refused and one accepted."""

STRAIGHT = 0.7
"""The least cosine between the branch's directions at neighbouring points; a sharper bend is taken in smaller steps."""

CAREFUL = 1e-4
"""Only within a step this small may another branch cross: a longer one that seems to cross may have led onto it."""

SMALLEST = 1e-9
"""The least step: a branch that needs a smaller one ends here."""


@dataclass(frozen=True, eq=False)
class Points:
    """One point of each game's branch. `x` holds w and, last, lambda; shape (games, M + 1).

    `direction` is the unit tangent, `bend` and `twist` what the predicted path adds to it with the square and the cube
    of the step; `step` is the next step to try; `jacobian` is F's, where the last correction began; `turns` and
    `crossings` count what was passed. Lengths are in the metric of `scale`.
    """

    x: Array
    direction: Array
    bend: Array
    twist: Array
    step: Array
    jacobian: Array
    turns: Index
    crossings: Index

    def some(self, which: Index | Mask) -> "Points":
        """The points of these games alone: a mask of the batch, or places in order."""
        if which.all() if which.dtype == bool else len(which) == len(self.x):
            return self
        return Points(*(getattr(self, name)[which] for name in self.__dataclass_fields__))

    def updated(self, which: Index, new: "Points") -> "Points":
        """A copy of all points, with those of the games `which` replaced by the new ones."""
        if len(which) == len(self.x):
            return new
        joined = {name: getattr(self, name).copy() for name in self.__dataclass_fields__}
        for name, array in joined.items():
            array[which] = getattr(new, name)
        return Points(**joined)


def scale(x: Array) -> Array:
    """The weights of the squares in the metric (dw)^2 + (dlambda / (1 + lambda))^2, shape (games, M + 1).

    Lambda counts by its ratio, for there w no longer grows with it.
    """
    weights = np.ones_like(x)
    weights[:, -1] = (1.0 + np.abs(x[:, -1])) ** -2.0
    return weights


def start(games: Mixed) -> Points:
    """Uniform play at lambda = 0, facing towards greater lambda."""
    x = np.zeros((len(games.payoffs), len(games.owner) + 1))
    _, jacobian = equations(games, x)
    direction = np.concatenate([-jacobian[:, :, -1], np.ones((len(x), 1))], axis=1)
    none, straight = np.zeros(len(x), dtype=np.intp), np.zeros_like(x)
    return Points(x, _unit(direction, scale(x)), straight, straight, np.ones(len(x)), jacobian, none, none)


def equations(games: Mixed, x: Array) -> tuple[Array, Array]:
    """F and its derivative with respect to (w, lambda), shapes (games, M) and (games, M, M + 1).

    With U the derivatives of the payoffs, d u / d w = (U - u) * p between rivals: softmax's own derivative is
    diag(p) - p p', and U p = u, player by player.
    """
    logs = games.log_softmax(x[:, :-1])
    p, precision = np.exp(logs), x[:, -1]
    rises = games.derivatives(logs)
    u = games.expected(rises, p)
    slopes = games.centring @ ((rises - games.rivals * u[:, :, None]) * p[:, None, :])
    centred = u @ games.centring.T
    jacobian = np.empty((len(x), x.shape[1] - 1, x.shape[1]))
    np.multiply(slopes, -precision[:, None, None], out=jacobian[:, :, :-1])
    jacobian[:, games.each, games.each] += 1.0
    jacobian[:, :, -1] = -centred
    return x[:, :-1] - precision[:, None] * centred, jacobian


def gaps(games: Mixed, x: Array) -> Array:
    """F alone, shape (games, M)."""
    u = games.values(games.log_softmax(x[:, :-1]))
    return x[:, :-1] - x[:, -1:] * (u @ games.centring.T)


def uniform_payoffs(games: Mixed) -> Array:
    """The expected payoff of every strategy when all others mix uniformly, shape (games, M)."""
    return games.values(games.log_softmax(np.zeros((len(games.payoffs), len(games.owner)))))


def probabilities(games: Mixed, points: Points) -> Array:
    """The mixed play at the points, shape (games, M)."""
    return np.exp(games.log_softmax(points.x[:, :-1]))


def follow(games: Mixed, until: float = np.inf) -> Iterator[tuple[Index, Points]]:
    """Steps along the branches: which games stepped, and every game's point now. A game at lambda = `until` rests.

    Pseudo-arclength continuation (Keller 1977): a cubic predictor, then Newton's method on F = 0 within the
    hyperplane across the branch, which passes turning points. It ends when every game rests or can take no step.
    """
    points = start(games)
    moving = np.arange(len(games.payoffs))
    yield moving, points
    while len(moving):
        new, accepted = _step(games.some(moving), points.some(moving), until)
        points = points.updated(moving[accepted], new.some(accepted))
        points.step[moving] = new.step
        yield moving[accepted], points
        moving = moving[(points.x[moving, -1] < until) & (points.step[moving] > SMALLEST)]


def arrival(games: Mixed, until: float) -> Points:
    """Every game's point when its branch first reaches lambda = `until`, or the last one that could be reached."""
    for _moved, points in follow(games, until):
        arrived = points
    return arrived


def _step(games: Mixed, here: Points, until: float) -> tuple[Points, Mask]:
    """A step from each game's point, and whether it is to be trusted."""
    weights = scale(here.x)
    y, across, landing = _predicted(here, weights, until)
    near = np.maximum(np.where(landing, LANDED, NEAR), ROUNDING * y[:, -1])
    y, jacobian, tangent, change, missed, settled = _corrected(games, here, y, across, weights, near)
    tangent = _unit(tangent, weights)
    cosine = (weights * tangent * here.direction).sum(axis=1)
    accepted = settled & (cosine > STRAIGHT) & (landing | (y[:, -1] <= until)) & (y[:, -1] >= 0)
    crossed = accepted.copy()
    crossed[accepted] = ~uncrossed(change[accepted])
    accepted &= ~crossed | (here.step < CAREFUL)
    rescaled = scale(y)
    stretch, along = _length(tangent, rescaled)[:, None], y - here.x
    direction, before, apart = tangent / stretch, here.direction / stretch, _length(along, rescaled)
    chord, apart = along / apart[:, None], apart[:, None]
    bend, twist = (before + 2.0 * direction - 3.0 * chord) / apart, (before + direction - 2.0 * chord) / apart**2
    growth = np.nan_to_num((AIM / np.maximum(missed, 1e-12)) ** 0.25)
    step = np.where(accepted, apart[:, 0] * growth.clip(*GROW), here.step * growth.clip(*SHRINK))
    turns, crossings = here.turns + (tangent[:, -1] * here.direction[:, -1] < 0), here.crossings + crossed
    return Points(y, direction, bend, twist, step, jacobian, turns, crossings), accepted


def _corrected(
    games: Mixed, here: Points, y: Array, across: Array, weights: Array, near: Array
) -> tuple[Array, Array, Array, Array, Array, Mask]:
    """Newton's method from predicted points: the end, the last Jacobian, the branch's direction there, the change of
    the bordered Jacobian since `here` in units of the last, and the first step's length.

    Each step is followed by some with the same Jacobian, which cost less. The last array is whether it settled: a
    first step that is long, or one not half as long as the last, says it will not.
    """
    size = missed = np.full(len(y), np.inf)
    settled, lost = np.zeros(len(y), dtype=bool), np.zeros(len(y), dtype=bool)
    for correction in range(CORRECTIONS):
        residual, jacobian = equations(games, y)
        inverse = inverse_of(np.concatenate([jacobian, across[:, None]], axis=1))
        before = size
        y, size = _corrected_by(inverse, residual, y, settled, weights)
        missed = size if correction == 0 else missed
        lost |= ~settled & ((size > 4.0 * AIM) | (size > 0.5 * before))
        settled |= ~lost & (size < near)
        for _ in range(0 if (settled | lost).all() else AGAIN):
            y, again = _corrected_by(inverse, gaps(games, y), y, settled, weights)
            settled |= ~lost & (size * again < near**2)
            if (settled | lost).all():
                break
        if (settled | lost).all():
            break
    return y, jacobian, inverse[:, :, -1], inverse[:, :, :-1] @ (here.jacobian - jacobian), missed, settled


def _corrected_by(inverse: Array, residual: Array, y: Array, rest: Mask, weights: Array) -> tuple[Array, Array]:
    change = (inverse[:, :, :-1] @ residual[:, :, None])[:, :, 0]
    return np.where(rest[:, None], y, y - change), _length(change, weights)


def _predicted(here: Points, weights: Array, until: float) -> tuple[Array, Array, Mask]:
    """The predicted points, the rows that hold the correction to a hyperplane, and which land on lambda = `until`."""
    y = _along(here, here.step)
    across = weights * here.direction
    landing = y[:, -1] >= until
    if landing.any():
        rest = (until - here.x[landing, -1]) / np.maximum(here.direction[landing, -1], 1e-300)
        y[landing] = _along(here.some(landing), np.minimum(rest, here.step[landing]))
        y[landing, -1] = until
        across[landing] = 0.0
        across[landing, -1] = 1.0
    return y, across, landing


def _along(here: Points, step: Array) -> Array:
    """The points of the predicted paths at these distances: the cubic with the last two points and directions."""
    s = step[:, None]
    return here.x + s * (here.direction + s * (here.bend + s * here.twist))


def _length(vectors: Array, weights: Array) -> Array:
    return np.asarray(np.sqrt((weights * vectors**2).sum(axis=1)))


def _unit(vectors: Array, weights: Array) -> Array:
    return vectors / _length(vectors, weights)[:, None]
