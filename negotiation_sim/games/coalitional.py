"""Games in coalitional form: what each coalition can secure, with payoffs that its members can share freely.

A game with transferable utility is a set of players 0, ..., n-1 and a worth v(S) for every coalition S, v(empty) = 0.
Convention: a coalition is a bit mask, player i in it where bit i is set, and `worths[mask]` is v(S), shape (2**n,).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import InputError, unknown
from .arrays import Array
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
        if len(set(self.players)) < len(self.players):
            raise InputError("two players have the same name. Give each its own.")
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
        listed = [tuple(coalition.split()) for coalition in worths]
        names = tuple(players or dict.fromkeys(name for coalition in listed for name in coalition))
        check_players(len(names))
        masks = [_mask(coalition, names) for coalition in listed]
        if again := next((k for k, mask in enumerate(masks) if mask in masks[:k]), None):
            raise InputError(f"the coalition '{' '.join(listed[again])}' has a worth already. Keep one.")
        table = np.zeros(2 ** len(names))
        table[masks] = list(worths.values())
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
        """v(S) = max(0, estate - the claims of all others): what S is left when the others are paid (O'Neill 1982).

        Raises InputError for a negative claim, and for an estate below 0 or above the sum of the claims.
        """
        check_amounts("claim", claims)
        total = sum(claims)
        if not 0 <= estate <= total * (1 + 1e-12):
            raise InputError(f"an estate of {estate:g} cannot be shared by claims of {total:g}; 0 to {total:g} can.")
        names = [f"claimant {i + 1}" for i in range(len(claims))]
        return cls.where(names, lambda members: max(0.0, estate - (total - sum(claims[i] for i in members))))

    @classmethod
    def airport(cls, costs: Sequence[float]) -> "CoalitionalGame":
        """v(S) = the greatest cost in S: the runway of the largest plane serves all (Littlechild and Owen 1973)."""
        check_amounts("cost", costs)
        names = [f"plane {i + 1}" for i in range(len(costs))]
        return cls.where(names, lambda members: max(costs[i] for i in members))

    @classmethod
    def simple(cls, rule: VotingRule) -> "CoalitionalGame":
        """v(S) = 1 where the members of S alone pass a proposal, else 0."""
        return cls.where(rule.members, lambda members: float(rule.passes(members)))

    def worth(self, coalition: Sequence[str]) -> float:
        """v of the coalition of these labels."""
        return float(self.worths[_mask(coalition, self.players)]) if coalition else 0.0


def membership(players: int) -> Array:
    """Which players each coalition holds: 1 or 0, shape (2**n, n), the coalitions in the order of their masks."""
    return (np.arange(2**players)[:, None] >> np.arange(players) & 1).astype(float)


def _mask(coalition: Sequence[str], players: Sequence[str]) -> int:
    """The bit mask of these labels. Raises InputError for none, one not known, and one that stands twice."""
    if not coalition:
        raise InputError("a coalition of nobody is worth 0 and is not listed.")
    for k, name in enumerate(coalition):
        if name not in players:
            raise InputError(unknown("player", name, players))
        if name in coalition[:k]:
            raise InputError(f"the coalition '{' '.join(coalition)}' names {name} twice. Name each member once.")
    return sum(1 << players.index(name) for name in coalition)


def check_amounts(kind: str, amounts: Sequence[float]) -> None:
    """Raises InputError for an amount below 0, and for none or too many: each is a player's."""
    check_players(len(amounts))
    if (least := min(amounts)) < 0:
        raise InputError(f"a {kind} of {least:g} is below 0.")


def check_players(players: int) -> None:
    """Raises InputError where a table of all coalitions would be empty or too large."""
    if not 1 <= players <= MOST_PLAYERS:
        limits = f"takes 1 to {MOST_PLAYERS} players; found {players}."
        raise InputError(f"a coalitional game lists every coalition, so {limits}")
