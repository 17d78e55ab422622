"""Recognitions together or one a year, and how that changes where each hardens the one that is to settle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...case.positions import speaks_of
from ...worlds.years import Years, years_of
from ...worlds.years_told import hardened_by, paces, read_laid, with_laid
from .question import YearsAsked


@dataclass(frozen=True, eq=False)
class Pace:
    """One pace under some values: by event the share of histories in which it holds by year, a list for each.

    `values`: what a remembered move counts for, by assumption; `sets` are those who believe that; empty where the case
    remembers none.
    """

    name: str
    values: Mapping[str, float]
    sets: tuple[str, ...]
    shares: Mapping[str, tuple[float, ...]]


def pace(asked: YearsAsked, world: Years) -> Iterator[Pace]:
    """Both paces under the scenario's own values, then under what other sets believe of remembered moves."""
    scenario = world.scenario
    names = hardened_by(world)
    here = tuple(scenario.values[name] for name in names)
    believers: dict[tuple[float, ...], list[str]] = {here: []}
    for each in scenario.case.sets if names else ():
        other = scenario.case.scenario(scenario.name, each).values
        if not speaks_of(scenario.case, scenario.case.sets[each], names):  # what a set leaves it does not believe
            continue
        believers.setdefault(tuple(other[name] for name in names), []).append(each)
    for values, sets in believers.items():
        changed = dict(zip(names, values, strict=True))
        years = years_of(scenario.with_values(changed), at_once=asked.at_once) if values != here else world
        plan = with_laid(years, years.plan(asked.choice), read_laid(years, asked.given))
        for name, laid in paces(years).items():
            carried = years.carried(with_laid(years, plan, laid))[..., 0]
            shares = {event: tuple((carried @ worth[:, 0]).tolist()) for event, worth in years.events.items()}
            yield Pace(name, changed, tuple(sets), shares)
