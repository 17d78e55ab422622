"""What a dense game must satisfy before it is made: a size that fits, and labels that tell everything apart."""

import math
from collections.abc import Sequence

import numpy as np

from ..errors import InputError
from .arrays import Array

MEMORY_LIMIT = 2_000_000_000
"""Bytes. A dense game that would need more for its payoffs is refused."""

AXES = 64 if int(np.__version__.split(".")[0]) >= 2 else 32
"""NumPy's limit: a game has an axis for every player, fixed ones too, and one more."""


LARGEST = 1e300
"""Payoffs up to this size can be added up and subtracted for every player without leaving the floats."""


def check_payoffs(payoffs: Array) -> None:
    """Raises InputError where a payoff is not a finite number, or too large to be added up."""
    limit = f"at most {LARGEST:g} is possible. State all payoffs of the game in a larger unit."
    largest = float(max(payoffs.max(), -payoffs.min())) if payoffs.size else 0.0
    if not math.isfinite(largest):
        raise InputError(f"a payoff is not a finite number, or too large to be one; {limit}")
    if largest > LARGEST:
        raise InputError(f"a payoff has the size {largest:g}; {limit}")


def check_size(players: int, shape: Sequence[int]) -> None:
    """Raises InputError where the payoffs of a dense game would not fit MEMORY_LIMIT, or NumPy's AXES."""
    if len(shape) >= AXES:
        raise InputError(f"a game of {players} players is too large; at most {AXES - 1} are possible, fixed or not.")
    profiles = math.prod(shape)
    needed = 8 * players * profiles
    if needed > MEMORY_LIMIT:
        raise InputError(
            f"a game of {players} players and {_large(profiles)} profiles needs {_large(needed, 10**9, 1)} GB; at most "
            f"{MEMORY_LIMIT / 1e9:.0f} GB are used. Fix some players, or list fewer strategies."
        )


def _large(number: int, unit: int = 1, digits: int = 0) -> str:
    """The number in the unit, with commas, or as a power of ten where that would be long."""
    if number < 10**15 * unit:
        return f"{number / unit:,.{digits}f}"
    return f"10^{int(math.log10(number // unit))}"


def check_labels(players: Sequence[str], strategies: Sequence[Sequence[str]]) -> None:
    """Raises InputError where a list of labels is empty, or names something twice."""
    if not players or len(players) != len(strategies):
        raise InputError(f"{len(players)} players and {len(strategies)} lists of strategies do not fit together.")
    lists = [("players", players), *((f"strategies of {p}", s) for p, s in zip(players, strategies, strict=True))]
    for what, labels in lists:
        if not labels or len(set(labels)) != len(labels):
            raise InputError(f"the {what} need labels, each unique; found: {', '.join(map(str, labels)) or 'none'}.")
