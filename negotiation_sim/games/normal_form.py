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
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from ..errors import InputError, as_known, unknown
from .arrays import Array as Array
from .arrays import Mask
from .gains import AnyProfile as AnyProfile
from .gains import Exact, against, best_moves, doubt, expected, gain, is_pure, pure_gains
from .gains import MixedProfile as MixedProfile
from .gains import Profile as Profile
from .labels import check_labels, check_payoffs
from .labels import check_size as check_size
from .measured import Change, Measured, Rounding, rounded_to_known

if TYPE_CHECKING:
    import nashpy

P = TypeVar("P", bound=AnyProfile)

STEP = 1e-9
"""By which share of a player's payoff range a search that computes in floats steps past a tie. It judges nothing."""

SMALLEST_STEP = 1e-13
"""Share of the player's largest payoff that is added to it."""


@dataclass(frozen=True, eq=False)
class Game:
    """Labels and payoffs. Labels are unique strings; see the module's head for the shape of `payoffs`.

    `rounding` says by how much each payoff may be off, None where they are exact; `exact` holds them as fractions
    where floats cannot hold apart what they stand for, else None. See measured.py.

    >>> game = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]], title="Prisoner's dilemma")
    >>> game.is_equilibrium((1, 1)), game.regret((0, 0))
    (True, 2.0)
    """

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    payoffs: Array
    title: str = ""
    rounding: Rounding | None = None
    exact: Exact | None = None

    def __post_init__(self) -> None:
        shape = tuple(map(len, self.strategies))
        check_size(len(self.players), shape)
        payoffs = np.array(self.payoffs, dtype=np.float64, order="C")
        check_labels(self.players, self.strategies)
        if payoffs.shape != (len(self.players), *shape):
            raise InputError(f"payoffs have the shape {payoffs.shape}; the labels need {(len(self.players), *shape)}.")
        check_payoffs(payoffs)
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

    def as_nashpy(self) -> "nashpy.Game":
        """The same game for nashpy's algorithms, of the first player's matrix and the second's, [row, column].

        Raises InputError unless there are just two players. Strategies keep their order; nashpy has no labels.

        >>> list(Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]]).as_nashpy().support_enumeration())
        [(array([0., 1.]), array([0., 1.]))]
        """
        if len(self.players) != 2:
            do = "Name the two that stay with `between` and fix the others with `fixing`."
            raise InputError(f"nashpy's games have two players; this one has {len(self.players)}. {do}")
        import nashpy  # here, since it takes long to load and little of the package needs it

        return nashpy.Game(*(payoffs.copy() for payoffs in self.payoffs))

    @property
    def shape(self) -> tuple[int, ...]:
        """How many strategies each player has."""
        return self.payoffs.shape[1:]

    @property
    def profiles(self) -> int:
        """How many pure profiles there are."""
        return math.prod(self.shape)

    @cached_property
    def measured(self) -> Measured:
        """The payoffs and how exactly they are known, by which they are compared."""
        return Measured(self.payoffs, self.rounding, None if self.exact is None else _ranks(self.exact))

    @cached_property
    def sizes(self) -> tuple[float, ...]:
        """Per player, how far its payoffs lie apart, in payoff points; where all are alike, how large they are."""
        ranges = [(float(payoffs.min()), float(payoffs.max())) for payoffs in self.payoffs]
        return tuple(high - low or abs(high) for low, high in ranges)

    @cached_property
    def steps(self) -> Array:
        """Per player, how far a search steps past a tie, in payoff points: STEP of its range, and what rounding makes.

        Where all payoffs are equal only rounding is left to step over.
        """
        flat = self.payoffs.reshape(len(self.players), -1)
        return np.asarray(STEP * np.ptp(flat, axis=1) + SMALLEST_STEP * np.abs(flat).max(axis=1), dtype=float)

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
        """Every player's payoff at a pure profile, as people read it: see `known`."""
        return dict(zip(self.players, self.known(profile).tolist(), strict=True))

    def payoffs_of(self, player: int, profile: AnyProfile) -> Array:
        """The payoff of each strategy of `player` when the others play their part of the profile, shape (m_i,)."""
        return np.asarray(against(self.payoffs[player], player, profile), dtype=float)

    def expected(self, profile: AnyProfile) -> Array:
        """Every player's payoff at a pure profile, or expected payoff at a mixed one, shape (N,)."""
        if all(map(is_pure, profile)):
            return np.array(self.payoffs[(slice(None), *profile)], dtype=float)
        return np.array([expected(self.payoffs_of(i, profile), part) for i, part in enumerate(profile)])

    def known(self, profile: AnyProfile) -> Array:
        """Every player's payoff at a profile, or expected payoff, as people read it, shape (N,).

        Computed ones are rounded to the decimals that are known, so that what ties with 0 is 0; exact ones stay as
        they are. Whether one is more than another is never judged by these, but by `measured`.
        """
        most = [doubt(self.measured, i, profile) for i in range(len(self.players))]
        return rounded_to_known(self.expected(profile), np.array(most))

    def best_responses(self, player: int, profile: AnyProfile) -> tuple[int, ...]:
        """The player's strategies than which no other pays it more, the others' part given."""
        return tuple(int(k) for k in np.flatnonzero(best_moves(self.measured, player, profile)))

    def best_replies(self, player: int) -> Mask:
        """At which profiles the player's own move is a best reply, shape (m_0, ..., m_{N-1})."""
        return self.measured.best_replies(player)

    def gains(self, profile: AnyProfile) -> Array:
        """The most each player could gain by deviating alone, shape (N,), never negative.

        At a pure profile a gain that does not count, being within the rounding of computed payoffs, is 0.
        """
        return np.array([self._gain(i, profile)[0] for i in range(len(self.players))])

    def regret(self, profile: AnyProfile) -> float:
        """The largest gain that any player could make by deviating alone, in payoff points."""
        return float(self.gains(profile).max())

    def is_equilibrium(self, profile: AnyProfile) -> bool:
        """Whether no player gains by deviating alone."""
        return all(gained <= doubt for gained, doubt in (self._gain(i, profile) for i in range(len(self.players))))

    def _gain(self, player: int, profile: AnyProfile) -> tuple[float, float]:
        return gain(self.measured, self.exact, player, profile)

    def judged(self, profiles: Sequence[P]) -> list[tuple[P, float, bool]]:
        """Each profile with its regret, and whether it is an equilibrium: many at once."""
        if profiles and all(isinstance(part, int) for profile in profiles for part in profile):
            regrets = pure_gains(self.measured, self.exact, np.array(profiles, dtype=np.intp)).max(axis=1)
            return [(profile, regret, regret == 0) for profile, regret in zip(profiles, regrets.tolist(), strict=True)]
        every = [[self._gain(i, profile) for i in range(len(self.players))] for profile in profiles]
        return [
            (profile, max(gained for gained, _ in gains), all(gained <= doubt for gained, doubt in gains))
            for profile, gains in zip(profiles, every, strict=True)
        ]

    def changes(self, profile: Profile, other: Profile) -> Array:
        """What each player gains, or loses, when the game ends in the other pure profile, in payoff points."""
        payoffs = self.payoffs if self.exact is None else self.exact
        return np.array([float(values[other] - values[profile]) for values in payoffs])

    def fixing(self, moves: Mapping[str, str]) -> "Game":
        """The game in which some players have one strategy left. They stay in it, with their payoffs."""
        index: list[slice] = [slice(None)] * len(self.players)
        strategies = list(self.strategies)
        for player, label in moves.items():
            i, k = self.player(player), self.strategy(player, label)
            index[i], strategies[i] = slice(k, k + 1), (strategies[i][k],)
        return self._with(self.players, tuple(strategies), lambda payoffs: payoffs[(slice(None), *index)])

    def restricted(self, kept: Sequence[Sequence[int]]) -> "Game":
        """The game in which each player has these of its strategies left, by number."""
        strategies = tuple(tuple(labels[k] for k in keep) for labels, keep in zip(self.strategies, kept, strict=True))
        every = range(len(self.players))
        return self._with(self.players, strategies, lambda payoffs: payoffs[np.ix_(every, *kept)])

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
        shape = (len(self.players), *ordered.shape[:n])
        strategies, first = ordered.strategies[:n], range(n)
        return ordered._with(ordered.players[:n], strategies, lambda payoffs: payoffs.reshape(shape)[:n], first)

    def without_fixed(self) -> "Game":
        """The game of the players who still have a choice."""
        return self.between([label for label, m in zip(self.players, self.shape, strict=True) if m > 1])

    def permuted(self, order: Sequence[int]) -> "Game":
        """The same game with its players listed in another order."""
        players, strategies = tuple(self.players[i] for i in order), tuple(self.strategies[i] for i in order)
        axes = [0, *(i + 1 for i in order)]
        return self._with(players, strategies, lambda payoffs: payoffs[list(order)].transpose(axes), order)

    def relabelled(self, players: Mapping[str, str], title: str | None = None) -> "Game":
        """The same game with other names for some players."""
        named = {self.players[self.player(label)]: name for label, name in players.items()}
        names = tuple(named.get(label, label) for label in self.players)
        title = self.title if title is None else title
        return Game(names, self.strategies, self.payoffs, title, self.rounding, self.exact)

    def _with(
        self,
        players: tuple[str, ...],
        strategies: tuple[tuple[str, ...], ...],
        change: Change,
        left: Sequence[int] | slice = slice(None),
    ) -> "Game":
        """The game of these labels, whose payoffs are what `change` makes of arrays of this game's shape.

        `left` are the numbers of the players that it keeps, in their new order.
        """
        which = left if isinstance(left, slice) else list(left)
        rounding = None if self.rounding is None else self.rounding.each(change, which)
        exact = None if self.exact is None else change(self.exact)
        return Game(players, strategies, change(self.payoffs), self.title, rounding, exact)


def _ranks(exact: Exact) -> Array:
    """The order of each player's payoffs, from 0 on: equal ones share a rank."""
    ranks = [np.unique(part.reshape(-1), return_inverse=True)[1].reshape(part.shape) for part in exact]
    return np.array(ranks, dtype=float)
