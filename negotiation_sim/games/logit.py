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
from .mixed import Mixed

AIM = 0.05
"""How far, in log-probability, a predicted point may be from the branch; what is further is tried with half a step."""

NEAR, LANDED = 1e-3, 1e-7
"""A Newton step this small ends the correction, on the way and at the end: what is left is about its square."""

ROUNDING = 1e-12
"""Times lambda: the smallest Newton step that rounding leaves."""

CORRECTIONS = 5
STRAIGHT = 0.7
"""The least cosine between the branch's directions at neighbouring points; a sharper bend is taken in smaller steps."""

CAREFUL = 1e-4
"""Only within a step this small may eigenvalues change side: else the step may have led onto another branch."""

VANISHED = 0.1
"""An eigenvalue that changed side within such a step and is smaller than this passed zero: another branch crosses."""

SMALLEST = 1e-9
"""The least step: a branch that needs a smaller one ends here."""


@dataclass(frozen=True, eq=False)
class Points:
    """One point of each game's branch. `x` holds w and, last, lambda; shape (games, M + 1).

    `direction` is the unit tangent, `before` that of the point before and `apart` the distance from it, None at the
    start; `step` is the next step to try; `index` how many eigenvalues of the bordered Jacobian have a negative real
    part, which changes where other branches cross (and where a complex pair passes the imaginary axis, which matters
    not); `turns` and `crossings` count what was passed. Lengths are in the metric of `scale`.
    """

    x: Array
    direction: Array
    before: Array
    apart: Array
    step: Array
    index: Index
    turns: Index
    crossings: Index

    def some(self, which: Index | Mask) -> "Points":
        """The points of these games alone."""
        return Points(*(getattr(self, name)[which] for name in self.__dataclass_fields__))

    def updated(self, which: Index, new: "Points") -> "Points":
        """A copy of all points, with those of the games `which` replaced by the new ones."""
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
    up = np.zeros_like(x)
    up[:, -1] = 1.0
    _, jacobian = equations(games, x)
    direction = _unit(_bordered(jacobian, up, x[:, :-1])[1], scale(x))
    index, _ = _eigenvalues(jacobian, scale(x) * direction)
    none = np.zeros(len(x), dtype=np.intp)
    return Points(x, direction, direction, np.full(len(x), np.inf), np.ones(len(x)), index, none, none)


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
    jacobian = np.empty((*x.shape[:1], x.shape[1] - 1, x.shape[1]))
    jacobian[:, :, :-1] = np.eye(x.shape[1] - 1) - precision[:, None, None] * slopes
    jacobian[:, :, -1] = -centred
    return x[:, :-1] - precision[:, None] * centred, jacobian


def uniform_payoffs(games: Mixed) -> Array:
    """The expected payoff of every strategy when all others mix uniformly, shape (games, M)."""
    logs = games.log_softmax(np.zeros((len(games.payoffs), len(games.owner))))
    return games.expected(games.derivatives(logs), np.exp(logs))


def probabilities(games: Mixed, points: Points) -> Array:
    """The mixed play at the points, shape (games, M)."""
    return np.exp(games.log_softmax(points.x[:, :-1]))


def follow(games: Mixed, until: float = np.inf) -> Iterator[tuple[Index, Points]]:
    """Steps along the branches: which games stepped, and every game's point now. A game at lambda = `until` rests.

    Pseudo-arclength continuation (Keller 1977): a quadratic predictor, then Newton's method on F = 0 within the
    hyperplane across the branch, which passes turning points. It ends when every game rests or can take no step.
    """
    points = start(games)
    moving = np.arange(len(games.payoffs))
    yield moving, points
    while len(moving):
        new, accepted = _step(games.some(moving), points.some(moving), until)
        points = points.updated(moving[accepted], new.some(accepted))
        points.step[moving[~accepted]] /= 2.0
        yield moving[accepted], points
        moving = moving[(points.x[moving, -1] < until) & (points.step[moving] > SMALLEST)]


def arrival(games: Mixed, until: float) -> Points:
    """Every game's point when its branch first reaches lambda = `until`, or the last one that could be reached."""
    for _moved, points in follow(games, until):
        arrived = points
    return arrived


