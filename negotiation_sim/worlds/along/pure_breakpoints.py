"""Where, along one assumption, the set of pure Nash equilibria can change."""

from itertools import combinations

import numpy as np

from ...games.arrays import Array, Index, Mask
from ..engine.lines import Lines
from . import chebyshev
from .breakpoints import Spans, bounds, whole_pieces
from .curves import Curves


def pure_breakpoints(curves: Curves) -> Array:
    """Where the set of pure equilibria may change, in the assumption's unit: all such points, ascending.

    They are roots of a player's gains, only on lines of profiles on which some profile may be an equilibrium.
    """
    lines, spans = curves.compared.lines, whole_pieces(curves)
    alive = np.ones((len(spans.piece), len(curves.compared.met)), dtype=bool)
    for line in lines:
        alive &= _possible(curves, spans, line).reshape(len(alive), -1)[:, line.cell]
    places = [_roots(curves, spans, line, alive) for line in lines]
    return np.unique(np.concatenate([curves.edges[1:-1], *places]))


def _payoffs(curves: Curves, line: Lines) -> Array:
    """A player's payoffs along its lines as polynomials, shape (pieces, lines, moves, n)."""
    return np.asarray(curves.coefficients[:, curves.compared.place[line.scalars]])


def _possible(curves: Curves, spans: Spans, line: Lines) -> Mask:
    """Where no other move pays the player more all over the piece, shape (pieces, lines, moves)."""
    payoffs, steps = _payoffs(curves, line), curves.steps[:, line.player, None]
    possible = np.ones(payoffs.shape[:-1], dtype=bool)
    for k, other in combinations(range(payoffs.shape[2]), 2):
        least, most = bounds(payoffs[:, :, other] - payoffs[:, :, k], spans)
        possible[:, :, k] &= least <= steps
        possible[:, :, other] &= most >= -steps
    return possible


def _roots(curves: Curves, spans: Spans, line: Lines, alive: Mask) -> Array:
    """The roots of the player's gains on the lines that matter, in the assumption's unit."""
    payoffs = _payoffs(curves, line)
    matters = np.zeros(payoffs.shape[:-1], dtype=bool)
    piece, profile = np.nonzero(alive)
    matters.reshape(len(alive), -1)[piece, line.cell[profile]] = True
    pieces: list[Index] = []
    differences: list[Array] = []
    for k, other in combinations(range(payoffs.shape[2]), 2):
        where = np.nonzero(matters[:, :, k] | matters[:, :, other])
        pieces.append(where[0])
        differences.append((payoffs[:, :, other] - payoffs[:, :, k])[where])
    at = np.concatenate(pieces)
    which, t = chebyshev.roots(
        np.concatenate(differences), spans.low[at], spans.high[at], curves.steps[at, line.player]
    )
    return curves.place(at[which], t)
