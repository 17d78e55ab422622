"""How near each member of a group is to moving: alone, last, by belief in the others, and at what price.

The group's members have two strategies each; "moving" is playing the second one listed. The members' *reduced game*
has their payoffs once everybody who moves after them does so by the rule best_joint.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, product

import numpy as np
from numpy.polynomial import Polynomial

from ...case.choosing import moves_of
from ...case.scenario import Scenario, known_moves
from ...errors import InputError
from ...games.normal_form import Array, Game
from ...present.frames import Frame, frame
from ...present.labels import strategy
from ...solve.staged import staged_outcomes
from ...worlds.tables import build
from .deciding import later_than, led_to, members_of, stages_of
from .insurance import Insurance, cheapest_insurance, subsets
from .question import ThresholdsAsked


def answer(asked: ThresholdsAsked) -> "Thresholds":
    """The thresholds of the group that is asked about, those who choose before it held to where best joint leads."""
    scenario = asked.read()
    given = known_moves(scenario.case, moves_of(asked.given))
    led = led_to(scenario, asked.group, given)
    answered = thresholds(scenario, asked.group, {**given, **led})
    return replace(answered, asked_belief=asked.belief, led=tuple(led))


def remarks(answer: "Thresholds") -> Iterator[str]:
    """Who is held to a move that nobody has asked for; and that members who move in turn are taken at once."""
    players = answer.scenario.case.players
    if len(stages_of(answer.scenario, answer.members)) > 1:
        yield (
            "In this scenario they move one after another, and each sees what those before it did. The numbers here "
            "are those of a choice all at once, without seeing the others; where their order itself leads, the answer "
            "to the scenario says."
        )
    for player in answer.led:
        yield (
            f"{players[player].name} chooses before the group or with it. Here its move is the one to which best joint "
            f"leads, {strategy(players, player, answer.given[player])}: at another move each may need another belief."
        )


@dataclass(frozen=True, eq=False)
class Thresholds:
    """`gains[i][s]`: what member i gains by moving when exactly the members in s (a bit set, without i) move.

    A gain within the rounding of the two payoffs compared is 0. `given`: the players held to a move by what was asked.
    `asked_belief` is the belief at which it was asked who moves. `led`: those among `given` whom nobody asked to hold.
    """

    scenario: Scenario
    members: tuple[str, ...]
    gains: Array
    given: Mapping[str, str] = field(default_factory=dict)
    asked_belief: float | None = None
    led: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """`Recognition first, Spain no: what each needs to move`."""
        players = self.scenario.case.players
        held = (f", {players[player].name} {strategy(players, player, move)}" for player, move in self.given.items())
        return f"{self.scenario.title}{''.join(held)}: what each needs to move"

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
        if self.alone(member) >= 0:
            return 0.0
        gain = self._expected_gain(self.members.index(member))
        roots = np.asarray(gain.roots(), dtype=complex)
        real = sorted(float(x) for x in roots.real[(np.abs(roots.imag) < 1e-9)] if 0 < x < 1)
        candidates = [p for p in real if gain(p + 1e-7) > 0]
        return candidates[0] if candidates else 1.0 if self.last(member) >= 0 else None

    def moves_at(self, member: str) -> tuple[tuple[float, float], ...]:
        """From which belief to which moving is a best reply: every such part of [0, 1], in order."""
        gain = self._expected_gain(self.members.index(member))
        roots = np.asarray(gain.roots(), dtype=complex)
        real = sorted(float(x) for x in roots.real[np.abs(roots.imag) < 1e-9] if 0 < x < 1)
        ends = [0.0, *real, 1.0]
        parts: list[tuple[float, float]] = []
        for low, high in pairwise(ends):
            if gain((low + high) / 2) < 0:
                continue
            parts[-1:] = [(parts[-1][0], high)] if parts and parts[-1][1] == low else [*parts[-1:], (low, high)]
        return tuple(parts)

    def moves(self, member: str, belief: float) -> bool:
        """Whether moving is a best reply at this belief that each other member moves."""
        return any(low <= belief <= high for low, high in self.moves_at(member))

    def _expected_gain(self, i: int) -> Polynomial:
        """Member i's expected gain from moving, as a polynomial in the others' chance p of moving."""
        n = len(self.members)
        p, not_p = Polynomial([0.0, 1.0]), Polynomial([1.0, -1.0])
        total = Polynomial([0.0])
        for s in subsets(n, i):
            total += float(self.gains[i, s]) * p ** s.bit_count() * not_p ** (n - 1 - s.bit_count())
        return total

    @cached_property
    def insurance(self) -> Insurance:
        """The cheapest payments that make everybody's moving the only rational play."""
        return cheapest_insurance(self.members, self.gains)

    @property
    def table(self) -> Frame:
        """One row per member: gain alone, gain last, belief needed, payment and place in the cheapest insurance."""
        return frame([self._row(member) for member in self.members])

    def _row(self, member: str) -> dict[str, object]:
        belief, place = self.belief(member), self.insurance.order.index(member)
        return {
            "player": member,
            "alone": self.alone(member),
            "last": self.last(member),
            "belief": float("nan") if belief is None else belief,
            "insured": place + 1,
            "payment": self.insurance.payments[place],
            **({"given": ", ".join(f"{held}={move}" for held, move in self.given.items())} if self.given else {}),
        }


def thresholds(scenario: Scenario, group: str | None = None, given: Mapping[str, str] | None = None) -> Thresholds:
    """The thresholds of a group (default: the case's own) in a scenario; `given` holds other players to a move.

    Raises InputError where the case names no such group, a member has not two strategies, the group is larger than
    12, or somebody who moves before or with the group is still free.
    """
    given = known_moves(scenario.case, given or {})
    scenario = scenario.fixing(given)
    members = members_of(scenario, group)
    game = build(scenario)
    later = later_than(scenario, members)
    payoffs = {moves: _payoffs(game, members, moves, later) for moves in product((0, 1), repeat=len(members))}
    return Thresholds(scenario, members, _gains(payoffs, len(members)), given)


def _gains(payoffs: Mapping[tuple[int, ...], Sequence[tuple[float, float]]], n: int) -> Array:
    """gains[i, s] from the members' payoffs and their rounding in the reduced game, by who moves (1) and stays (0)."""
    gains = np.full((n, 2**n), np.nan)
    for i in range(n):
        for s in subsets(n, i):
            stays = tuple(s >> j & 1 for j in range(n))
            moves = (*stays[:i], 1, *stays[i + 1 :])
            (moving, off), (staying, also_off) = payoffs[moves][i], payoffs[stays][i]
            gains[i, s] = moving - staying if abs(moving - staying) > off + also_off else 0.0
    return gains


def _payoffs(
    game: Game, members: tuple[str, ...], moves: tuple[int, ...], later: list[tuple[str, ...]]
) -> list[tuple[float, float]]:
    """What the members get when they make these moves and everybody later follows best_joint; and its rounding."""
    fixed = game.fixing(
        {member: game.strategies[game.player(member)][move] for member, move in zip(members, moves, strict=True)}
    )
    settled = [player for player in game.players if not any(player in stage for stage in later)]
    path = staged_outcomes(fixed, [settled, *later]).best_joint
    if path.profile is None:
        raise InputError(f"thresholds cannot be computed: {path.reason}")
    ends = [(fixed.player(member), *path.profile) for member in members]
    return [(float(fixed.payoffs[end]), float(fixed.rounding.cells[end]) if fixed.rounding else 0.0) for end in ends]
