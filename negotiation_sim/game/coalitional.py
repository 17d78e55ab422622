"""Games in coalitional form: what each coalition can secure, with payoffs that its members can share freely.

A game with transferable utility is a set of players 0, ..., n-1 and a worth v(S) for every coalition S, v(empty) = 0.
Convention: a coalition is a bit mask, player i in it where bit i is set, and `worths[mask]` is v(S), shape (2**n,).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import InputError, unknown
from .game import Array
from .voting import VotingRule

MOST_PLAYERS = 20


@dataclass(frozen=True, eq=False)
class CoalitionalGame:
    """Labels and worths; see the module's head for the shape of `worths`, which is read-only.

    >>> glove = CoalitionalGame.of({"left right1": 1, "left right2": 1, "left right1 right2": 1})
    >>> glove.players, glove.worth(["left", "right2"]), glove.worth(["right1", "right2"])
    (('left', 'right1', 'right2'), 1.0, 0.0)
    """

    players: tuple[str, ...]
    worths: Array

    def __post_init__(self) -> None:
        check_players(len(self.players))
        worths = np.array(self.worths, dtype=float)
        if worths.shape != (2 ** len(self.players),):
            raise InputError(f"{len(self.players)} players need {2 ** len(self.players)} worths, one per coalition.")
        if not np.isfinite(worths).all() or worths[0] != 0:
            raise InputError("the worths must be finite numbers, and the empty coalition's 0.")
        worths.flags.writeable = False
        object.__setattr__(self, "worths", worths)

    @classmethod
    def of(cls, worths: Mapping[str, float], players: Sequence[str] | None = None) -> "CoalitionalGame":
        """The game of these worths: names parted by spaces -> worth. Coalitions not listed are worth 0."""
        listed = {tuple(coalition.split()): worth for coalition, worth in worths.items()}
        names = tuple(players or dict.fromkeys(name for coalition in listed for name in coalition))
        check_players(len(names))
        table = np.zeros(2 ** len(names))
        for coalition, worth in listed.items():
            for name in coalition:
                if name not in names:
                    raise InputError(unknown("player", name, names))
            table[sum(1 << names.index(name) for name in set(coalition))] = worth
        return cls(names, table)

    @classmethod
    def where(cls, players: Sequence[str], worth: Callable[[tuple[int, ...]], float]) -> "CoalitionalGame":
        """The game in which a coalition, a tuple of player indices, is worth `worth(coalition)`."""
        n = len(players)
        check_players(n)
        members = [tuple(i for i in range(n) if mask >> i & 1) for mask in range(2**n)]
        return cls(tuple(players), np.array([worth(coalition) if coalition else 0.0 for coalition in members]))

    @classmethod
    def bankruptcy(cls, estate: float, claims: Sequence[float]) -> "CoalitionalGame":
        """v(S) = max(0, estate - the claims of all others): what S is left when the others are paid (O'Neill 1982)."""
        total = sum(claims)
        names = [f"claimant {i + 1}" for i in range(len(claims))]
        return cls.where(names, lambda own: max(0.0, estate - (total - sum(claims[i] for i in own))))

    @classmethod
    def airport(cls, costs: Sequence[float]) -> "CoalitionalGame":
        """v(S) = the greatest cost in S: the runway that the largest plane needs serves all (Littlechild, Owen 1973)."""
        return cls.where([f"plane {i + 1}" for i in range(len(costs))], lambda own: max(costs[i] for i in own))

    @classmethod
    def simple(cls, rule: VotingRule) -> "CoalitionalGame":
        """v(S) = 1 where the members of S alone pass a proposal, else 0."""
        return cls.where(rule.members, lambda own: float(rule.passes(own)))

    def worth(self, coalition: Sequence[str]) -> float:
        """v of the coalition of these labels."""
        for name in coalition:
            if name not in self.players:
                raise InputError(unknown("player", name, self.players))
        return float(self.worths[sum(1 << self.players.index(name) for name in set(coalition))])


def membership(players: int) -> Array:
    """Which players each coalition holds: 1 or 0, shape (2**n, n), the coalitions in the order of their masks."""
    return (np.arange(2**players)[:, None] >> np.arange(players) & 1).astype(float)


def check_players(players: int) -> None:
    """Raises InputError where a table of all coalitions would be empty or too large."""
    if not 1 <= players <= MOST_PLAYERS:
        raise InputError(
            f"a coalitional game lists every coalition, so takes 1 to {MOST_PLAYERS} players; found {players}."
        )
