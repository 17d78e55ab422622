"""When the years are over: a move of each who chose, beside its other moves of that year, and what it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ....case.scenario import Scenario
from ....games.arrays import Array, Index
from ....worlds.unmoved import needs_of
from ....worlds.years import Years
from ....worlds.years_moved import payoffs_in
from ....worlds.years_turns import moved
from ..alternative import Alternative
from ..beliefs import Belief, moved_alone, nearest_beliefs
from .played import YearsPlay, choosers_of, turn_of

LEVEL = 1e-9
"""Payoffs of one year that are no further apart are the same."""


@dataclass(frozen=True)
class YearSide:
    """A move that one who chooses made in a year, beside the best of its other moves there, in points of that year.

    `expected`: all else as it stood when it chose. `as_played`: those who chose after it in that year make the moves
    that they made; None where they could not have. `belief` is nearest to turning what was expected, None where none
    in its range does.
    """

    player: str
    year: int
    move: int
    expected: Alternative
    as_played: Alternative | None
    belief: Belief | None


@dataclass(frozen=True)
class Chosen:
    """A move of a player in a year; `ends` says by each move that was open the state that it led to."""

    player: str
    number: int
    year: int
    move: int
    ends: dict[int, int]


def sides_of(play: YearsPlay) -> tuple[YearSide, ...]:
    """A side for each who had a choice in some year, in the order of the turns."""
    told = [chosen for player in choosers_of(play.scenario) if (chosen := _told(play, player))]
    beliefs = nearest_beliefs(StatesCompared(play.world, told)) if told else ()
    return tuple(_side(play, chosen, belief) for chosen, belief in zip(told, beliefs, strict=True))


def _told(play: YearsPlay, player: str) -> Chosen | None:
    """Of you the dearest move; else the last by which the player turned to another; else the last it could make."""
    chosen = [each for k in range(play.over) if len((each := _chosen(play, player, k)).ends) > 1]
    dear = max(play.your_years, key=lambda each: each.cost)
    if player == play.seat and dear.cost > LEVEL:
        return next(each for each in chosen if each.year == dear.year)
    turned = [each for each in chosen if _before(play, each) != each.move]
    return next(reversed(turned or chosen), None)


def _chosen(play: YearsPlay, player: str, k: int) -> Chosen:
    world, turn = play.world, turn_of(play.world, player)
    place = k * len(world.turns) + turn
    leads = world.game.years[k][turn].leads[:, play.states[place]]
    move = int(world.space.places[player][play.states[place + 1]])
    ends = {option: int(state) for option, state in enumerate(leads) if state >= 0}
    number = list(play.scenario.case.players).index(player)
    return Chosen(player, number, world.rounds.played[k], move, ends)


def _before(play: YearsPlay, chosen: Chosen) -> int:
    """The move at which the player stood before it chose."""
    place = (chosen.year - play.world.rounds.played[0]) * len(play.world.turns) + turn_of(play.world, chosen.player)
    return int(play.world.space.places[chosen.player][play.states[place]])


def _side(play: YearsPlay, chosen: Chosen, belief: Belief | None) -> YearSide:
    expected = _alternative(play.world, chosen, chosen.ends)
    assert expected is not None
    later = {move: end for move, state in chosen.ends.items() if (end := _at_the_end(play, chosen, state)) is not None}
    return YearSide(chosen.player, chosen.year, chosen.move, expected, _alternative(play.world, chosen, later), belief)


def _alternative(world: Years, chosen: Chosen, ends: dict[int, int]) -> Alternative | None:
    worth = world.game.payoffs[chosen.number, :, 0] * float(world.game.part[0])
    others = [move for move in ends if move != chosen.move]
    if not others:
        return None
    other = max(others, key=lambda move: float(worth[ends[move]]))
    ahead = float(worth[ends[chosen.move]] - worth[ends[other]])
    return Alternative(other, 0.0 if abs(ahead) <= LEVEL else ahead)


def _at_the_end(play: YearsPlay, chosen: Chosen, state: int) -> int | None:
    """Where the year ends from a state after the player's turn, all later turns as they went; None: one is not open."""
    world, k = play.world, chosen.year - play.world.rounds.played[0]
    first = turn_of(world, chosen.player) + 1
    for turn in range(first, len(world.turns)):
        names, reached = moved(world.turns[turn]), play.states[k * len(world.turns) + turn + 1]
        sizes = [len(world.space.levels[name]) for name in names]
        option = np.ravel_multi_index([int(world.space.places[name][reached]) for name in names], sizes)
        state = int(world.game.years[k][turn].leads[option, state])
        if state < 0:
            return None
    return state


@dataclass(frozen=True, eq=False)
class StatesCompared:
    """The comparisons of several players at the states to which their moves of a year led."""

    world: Years
    sides: Sequence[Chosen]

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.world.scenario

    @property
    def needs(self) -> Sequence[Iterable[str]]:
        """For each comparison what its player's payoff depends on, itself and through what the state changes."""
        rounds, needs = self.world.rounds, needs_of(self.scenario.case)
        rules = [*rounds.values.values(), *(rule for moves in rounds.moves.values() for rule in moves.values())]
        of_state = {name for rule in rules for name in rule.names("assumption")}
        return [of_state.union(needs.get(side.player, ())) for side in self.sides]

    def ahead(self, side: Index, name: Sequence[str], value: Array) -> Array:
        """By how much each row's player gets more by its move than by the best other, shape (rows,)."""
        states = np.unique([state for each in self.sides for state in each.ends.values()])
        payoffs = payoffs_in(self.world, states, moved_alone(self.scenario, name, value))
        ahead = np.empty(len(value))
        for k in dict.fromkeys(side.tolist()):
            each, rows = self.sides[k], side == k
            worth = {move: payoffs[each.number, np.searchsorted(states, end)][rows] for move, end in each.ends.items()}
            others = [column for move, column in worth.items() if move != each.move]
            ahead[rows] = worth[each.move] - np.max(others, axis=0)
        return ahead
