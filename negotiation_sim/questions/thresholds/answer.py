"""How near each member of a group is to moving: alone, last, by belief in the others, and at what price.

The group's members have two strategies each; "moving" is playing the second one listed. The members' *reduced game*
has their payoffs once everybody who moves after them does so by the rule best_joint.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.polynomial import Polynomial

from ...case.choosing import moves_of
from ...case.scenario import Scenario
from ...errors import InputError, unknown
from ...games.normal_form import Array, Game
from ...solve.staged import staged_outcomes
from ...worlds.tables import build
from .question import ThresholdsAsked

if TYPE_CHECKING:
    import pandas as pd

MAX_MEMBERS = 12


def answer(asked: ThresholdsAsked) -> "Thresholds":
    """The thresholds of the group that is asked about."""
    return thresholds(asked.read(), asked.group, moves_of(asked.given))


@dataclass(frozen=True)
class Insurance:
    """Payments that make moving a best reply, in `order`, whatever those later in it do; `payments` in that order."""

    order: tuple[str, ...]
    payments: tuple[float, ...]

    @property
    def total(self) -> float:
        return float(sum(self.payments))


@dataclass(frozen=True, eq=False)
class Thresholds:
    """`gains[i][s]`: what member i gains by moving when exactly the members in s (a bit set, without i) move."""

    scenario: Scenario
    members: tuple[str, ...]
    gains: Array

    def alone(self, member: str) -> float:
        """The gain from being the only one to move."""
        return float(self.gains[self.members.index(member), 0])

    def last(self, member: str) -> float:
        """The gain from moving when all others have."""
        i = self.members.index(member)
        return float(self.gains[i, (2 ** len(self.members) - 1) & ~(1 << i)])

    def gain_at(self, member: str, beliefs: Array) -> Array:
        """The expected gain from moving at each belief that every other member moves, independently."""
        return np.asarray(self._expected_gain(self.members.index(member))(beliefs), dtype=float)

    def belief(self, member: str) -> float | None:
        """The least p such that moving is a best reply if each other member moves with chance p, independently.

        The expected gain is a polynomial in p; its first root in [0, 1] is found through the eigenvalues of its
        companion matrix. None where no p suffices.
        """
        gain = self._expected_gain(self.members.index(member))
        tolerance = 1e-9 * max(1e-300, float(np.abs(self.gains).max()))
        if gain(0.0) >= -tolerance:
            return 0.0
        roots = np.asarray(gain.roots(), dtype=complex)
        real = sorted(float(x) for x in roots.real[(np.abs(roots.imag) < 1e-9)] if 0 < x < 1)
        candidates = [p for p in real if gain(p + 1e-7) > 0]
        return candidates[0] if candidates else 1.0 if gain(1.0) >= -tolerance else None

    def _expected_gain(self, i: int) -> Polynomial:
        """Member i's expected gain from moving, as a polynomial in the others' chance p of moving."""
        n = len(self.members)
        p, not_p = Polynomial([0.0, 1.0]), Polynomial([1.0, -1.0])
        total = Polynomial([0.0])
        for s in _subsets(n, i):
            total += float(self.gains[i, s]) * p ** s.bit_count() * not_p ** (n - 1 - s.bit_count())
        return total

    @cached_property
    def insurance(self) -> Insurance:
        """The cheapest way to make everybody's moving the only rational play: divide and conquer (Segal 2003).

        In a well-chosen order each member is paid what makes moving a best reply when all before it move, whatever
        those after it do. The cheapest order is found over all subsets (2^n, not n!); ties go to the first listed.
        """
        n = len(self.members)
        price = np.maximum(0.0, -self._worst_gains())
        cost, last = {0: 0.0}, {}
        for s in range(1, 2**n):
            rounded = [(round(cost[s ^ (1 << i)] + price[i, s ^ (1 << i)], 9), -i) for i in range(n) if s >> i & 1]
            cost[s], chosen = min(rounded)
            last[s] = -chosen
        order: list[int] = []
        s = 2**n - 1
        while s:
            order.insert(0, last[s])
            s ^= 1 << last[s]
        paid = [float(price[i, sum(1 << j for j in order[:k])]) for k, i in enumerate(order)]
        return Insurance(tuple(self.members[i] for i in order), tuple(paid))

    def _worst_gains(self) -> Array:
        """worst[i, s]: member i's least gain from moving when at least the members in s move."""
        n = len(self.members)
        worst = self.gains.copy()
        for i, j in product(range(n), range(n)):
            if i != j:
                for s in _subsets(n, i):
                    if not s >> j & 1:
                        worst[i, s] = min(worst[i, s], worst[i, s | 1 << j])
        return worst

    @property
    def table(self) -> "pd.DataFrame":
        """One row per member: gain alone, gain last, belief needed, payment and place in the cheapest insurance."""
        rows = []
        for member in self.members:
            place = self.insurance.order.index(member)
            belief = self.belief(member)
            rows.append(
                {
                    "player": member,
                    "alone": self.alone(member),
                    "last": self.last(member),
                    "belief": float("nan") if belief is None else belief,
                    "insured": place + 1,
                    "payment": self.insurance.payments[place],
                }
            )
        import pandas as pd

        return pd.DataFrame(rows)


