"""A seat over the years: your moves so far, what chance and the others did, and what is told of the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....case.choosing import moves_of
from ....case.rounds import Choice
from ....case.scenario import Scenario
from ....errors import InputError, as_known, unknown
from ....games.arrays import Array, Index
from ....games.years import Plan, best_reply, histories, values
from ....present.frames import Frame, frame
from ....worlds.years import Years, years_of
from ....worlds.years_told import Happening, Laid, happenings, with_laid
from ..bets import Guess
from ..question import PlayAsked


@dataclass(frozen=True)
class YourYear:
    """Your move of one year; `best` is one that brings most on average from there on, `cost` how much less yours does.

    `free` says whether another move was open.
    """

    year: int
    move: str
    best: str
    cost: float
    free: bool


@dataclass(frozen=True, eq=False)
class YearsPlay:
    """Years from one seat. `plan` is how all choose where nothing is laid down; `laid` has your moves, by year.

    `over` years are over; in the next one all who move before you have moved. Years in which one move alone is open to
    you pass without being asked for.
    """

    asked: PlayAsked
    world: Years
    seat: str
    plan: Plan
    laid: Laid
    over: int
    states: Index
    bets: Mapping[str, str]

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.world.scenario

    @property
    def finished(self) -> bool:
        """Whether all years are over."""
        return self.over == len(self.world.rounds.played)

    @property
    def year(self) -> int | None:
        """The year in which you are to move; None when it is over."""
        return None if self.finished else self.world.rounds.played[self.over]

    @property
    def state(self) -> int:
        """The state in which you move, or in which it ended."""
        return int(self.states[-1])

    @cached_property
    def turn(self) -> int:
        """Which turn of a year is yours."""
        return turn_of(self.world, self.seat)

    @property
    def options(self) -> tuple[str, ...]:
        """The moves that are open to you in the present state."""
        leads = self.world.game.years[self.over][self.turn].leads[:, self.state]
        return tuple(move for move, lead in zip(self.world.space.levels[self.seat], leads, strict=True) if lead >= 0)

    @cached_property
    def happened(self) -> tuple[Happening, ...]:
        """What changed so far, turn by turn."""
        return tuple(happenings(self.world, self.states))

    def level(self, variable: str, state: int) -> str:
        """The level of a variable in a state."""
        return self.world.space.levels[variable][int(self.world.space.places[variable][state])]

    @property
    def index(self) -> int:
        """Your number among the players."""
        return list(self.scenario.case.players).index(self.seat)

    @cached_property
    def guesses(self) -> tuple[Guess, ...]:
        """Your bets on where things stand after the last year, beside where they stood."""
        return tuple(self._guess(name, level) for name, level in self.bets.items())

    def _guess(self, name: str, level: str) -> Guess:
        actual = self.level(name, self.state) if self.finished else None
        return Guess(name, called(self.world, name), level, level_in_words(self.world, name, level), actual,
                     level_in_words(self.world, name, actual) if actual is not None else "")  # fmt: skip

    @cached_property
    def played_plan(self) -> Plan:
        """The plan with your moves laid down."""
        return with_laid(self.world, self.plan, self.laid)

    def discounted(self, states: Index) -> float:
        """What your payoff comes to over the years of one history, a later year discounted."""
        game, ends = self.world.game, states[:: len(self.world.turns)][1:]
        part, patience = float(game.part[0]), float(game.patience[self.index, 0])
        worth = game.payoffs[self.index, :, 0][ends]
        return float(sum(part * patience**k * each for k, each in enumerate(worth.tolist())))

    @cached_property
    def expected(self) -> tuple[float, float]:
        """The mean over all histories of those who move as you did, and of those who choose as the years do."""
        start = self.world.start[0]
        played, free = (values(self.world.game, plan)[self.index, start, 0] for plan in (self.played_plan, self.plan))
        return float(played), float(free)

    @cached_property
    def same_luck(self) -> float:
        """What the seat had got in the history of the same seed if it had chosen as the years do."""
        return self.discounted(history(self.world, self.plan, self.asked.seed))

    @cached_property
    def _best(self) -> tuple[Array, tuple[tuple[Array, ...], ...]]:
        return best_reply(self.world.game, self.plan, self.index)

    @property
    def best(self) -> float:
        """What one expects at most at the start who chooses best in every year."""
        return float(self._best[0][self.world.start[0], 0])

    @cached_property
    def your_years(self) -> tuple[YourYear, ...]:
        """Your moves year by year, each beside the best one there."""
        turns, levels = len(self.world.turns), self.world.space.levels[self.seat]
        rows = []
        for k in range(self.over):
            state = int(self.states[k * turns + self.turn])
            worth = self._best[1][k][0][:, state, 0]
            move = levels.index(self.laid[self.world.rounds.played[k], self.seat])
            best = move if worth[move] == worth.max() else int(worth.argmax())
            cost = float(worth[best] - worth[move])
            rows.append(YourYear(self.world.rounds.played[k], levels[move], levels[best], cost,
                                 int(np.isfinite(worth).sum()) > 1))  # fmt: skip
        return tuple(rows)

    @property
    def table(self) -> Frame:
        """A row for each thing that changed."""
        return frame(
            [{"assumptions": self.scenario.assumptions.name, "scenario": self.scenario.name, "year": each.year,
              "variable": each.variable, "level": each.level, "yours": each.variable == self.seat}
             for each in self.happened],
            ["assumptions", "scenario", "year", "variable", "level", "yours"],
        )  # fmt: skip


def choosers_of(scenario: Scenario) -> tuple[str, ...]:
    """The players who choose over the years. Raises InputError for a case that says nothing of them."""
    world = years_of(scenario)
    return tuple(dict.fromkeys(turn.player for turn in world.turns if isinstance(turn, Choice)))


def turn_of(world: Years, player: str) -> int:
    """Which turn of a year is a player's choice."""
    return next(k for k, turn in enumerate(world.turns) if isinstance(turn, Choice) and turn.player == player)


