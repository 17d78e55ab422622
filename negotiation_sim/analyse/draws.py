"""Many draws of a scenario's assumptions solved together: every pure equilibrium and staged outcome of each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..case.expression import Expression
from ..case.scenario import Scenario
from ..game.build import Draws, Index, Tables, scenario_shape, tables, tables_at
from ..game.game import Array, tolerances_of
from ..solve.pure import equilibrium_mask
from ..solve.staged import RULES, Rule, selected

BATCH_BYTES = 64_000_000


@dataclass(frozen=True, eq=False)
class Drawn:
    """What `count` draws of a scenario lead to. Profiles are flat indices in C order over `scenario_shape(scenario)`.

    `draw` and `profile`, both of shape (equilibria,): every pure equilibrium of every draw, by draw and then by profile.
    `staged[rule]`, shape (count,): the profile that a selection rule leads to in each draw, -1 where there is none.
    """

    scenario: Scenario
    draws: Draws
    count: int
    draw: Index
    profile: Index
    staged: dict[Rule, Index] = field(default_factory=dict)

    def at(self, expression: Expression, draw: Index, profile: Index) -> Array:
        """An expression of the case at single points (draw, profile), shape (points,)."""
        values: Any = self.tables_at(draw, profile).of(expression)
        return np.broadcast_to(np.asarray(values, dtype=float), len(profile))

    def payoffs_at(self, draw: Index, profile: Index) -> Array:
        """Every player's payoff at single points (draw, profile), shape (players, points)."""
        return self.tables_at(draw, profile).payoffs()

    def tables_at(self, draw: Index, profile: Index) -> Tables:
        return tables_at(self.scenario, profile, self.draws, draw)


def solve_draws(scenario: Scenario, draws: Draws, rules: Sequence[Rule] = RULES, pure: bool = True) -> Drawn:
    """Every pure equilibrium (where `pure`) and the staged outcome under each of the `rules` of every draw.

    `draws` gives some assumptions one value per draw: name -> array of shape (count,); all others stay as the scenario
    has them. Draws are solved in batches, so memory does not grow with their number. The answers are those of solving
    one game at a time. A case without an order of moves has no staged outcomes: `staged` is then empty.
    """
    count = len(next(iter(draws.values())))
    size = max(1, BATCH_BYTES // (8 * len(scenario.case.players) * math.prod(scenario_shape(scenario))))
    rules = rules if scenario.order else ()
    parts = [_solved(scenario, draws, range(k, min(k + size, count)), rules, pure) for k in range(0, count, size)]
    draw, profile = (np.concatenate(columns) for columns in zip(*(part[0] for part in parts), strict=True))
    staged = {rule: np.concatenate([part[1][rule] for part in parts]) for rule in rules}
    return Drawn(scenario, draws, count, draw, profile, staged)


def _solved(
    scenario: Scenario, draws: Draws, chosen: range, rules: Sequence[Rule], pure: bool
) -> tuple[tuple[Index, Index], dict[Rule, Index]]:
    payoffs = tables(scenario, {name: column[chosen.start : chosen.stop] for name, column in draws.items()}).payoffs()
    tolerances = tolerances_of(payoffs, tuple(range(1, payoffs.ndim - 1)))
    mask = equilibrium_mask(payoffs, tolerances).reshape(-1, len(chosen)) if pure else np.zeros((0, len(chosen)))
    draw, profile = np.nonzero(mask.T)
    players = list(scenario.case.players)
    stages = [[players.index(player) for player in stage] for stage in scenario.order or ()]
    return (draw + chosen.start, profile), {rule: selected(payoffs, tolerances, stages, rule) for rule in rules}
