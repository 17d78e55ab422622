"""A sweep file in TOML -> SweepPlan, everything checked once."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np

from ...case.conclusions import Conclusion
from ...case.document import Section, check_identifier, read_toml, twice
from ...case.library import find_case
from ...case.loader import load_case
from ...case.scenario import Case
from ...errors import InputError, unknown
from ...present.phrases import listed
from ...worlds.marginals import Distribution
from ...worlds.results.result import conclusion
from ...worlds.sampling import Scheme, sampling
from .plan import KEYS, SOLVED, Grid, Sample, SweepPlan

MOST_DRAWS = 10**9
MOST_STEPS = 10**6
MOST_IN_A_CHUNK = 10**6
MOST_CELLS = 5 * 10**7
CHUNK = 4000


def read_plan(path: Path) -> SweepPlan:
    """The sweep that a file describes. Raises InputError naming the file, the line and the key of the first fault.

    The case is the one named by `case`, else the one in whose folder, or in a folder of which, the file lies.
    """
    section = read_toml(path)
    section.allow("title", "case", "scenarios", "sets", "chunk", "grid", "sample", "conclusions")
    case = _case(section, path)
    conclusions = dict(_conclusions(section.section("conclusions"), case))
    plan = SweepPlan(
        name=path.stem,
        title=section.text("title"),
        case=case,
        scenarios=_names(section, "scenarios", "scenario", case.main, list(case.scenario_files)),
        sets=_names(section, "sets", "assumption set", (case.base_set,), list(case.sets)),
        inputs=_inputs(section, case, {"game", *(reached.of for reached in conclusions.values())}),
        conclusions=conclusions,
        chunk=whole(section, "chunk", 1, MOST_IN_A_CHUNK, CHUNK),
    )
    _check_drawn(section, plan)
    _check_ranges(section, plan)
    _check_columns(section, plan)
    _check_memory(section, plan)
    return plan


def _case(section: Section, path: Path) -> Case:
    if "case" in section.data:
        return load_case(_named_case(section, path.resolve().parent))
    for folder in (path.resolve().parent, path.resolve().parent.parent):
        if (folder / "game.toml").is_file():
            return load_case(folder)
    raise section.fault(
        None, 'lies in no case\'s folder, so it must name its case. Add a line, for example: case = "kosovo"'
    )


def _named_case(section: Section, folder: Path) -> Path:
    """The folder of the case that `case` names: one beside the sweep file, else as everywhere."""
    name = section.text("case")
    with _placed(section, "case"):
        return find_case(folder / name if os.path.isfile(folder / name / "game.toml") else name)


def _names(section: Section, key: str, kind: str, default: tuple[str, ...], allowed: list[str]) -> tuple[str, ...]:
    names = section.texts(key, default)
    for name in names:
        if name not in allowed:
            raise section.fault(key, unknown(kind, name, allowed))
    if not names or (repeated := twice(names)):
        raise section.fault(key, f"lists '{repeated}' twice. Keep one." if names else "is empty. Name one at least.")
    return names


def whole(section: Section, key: str, low: int, high: int, default: int | None = None) -> int:
    """The whole number at `key`, from `low` to `high`."""
    if key not in section.data and default is not None:
        return default
    number = section.number(key)
    if number != int(number) or not low <= number <= high:
        raise section.fault(key, f"{number:g} is not possible: write a whole number from {low:,} to {high:,}.")
    return int(number)


def _inputs(section: Section, case: Case, kinds: Collection[str]) -> Grid | Sample:
    if ("grid" in section.data) == ("sample" in section.data):
        raise section.fault(None, "needs one of two: a [grid] of values, or a [sample] over the ranges.")
    if "sample" in section.data:
        return _sample(section.section("sample"), case, kinds)
    grid = Grid(dict(_axes(section.section("grid"), case)))
    if not grid.axes:
        raise section.fault("grid", "is empty. Add a line, for example: NAME = { from = 0, to = 1, steps = 11 }")
    if grid.count > MOST_DRAWS:
        raise section.fault("grid", f"has {grid.count:,} points; at most {MOST_DRAWS:,} are run. Take fewer steps.")
    return grid


def _axes(section: Section, case: Case) -> Iterator[tuple[str, tuple[float, ...]]]:
    for key, value in section.data.items():
        name = ".".join((*section.path, key)[1:])
        if name in case.register:
            yield name, _axis(section, key, value)
        elif isinstance(value, dict) and not {"from", "to", "steps"} & set(value):
            yield from _axes(section.section(key), case)
        else:
            raise section.fault(key, unknown("assumption", name, case.register))


def _axis(section: Section, key: str, value: object) -> tuple[float, ...]:
    if isinstance(value, dict):
        part = section.section(key)
        part.allow("from", "to", "steps")
        low, high, steps = part.number("from"), part.number("to"), whole(part, "steps", 2, MOST_STEPS)
        values = tuple(np.linspace(low, high, steps).tolist())
    else:
        values = tuple(section.as_number(key, item) for item in section.items(key))
    if not values or (repeated := twice(map(str, values))):
        raise section.fault(key, f"has the value {repeated} twice. Keep one." if values else "is empty. List values.")
    return values


def _sample(section: Section, case: Case, kinds: Collection[str]) -> Sample:
    section.allow("draws", "seed", "scheme", "distribution", "assumptions", "correlated")
    scheme = _one_of(section, "scheme", "random", get_args(Scheme))
    distribution = _one_of(section, "distribution", "triangular", get_args(Distribution))
    draws, seed = whole(section, "draws", 1, MOST_DRAWS), whole(section, "seed", 0, 2**32 - 1)
    if not (patterns := section.texts("assumptions", ("*",))):
        raise section.fault("assumptions", "is empty. Name one at least, or leave the line out to draw all.")
    correlated = section.flag("correlated")
    with _placed(section, "correlated" if correlated and not case.correlations else "assumptions"):
        drawn = sampling(
            case, seed=seed, scheme=scheme, distribution=distribution, free=patterns, correlated=correlated, kinds=kinds
        )
    return Sample(replace(drawn, wanted=draws))


def _one_of(section: Section, key: str, default: str, allowed: tuple[str, ...]) -> str:
    """The text at `key`, one of those allowed."""
    text = section.text(key, default)
    section.check_known(key, key, (text,), allowed)
    return text


def _conclusions(section: Section, case: Case) -> Iterator[tuple[str, Conclusion]]:
    for name, part in section.sections():
        check_identifier(section, name, "conclusion")
        part.allow("holds", "sense", "concept")
        if {"sense", "concept"} <= {*part.data}:
            raise part.fault("concept", "says the same as 'sense', an older word for it. Keep 'sense' alone.")
        key = "concept" if "concept" in part.data else "sense"
        holds = part.text("holds")
        with _placed(part, "holds"):
            named = isinstance(case.stated(holds), Conclusion)
        sense = part.text(key) if key in part.data else None if named else "best_joint"
        with _placed(part, key):
            yield name, conclusion(case, holds, sense, key)


@contextmanager
def _placed(section: Section, key: str) -> Iterator[None]:
    """Adds to a fault where in the file it stands."""
    try:
        yield
    except InputError as error:
        raise section.fault(key, str(error)) from None


def _check_drawn(section: Section, plan: SweepPlan) -> None:
    """Refuses a sample of which a scenario leaves nothing to draw."""
    if isinstance(plan.inputs, Sample):
        for scenario in plan.runs:
            with _placed(section.section("sample"), "assumptions"):
                plan.inputs.sampling.marginals(scenario)


def _check_ranges(section: Section, plan: SweepPlan) -> None:
    """Refuses a set with ranges of its own: the draws of a sweep are over the ranges of the register, for all sets."""
    for name in plan.sets:
        if isinstance(plan.inputs, Sample) and (ranges := plan.case.sets[name].ranges):
            problem = (
                f"'{name}' gives {listed([*ranges])} another range, and a sweep draws all sets over the register's."
            )
            raise section.fault("sets", f"{problem} Leave the set out, or write the range into assumptions.toml.")


def _check_columns(section: Section, plan: SweepPlan) -> None:
    """Refuses a conclusion or an assumption whose column in the table would be another's."""
    payoffs = [f"payoff.{player}" for player in plan.case.players]
    if repeated := twice([*KEYS, *SOLVED, *payoffs, *plan.inputs.names, *plan.conclusions]):
        at = section.section("conclusions") if repeated in plan.conclusions else section
        raise at.fault(repeated, "is the name of another column of the table. Choose another.")


def _check_memory(section: Section, plan: SweepPlan) -> None:
    """Refuses chunks whose rows would not fit into memory."""
    cells = len(plan.runs) * len(plan.columns)
    if min(plan.chunk, plan.inputs.count) * cells > MOST_CELLS:
        problem = f"a draw is {cells:,} numbers here, so a chunk would not fit into memory"
        raise section.fault("chunk", f"{problem}: write at most {MOST_CELLS // cells:,}.")
