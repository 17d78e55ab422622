"""A tournament: a session of every tactic of each party with every tactic of the others, several times each.

What it says is how named rules of thumb do against each other on one table, all pairs alike often. Nobody need play any
of them, so it is no forecast.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from ..errors import InputError
from .arrays import Array
from .bargaining import BargainingSet
from .session import Options, session
from .tactics import TACTICS

MOST_PARTIES = 3


@dataclass(frozen=True, eq=False)
class Match:
    """`count` sessions of these tactics: the share that agreed, mean gains per party, and how often somebody could have
    had more at nobody's cost."""

    tactics: tuple[str, ...]
    count: int
    agreed: float
    gains: Array
    left: float


@dataclass(frozen=True, eq=False)
class Tournament:
    """All matches, the tactics of the first party in the outer order."""

    matches: tuple[Match, ...]

    @property
    def sessions(self) -> int:
        """How many sessions were held."""
        return sum(match.count for match in self.matches)

    @property
    def agreed(self) -> float:
        """The share of all sessions that ended in an agreement."""
        return float(np.mean([match.agreed for match in self.matches]))

    def of(self, party: int, tactic: str) -> tuple[float, Array]:
        """The share of sessions that agree where a party plays a tactic, and all parties' mean gains there."""
        matches = [match for match in self.matches if match.tactics[party] == tactic]
        gains: Array = np.mean([match.gains for match in matches], axis=0)
        return float(np.mean([match.agreed for match in matches])), gains

    @cached_property
    def best(self) -> tuple[str, ...]:
        """The tactic that gains each party most on average; of equals the first."""
        parties = range(len(self.matches[0].tactics))
        return tuple(max(TACTICS, key=lambda tactic: self.of(party, tactic)[1][party]) for party in parties)


def tournament(
    bargaining: BargainingSet,
    options: Options,
    rounds: int,
    count: int,
    first: int = 0,
    *,
    seed: int,
    advance: Callable[[int], object] = lambda _: None,
) -> Tournament:
    """Every combination of tactics in `count` sessions; the k-th session of each draws by the same seed.

    `options` as for `session`. Raises InputError for more than MOST_PARTIES parties, and as `session` does.
    """
    if len(bargaining.parties) > MOST_PARTIES:
        problem = f"{len(bargaining.parties)} parties have too many combinations of tactics for a tournament"
        raise InputError(f"{problem}; {MOST_PARTIES} are possible. Name one tactic for each party.")
    matches = []
    for tactics in product(TACTICS, repeat=len(bargaining.parties)):
        matches.append(_match(bargaining, options, tactics, rounds, count, first, seed))
        advance(1)
    return Tournament(tuple(matches))


def _match(
    bargaining: BargainingSet, options: Options, tactics: Sequence[str], rounds: int, count: int, first: int, seed: int
) -> Match:
    held = [
        session(bargaining, options, tactics, rounds, first, rng=np.random.default_rng([seed, k])) for k in range(count)
    ]
    return Match(
        tuple(tactics),
        count,
        float(np.mean([each.agreed is not None for each in held])),
        np.mean([each.gains for each in held], axis=0),
        float(np.mean([len(each.left) > 0 for each in held])),
    )
