"""The turns of every year as the mathematics plays them: where each option leads from every state, and chance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, product
from math import prod
from typing import Any

import numpy as np

from ..case.rounds import Chance, Choice, Rounds
from ..case.rounds_chances import NEAR, between_levels, beyond_levels, fault, mean_fault, problem
from ..case.rounds_states import Space
from ..case.scenario import Scenario
from ..errors import InputError
from ..games.arrays import Array, Index
from ..games.years import Joint, Turn
from ..language.expression import Expression, evaluate

MOST_AT_ONCE = 256
"""So many joint options of those who choose at once are looked through at most."""


@dataclass(frozen=True)
class AtOnce:
    """Several who choose in one turn of a year, none seeing what the others do."""

    choices: tuple[Choice, ...]


Taken = Chance | Choice | AtOnce
"""A turn of a year as it is taken: by chance, by one player, or by several at once."""


def moved(turn: Taken) -> tuple[str, ...]:
    """The variables of the state that a turn moves, by name."""
    if isinstance(turn, AtOnce):
        return tuple(choice.player for choice in turn.choices)
    return (turn.variable if isinstance(turn, Chance) else turn.player,)


def taken_at_once(turns: tuple[Chance | Choice, ...], scenario: Scenario) -> tuple[Taken, ...]:
    """The turns where neighbours among those who choose take one turn if they move in one stage of the order.

    Where the case has no order of moves, all neighbours do.
    """
    stages = {player: k for k, stage in enumerate(scenario.order or ()) for player in stage}
    taken: list[Taken] = []
    for key, group in groupby(turns, lambda turn: stages.get(turn.player, -1) if isinstance(turn, Choice) else None):
        members = tuple(group)
        choices = tuple(turn for turn in members if isinstance(turn, Choice))
        joined = key is not None and len(choices) > 1 and (key >= 0 or not scenario.order)
        taken += [AtOnce(choices)] if joined else members
    return tuple(taken)


@dataclass(frozen=True, eq=False)
class YearTurns:
    """Makes the turns of every year; one that names no year is the same object in all of them."""

    scenario: Scenario
    rounds: Rounds
    space: Space
    values: Mapping[str, Any]
    count: int

    def years(self, turns: tuple[Taken, ...]) -> Iterator[tuple[Turn, ...]]:
        """For each year that is played its turns. Raises InputError for what cannot be played."""
        lasting = [self._turn(turn, self.rounds.start) for turn in turns]
        by_year = [isinstance(turn, Chance) and any("year" in rule.names() for rule in turn.rules) for turn in turns]
        for year in self.rounds.played:
            made = zip(turns, lasting, by_year, strict=True)
            yield tuple(self._turn(turn, year) if changes else same for turn, same, changes in made)

    def _turn(self, turn: Taken, year: int) -> Turn:
        if isinstance(turn, Chance):
            return self._chance(turn, year)
        return self._choice(turn) if isinstance(turn, Choice) else self._at_once(turn)

    def _chance(self, turn: Chance, year: int) -> Turn:
        levels = self.space.levels[turn.variable]
        values = {**self.values, "year": float(year)}
        leads = np.stack([self._lead(turn, turn.variable, level) for level in levels])
        if turn.mean is not None:
            return Turn(leads, None, self._around_mean(turn, leads, values))
        rules = {level: self.in_states(evaluate(rule.node, values)) for level, rule in turn.chances.items()}
        wide = max(rule.shape[-1] for rule in rules.values())
        chances = np.zeros((len(levels), len(self.space), wide))
        closed = np.zeros((len(self.space), wide))
        for level, rule in rules.items():
            if level in levels:
                chances[levels.index(level)] = rule
            else:
                closed = closed + rule
        self._check(turn, chances, closed, leads)
        return Turn(leads, None, chances)

    def _around_mean(self, turn: Chance, leads: Index, values: Mapping[str, Any]) -> Array:
        assert turn.mean is not None
        levels = self.space.levels[turn.variable]
        numbers = tuple(map(float, levels))
        mean = self.in_states(evaluate(turn.mean.node, values))
        if (beyond := beyond_levels(mean, numbers)).any():
            state, draw = np.argwhere(beyond)[0]
            self._blame_values(turn, "mean", f"gives {mean[state, draw]:g}, beyond the levels", int(draw))
            here = f" where {self.space.describe(int(state))}"
            raise InputError(self._where(turn, "mean") + mean_fault(float(mean[state, draw]), levels, here))
        chances = between_levels(mean, numbers)
        self._check(turn, chances, np.zeros(mean.shape), leads)
        return chances

    def _check(self, turn: Chance, chances: Array, closed: Array, leads: Index) -> None:
        where = self._where(turn, "mean" if turn.mean else "chances")
        total = chances.sum(axis=0) + closed
        low = np.minimum(chances.min(axis=0), closed)
        bad = ~((np.abs(total - 1) <= NEAR) & (low >= -NEAR))
        if bad.any():
            state, draw = np.argwhere(bad)[0]
            sum_here, low_here = float(total[state, draw]), float(low[state, draw])
            self._blame_values(turn, "chances", problem(sum_here, low_here), int(draw))
            raise InputError(where + fault(sum_here, low_here, f" where {self.space.describe(int(state))}"))
        astray = ((leads < 0)[..., None] & (chances > NEAR)).any(axis=(0, 2)) | (closed > NEAR).any(axis=1)
        if astray.any():
            here = self.space.describe(int(np.flatnonzero(astray)[0]))
            raise InputError(
                f"{where}lead from a state to one that cannot be, where {here}. Make the chance 0 there, or allow the "
                "state: mend [impossible], or the moves that the scenario leaves open."
            )

    def _blame_values(self, turn: Chance, key: str, what: str, draw: int) -> None:
        """Raises InputError where what a turn says comes from values outside the ranges of their assumptions."""
        named = {name for rule in turn.rules for name in rule.names()}
        outside = []
        for name in (name for name in self.scenario.case.register if name in named):
            entry, column = self.scenario.case.register[name], np.ravel(self.values[name])
            if not entry.allows(float(value := column[draw % len(column)])):
                outside.append(f"{name}: {value:g} is outside its range, {entry.low:g} to {entry.high:g}")
        if outside:
            raise InputError(
                f"{'; '.join(outside)}. With it {self._where(turn, key)}{what.rstrip(',')}. Give it a value within "
                "its range."
            )

    def _where(self, turn: Chance, key: str) -> str:
        return f"{self.scenario.case.name}/rounds.toml: turns.{turn.name}.{key}: "

    def _choice(self, turn: Choice) -> Turn:
        leads = np.stack([self._move(turn, move) for move in self.space.levels[turn.player]])
        return Turn(leads, list(self.scenario.case.players).index(turn.player))

    def _at_once(self, turn: AtOnce) -> Joint:
        """Joint options lead where the moves lead one after the other: what one sets, the next finds."""
        levels = [self.space.levels[choice.player] for choice in turn.choices]
        sizes = tuple(map(len, levels))
        if prod(sizes) > MOST_AT_ONCE:
            raise InputError(
                f"{self.scenario.case.name}/rounds.toml: {', '.join(moved(turn))} choose at once among {prod(sizes):,} "
                f"joint options; at most {MOST_AT_ONCE} are looked through. Let them choose in turn, or fix some."
            )
        steps = [
            {move: self._move(choice, move) for move in part} for choice, part in zip(turn.choices, levels, strict=True)
        ]
        leads = np.empty((prod(sizes), len(self.space)), dtype=np.intp)
        for k, moves in enumerate(product(*levels)):
            lead = np.arange(len(self.space))
            for step, move in zip(steps, moves, strict=True):
                lead = np.where(lead < 0, -1, step[move][lead])
            leads[k] = lead
        players = list(self.scenario.case.players)
        return Joint(leads, None, None, tuple(players.index(choice.player) for choice in turn.choices), sizes)

    def _move(self, turn: Choice, move: str) -> Index:
        """The states that follow where a player makes a move, -1 where it is not open."""
        closed = self.scenario.case.irreversible.get(turn.player, ())
        levels, here = self.space.levels[turn.player], self.space.places[turn.player]
        shut = [(old in turn.lasting or (old, move) in closed) and old != move for old in levels]
        return np.where(np.array(shut)[here], -1, self._lead(turn, turn.player, move))

    def _lead(self, turn: Chance | Choice, variable: str, level: str) -> Index:
        """The states that follow where a variable goes to a level, with what the turn sets besides."""
        also = {
            name: self._set(f"turns.{turn.name}.sets.{level}.{name}", name, rule)
            for name, rule in turn.sets.get(level, {}).items()
            if len(self.space.levels[name]) > 1
        }
        k, here = self.space.levels[variable].index(level), self.space.places[variable]
        there = self.space.state({**self.space.places, variable: np.full(len(here), k), **also})
        return np.where(here == k, np.arange(len(here)), there)

    def _set(self, key: str, name: str, rule: Expression) -> Index:
        """The place of the level to which a rule sets a variable, in each state."""
        where = f"{self.scenario.case.name}/rounds.toml: {key}"
        level = self.in_states(evaluate(rule.node, self.values))
        if (level != level[:, :1]).any():
            raise InputError(
                f"{where}: gives different levels in different draws of the assumptions. Let it depend on the state "
                "alone, or move the variable in a turn of its own, by [chances] or by mean."
            )
        return place_of(where, level[:, 0], self.space.levels[name])

    def in_states(self, value: Any) -> Array:
        """What is so in each state, shape (states, draws) or (states, 1)."""
        return in_states(value, len(self.space))


def place_of(where: str, value: Array, levels: tuple[str, ...]) -> Index:
    """The place of each value among the levels. Raises InputError for one that is no level; `where` opens it."""
    gaps = np.abs(value[..., None] - np.array([float(level) for level in levels]))
    if (gaps.min(axis=-1) > NEAR).any():
        wrong = float(value.ravel()[int(gaps.min(axis=-1).argmax())])
        raise InputError(f"{where}: gives {wrong:g}, which is no level. Known: {', '.join(levels)}.")
    return np.asarray(gaps.argmin(axis=-1))


def in_states(value: Any, states: int) -> Array:
    """A value as an array over the states, shape (states, draws) or (states, 1)."""
    array = np.asarray(value, dtype=float)
    return np.broadcast_to(array, (states, array.shape[-1] if array.ndim else 1))


def rule_in_draws(rule: Expression, known: Mapping[str, Any], count: int) -> Array:
    """A rule on assumptions alone, shape (draws,)."""
    return np.broadcast_to(np.asarray(evaluate(rule.node, known), dtype=float).reshape(-1), count)
