"""The years of a scenario: shares and bands by year, a history told and told again, paces compared, the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...case.rounds import PAYOFF, Recorded
from ...case.scenario import Scenario
from ...errors import InputError
from ...games.arrays import Array, Index
from ...games.years import Plan, values
from ...present.frames import Frame, frame
from ...solve.staged import RULES
from ...worlds.results.years import along
from ...worlds.years import Years, years_of
from ...worlds.years_by_rule import carried_by_rule
from ...worlds.years_told import (
    HIGH,
    LOW,
    Happening,
    Laid,
    band,
    carried_from,
    one_history,
    paces,
    read_laid,
    simulated,
    waits,
    with_laid,
)
from ...worlds.years_turns import AtOnce
from .question import YearsAsked


@dataclass(frozen=True, eq=False)
class Replayed:
    """One history again with other moves. `happenings` are those of the second playing.

    `before` and `after`: by event the share of histories in which it holds in the last year, seen from the point where
    the first other move is made: as it was, and with the move.
    """

    moves: Laid
    happenings: tuple[Happening, ...]
    before: Mapping[str, float]
    after: Mapping[str, float]


@dataclass(frozen=True)
class Waited:
    """What it brings a player to wait until a year, or for ever: its payoff over all years, discounted, and the last.

    `until` is the year in which it turns to its lasting move, or "never".
    """

    until: str
    over_the_years: float
    last_year: float


@dataclass(frozen=True, eq=False)
class YearsTold:
    """The years of a scenario. `carried` is the chance of each state by year, `drawn` the states of simulated ones.

    `plan` and `drawn` are None under a selection rule, where there is nothing to simulate.
    """

    asked: YearsAsked
    world: Years
    given: Laid
    carried: Array
    plan: Plan | None
    drawn: Index | None
    story: tuple[Happening, ...]
    replayed: Replayed | None
    pace: Mapping[str, Array]
    waiting: tuple[Waited, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.world.scenario

    @property
    def years(self) -> tuple[int, ...]:
        """The years, that of the start first."""
        return (self.world.rounds.start, *self.world.rounds.played)

    @cached_property
    def shares(self) -> dict[str, Array]:
        """By event the share of histories in which it holds, shape (1 + years,)."""
        return {name: along(self.world, name, self.carried)[:, 0] for name in self.world.events}

    @cached_property
    def worths(self) -> dict[str, Array]:
        """By mean, payoffs among them, what it is in each state, shape (states,)."""
        payoffs = zip(self.scenario.case.players, self.world.game.payoffs, strict=True)
        told = {**self.world.means, **{f"{PAYOFF}.{player}": each for player, each in payoffs}}
        return {name: worth[:, 0] for name, worth in told.items()}

    @cached_property
    def means(self) -> dict[str, Array]:
        """By name the mean over histories, shape (1 + years,)."""
        return {name: self.carried[..., 0] @ worth for name, worth in self.worths.items()}

    @cached_property
    def bands(self) -> dict[str, tuple[Array, Array, Array]]:
        """By name what a twentieth, half and all but a twentieth of histories do not exceed, each (1 + years,)."""
        carried = self.carried[..., 0]
        return {
            name: (band(worth, carried, LOW), band(worth, carried, 0.5), band(worth, carried, HIGH))
            for name, worth in self.worths.items()
        }

    @property
    def within_year(self) -> str | None:
        """How those who choose move within a year: `at_once` where some do; None under a selection rule."""
        if self.plan is None:
            return None
        return "at_once" if any(isinstance(turn, AtOnce) for turn in self.world.turns) else "in_turn"

    @property
    def remembered(self) -> list[str]:
        """The variables of the state that have more than one level here."""
        return [name for name, levels in self.world.space.levels.items() if len(levels) > 1]

    def standard_errors(self, name: str) -> Array:
        """The standard error of an event's share among as many simulated histories."""
        return np.asarray(np.sqrt(self.shares[name] * (1 - self.shares[name]) / self.asked.histories))

    def frequency(self, name: str) -> Array | None:
        """An event's share among the simulated histories; None where none were."""
        return None if self.drawn is None else self.world.events[name][:, 0][self.drawn].mean(axis=0)

    def left(self, recorded: Recorded) -> int | None:
        """The first year in which what became of it lies outside the band of the paths; None where it never does."""
        if recorded.name in self.bands:
            low, _, high = self.bands[recorded.name]
        else:  # of an event it lies outside where nineteen of twenty histories say otherwise
            share = self.shares[recorded.name]
            low, high = np.where(share > HIGH, 1.0, 0.0), np.where(share >= LOW, 1.0, 0.0)
        for year, value in sorted(recorded.values.items()):
            if year in self.years:
                k = self.years.index(year)
                if not low[k] - 1e-9 <= value <= high[k] + 1e-9:
                    return year
        return None

    @property
    def table(self) -> Frame:
        """A row per year and what is told of it."""
        rows = []
        for k, year in enumerate(self.years):
            for name, share in self.shares.items():
                error = float(self.standard_errors(name)[k])
                rows.append({"year": year, "name": name, "share": float(share[k]), "standard_error": error})
            for name, mean in self.means.items():
                low, middle, high = (float(part[k]) for part in self.bands[name])
                rows.append({"year": year, "name": name, "mean": float(mean[k]), "low": low, "middle": middle,
                             "high": high})  # fmt: skip
        return frame(rows)


