"""What a solution concept is given, what a correlated equilibrium is to be best for, and the kinds of answer."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

import numpy as np

from ...errors import InputError, did_you_mean, remark
from ...games.normal_form import Array, Game, MixedProfile, Profile
from ...games.tree import Tree
from ...games.tree_strategies import ReducedForm, reduced_form
from ...solve.agent_quantal import AgentQuantal
from ...solve.correlated import Correlated, PayoffBounds
from ...solve.dominance import Reduced
from ...solve.perfect_bayesian import PerfectBayesian
from ...solve.quantal import Branch
from ...solve.sequence_form import ZeroSumPlay
from ...solve.sequential import Sequential
from ...solve.solution import P, Solution
from ...solve.staged import Staged
from ...solve.subgame_perfect import SubgamePerfect
from ...solve.tree_quantal import TreeQuantal
from ...worlds.advance import Watch, unwatched
from ...worlds.solved import Solved
from .dynamics import PlayOverTime, Visits

WELFARE = "welfare"
LARGE = 100_000
"""Of a tree's strategic form with more profiles the size is said before it is built."""


@dataclass(frozen=True, eq=False)
class Objective:
    """What every profile is worth, shape (m_0, ..., m_{N-1}), and whether the least is sought.

    `words` says it after "the equilibrium with"; `condition` is the condition whose chance it is, None for payoffs.
    `sums` says that payoffs of different players are added up.
    """

    worth: Array
    least: bool
    words: str
    condition: str | None = None
    sums: bool = False


def objective(text: str, game: Game, solved: Solved | None = None) -> Objective:
    """The objective that a text names: max: or min: and a player or welfare, max-condition: or min-condition: and TEXT.

    Welfare is the sum of the payoffs; alone it means max:welfare. A player of that name goes before it. A condition is
    written in the words of a case, so it needs `solved`. Raises InputError for any other text, a name that is not
    known, and a condition that holds nowhere.
    """
    what, colon, rest = (part.strip() for part in text.partition(":"))
    if what == WELFARE and not colon:
        what, rest = "max", WELFARE
    least = what.startswith("min")
    size = "least" if least else "greatest"
    if what in ("max", "min") and rest:
        worth, whose = _payoff(rest, game, solved)
        return Objective(worth, least, f"the {size} {whose}", sums=rest not in game.players)
    if what in ("max-condition", "min-condition") and rest:
        return Objective(_holding(rest, solved), least, f"the {size} chance of '{rest}'", rest)
    raise InputError(
        f"'{text}' is no objective. Write max:NAME or min:NAME, a NAME being {', '.join(game.players)} or {WELFARE}, "
        "the sum; or max-condition:TEXT or min-condition:TEXT."
    )


def _payoff(name: str, game: Game, solved: Solved | None) -> tuple[Array, str]:
    """A player's payoffs, or the sum of all, and what to call them."""
    if name in game.players:
        whose = solved.scenario.case.players[name].name if solved else name
        return game.payoffs[game.player(name)], f"payoff of {whose}"
    if name == WELFARE:
        return game.payoffs.sum(axis=0), "sum of payoffs"
    near = did_you_mean(name, (*game.players, WELFARE)).partition(" Known")[0]
    known = f"Known: {', '.join(game.players)}; or {WELFARE}, the sum of their payoffs."
    raise InputError(f"unknown player '{name}'.{near} {known}")


def _holding(text: str, solved: Solved | None) -> Array:
    """1 at the profiles where the condition holds, else 0."""
    if solved is None:
        raise InputError(
            "a condition is written in the words of a case, which a game file does not have. "
            "Use max: or min: and a player or welfare."
        )
    holds = solved.tables.holds(solved.scenario.case.condition(text))
    if not holds.any():
        raise InputError(f"the condition '{text}' holds at no profile of this scenario: its chance is 0 in any plan.")
    return holds.astype(float)


@dataclass(frozen=True, eq=False)
class SolveInputs:
    """A game, the solved scenario that it is from (None: a file), and what was asked besides; None: not said.

    `of` is the game, or a tree; a tree's strategic form is built where a concept asks for it. `given`, of a file, holds
    players to strategies; `where` is the name of the file. `precision` is lambda, per payoff point; `start` the moves
    at which a dynamic begins, others at their first.
    """

    of: Game | Tree
    solved: Solved | None = None
    precision: float | None = None
    objective: str | None = None
    bounds: bool | None = None
    start: Mapping[str, str] | None = None
    rounds: int | None = None
    seed: int | None = None
    seconds: float | None = None
    watch: Watch = unwatched
    given: Mapping[str, str] = field(default_factory=dict)
    where: str = ""

    @cached_property
    def form(self) -> ReducedForm | None:
        """The strategies of a tree; None for a game that is none. Raises InputError for a tree too large for that."""
        return reduced_form(self.of, self.where) if isinstance(self.of, Tree) else None

    @cached_property
    def game(self) -> Game:
        """The game in strategic form, with the moves that are given. Raises InputError as `form`."""
        if isinstance(self.of, Game):
            game = self.of
        else:
            assert self.form is not None  # it is a tree's
            if (profiles := math.prod(map(len, self.form.strategies))) > LARGE:
                counts = " x ".join(f"{len(made):,}" for made in self.form.strategies)
                remark(f"{self.where}: the strategic form has {counts} strategies, {profiles:,} profiles.")
            game = self.form.game
        return game.fixing(self.given) if self.given else game

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


def shown(inputs: SolveInputs, pure: Solution[Profile], mixed: Solution[MixedProfile] | None = None) -> Equilibria:
    """The equilibria of those who have a choice; in a game from a file everybody is shown, with its one move too."""
    if inputs.solved is not None:
        return Equilibria(inputs.free, pure, mixed)
    free = [m > 1 for m in inputs.game.shape] if max(inputs.game.shape) > 1 else [True] * len(inputs.game.shape)
    whole = None if mixed is None else _with_all(mixed, free, np.ones(1))
    return Equilibria(inputs.game, _with_all(pure, free, 0), whole)


def _with_all(solution: Solution[P], free: Sequence[bool], move: object) -> Solution[P]:
    """The same profiles with the one move of everybody who has no choice."""

    def whole(profile: P) -> P:
        parts = iter(profile)
        return cast(P, tuple(next(parts) if chooses else move for chooses in free))

    equilibria, ends = (tuple(map(whole, profiles)) for profiles in (solution.equilibria, solution.end_states))
    return replace(solution, equilibria=equilibria, end_states=ends)


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


TreeAnswer = SubgamePerfect | PerfectBayesian | Sequential | TreeQuantal | ZeroSumPlay
"""What is found on a tree itself, without its strategic form."""

ConceptAnswer = (
    Equilibria | Stages | TreeAnswer | Reduced | Branch | AgentQuantal | MediatorPlan | PlayOverTime | Visits
)
