"""A scenario's years as a game: the states, what a year in each is worth to whom, and the turns, for many draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..case.rounds import EVERYBODY, Chance, Choice, Rounds, Variable
from ..case.rounds_states import Space, space
from ..case.scenario import Scenario
from ..errors import InputError
from ..games.arrays import Array, Index
from ..games.years import Plan, Turn, YearsGame, looking_ahead, shares, this_year
from ..language.expression import Expression, evaluate, holds
from .kept import Kept
from .tables import Draws, Tables
from .years_turns import AtOnce, Taken, YearTurns, in_states, moved, place_of, rule_in_draws, taken_at_once
from .years_values import assumed_values, decided_values, known_values, standing_at, year_tables

LOGIT, AHEAD = "this_year", "ahead"


def rounds_of(scenario: Scenario) -> Rounds:
    """What the case says of the years. Raises InputError where it says nothing."""
    if scenario.case.rounds is None:
        raise InputError(
            f"the case '{scenario.case.name}' says nothing of the years: add rounds.toml to its folder; "
            "docs/years.md says what stands in it."
        )
    return scenario.case.rounds


@dataclass(frozen=True, eq=False)
class Years:
    """A scenario's years for `count` draws. `turns[k]` is what `game.years[...][k]` plays; `start[draw]` a state.

    `space` holds what is remembered; what is optional and not remembered stands there with its one level.

    `tables` are all rules of a year's game, arrays of shape (states, draws) or what broadcasts to it.
    """

    scenario: Scenario
    rounds: Rounds
    space: Space
    turns: tuple[Taken, ...]
    game: YearsGame
    tables: Tables
    start: Index
    known: Mapping[str, Any]

    @property
    def count(self) -> int:
        """How many draws."""
        return len(self.start)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All who choose each year, in turn or at once."""
        each = (turn.choices if isinstance(turn, AtOnce) else (turn,) for turn in self.turns)
        return tuple(choice for part in each for choice in part if isinstance(choice, Choice))

    def plan(self, choice: str = LOGIT) -> Plan:
        """The chances of every turn where everybody looks at this year, or `AHEAD`."""
        if choice == AHEAD:
            return looking_ahead(self.game, self.value(self.rounds.foresight))
        return this_year(self.game, self.value(self.rounds.precision))

    def value(self, rule: Expression) -> Array:
        """A rule on assumptions alone, shape (draws,)."""
        return rule_in_draws(rule, self.known, self.count)

    def carried(self, plan: Plan, start: Array | None = None) -> Array:
        """The chance of each state at the start and after each year, shape (1 + years, states, draws)."""
        return np.stack(list(shares(self.game, plan, self.first if start is None else start)))

    @property
    def first(self) -> Array:
        """All of the chance on the state of the start, shape (states, draws)."""
        first = np.zeros((len(self.space), self.count))
        first[self.start, np.arange(self.count)] = 1
        return first

    def happens(self, condition: Expression) -> Array:
        """Where a condition on the state and a year's game holds, shape (states, draws) or (states, 1)."""
        return in_states(holds(evaluate(condition.node, self.tables.values)), len(self.space)) * 1.0

    def worth(self, rule: Expression) -> Array:
        """A rule on the state and a year's game, shape (states, draws) or (states, 1)."""
        return in_states(evaluate(rule.node, self.tables.values), len(self.space))

    @cached_property
    def events(self) -> dict[str, Array]:
        """Where each event of the case holds, as `happens`."""
        return {name: self.happens(event.rule) for name, event in self.rounds.events.items()}

    @cached_property
    def means(self) -> dict[str, Array]:
        """What each mean of the case is of, as `worth`."""
        return {name: self.worth(mean.rule) for name, mean in self.rounds.means.items()}


_kept = Kept[Years](4)


def years_of(scenario: Scenario, draws: Draws | None = None, at_once: bool | None = None) -> Years:
    """A scenario's years; `draws` gives some assumptions one value per draw. Raises InputError for what cannot be.

    `at_once`: whether those of one stage choose at once; None: as the file says, and where the case has no order of
    moves. Without draws the last few are kept.
    """
    together = chosen_at_once(scenario) if at_once is None else at_once
    if draws:
        return _made(scenario, draws, together)
    return _kept.of((scenario.digest, together), lambda: _made(scenario, None, together))


def chosen_at_once(scenario: Scenario) -> bool:
    """Whether those of one stage choose at once where nobody says how: as the file says, or without an order."""
    return rounds_of(scenario).at_once or not scenario.order