def answer(asked: YearsAsked) -> YearsTold:
    """The years of the scenario. Raises InputError for a case without rounds.toml, and for what is unknown."""
    scenario = asked.read().remembering(asked.remember)
    rule = next((rule for rule in RULES if rule == asked.choice), None)
    if rule and asked.within_year:
        raise InputError(
            f"`choice` {rule} settles each year by the order of moves, so `within_year` says nothing. Leave it out."
        )
    world = years_of(scenario, at_once=False if rule else _at_once(asked))
    given = read_laid(world, asked.given)
    if rule:
        if given or asked.story or asked.replay or asked.pace or asked.wait:
            raise InputError(
                f"`choice` {rule} settles on one outcome a year, without `given`, `story`, `replay`, `pace` or `wait`. "
                "Leave them out, or choose by this_year or ahead."
            )
        return YearsTold(asked, world, given, carried_by_rule(world, rule), None, None, (), None, {})
    plan = with_laid(world, world.plan(asked.choice), given)
    told = asked.story or bool(asked.replay)
    laid_down = paces(world) if asked.pace else {}
    return YearsTold(
        asked,
        world,
        given,
        world.carried(plan),
        plan,
        simulated(world, plan, asked.histories, seed=asked.seed),
        one_history(world, plan, seed=asked.seed) if told else (),
        _replayed(asked, world, plan) if asked.replay else None,
        {name: world.carried(with_laid(world, plan, laid)) for name, laid in laid_down.items()},
        tuple(_waiting(world, plan, asked.wait)) if asked.wait else (),
    )


def _at_once(asked: YearsAsked) -> bool | None:
    """Whether those of one stage choose at once; None: as the case says."""
    return None if asked.within_year is None else asked.within_year == "at_once"


def _waiting(world: Years, plan: Plan, player: str) -> Iterator[Waited]:
    index = list(world.scenario.case.players).index(player) if player in world.scenario.case.players else 0
    for until, laid in waits(world, player).items():
        held = with_laid(world, plan, laid)
        last = world.carried(held)[-1, :, 0] @ world.game.payoffs[index, :, 0]
        yield Waited(until, float(values(world.game, held)[index, world.start[0], 0]), float(last))


def _replayed(asked: YearsAsked, world: Years, plan: Plan) -> Replayed:
    moves = read_laid(world, asked.replay)
    again = with_laid(world, plan, moves)
    year = min(year for year, _ in moves)
    ends = [carried_from(world, each, plan, year, seed=asked.seed)[-1] for each in (plan, again)]
    before, after = ({name: float(worth[:, 0] @ end[:, 0]) for name, worth in world.events.items()} for end in ends)
    return Replayed(moves, one_history(world, again, seed=asked.seed), before, after)
