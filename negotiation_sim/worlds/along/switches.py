"""The switches of a conclusion along one assumption: the values at which it starts or stops to hold.

`segments` finds them. Here each is certified: the game is solved just below and just above it, and the two solutions
say who binds. Of an assumption that is a yes or no there is at most one switch: both worlds are solved, and none
between them.
"""

from dataclasses import dataclass

import numpy as np

from ...case.assumptions import Assumption
from ...games.arrays import Array, Index, Mask
from ..results.chain import Chain, Link
from .binding import Binding, bindings
from .poles import rule_without_value
from .segments import Segments
from .side import sides
from .solving import holding, surely_holding

BESIDE = np.array([1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5])
"""How far beside a switch, in shares of the searched interval, the game is solved: the first that certifies it."""


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
        """How its place was found: `exact`, from a formula, or `bracketed`, between two values that were solved."""
        return "exact" if self.exact else "bracketed"


def searched(entry: Assumption, value: float, beyond: float) -> tuple[float, float]:
    """The range, `beyond` of its width on either side, and the present value."""
    width = beyond * (entry.high - entry.low)
    return float(min(entry.low - width, value)), float(max(entry.high + width, value))


def switches(links: Chain, name: str, along: Segments) -> tuple[Switch, ...]:
    """The values at which the whole chain changes its answer, each certified by solving beside it."""
    changes = np.flatnonzero(along.whole[1:] != along.whole[:-1]) + 1
    return tuple(_certified(links, name, along, int(k)) for k in changes)


def yes_no_switch(links: Chain, name: str, value: float) -> Switch | None:
    """What turning a yes or no round does: a switch at the other value; None where the answer stays."""
    answers = np.array([holding(link, name, np.array([0.0, 1.0])) for link in links])
    below, above = (bool(answers[:, side].all()) for side in (0, 1))
    if below == above:
        return None
    turned = tuple(int(i) for i in np.flatnonzero(answers[:, 0] != answers[:, 1]))
    binding = [cause for i in turned for cause in who_binds(links[i], name, (0.0, 1.0), bool(answers[i, 1]))]
    other = 0.0 if value else 1.0  # anything but 0 counts as yes in a rule
    return Switch(other, 0.0, 1.0, above, True, turned, tuple(dict.fromkeys(binding)))


def _certified(links: Chain, name: str, along: Segments, k: int) -> Switch:
    """The switch at edge k, solved on both sides."""
    before, value, after = (float(edge) for edge in along.edges[k - 1 : k + 2])
    turned = tuple(int(i) for i in np.flatnonzero(along.holds[:, k - 1] != along.holds[:, k]))
    holds_above = bool(along.whole[k])
    step = np.minimum(BESIDE * (along.high - along.low), min(value - before, after - value) / 2)
    certain = _certifying(links, name, np.array([value - step, value + step]), holds_above)
    exact = len(certain) > 0 and all(along.exact[i] for i in turned)
    if len(certain):
        low, high = value - step[certain[0]], value + step[certain[0]]
    else:
        low, high = _narrowed(links, name, (before + value) / 2, (value + after) / 2, holds_above)
        value = (low + high) / 2
    binding = [cause for i in turned for cause in who_binds(links[i], name, (low, high), bool(along.holds[i, k]))]
    return Switch(value, float(low), float(high), holds_above, exact, turned, tuple(dict.fromkeys(binding)))


def _certifying(links: Chain, name: str, beside: Array, holds_above: bool) -> Index:
    """Which steps below and above a switch, `beside` of shape (2, steps), certify it; those first that do so surely."""
    sides = [surely_holding(link, name, beside.reshape(-1)) for link in links]
    answers, sure = (np.all(part, axis=0).reshape(beside.shape) for part in zip(*sides, strict=True))
    turned = (answers[0] != holds_above) & (answers[1] == holds_above) & sure.all(axis=0)
    if not turned.any():
        answers = _answers(links, name, beside.reshape(-1)).reshape(beside.shape)
        turned = (answers[0] != holds_above) & (answers[1] == holds_above)
    return np.flatnonzero(turned)


def _answers(links: Chain, name: str, values: Array) -> Mask:
    return np.asarray(np.all([holding(link, name, values) for link in links], axis=0))


def _narrowed(links: Chain, name: str, low: float, high: float, holds_above: bool) -> tuple[float, float]:
    """A bracket of the switch between two values with different answers, by solving at 31 values between, ten times."""
    for _ in range(10):
        inner = np.unique(np.linspace(low, high, 33))
        k = int(np.flatnonzero(_answers(links, name, inner) == holds_above)[0])
        low, high = float(inner[max(k - 1, 0)]), float(inner[k])
    return low, high


def who_is_tied(link: Link, name: str, value: float, beside: float, holds: bool) -> tuple[Binding, ...]:
    """Who is indifferent at a value where a tie makes a link's answer, `holds`, another than the one beside it."""
    return who_binds(link, name, (min(value, beside), max(value, beside)), holds == (value > beside))


def who_binds(link: Link, name: str, beside: tuple[float, float], holds_above: bool) -> tuple[Binding, ...]:
    """Why a link that holds on one side of a switch fails on the other: at the two values just beside it."""
    if link.numbered:
        numbers = link.numbered.turning(link.scenario, link.reached, link.draws(name, np.array(beside)))
        beside_it = tuple((each, float(values[0]), float(values[1])) for each, values in numbers.items())
        return (Binding("numbers", not holds_above, of=link.reached.of, numbers=beside_it),)
    pole = rule_without_value(link, name, *beside)
    if pole is not None:
        return (Binding("no value", not holds_above, rule=pole),)
    below, above = sides(link, name, *beside)
    return bindings(above, below) if holds_above else bindings(below, above)
