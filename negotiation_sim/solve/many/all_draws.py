"""Many games block by block: candidates, their decision, and the draws that only one game can decide."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from itertools import pairwise
from typing import Protocol

import numpy as np

from ...errors import InputError
from ...game.game import Array
from ...game.linear import LinearGames
from .decide import as_one_game, decided
from .plain import PlainSieve
from .sieve import LARGEST, Index, Sieve, Single, sieve

RUN = 2048
"""Draws whose candidates are decided together."""


WORTH = 200_000
"""From so many draws on the compiled sieve saves more time than compiling it takes."""


class Finder(Protocol):
    """Either sieve, ready to find the candidates of blocks of `draws` draws."""

    draws: int

    def candidates(self, scales: Single, margins: Single) -> tuple[Index, Index]: ...


def pure_equilibria_of_many(
    games: LinearGames, values: Array, *, threads: int | None = None, compiled: bool | None = None
) -> tuple[Index, Index]:
    """Pairs (draw, profile), by draw and then by profile: every pure equilibrium of every one of many games.

    `values`, shape (draws, players, terms), makes the games; profiles are flat indices in C order over the games'
    shape. The sets are those of solving one game at a time, whatever `threads` (default: one per core). `compiled`:
    whether to use the extra `fast`; by default where it is installed and draws are WORTH compiling for. Memory does not
    grow with the number of draws, but for the result. Raises InputError where values do not fit or make payoffs that are no finite numbers.
    """
    values = games.checked(values)
    installed = find_spec("numba") is not None
    if compiled and not installed:
        raise InputError('numba is not installed, which compiled=True needs: pip install "negotiation-sim[fast]".')
    if compiled is None:
        compiled = installed and len(values) >= WORTH
    made = sieve(games)
    starts = range(0, len(values), RUN)
    workers = max(1, min(threads or _cores(), len(starts)))
    cuts = [len(starts) * k // workers for k in range(workers + 1)]
    runs = [starts[a:b] for a, b in pairwise(cuts)]
    finders = [_finder(made, compiled) for _ in runs]
    if workers == 1:
        parts = [_solved(made, finders[0], values, runs[0])]
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(lambda finder, run: _solved(made, finder, values, run), finders, runs))
    return _joined([pair for part in parts for pair in part])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _finder(made: Sieve, compiled: bool) -> Finder:
    if not compiled:
        return PlainSieve(made)
    from .compiled import CompiledSieve

    return CompiledSieve(made)


def _solved(made: Sieve, finder: Finder, values: Array, starts: Iterable[int]) -> list[tuple[Index, Index]]:
    parts = []
    for start in starts:
        draw, profile = _run(made, finder, values[start : start + RUN])
        parts.append((draw + start, profile))
    return parts


def _run(made: Sieve, finder: Finder, values: Array) -> tuple[Index, Index]:
    alone = made.unfit(values)
    fit = values.copy()
    fit[alone] = 0
    tolerances, margins = made.margins(fit)
    scales, single = made.scales(fit), np.minimum(margins, LARGEST).astype(np.float32)
    found = []
    for start in range(0, len(values), finder.draws):
        block = slice(start, start + finder.draws)
        draw, profile = finder.candidates(scales[block], single[block])
        found.append((draw + start, profile))
    draw, profile = _joined(found)
    checked = decided(made.games, fit, tolerances, draw, made.profile[profile])
    return _with_alone(made.games, values, (checked.draw, checked.profile), np.union1d(checked.near, alone))


def _with_alone(games: LinearGames, values: Array, found: tuple[Index, Index], alone: Index) -> tuple[Index, Index]:
    """What was found, the draws in `alone` solved one game at a time; sorted."""
    draw, profile = (part[~np.isin(found[0], alone)] for part in found)
    again = [(np.full(len(own), k), own) for k in alone for own in [as_one_game(games, values[k])]]
    draw, profile = _joined([(draw, profile), *again])
    order = np.lexsort((profile, draw))
    return draw[order], profile[order]


def _joined(parts: Sequence[tuple[Index, Index]]) -> tuple[Index, Index]:
    empty = np.empty(0, dtype=np.intp)
    draws, profiles = zip(*parts, (empty, empty), strict=True)
    return np.concatenate(draws), np.concatenate(profiles)
