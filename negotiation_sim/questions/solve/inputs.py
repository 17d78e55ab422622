"""What a solution concept is given, and the kinds of answer that concepts give."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...games.normal_form import Game, MixedProfile, Profile
from ...solve.agent_quantal import AgentQuantal
from ...solve.correlated import Correlated, PayoffBounds
from ...solve.dominance import Reduced
from ...solve.quantal import Branch
from ...solve.solution import Solution
from ...solve.staged import Staged
from ...worlds.solved import Solved
from .dynamics import PlayOverTime, Visits
from .objective import Objective


@dataclass(frozen=True, eq=False)
class SolveInputs:
    """A game, the solved scenario that it is from (None: a file), and what was asked besides; None: not said.

    `precision` is lambda, per payoff point; `start` the moves at which a dynamic begins, others at their first.
    """

    game: Game
    solved: Solved | None = None
    precision: float | None = None
    objective: str | None = None
    bounds: bool | None = None
    start: Mapping[str, str] | None = None
    rounds: int | None = None
    seed: int | None = None

    @property
    def order(self) -> tuple[tuple[str, ...], ...] | None:
        """The order of moves of the scenario, where it has one."""
        return self.solved.scenario.order if self.solved else None

    @property
    def free(self) -> Game:
        """The game of those who still have a choice; the whole where nobody has."""
        return self.game.without_fixed() if max(self.game.shape) > 1 else self.game


@dataclass(frozen=True, eq=False)
class Equilibria:
    """The pure equilibria of a game and the mixed ones that were sought; None: none were."""

    game: Game
    pure: Solution[Profile]
    mixed: Solution[MixedProfile] | None


@dataclass(frozen=True, eq=False)
class Stages:
    """A game's staged outcomes under its order of moves."""

    game: Game
    order: tuple[tuple[str, ...], ...]
    staged: Staged


@dataclass(frozen=True, eq=False)
class MediatorPlan:
    """A correlated equilibrium, what it is best for, the worth of each pure equilibrium for that, payoff bounds."""

    equilibrium: Correlated
    objective: Objective
    pure: tuple[float, ...]
    bounds: PayoffBounds | None


ConceptAnswer = Equilibria | Stages | Reduced | Branch | AgentQuantal | MediatorPlan | PlayOverTime | Visits
