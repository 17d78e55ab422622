"""Whose deviation makes an outcome another one: who gains by which move in one of two worlds and not in the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...case.conclusions import Conclusion, Sense
from ...games.normal_form import Profile
from ...solve.staged import RULES
from ...worlds.along.binding import Binding, bindings, with_move
from ...worlds.along.ends import said_of
from ...worlds.along.side import Side, solved_side
from ...worlds.solved import Solved
from ..explain.answer import differences_between

MOST_EQUILIBRIA = 10
"""Of so many equilibria that go or come it is told at most who leaves them."""


@dataclass(frozen=True, eq=False)
class Deviation:
    """Why a scenario ends otherwise after a change. `of`: the selection rule, or `equilibrium`, that it is about.

    `binding` says who, at which move; of one player's deviation `gains` are what it would gain by the other move before
    and after, in payoff points, everybody who moves later answering it as the rule says; and `differences` are the
    criteria that make up the gain after, the largest first.
    """

    of: str
    binding: Binding
    gains: tuple[float, float] | None = None
    differences: tuple[tuple[str, float], ...] = ()

    @property
    def turned_at(self) -> float:
        """Between 0 at the world before and 1 at the one after: where the gain has none of the two signs, if straight.

        Of several who gain now this orders who would be the first to if the change were made little by little.
        """
        was, now = self.gains or (0.0, 0.0)
        return was / (was - now) if was * now < 0 else 0.0

    @property
    def now(self) -> bool:
        """Whether the player gains by it after the change, and did not before."""
        return self.binding.above


@dataclass(frozen=True, eq=False)
class Pair:
    """One scenario in two worlds, solved: before a change and after it."""

    before: Solved
    after: Solved

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """Why it ends otherwise: rule by rule where there is an order of moves, and for equilibria that go or come."""
        return (*self._of_stages(), *self._of_equilibria())

    def _sides(self, sense: Sense) -> tuple[Side, Side]:
        reached = Conclusion(said_of(self.before.scenario.case).number, sense)
        return solved_side(self.before, reached, False), solved_side(self.after, reached, True)

    def _of_stages(self) -> Iterator[Deviation]:
        if self.before.staged is None or self.after.staged is None:
            return
        told: dict[Binding, None] = {}
        for rule in RULES:
            if self.before.staged.path(rule).profile == self.after.staged.path(rule).profile:
                continue
            before, after = self._sides(rule)
            for binding in bindings(before, after):
                if binding not in told:
                    told[binding] = None
                    yield _deviation(rule, binding, self, (before, after))

    def _of_equilibria(self) -> Iterator[Deviation]:
        before, after = self._sides("some")
        gone = [each for each in before.equilibria if each not in after.equilibria]
        come = [each for each in after.equilibria if each not in before.equilibria]
        for profiles, leaving in ((gone, after), (come, before)):
            for profile in profiles[:MOST_EQUILIBRIA]:
                for binding in _leavers(leaving, profile):
                    yield _deviation("equilibrium", binding, self, (before, after))


def _leavers(world: Side, profile: Profile) -> Iterator[Binding]:
    """Each player who gains by leaving a profile in a world, by the move that gains it most."""
    for i, moves in enumerate(world.strategies):
        gains = world.game.payoffs_of(i, profile)
        paying = [k for k in range(len(moves)) if k != profile[i] and world.gains(i, profile, with_move(profile, i, k))]
        if paying:
            best = max(paying, key=lambda k: gains[k])
            yield Binding("deviation", world.above, (world.players[i],), moves[profile[i]], moves[best],
                          world.moves(profile))  # fmt: skip


def _deviation(of: str, binding: Binding, pair: Pair, sides: tuple[Side, Side]) -> Deviation:
    """The binding with what its player would gain in both worlds."""
    if binding.kind != "deviation" or binding.profile is None:
        return Deviation(of, binding)
    ends = [_ends(side, binding, binding.profile) for side in sides]
    if any(end is None for pair_of_ends in ends for end in pair_of_ends):
        return Deviation(of, binding)
    player = binding.players[0]
    changes = [
        float(side.game.changes(stay, leave)[side.players.index(player)])
        for side, (stay, leave) in zip(sides, ends, strict=True)
        if stay is not None and leave is not None
    ]
    stay, leave = ends[1]
    assert stay is not None
    assert leave is not None
    by_criterion = differences_between(pair.after.tables, player, stay, leave)
    return Deviation(of, binding, (changes[0], changes[1]), by_criterion)


def _ends(side: Side, binding: Binding, moves: Mapping[str, str]) -> tuple[Profile | None, Profile | None]:
    """Where a world ends when the player stays, and when it takes the other move at the same node."""
    profile = side.game.profile(moves)
    i = side.players.index(binding.players[0])
    other = side.strategies[i].index(binding.other)
    if binding.stage is None:
        return profile, with_move(profile, i, other)
    played = [j for stage in side.stages[: binding.stage] for j in stage]
    history = {j: profile[j] for j in played}
    return side.end(history), side.end(history | {i: other})
