"""A scenario's years as a game: the states, what a year in each is worth to whom, and the turns, for many draws."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..case.rounds import EVERYBODY, Chance, Choice, Rounds
from ..case.rounds_chances import NEAR, fault
from ..case.rounds_states import Space, space
from ..case.scenario import Scenario
from ..errors import InputError
from ..games.arrays import Array, Index
from ..games.years import Plan, Turn, YearsGame, looking_ahead, shares, this_year
from ..language.expression import Expression, evaluate, holds
from .kept import Kept
from .tables import Draws, Tables, tables_of_values

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

    `tables` are all rules of a year's game, arrays of shape (states, draws) or what broadcasts to it.
    """

    scenario: Scenario
    rounds: Rounds
    space: Space
    turns: tuple[Chance | Choice, ...]
    game: YearsGame
    tables: Tables
    start: Index
    known: Mapping[str, Any]

    @property
    def count(self) -> int:
        """How many draws."""
        return len(self.start)

    def plan(self, choice: str = LOGIT) -> Plan:
        """The chances of every turn where everybody looks at this year, or `AHEAD`."""
        if choice == AHEAD:
            return looking_ahead(self.game, self.value(self.rounds.foresight))
        return this_year(self.game, self.value(self.rounds.precision))

    def value(self, rule: Expression) -> Array:
        """A rule on assumptions alone, shape (draws,)."""
        return np.broadcast_to(np.asarray(evaluate(rule.node, self.known), dtype=float).reshape(-1), self.count)

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
        return _in_states(holds(evaluate(condition.node, self.tables.values)), len(self.space)) * 1.0

    def worth(self, rule: Expression) -> Array:
        """A rule on the state and a year's game, shape (states, draws) or (states, 1)."""
        return _in_states(evaluate(rule.node, self.tables.values), len(self.space))

    @cached_property
    def events(self) -> dict[str, Array]:
        """Where each event of the case holds, as `happens`."""
        return {name: self.happens(event.rule) for name, event in self.rounds.events.items()}

    @cached_property
    def means(self) -> dict[str, Array]:
        """What each mean of the case is of, as `worth`."""
        return {name: self.worth(mean.rule) for name, mean in self.rounds.means.items()}


_kept = Kept[Years](4)


def years_of(scenario: Scenario, draws: Draws | None = None) -> Years:
    """A scenario's years; `draws` gives some assumptions one value per draw. Raises InputError for what cannot be.

    Without draws the last few are kept.
    """
    return _made(scenario, draws) if draws else _kept.of(scenario.digest, lambda: _made(scenario, None))


def _made(scenario: Scenario, draws: Draws | None) -> Years:
    rounds, players = rounds_of(scenario), scenario.case.players
    known: dict[str, Any] = {**scenario.values, **{name: column[None] for name, column in (draws or {}).items()}}
    count = len(next(iter(draws.values()))) if draws else 1
    standing = {f"{player}.{move}": float(move == standing_at(scenario, player)) for player in players
                for move in players[player].strategies}  # fmt: skip
    held = space(rounds, levels_open(scenario, rounds), {**known, **standing}, players)
    start = _start(scenario, held, {**known, **standing}, count)
    values = {**known, **standing, **held.values(players)}
    for player, rules in rounds.moves.items():
        values |= _decided(scenario, player, rules, values)
    changed = {name: evaluate(rule.node, values) for name, rule in rounds.values.items()}
    game_tables = tables_of_values(scenario, {**values, **changed}, (len(held), count))
    turns = tuple(turn for turn in rounds.turns if len(held.levels[_moved(turn)]) > 1)
    made = _Turns(scenario, rounds, held, values, count)
    patience = np.stack([
        np.broadcast_to(np.asarray(evaluate(rounds.patience.get(player, rounds.patience[EVERYBODY]).node, known),
                                   dtype=float).reshape(-1), count)
        for player in players
    ])  # fmt: skip
    part = np.broadcast_to(np.asarray(evaluate(rounds.part.node, known), dtype=float).reshape(-1), count)
    game = YearsGame(game_tables.payoffs(), tuple(made.years(turns)), part, patience)
    return Years(scenario, rounds, held, turns, game, game_tables, start, known)


def _moved(turn: Chance | Choice) -> str:
    return turn.variable if isinstance(turn, Chance) else turn.player


def standing_at(scenario: Scenario, player: str) -> str:
    """What a player does where nobody lets it move: what the scenario fixes, or its first open strategy."""
    return scenario.fixes.get(player) or scenario.open_strategies(player)[0]


def levels_open(scenario: Scenario, rounds: Rounds) -> dict[str, tuple[str, ...]]:
    """The levels of each variable in a scenario: a player that it fixes stays there, closed strategies are left out.

    A player that stands by in the game of one year may be moved by chance here.
    """
    levels = {}
    for name, variable in rounds.state.items():
        levels[name] = variable.levels
        if variable.player:
            fixed = variable.player in scenario.fixes and not scenario.stands_by(variable.player)
            allowed = scenario.open_strategies(variable.player)
            moves = tuple(move for move in variable.levels if move in allowed)
            levels[name] = (scenario.fixes[variable.player],) if fixed else moves
    return levels


def _decided(
    scenario: Scenario, player: str, rules: Mapping[str, Expression], values: Mapping[str, Any]
) -> dict[str, Any]:
    """The moves of a player that the state decides; where it decides none, what the scenario fixes, or the first."""
    moves: dict[str, Any] = {
        strategy: np.asarray(evaluate(rule.node, values), dtype=float) for strategy, rule in rules.items()
    }
    rest = 1 - sum(moves.values())
    if any((part < -NEAR).any() for part in (rest, *moves.values())):
        raise InputError(
            f"{scenario.case.name}/rounds.toml: moves.{player}: more than one strategy is played at once, or one is "
            "below 0. Let the rules exclude each other."
        )
    standing = standing_at(scenario, player)
    if standing in moves:
        standing = next(s for s in scenario.open_strategies(player) if s not in moves)
    strategies = scenario.case.players[player].strategies
    return {f"{player}.{s}": moves.get(s, rest if s == standing else 0.0) for s in strategies}


