"""Games in normal form.

A game is a set of players 0, ..., N-1, for each player i a set of strategies A_i = {0, ..., m_i - 1}, and a payoff
u_i(a) for each profile a = (a_0, ..., a_{N-1}). Conventions, those of the field:

- `payoffs[i, a_0, ..., a_{N-1}]` is u_i(a): shape (N, m_0, ..., m_{N-1}), C order, float64, read-only;
- a pure profile is a tuple of ints, one strategy per player;
- a mixed profile is a tuple of 1-D arrays, one distribution per player.

Player i's *best response* to a_{-i} maximises u_i(., a_{-i}). The *regret* of a profile is the most that any player
could gain by deviating alone, zero exactly at a Nash equilibrium (Nash, J. (1951), Annals of Mathematics 54).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeGuard

import numpy as np
import numpy.typing as npt

from ..errors import InputError, as_known, unknown
from .arrays import Array as Array
from .arrays import Mask
from .best_replies import best_replies, tolerances_of
from .labels import check_labels
from .labels import check_size as check_size

Profile = tuple[int, ...]
MixedProfile = tuple[Array, ...]
AnyProfile = tuple[int | Array, ...]


@dataclass(frozen=True, eq=False)
class Game:
    """Labels and payoffs. Labels are unique strings; see the module's head for the shape of `payoffs`.

    >>> game = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]], title="Prisoner's dilemma")
    >>> game.is_equilibrium((1, 1)), game.regret((0, 0))
    (True, 2.0)
    """

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    payoffs: Array
    title: str = ""

    def __post_init__(self) -> None:
        shape = tuple(map(len, self.strategies))
        check_size(len(self.players), shape)
        payoffs = np.array(self.payoffs, dtype=np.float64, order="C")
        check_labels(self.players, self.strategies)
        if payoffs.shape != (len(self.players), *shape):
            raise InputError(f"payoffs have the shape {payoffs.shape}; the labels need {(len(self.players), *shape)}.")
        if not np.isfinite(payoffs).all():
            raise InputError("payoffs hold a value that is not a finite number.")
        payoffs.flags.writeable = False
        object.__setattr__(self, "payoffs", payoffs)

    @classmethod
    def from_bimatrix(cls, row: npt.ArrayLike, column: npt.ArrayLike, **labels: Any) -> "Game":
        """The two-player game of nashpy's pair of matrices, both indexed [row strategy, column strategy].

        `labels`: players, strategies, title.
        """
        a, b = np.asarray(row, dtype=float), np.asarray(column, dtype=float)
        if a.ndim != 2 or a.shape != b.shape:
            raise InputError(f"a bimatrix game needs two matrices of one shape; these are {a.shape} and {b.shape}.")
        return cls._labelled(np.stack([a, b]), **labels)

    @classmethod
    def from_quantecon(cls, profiles: npt.ArrayLike, **labels: Any) -> "Game":
        """The game of QuantEcon's payoff profile array, shape (m_0, ..., m_{N-1}, N): the player's axis is last."""
        array = np.asarray(profiles, dtype=float)
        if array.ndim < 2 or array.shape[-1] != array.ndim - 1:
            raise InputError(f"an array of shape {array.shape} is not (m_0, ..., m_(N-1), N).")
        return cls._labelled(np.moveaxis(array, -1, 0), **labels)

    @classmethod
    def _labelled(
        cls, payoffs: Array, players: Sequence[str] = (), strategies: Sequence[Sequence[str]] = (), title: str = ""
    ) -> "Game":
        names = tuple(players or (f"player {i + 1}" for i in range(payoffs.shape[0])))
        numbered = ([f"strategy {k + 1}" for k in range(m)] for m in payoffs.shape[1:])
        return cls(names, tuple(map(tuple, strategies or numbered)), payoffs, title)

    def to_quantecon(self) -> Array:
        """The payoff profile array that QuantEcon's NormalFormGame takes, shape (m_0, ..., m_{N-1}, N)."""
        return np.moveaxis(self.payoffs, 0, -1)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many strategies each player has."""
        return self.payoffs.shape[1:]

    @property
    def profiles(self) -> int:
        """How many pure profiles there are."""
        return math.prod(self.shape)

    @cached_property
    def tolerances(self) -> Array:
        """Per player, the gain from which on a deviation counts: TOLERANCE times the player's payoff range.

        A little is added for ROUNDING, without which a mixed profile of a constant payoff could fail the check.
        """
        return tolerances_of(self.payoffs, tuple(range(1, self.payoffs.ndim)))

    def player(self, label: str) -> int:
        """The index of a player. Raises InputError for a label that is not known."""
        known = as_known(label, self.players)
        if known not in self.players:
            raise InputError(unknown("player", label, self.players))
        return self.players.index(known)

    def stages(self, order: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], ...]:
        """The indices of the players of each stage. Raises InputError for an order that forgets or repeats a player."""
        stages = tuple(tuple(map(self.player, stage)) for stage in order)
        if sorted(i for stage in stages for i in stage) != list(range(len(self.players))):
            raise InputError("an order of moves names every player exactly once.")
        return stages

    def strategy(self, player: str, label: str) -> int:
        """The index of a player's strategy. Raises InputError for a label that is not known."""
        strategies = self.strategies[self.player(player)]
        known = as_known(label, strategies)
        if known not in strategies:
            raise InputError(f"{player}: {unknown('strategy', label, strategies)}")
        return strategies.index(known)

    def profile(self, moves: Mapping[str, str]) -> Profile:
        """The pure profile in which each player plays the labelled strategy. All players must be named."""
        if missing := [player for player in self.players if player not in moves]:
            raise InputError(f"a profile names every player's strategy; {', '.join(missing)} is missing.")
        indices = {self.player(player): self.strategy(player, label) for player, label in moves.items()}
        return tuple(indices[i] for i in range(len(self.players)))

    def moves(self, profile: Profile) -> dict[str, str]:
        """A pure profile in labels."""
        return {player: labels[k] for player, labels, k in zip(self.players, self.strategies, profile, strict=True)}

    def payoff(self, profile: Profile) -> dict[str, float]:
        """Every player's payoff at a pure profile."""
        return dict(zip(self.players, [float(payoffs[profile]) for payoffs in self.payoffs], strict=True))

    def payoffs_of(self, player: int, profile: AnyProfile) -> Array:
        """The payoff of each strategy of `player` when the others play their part of the profile, shape (m_i,)."""
        index = tuple(part if _is_pure(part) and i != player else slice(None) for i, part in enumerate(profile))
        values = self.payoffs[(player, *index)]
        mixed = [(i, part) for i, part in enumerate(profile) if i == player or not _is_pure(part)]
        for axis, (other, part) in reversed(list(enumerate(mixed))):
            if other != player:
                values = np.tensordot(values, np.asarray(part), axes=(axis, 0))
        return values

    def expected(self, profile: AnyProfile) -> Array:
        """Every player's payoff at a pure profile, or expected payoff at a mixed one, shape (N,)."""
        return np.array([_expected(self.payoffs_of(i, profile), part) for i, part in enumerate(profile)])

    def best_responses(self, player: int, profile: AnyProfile) -> tuple[int, ...]:
        """The player's strategies that maximise its payoff, up to its tolerance, the others' part given."""
        values = self.payoffs_of(player, profile)
        return tuple(int(k) for k in np.flatnonzero(values >= values.max() - self.tolerances[player]))

    def best_replies(self, player: int) -> Mask:
        """At which profiles the player's own move is a best reply, up to its tolerance, shape (m_0, ..., m_{N-1})."""
        return best_replies(self.payoffs[player], player, float(self.tolerances[player]))

    def gains(self, profile: AnyProfile) -> Array:
        """The most each player could gain by deviating alone, shape (N,), never negative."""
        payoffs = [self.payoffs_of(i, profile) for i in range(len(self.players))]
        return np.array([max(0.0, values.max() - _expected(values, profile[i])) for i, values in enumerate(payoffs)])

    def regret(self, profile: AnyProfile) -> float:
        """The largest gain that any player could make by deviating alone, in payoff points."""
        return float(self.gains(profile).max())

    def is_equilibrium(self, profile: AnyProfile) -> bool:
        """Whether no player's gain from deviating alone exceeds its tolerance."""
        return bool((self.gains(profile) <= self.tolerances).all())

    def fixing(self, moves: Mapping[str, str]) -> "Game":
        """The game in which some players have one strategy left. They stay in it, with their payoffs."""
        index: list[slice] = [slice(None)] * len(self.players)
        strategies = list(self.strategies)
        for player, label in moves.items():
            i, k = self.player(player), self.strategy(player, label)
            index[i], strategies[i] = slice(k, k + 1), (strategies[i][k],)
        return Game(self.players, tuple(strategies), self.payoffs[(slice(None), *index)], self.title)

    def between(self, players: Sequence[str]) -> "Game":
        """The game of these players, in this order. Raises InputError unless all others have one strategy left."""
        kept = [self.player(label) for label in players]
        free = [self.players[i] for i, m in enumerate(self.shape) if m > 1 and i not in kept]
        if free:
            move = f"{free[0]}={self.strategies[self.player(free[0])][0]}"
            raise InputError(f"{', '.join(free)} can still choose. Say what they do, for example {move}.")
        if not kept or len(set(kept)) < len(kept):
            raise InputError(f"a game between players names each once, and at least one; found: {', '.join(players)}.")
        rest = [i for i in range(len(self.players)) if i not in kept]
        ordered = self.permuted(kept + rest)
        n = len(kept)
        payoffs = ordered.payoffs.reshape((len(self.players), *ordered.shape[:n]))[:n]
        return Game(ordered.players[:n], ordered.strategies[:n], payoffs, self.title)

    def without_fixed(self) -> "Game":
        """The game of the players who still have a choice."""
        return self.between([label for label, m in zip(self.players, self.shape, strict=True) if m > 1])

    def permuted(self, order: Sequence[int]) -> "Game":
        """The same game with its players listed in another order."""
        payoffs = self.payoffs[list(order)].transpose([0, *(i + 1 for i in order)])
        players, strategies = tuple(self.players[i] for i in order), tuple(self.strategies[i] for i in order)
        return Game(players, strategies, payoffs, self.title)

    def relabelled(self, players: Mapping[str, str], title: str | None = None) -> "Game":
        """The same game with other names for some players."""
        named = {self.players[self.player(label)]: name for label, name in players.items()}
        names = tuple(named.get(label, label) for label in self.players)
        return Game(names, self.strategies, self.payoffs, self.title if title is None else title)


def _is_pure(part: int | Array) -> TypeGuard[int]:
    return isinstance(part, int | np.integer)


def _expected(payoffs: Array, part: int | Array) -> float:
    """A player's payoff where it plays a strategy or a distribution; `payoffs` are those of each strategy."""
    return float(payoffs[part] if _is_pure(part) else payoffs @ np.asarray(part))