def _subsets(n: int, without: int) -> list[int]:
    return [s for s in range(2**n) if not s >> without & 1]


def thresholds(scenario: Scenario, group: str | None = None, given: Mapping[str, str] | None = None) -> Thresholds:
    """The thresholds of a group (default: the case's own) in a scenario; `given` holds other players to a move.

    Raises InputError where the case names no such group, a member has not two strategies, the group is larger than
    12, or somebody who moves before or with the group is still free.
    """
    members = _members(scenario, group)
    scenario = scenario.fixing(given or {})
    game = build(scenario)
    later = _later(scenario, members)
    reduced = {moves: _payoffs(game, members, moves, later) for moves in product((0, 1), repeat=len(members))}
    gains = np.full((len(members), 2 ** len(members)), np.nan)
    for i in range(len(members)):
        for s in _subsets(len(members), i):
            stays = tuple(s >> j & 1 for j in range(len(members)))
            moves = (*stays[:i], 1, *stays[i + 1 :])
            gains[i, s] = reduced[moves][i] - reduced[stays][i]
    return Thresholds(scenario, members, gains)


def _members(scenario: Scenario, group: str | None) -> tuple[str, ...]:
    case = scenario.case
    name = group or case.group
    if name is None:
        raise InputError(
            f"the case '{case.name}' names no group whose thresholds to compute. "
            "Add group = ... to [case] in game.toml."
        )
    if name not in case.groups:
        raise InputError(unknown("group", name, case.groups))
    members = case.groups[name]
    if len(members) > MAX_MEMBERS:
        raise InputError(f"thresholds take at most {MAX_MEMBERS} members; {name} has {len(members)}.")
    for member in members:
        if (count := len(scenario.open_strategies(member))) != 2:
            raise InputError(f"thresholds need two strategies a member; {member} has {count}.")
    free = tuple(member for member in members if len(scenario.strategies(member)) == 2)
    if not free:
        raise InputError(f"scenario '{scenario.name}' fixes every member of {name}: nothing is left to decide.")
    return free


def _later(scenario: Scenario, members: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The stages of the free players who move after all members. Raises InputError if another free one does not."""
    stages = scenario.order or ()
    last = max((k for k, stage in enumerate(stages) if set(stage) & set(members)), default=-1)
    free = {player for player in scenario.case.players if len(scenario.strategies(player)) > 1} - set(members)
    later = [tuple(player for player in stage if player in free) for stage in stages[last + 1 :]]
    if early := [player for player in scenario.case.players if player in free - {p for stage in later for p in stage}]:
        example = f"{early[0]}={scenario.strategies(early[0])[0]}"
        raise InputError(
            f"scenario '{scenario.name}': {', '.join(early)} can still choose, and not after the group. "
            f"Say what they do, for example --given {example}"
        )
    return [stage for stage in later if stage]


def _payoffs(game: Game, members: tuple[str, ...], moves: tuple[int, ...], later: list[tuple[str, ...]]) -> list[float]:
    """The members' payoffs when they make these moves and everybody later follows best_joint."""
    fixed = game.fixing(
        {member: game.strategies[game.player(member)][move] for member, move in zip(members, moves, strict=True)}
    )
    settled = [player for player in game.players if not any(player in stage for stage in later)]
    path = staged_outcomes(fixed, [settled, *later]).best_joint
    if path.profile is None:
        raise InputError(f"thresholds cannot be computed: {path.reason}")
    return [float(fixed.payoffs[(fixed.player(member), *path.profile)]) for member in members]
