"""Points of the unit cube, at random or from a scrambled Sobol sequence; any part of them without those before it."""

import warnings
from typing import Literal

import numpy as np

from ..games.arrays import Array

Scheme = Literal["random", "sobol"]


def unit_points(seed: np.random.SeedSequence, columns: int, start: int, stop: int, scheme: Scheme = "random") -> Array:
    """Points `start` to `stop` - 1 of the seed's own sequence, shape (stop - start, columns), each from 0 to below 1.

    A point depends on the seed, its number and, of random points, on how many columns there are. Sobol points are
    balanced over the first 2^k of a sequence; their scrambling is Matousek's (1998), Journal of Complexity 14, 527.
    """
    if scheme == "random":
        bits = np.random.PCG64(seed)
        bits.advance(start * columns)  # one step of the generator makes one number
        return np.random.Generator(bits).random((stop - start, columns))
    return _sobol(seed, columns, start, stop)


def _sobol(seed: np.random.SeedSequence, columns: int, start: int, stop: int) -> Array:
    from scipy.stats import qmc

    # SciPy spawns from the seed it is given, which would change `seed`
    copy = np.random.SeedSequence(seed.entropy, spawn_key=seed.spawn_key)
    sequence = qmc.Sobol(columns, scramble=True, rng=np.random.default_rng(copy))
    if start:  # SciPy cannot skip none
        sequence.fast_forward(start)
    with warnings.catch_warnings():
        # the whole is balanced, a part need not be
        warnings.filterwarnings("ignore", "The balance properties", UserWarning)
        drawn: Array = sequence.random(stop - start)
    return drawn
