"""The switches of a conclusion along one assumption: where it starts or stops to hold, certified on either side."""

from dataclasses import dataclass

import numpy as np

from ...case.assumptions import Assumption
from ...games.arrays import Array, Mask
from ..results.chain import Chain, Link
from .binding import Binding, Side, bindings
from .segments import Line

STEPS = np.array([1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5])
"""How far beside a switch, in shares of the searched interval, the game is solved to certify it: the first that does."""


@dataclass(frozen=True)
class Switch:
    """The conclusion holds on one side of `value` and not on the other: solved at `low` and at `high`, just beside it.

    `exact`: `value` is a root in closed form; otherwise it was bracketed. `links` are the numbers, from 0, of the links
    of the chain whose answer changes here; `bindings` say who binds.
    """

    value: float
    low: float
    high: float
    holds_above: bool
    exact: bool
    links: tuple[int, ...]
    bindings: tuple[Binding, ...] = ()

    @property
    def method(self) -> str:
        return "exact" if self.exact else "bracketed"


def searched(entry: Assumption, value: float, beyond: float) -> tuple[float, float]:
    """The range, `beyond` of its width on either side, and the present value."""
    width = beyond * (entry.high - entry.low)
    return float(min(entry.low - width, value)), float(max(entry.high + width, value))


def switches(links: Chain, name: str, found: Line) -> tuple[Switch, ...]:
    """The values at which the whole chain changes its answer along a line, each certified by solving beside it."""
    inner = np.flatnonzero(found.whole[1:] != found.whole[:-1]) + 1
    return tuple(_certified(links, name, found, int(k)) for k in inner)


def _certified(links: Chain, name: str, found: Line, k: int) -> Switch:
    """The switch at edge k of a line, solved on both sides."""
    before, value, after = (float(edge) for edge in found.edges[k - 1 : k + 2])
    turned = tuple(int(i) for i in np.flatnonzero(found.holds[:, k - 1] != found.holds[:, k]))
    holds_above = bool(found.whole[k])
    step = np.minimum(STEPS * (found.high - found.low), min(value - before, after - value) / 2)
    below, above = (_answers(links, name, value + sign * step) for sign in (-1, 1))
    certain = np.flatnonzero((below != holds_above) & (above == holds_above))
    exact = len(certain) > 0 and all(found.exact[i] for i in turned)
    if len(certain):
        low, high = value - step[certain[0]], value + step[certain[0]]
    else:
        low, high = _narrowed(links, name, (before + value) / 2, (value + after) / 2, holds_above)
        value = (low + high) / 2
    binding = tuple(one for i in turned for one in _bindings(links[i], name, (low, high), bool(found.holds[i, k])))
    return Switch(value, float(low), float(high), holds_above, exact, turned, tuple(dict.fromkeys(binding)))


def _answers(links: Chain, name: str, values: Array) -> Mask:
    answers: Mask = np.all([link.holds(name, values) for link in links], axis=0)
    return answers


def _narrowed(links: Chain, name: str, low: float, high: float, holds_above: bool) -> tuple[float, float]:
    """A bracket of the switch between two values with different answers, by solving at 31 values between, ten times."""
    for _ in range(10):
        inner = np.unique(np.linspace(low, high, 33))
        k = int(np.flatnonzero(_answers(links, name, inner) == holds_above)[0])
        low, high = float(inner[max(k - 1, 0)]), float(inner[k])
    return low, high


def _bindings(link: Link, name: str, beside: tuple[float, float], holds_above: bool) -> tuple[Binding, ...]:
    below, above = (Side(link.scenario.with_values({name: x}), link.reached, bool(x == beside[1])) for x in beside)
    return bindings(above, below) if holds_above else bindings(below, above)
