"""The years of a scenario: shares and bands by year, a history told and told again, paces compared, the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ...case.rounds import PAYOFF, Recorded
from ...case.scenario import Scenario
from ...errors import InputError
from ...games.arrays import Array, Index
from ...games.years import Plan, values
from ...present.frames import Frame, frame
from ...solve.staged import RULES
from ...worlds.advance import Watch, unwatched
from ...worlds.results.years import along
from ...worlds.years import LOGIT, Years, years_of
from ...worlds.years_by_rule import carried_by_rule
from ...worlds.years_laid import check_history, undone
from ...worlds.years_record import as_far_out, compared_with, first_left, first_of
from ...worlds.years_told import (
    HIGH,
    LOW,
    Happening,
    Laid,
    band,
    carried_from,
    end_of,
    one_history,
    read_laid,
    simulated,
    stands_in,
    waits,
    with_laid,
)
from ...worlds.years_turns import AtOnce
from ..believe.nearest.nearest_world import NearestWorld
from .authors import Author, authors
from .kept import kept_by
from .pace import Pace, pace
from .question import YearsAsked


@dataclass(frozen=True, eq=False)
class Replayed:
    """One history again with other moves. `happenings` are those of the second playing, `end` the state it ends in.

    `before` and `after`: by event the share of histories in which it holds in the last year, seen from the point where
    the first other move is made: as it was, and with the move. `undone`: of the moves, in which share of those
    histories one is not open.
    """

    moves: Laid
    happenings: tuple[Happening, ...]
    end: int
    before: Mapping[str, float]
    after: Mapping[str, float]
    undone: Mapping[tuple[int, str], float]


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

    `plan` and `drawn` are None under a selection rule, where there is nothing to simulate. `end` is the state in which
    the story ends. `kept`: the nearest change of belief that keeps the record among the paths, or drives it out.
    `undone`: of what is given, in which share of histories it is not open when its turn comes.
    """

    asked: YearsAsked
    world: Years
    given: Laid
    carried: Array
    plan: Plan | None = None
    drawn: Index | None = None
    story: tuple[Happening, ...] = ()
    end: int = -1
    replayed: Replayed | None = None
    pace: tuple[Pace, ...] = ()
    waiting: tuple[Waited, ...] = ()
    authors: tuple[Author, ...] = ()
    kept: NearestWorld | None = None
    undone: Mapping[tuple[int, str], float] = field(default_factory=dict)

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
        """By event the share of histories in which it holds, shape (1 + years,); sums of chances are cut to 0 and 1."""
        return {name: along(self.world, name, self.carried)[:, 0].clip(0, 1) for name in self.world.events}

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

    @cached_property
    def recorded(self) -> dict[str, Recorded]:
        """What became of it, in the years that are played, but for what is laid down."""
        return compared_with(self.world, self.given)

    def far_out(self, name: str) -> dict[int, float]:
        """By year the share of histories at least as far out as a part of the record."""
        shares = as_far_out(self.world, self.recorded[name], self.carried)
        return {year: float(share[0]) for year, share in shares.items()}

    def left(self, name: str) -> int | None:
        """The first year in which a part of the record lies outside the paths; None where it never does."""
        return first_left(as_far_out(self.world, self.recorded[name], self.carried))

    @property
    def first_left(self) -> tuple[int, tuple[str, ...]] | None:
        """The first year in which the record lies outside the paths, and by what; None where it never does."""
        return first_of({name: self.left(name) for name in self.recorded})

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


def answer(asked: YearsAsked, watch: Watch = unwatched) -> YearsTold:
    """The years of the scenario. Raises InputError for a case without rounds.toml, and for what is unknown."""
    scenario = asked.read().remembering(asked.remember)
    _check(asked)
    world = years_of(scenario, at_once=asked.at_once)
    given = read_laid(world, asked.given)
    if rule := next((rule for rule in RULES if rule == asked.choice), None):
        by_rule = tuple(authors(asked, world)) if asked.authors else ()
        return YearsTold(asked, world, given, carried_by_rule(world, rule), authors=by_rule)
    plan = with_laid(world, world.plan(asked.choice), given)
    told, not_open = asked.story or bool(asked.replay), undone(world, plan, given)
    return YearsTold(
        asked,
        world,
        given,
        world.carried(plan),
        plan,
        simulated(world, plan, asked.histories, seed=asked.seed),
        one_history(world, plan, seed=asked.seed) if told else (),
        end_of(world, plan, seed=asked.seed) if told else -1,
        _replayed(asked, world, plan) if asked.replay else None,
        tuple(pace(asked, world)) if asked.pace else (),
        tuple(_waiting(world, plan, asked.wait)) if asked.wait else (),
        tuple(authors(asked, world)) if asked.authors else (),
        kept_by(scenario, asked.seconds, watch) if asked.keep else None,
        not_open,
    )


def _check(asked: YearsAsked) -> None:
    """Raises InputError for what does not go together."""
    if asked.choice in RULES and asked.within_year:
        raise InputError(
            f"`choice` {asked.choice} settles each year by the order of moves, so `within_year` says nothing. Leave it "
            "out."
        )
    if asked.choice in RULES and (asked.given or asked.story or asked.replay or asked.pace or asked.wait):
        raise InputError(
            f"`choice` {asked.choice} settles on one outcome a year, without `given`, `story`, `replay`, `pace` or "
            "`wait`. Leave them out, or choose by this_year or ahead."
        )
    if asked.keep and (asked.choice != LOGIT or asked.given or asked.within_year):
        raise InputError(
            "`keep` asks what keeps the record where each looks at this year and nothing is laid down. Leave out "
            "`choice`, `within_year` and `given`."
        )


def _waiting(world: Years, plan: Plan, player: str) -> Iterator[Waited]:
    index = list(world.scenario.case.players).index(player) if player in world.scenario.case.players else 0
    for until, laid in waits(world, player).items():
        held = with_laid(world, plan, laid)
        last = world.carried(held)[-1, :, 0] @ world.game.payoffs[index, :, 0]
        yield Waited(until, float(values(world.game, held)[index, world.start[0], 0]), float(last))


def _replayed(asked: YearsAsked, world: Years, plan: Plan) -> Replayed:
    moves = read_laid(world, asked.replay)
    again = with_laid(world, plan, moves)
    check_history(world, again, moves, seed=asked.seed)
    year = min(year for year, _ in moves)
    ends = [carried_from(world, each, plan, year, seed=asked.seed)[-1] for each in (plan, again)]
    before, after = ({name: float(worth[:, 0] @ end[:, 0]) for name, worth in world.events.items()} for end in ends)
    history, end = one_history(world, again, seed=asked.seed), end_of(world, again, seed=asked.seed)
    not_open = undone(world, again, moves, stands_in(world, plan, year, seed=asked.seed))
    return Replayed(moves, history, end, before, after, not_open)
