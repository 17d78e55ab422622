"""Where there is no agreement: the parties of a table play their moves for that, all others as the scenario leads.

The parties' payoffs there are their disagreement point, and what a package is worth is said of the world as it is
there. There is one such cell for every selection rule; without an order of moves it is that of the pure equilibria.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..case.scenario import Scenario
from ..case.table import Table
from ..errors import InputError
from ..games.arrays import Index
from ..solve.pure import pure_equilibria
from ..solve.staged import Rule, selected_in
from .draws import Drawn, solve_draws
from .kept import Kept
from .tables import Draws, Tables, scenario_shape, tables, tables_at
from .unmoved import moved_by


@dataclass(frozen=True, eq=False)
class NoAgreement:
    """The cells without agreement of many draws of a scenario, or of its one world.

    `held` is the scenario with the parties held to no agreement; `cells`, shape (points,), are flat profiles of it, -1
    where the scenario leads nowhere; `draws` are those of the points (none: one point at the scenario's own values).
    """

    held: Scenario
    cells: Index
    draws: Draws

    @property
    def exists(self) -> Index:
        """The points that have a cell, by number."""
        return np.flatnonzero(self.cells >= 0)

    @cached_property
    def tables(self) -> Tables:
        """All outcomes and criteria at the cells of the points that exist, arrays of shape (existing points,)."""
        where = self.exists
        return tables_at(self.held, self.cells[where], self.draws or None, where)

    def moves(self, point: int = 0) -> dict[str, str]:
        """What everybody plays in the cell of a point."""
        players = self.held.case.players
        profile = np.unravel_index(int(self.cells[point]), scenario_shape(self.held))
        return {player: self.held.strategies(player)[int(k)] for player, k in zip(players, profile, strict=True)}


def no_agreement(
    scenario: Scenario, rule: Rule | None, draws: Draws | None = None, others: Mapping[str, str] | None = None
) -> NoAgreement:
    """The cells without agreement beside what a selection rule leads to, of one world or of many draws.

    `others` are moves in place of what others than the parties play where the scenario leads. `rule` None: of the pure
    equilibria, which must leave one cell. Raises InputError for a case without a table, and for moves of a party.
    """
    table = table_of(scenario)
    if party := next((player for player in others or {} if player in table.parties), None):
        raise InputError(
            f"{party} is a party: where there is no agreement it plays {table.no_agreement[party]}. "
            "Give moves of others only."
        )
    held = scenario.fixing({**(others or {}), **table.no_agreement})
    moving = {name: column for name, column in (draws or {}).items() if moved_by(scenario.case, [name]).rules
              or _is_weight(scenario, name)}  # fmt: skip
    if moving:
        ends = _ends(solve_draws(scenario, moving, (rule,) if rule else (), pure=rule is None), rule, table)
    else:
        count = len(next(iter(draws.values()))) if draws else 1
        ends = np.full(count, _kept_end.of((scenario.digest, rule), lambda: _end(scenario, rule, table)))
    return NoAgreement(held, _beside(scenario, held, ends), draws or {})


def table_of(scenario: Scenario) -> Table:
    """The table of the scenario's case. Raises InputError where it has none."""
    if scenario.case.table is None:
        raise InputError(
            f"the case '{scenario.case.name}' has no table. Write a table.toml in its folder; "
            "docs/table.md says what stands in it."
        )
    return scenario.case.table


def _is_weight(scenario: Scenario, name: str) -> bool:
    return bool(moved_by(scenario.case, [name]).players)


_kept_end = Kept[int](64)


def _end(scenario: Scenario, rule: Rule | None, table: Table) -> int:
    """The profile to which a world leads, flat; -1 where it leads nowhere."""
    game = tables(scenario).game()
    if rule is not None:
        return selected_in(game, [[game.player(player) for player in stage] for stage in scenario.order or ()], rule)
    profiles = [int(np.ravel_multi_index(profile, game.shape)) for profile in pure_equilibria(game).equilibria]
    return _the_one(scenario, np.array(profiles, dtype=np.intp), table)


def _ends(drawn: Drawn, rule: Rule | None, table: Table) -> Index:
    if rule is not None:
        return drawn.staged[rule]
    bounds = np.searchsorted(drawn.draw, np.arange(drawn.count + 1))
    each = (drawn.profile[bounds[k] : bounds[k + 1]] for k in range(drawn.count))
    return np.array([_the_one(drawn.scenario, profiles, table) for profiles in each])


def _the_one(scenario: Scenario, profiles: Index, table: Table) -> int:
    """One of these equilibria, if all others' moves are the same in each of them; -1 where there is none.

    Raises InputError where others than the parties play differently.
    """
    if not len(profiles):
        return -1
    played = np.array(np.unravel_index(profiles, scenario_shape(scenario)))
    others = [k for k, player in enumerate(scenario.case.players) if player not in table.parties]
    if (played[others] != played[others, :1]).any():
        raise InputError(
            f"{scenario.called} has {len(profiles)} pure equilibria in which others than the parties play differently, "
            "so there is more than one point without agreement. Give the case an order of moves, or fix the others."
        )
    return int(profiles[0])


def _beside(scenario: Scenario, held: Scenario, ends: Index) -> Index:
    """The flat cells of `held` in which all that are not held play as in these ends of the scenario; -1 stays."""
    here, there = scenario_shape(scenario), scenario_shape(held)
    played = np.unravel_index(np.maximum(ends, 0), here)
    kept = tuple(np.where(m == 1, 0, move) if m != n else move
                 for move, m, n in zip(played, there, here, strict=True))  # fmt: skip
    return np.where(ends >= 0, np.ravel_multi_index(kept, there), -1)