def _made(scenario: Scenario, draws: Draws | None, at_once: bool) -> Years:
    rounds, players = rounds_of(scenario), scenario.case.players
    known = known_values(scenario, draws or {})
    count = len(next(iter(draws.values()))) if draws else 1
    levels = levels_open(scenario, rounds, _start_levels(scenario, rounds, known))
    held = _space(scenario, levels, known)
    start = _start(scenario, held, known, count)
    values = decided_values(scenario, rounds, {**known, **held.values(players)})
    game_tables = year_tables(scenario, rounds, values, (len(held), count))
    in_turn = tuple(turn for turn in rounds.turns if len(held.levels[moved(turn)[0]]) > 1)
    turns = taken_at_once(in_turn, scenario) if at_once else in_turn
    made = YearTurns(scenario, rounds, held, values, count)
    everybody = rounds.patience[EVERYBODY]
    patience = np.stack([rule_in_draws(rounds.patience.get(player, everybody), known, count) for player in players])
    part = rule_in_draws(rounds.part, known, count)
    turns, years = _without_idle(turns, tuple(made.years(turns)))
    game = YearsGame(game_tables.payoffs(), years, part, patience)
    return Years(scenario, rounds, held, turns, game, game_tables, start, assumed_values(scenario, draws or {}))


def _space(scenario: Scenario, levels: Mapping[str, tuple[str, ...]], known: Mapping[str, Any]) -> Space:
    try:
        return space(rounds_of(scenario), levels, known, scenario.case.players)
    except InputError as error:
        raise InputError(f"{scenario.case.name}/rounds.toml: state: {error}") from None


def _without_idle(
    turns: tuple[Taken, ...], years: tuple[tuple[Turn, ...], ...]
) -> tuple[tuple[Taken, ...], tuple[tuple[Turn, ...], ...]]:
    """The turns without those of chance that move nothing in any year, of variables that another turn moves too.

    A history then falls alike with a chance of 0 and without its turn.
    """
    names = [name for turn in turns for name in moved(turn)]
    idle = {
        k for k, turn in enumerate(turns)
        if isinstance(turn, Chance) and names.count(turn.variable) > 1 and not any(year[k].moves for year in years)
    }  # fmt: skip
    left = [k for k in range(len(turns)) if k not in idle]
    return tuple(turns[k] for k in left), tuple(tuple(year[k] for k in left) for year in years)


def levels_open(scenario: Scenario, rounds: Rounds, start: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The levels of each variable in a scenario: a player that it fixes stays there, closed strategies are left out.

    A player that stands by in the game of one year may be moved by chance here. What is optional and not remembered
    stays at its level of the `start`.
    """
    levels = {}
    for name, variable in rounds.state.items():
        forgotten = variable.optional and name not in scenario.file.remembers
        levels[name] = start[name] if forgotten else variable.levels
        if variable.player:
            fixed = variable.player in scenario.fixes and not scenario.stands_by(variable.player)
            allowed = scenario.open_strategies(variable.player)
            moves = tuple(move for move in variable.levels if move in allowed)
            levels[name] = (scenario.fixes[variable.player],) if fixed else moves
    return levels


def _start_levels(scenario: Scenario, rounds: Rounds, values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The levels at which what is optional starts, in whichever draw."""
    count = max(np.size(value) for value in values.values())
    return {
        name: tuple(variable.levels[k] for k in np.unique(
            _start_places(scenario, variable, values, variable.levels, count)))
        for name, variable in rounds.state.items() if variable.optional
    }  # fmt: skip


def _start_places(
    scenario: Scenario, variable: Variable, values: Mapping[str, Any], levels: tuple[str, ...], count: int
) -> Index:
    assert variable.start is not None
    where = f"{scenario.case.name}/rounds.toml: state.{variable.name}.start"
    return place_of(where, rule_in_draws(variable.start, values, count), levels)


def _start(scenario: Scenario, held: Space, values: Mapping[str, Any], count: int) -> Index:
    places = {}
    for name, variable in held.variables.items():
        levels = held.levels[name]
        if variable.player:
            standing = standing_at(scenario, variable.player)
            places[name] = np.full(count, levels.index(standing) if standing in levels else 0)
            continue
        places[name] = _start_places(scenario, variable, values, levels, count)
    start = held.state(places)
    if (start < 0).any():
        raise InputError(f"{scenario.case.name}/rounds.toml: the state at the start is ruled out under [impossible].")
    return start