def _step(games: Mixed, here: Points, until: float) -> tuple[Points, Mask]:
    """A step from each game's point, and whether it is to be trusted."""
    y, across, landing = _predicted(here, until)
    weights = scale(here.x)
    near = np.maximum(np.where(landing, LANDED, NEAR), ROUNDING * y[:, -1])
    y, jacobian, tangent, missed, settled = _corrected(games, y, across, weights, near)
    tangent = _unit(tangent, weights)
    tangent *= np.where((weights * tangent * here.direction).sum(axis=1) < 0, -1.0, 1.0)[:, None]
    bend = (weights * tangent * here.direction).sum(axis=1)
    inside = landing | (y[:, -1] <= until)
    index, smallest = _eigenvalues(jacobian, weights * tangent)
    accepted = settled & (bend > STRAIGHT) & inside & (y[:, -1] >= 0)
    accepted &= (index == here.index) | (here.step < CAREFUL)
    stretch = _length(tangent, scale(y))[:, None]
    apart = _length(y - here.x, scale(y))
    growth = np.clip((AIM / np.maximum(missed, 1e-12)) ** (1 / 3), 0.5, 3.0)
    turned = (tangent[:, -1] * here.direction[:, -1] < 0).astype(np.intp)
    crossed = ((index != here.index) & (smallest < VANISHED)).astype(np.intp)
    counts = here.turns + turned, here.crossings + crossed
    return Points(y, tangent / stretch, here.direction / stretch, apart, apart * growth, index, *counts), accepted


def _eigenvalues(jacobian: Array, across: Array) -> tuple[Index, Array]:
    """Of the Jacobian bordered by a row: how many eigenvalues have a negative real part, and the smallest size of any.

    The determinant's sign alone would not see two that pass zero together.
    """
    values = np.linalg.eigvals(np.concatenate([jacobian, across[:, None]], axis=1))
    return (values.real < 0).sum(axis=1), np.abs(values).min(axis=1)


def _corrected(
    games: Mixed, y: Array, across: Array, weights: Array, near: Array
) -> tuple[Array, Array, Array, Array, Mask]:
    """Newton's method from predicted points: the end, the last Jacobian and direction, the first step's length.

    The last is whether it settled: a first step that is long, or one not half as long as the last, says it will not.
    """
    size = missed = np.full(len(y), np.inf)
    settled, lost = np.zeros(len(y), dtype=bool), np.zeros(len(y), dtype=bool)
    for correction in range(CORRECTIONS):
        residual, jacobian = equations(games, y)
        change, tangent = _bordered(jacobian, across, residual)
        y = np.where(settled[:, None], y, y - change)
        before, size = size, _length(change, weights)
        missed = size if correction == 0 else missed
        lost |= ~settled & ((size > 4.0 * AIM) | (size > 0.5 * before))
        settled |= ~lost & (size < near)
        if (settled | lost).all():
            break
    return y, jacobian, tangent, missed, settled


def _predicted(here: Points, until: float) -> tuple[Array, Array, Mask]:
    """The predicted points, the rows that hold the correction to a hyperplane, and which land on lambda = `until`."""
    step = here.step[:, None]
    bend = (here.direction - here.before) / here.apart[:, None]
    y = here.x + step * here.direction + step**2 / 2.0 * bend
    across = scale(here.x) * here.direction
    landing = y[:, -1] >= until
    if landing.any():
        rest = (until - here.x[landing, -1]) / np.maximum(here.direction[landing, -1], 1e-300)
        rest = np.minimum(rest, here.step[landing])[:, None]
        y[landing] = here.x[landing] + rest * here.direction[landing] + rest**2 / 2.0 * bend[landing]
        y[landing, -1] = until
        across[landing] = 0.0
        across[landing, -1] = 1.0
    return y, across, landing


def _bordered(jacobian: Array, across: Array, residual: Array) -> tuple[Array, Array]:
    """Newton's step within the hyperplane and the direction of the branch: two solutions of a linear system.

    Exactly at a crossing the system is singular; least squares then goes on, and the next point is checked as usual.
    """
    system = np.concatenate([jacobian, across[:, None, :]], axis=1)
    sides = np.zeros((*across.shape, 2))
    sides[:, :-1, 0] = residual
    sides[:, -1, 1] = 1.0
    try:
        solutions = np.linalg.solve(system, sides)
    except np.linalg.LinAlgError:
        solutions = np.linalg.pinv(system) @ sides
    return solutions[..., 0], solutions[..., 1]


def _length(vectors: Array, weights: Array) -> Array:
    return np.asarray(np.sqrt((weights * vectors**2).sum(axis=1)))


def _unit(vectors: Array, weights: Array) -> Array:
    return vectors / _length(vectors, weights)[:, None]
