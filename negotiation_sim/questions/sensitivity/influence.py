"""What one method says of one output: the measures of every assumption, the strongest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...games.arrays import Array
from ...worlds.drawn_outputs import Output

Measures = dict[str, Array]


@dataclass(frozen=True, eq=False)
class Influence:
    """What one method says of one output: for each assumption the measures, the strongest assumption first.

    `measures[name]` has shape (assumptions,). The first measure ranks, by its size. `noise` is the greatest size among
    made-up assumptions, on which nothing depends; NaN where the method has a design of its own.
    """

    method: str
    output: Output
    names: tuple[str, ...]
    measures: Mapping[str, Array]
    noise: float
    draws: int
    average: float

    @property
    def strength(self) -> Array:
        """The size of the first measure, shape (assumptions,)."""
        return np.abs(next(iter(self.measures.values())))


def ranked(method: str, output: Output, names: Sequence[str], measures: Measures, noise: float, y: Array) -> Influence:
    """The influence with the strongest assumption first; `y`, shape (draws,), is the output."""
    order = np.argsort(-np.abs(next(iter(measures.values()))), kind="stable")
    in_order = {name: values[order] for name, values in measures.items()}
    return Influence(method, output, tuple(names[k] for k in order), in_order, noise, len(y), float(y.mean()))
