"""Many draws of a scenario's assumptions solved together: every pure equilibrium and staged outcome of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..case.scenario import Scenario
from ..games.arrays import Array, Index, Mask
from ..language.expression import Expression
from ..solve.staged import RULES, Rule
from .engine.batches import draw_solver, exact, in_blocks, kept_solver
from .tables import Draws, Tables, held_at, tables_at

FEW = 32
"""Fewer draws than this are solved without a plan where none is kept: it would take longer to make."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """What `count` draws of a scenario lead to. Profiles are flat indices in C order over `scenario_shape(scenario)`.

    `draw` and `profile`, both of shape (equilibria,): all pure equilibria of all draws, by draw and then by profile.
    `staged[rule]`, shape (count,): the profile that a selection rule leads to in each draw, -1 where there is none.
    """

    scenario: Scenario
    draws: Draws
    count: int
    draw: Index
    profile: Index
    staged: Mapping[Rule, Index] = field(default_factory=dict)

    def holds(self, condition: Expression, draw: Index, profile: Index) -> Mask:
        """Whether a condition of the case holds at single points (draw, profile), shape (points,)."""
        return held_at(self.scenario, condition, profile, self.draws, draw)

    def payoffs_at(self, draw: Index, profile: Index) -> Array:
        """Every player's payoff at single points (draw, profile), shape (players, points)."""
        return self.tables_at(draw, profile).payoffs()

    def tables_at(self, draw: Index, profile: Index) -> Tables:
        """All outcomes and criteria at single points (draw, profile), arrays of shape (points,)."""
        return tables_at(self.scenario, profile, self.draws, draw)


def unsolved(scenario: Scenario, draws: Draws) -> Drawn:
    """Draws whose games nobody asks for: no equilibria, no staged outcomes."""
    none = np.zeros(0, dtype=np.intp)
    return Drawn(scenario, draws, len(next(iter(draws.values()))), none, none)


def solve_draws(
    scenario: Scenario, draws: Draws, rules: Sequence[Rule] = RULES, pure: bool = True, *, threads: int | None = None
) -> Drawn:
    """Every pure equilibrium (where `pure`) and the staged outcome under each of the `rules` of every draw.

    `draws` gives some assumptions one value per draw: name -> array of shape (count,); all others stay as the scenario
    has them. Draws are solved in blocks, so memory does not grow with their number, by `threads` threads (default: one
    per core). The answers are those of solving one game at a time, whatever the threads. A case without an order of
    moves has no staged outcomes: `staged` is then empty.
    """
    count = len(next(iter(draws.values())))
    rules = tuple(rules) if scenario.order else ()
    solver_of = draw_solver if count >= FEW else kept_solver
    solver = solver_of(scenario, frozenset(draws), bool(rules), pure) if count else None
    bounds = solver.plan.bounds(draws) if solver else None
    if solver is None or bounds is None:
        solved = exact(scenario, draws, np.arange(count), rules, pure)
    else:
        solved = in_blocks(solver, bounds, draws, rules, threads)
    return Drawn(scenario, draws, count, solved.draw, solved.profile, solved.staged)