def _start(scenario: Scenario, held: Space, values: Mapping[str, Any], count: int) -> Index:
    places = {}
    for name, variable in held.variables.items():
        levels = held.levels[name]
        if variable.player:
            standing = standing_at(scenario, variable.player)
            places[name] = np.full(count, levels.index(standing) if standing in levels else 0)
            continue
        assert variable.start is not None
        value = np.broadcast_to(np.asarray(evaluate(variable.start.node, values), dtype=float).reshape(-1), count)
        places[name] = _place(scenario, f"state.{name}.start", value, levels)
    start = held.state(places)
    if (start < 0).any():
        raise InputError(f"{scenario.case.name}/rounds.toml: the state at the start is ruled out under [impossible].")
    return start


def _place(scenario: Scenario, where: str, value: Array, levels: tuple[str, ...]) -> Index:
    """The place of each value among the levels. Raises InputError for one that is no level."""
    gaps = np.abs(value[..., None] - np.array([float(level) for level in levels]))
    if (gaps.min(axis=-1) > NEAR).any():
        wrong = float(value.ravel()[int(gaps.min(axis=-1).argmax())])
        raise InputError(
            f"{scenario.case.name}/rounds.toml: {where}: gives {wrong:g}, which is no level. Known: "
            f"{', '.join(levels)}."
        )
    return np.asarray(gaps.argmin(axis=-1))


def _in_states(value: Any, states: int) -> Array:
    array = np.asarray(value, dtype=float)
    return np.broadcast_to(array, (states, array.shape[-1] if array.ndim else 1))


@dataclass(frozen=True, eq=False)
class _Turns:
    """Makes the turns of every year; one that names no year is the same object in all of them."""

    scenario: Scenario
    rounds: Rounds
    space: Space
    values: Mapping[str, Any]
    count: int

    def years(self, turns: tuple[Chance | Choice, ...]) -> Iterator[tuple[Turn, ...]]:
        """For each year that is played its turns."""
        lasting = {}
        for turn in turns:
            if isinstance(turn, Choice):
                lasting[turn.name] = self._choice(turn)
            elif all("year" not in rule.names() for rule in turn.chances.values()):
                lasting[turn.name] = self._chance(turn, self.rounds.start)
        for year in self.rounds.played:
            yield tuple(lasting.get(turn.name) or self._chance(turn, year) for turn in turns)  # type: ignore[arg-type]

    def _chance(self, turn: Chance, year: int) -> Turn:
        levels = self.space.levels[turn.variable]
        values = {**self.values, "year": float(year)}
        rules = {level: _in_states(evaluate(rule.node, values), len(self.space))
                 for level, rule in turn.chances.items()}  # fmt: skip
        wide = max(rule.shape[-1] for rule in rules.values())
        chances = np.zeros((len(levels), len(self.space), wide))
        closed = np.zeros((len(self.space), wide))
        for level, rule in rules.items():
            if level in levels:
                chances[levels.index(level)] = rule
            else:
                closed = closed + rule
        leads = np.stack([self._at(turn.variable, np.full(len(self.space), k)) for k in range(len(levels))])
        self._check(turn, chances, closed, leads)
        return Turn(leads, None, chances)

    def _check(self, turn: Chance, chances: Array, closed: Array, leads: Index) -> None:
        where = f"{self.scenario.case.name}/rounds.toml: turns.{turn.name}.chances: "
        total = chances.sum(axis=0) + closed
        low = np.minimum(chances.min(axis=0), closed)
        bad = ~((np.abs(total - 1) <= NEAR) & (low >= -NEAR))
        if bad.any():
            state, draw = np.argwhere(bad)[0]
            here = f" where {self.space.describe(int(state))}"
            raise InputError(where + fault(float(total[state, draw]), float(low[state, draw]), here))
        astray = ((leads < 0)[..., None] & (chances > NEAR)).any(axis=(0, 2)) | (closed > NEAR).any(axis=1)
        if astray.any():
            here = self.space.describe(int(np.flatnonzero(astray)[0]))
            raise InputError(
                f"{where}lead from a state to one that cannot be, where {here}. Make the chance 0 there, or allow the "
                "state: mend [impossible], or the moves that the scenario leaves open."
            )

    def _choice(self, turn: Choice) -> Turn:
        levels, here = self.space.levels[turn.player], self.space.places[turn.player]
        closed = self.scenario.case.irreversible.get(turn.player, ())
        leads = []
        for k, move in enumerate(levels):
            also = {
                name: _place(self.scenario, f"turns.{turn.name}.sets.{move}.{name}",
                             _in_states(evaluate(rule.node, self.values), len(self.space))[:, 0],
                             self.space.levels[name])
                for name, rule in turn.sets.get(move, {}).items()
            }  # fmt: skip
            lead = self._at(turn.player, np.full(len(here), k), also)
            shut = [(old in turn.lasting or (old, move) in closed) and old != move for old in levels]
            lead = np.where(np.array(shut)[here], -1, lead)
            leads.append(np.where(here == k, np.arange(len(here)), lead))
        return Turn(np.stack(leads), list(self.scenario.case.players).index(turn.player))

    def _at(self, variable: str, places: Index, also: Mapping[str, Index] | None = None) -> Index:
        """The states that follow where a variable goes to these places, and others too."""
        return self.space.state({**self.space.places, variable: places, **(also or {})})
