"""One side of a switch: its world solved, and what is asked of it to tell who binds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...case.conclusions import Conclusion
from ...case.scenario import Scenario
from ...games.normal_form import Game, Profile
from ...solve.pure import pure_equilibria
from ..continuation import Continuation
from ..results.chain import Link
from ..solved import Solved
from ..tables import Tables, scenario_shape, tables
from .beside import Beside, beside


@dataclass(frozen=True, eq=False)
class Side:
    """The scenario solved on one side of a switch: with `short`, by what is compared there; else as a whole game."""

    scenario: Scenario
    reached: Conclusion
    above: bool
    short: Beside | None = None
    ends: dict[tuple[tuple[int, int], ...], Profile | None] = field(default_factory=dict)

    @property
    def world(self) -> int:
        """Which of the two worlds of `short` this is."""
        return int(self.above)

    @cached_property
    def tables(self) -> Tables:
        """Everything that the scenario's expressions give at this side's values."""
        return tables(self.scenario)

    @cached_property
    def game(self) -> Game:
        """The game at this side's values."""
        return self.tables.game()

    @cached_property
    def players(self) -> tuple[str, ...]:
        """The players' names, in their order."""
        return tuple(self.scenario.case.players)

    @cached_property
    def strategies(self) -> tuple[tuple[str, ...], ...]:
        """What is open to each player."""
        return tuple(self.scenario.strategies(player) for player in self.players)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many strategies each player has."""
        return scenario_shape(self.scenario)

    @cached_property
    def stages(self) -> tuple[tuple[int, ...], ...]:
        """The order of moves as player indices, stage by stage; empty where there is none."""
        return tuple(tuple(self.players.index(player) for player in stage) for stage in self.scenario.order or ())

    @cached_property
    def equilibria(self) -> tuple[Profile, ...]:
        """The pure equilibria on this side."""
        return self.short.equilibria[self.world] if self.short else pure_equilibria(self.game).equilibria

    def moves(self, profile: Profile) -> dict[str, str]:
        """What every player plays at a profile, by name."""
        return {who: open_to[k] for who, open_to, k in zip(self.players, self.strategies, profile, strict=True)}

    def holds(self, profile: Profile) -> bool:
        """Whether the condition holds at a profile on this side."""
        if self.short:
            return self.short.holds(self.world, profile)
        return bool(self.tables.holds(self.reached.condition)[profile])

    def end(self, history: Mapping[int, int]) -> Profile | None:
        """Where the rule leads from the node after a history of whole stages, None where some node there has no
        equilibrium."""
        assert self.reached.rule is not None
        key = tuple(sorted(history.items()))
        if key not in self.ends:
            self.ends[key] = self.short.end(self.world, history) if self.short else self._continuation.end(history)
        return self.ends[key]

    @cached_property
    def _continuation(self) -> Continuation:
        assert self.reached.rule is not None
        return Continuation(self.game, self.stages, self.reached.rule)

    def gains(self, player: int, profile: Profile | None, other: Profile | None) -> bool:
        """Whether the player gains when the game ends in the other profile, after the same moves before its own."""
        if profile is None or other is None:
            return False
        certain = self.short.gains(self.world, player, profile, other) if self.short else None
        return self.game.measured.more(player, other, profile) if certain is None else certain


def sides(link: Link, name: str, low: float, high: float) -> tuple[Side, Side]:
    """The two sides of a switch between two values of an assumption, the one below first."""
    short = beside(link, name, low, high)
    below, above = (Side(link.scenario.with_values({name: at}), link.reached, at == high, short) for at in (low, high))
    return below, above


def solved_side(solved: Solved, reached: Conclusion, above: bool) -> Side:
    """The side that a world is which was solved before, whatever its other side is."""
    side = Side(solved.scenario, reached, above)
    vars(side).update(tables=solved.tables, game=solved.game, equilibria=solved.equilibria.equilibria)
    if solved.staged is not None and reached.rule is not None:
        side.ends[()] = solved.staged.path(reached.rule).profile
    return side