def history(world: Years, plan: Plan, seed: int) -> Index:
    """The states of the history of a seed, at the start and after every turn."""
    return np.asarray(histories(world.game, plan, world.start[:1], rng=np.random.default_rng(seed))[0])


def play_years(asked: PlayAsked, scenario: Scenario) -> YearsPlay:
    """The years, played as far as your moves go. Raises InputError for what is not known or not open."""
    world, choosers = years_of(scenario), choosers_of(scenario)
    seat = as_known(asked.seat or "", choosers)
    if seat not in choosers:
        raise InputError(unknown("player who chooses over the years", asked.seat or "", choosers))
    plan, turn, laid = world.plan(), turn_of(world, seat), dict[tuple[int, str], str]()
    texts = [part.strip() for text in asked.moves for part in text.split(",") if part.strip()]
    used, over = 0, 0
    states = history(world, plan, asked.seed)
    for over, year in enumerate(world.rounds.played):
        here = over * len(world.turns) + turn
        options = _options(world, seat, over, turn, int(states[here]))
        if len(options) > 1 and used == len(texts):
            return YearsPlay(asked, world, seat, plan, laid, over, states[: here + 1], _bets(asked, world, seat))
        laid[year, seat] = options[0] if len(options) == 1 else _move(world, seat, year, texts[used], options)
        used += len(options) > 1
        states = history(world, with_laid(world, plan, laid), asked.seed)
    if used < len(texts):
        raise InputError(f"`moves` has {len(texts)}, and there were {used} to make. Leave out the rest.")
    return YearsPlay(asked, world, seat, plan, laid, over + 1, states, _bets(asked, world, seat))


def _options(world: Years, seat: str, year: int, turn: int, state: int) -> tuple[str, ...]:
    leads = world.game.years[year][turn].leads[:, state]
    return tuple(move for move, lead in zip(world.space.levels[seat], leads, strict=True) if lead >= 0)


def _move(world: Years, seat: str, year: int, written: str, options: tuple[str, ...]) -> str:
    """Your move as it is known. Raises InputError where it is not known, or not open in that year."""
    levels = world.space.levels[seat]
    if (move := as_known(written, levels)) not in levels:
        raise InputError(f"`moves`, in {year}: {unknown('move', written, levels)}")
    if move not in options:
        raise InputError(
            f"`moves`, in {year}: {move} is not open to {seat} as things stand. Open: {', '.join(options)}."
        )
    return move


def _bets(asked: PlayAsked, world: Years, seat: str) -> dict[str, str]:
    """Where things are expected to stand after the last year. Raises InputError for what is not known, and yourself."""
    variables = [name for name, levels in world.space.levels.items() if len(levels) > 1 and name != seat]
    bets: dict[str, str] = {}
    for written, level in (moves_of(asked.predict) if asked.predict else {}).items():
        name = as_known(written, variables)
        if name not in variables:
            raise InputError(unknown("player or state variable to bet on", written, variables))
        levels = world.space.levels[name]
        if (bets.setdefault(name, as_known(level, levels))) not in levels:
            raise InputError(f"{name}: {unknown('move or level', level, levels)}")
    return bets


def called(world: Years, name: str) -> str:
    """What people read for a variable of the state: a player's name, or its label."""
    variable = world.rounds.state[name]
    return world.scenario.case.players[variable.player].name if variable.player else variable.label


def level_in_words(world: Years, name: str, level: str) -> str:
    """What people read for a level: a move's label; of what is there or not yes or no; else the number."""
    variable = world.rounds.state[name]
    if variable.player:
        return world.scenario.case.players[variable.player].label(level)
    return {"0": "no", "1": "yes"}[level] if set(variable.levels) == {"0", "1"} else level
