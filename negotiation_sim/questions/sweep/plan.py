"""A sweep, validated: which scenarios under which sets, what is drawn, what is asked of each draw."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...case.conclusions import Conclusion
from ...case.scenario import Case, Scenario
from ...games.arrays import Array
from ...present.stamp import stamp
from ...worlds.sampling import Sampling

KEYS = ("draw", "assumption_set", "scenario")
SOLVED = ("equilibria", "best_joint", "cautious")


@dataclass(frozen=True)
class Grid:
    """Every combination of the axes' values, the last axis fastest. They override what sets and scenarios say."""

    axes: Mapping[str, tuple[float, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The assumptions that the grid varies, in the order of the file."""
        return tuple(self.axes)

    @property
    def count(self) -> int:
        """How many points it has: the product of the numbers of values."""
        return math.prod(len(values) for values in self.axes.values())

    @property
    def record(self) -> dict[str, Any]:
        """The axes as plain data."""
        return {"grid": {name: list(values) for name, values in self.axes.items()}}

    def source(self, scenario: Scenario) -> object:
        """What a scenario's values come from besides the number of a draw: equal sources, equal values."""
        return None

    def draws(self, scenario: Scenario, numbers: range) -> dict[str, Array]:
        """The axes' values at these points of the grid, name -> array of shape (len(numbers),)."""
        at = np.unravel_index(np.asarray(numbers), [len(values) for values in self.axes.values()])
        return {name: np.array(values)[k] for (name, values), k in zip(self.axes.items(), at, strict=True)}


@dataclass(frozen=True)
class Sample:
    """Draws over the ranges of some assumptions: those of `sampling`, any part of them without the rest.

    A draw is one point of the unit cube, the same for every set and scenario; each turns it into values of its own.
    """

    sampling: Sampling

    @property
    def names(self) -> tuple[str, ...]:
        """The assumptions that are drawn, in the order of `sampling`."""
        return self.sampling.names

    @property
    def count(self) -> int:
        """How many draws are made."""
        return self.sampling.count

    @property
    def record(self) -> dict[str, Any]:
        """What is drawn, and how, as plain data; a scheme and correlations only where they are not the usual ones."""
        made = self.sampling
        sample: dict[str, Any] = {"draws": self.count, "seed": made.seed, "distribution": made.distribution}
        if made.scheme != "random":
            sample["scheme"] = made.scheme
        if made.correlations:
            sample["correlated"] = [[list(group.members), group.rank_correlation] for group in made.correlations]
        return {"assumptions": list(self.names), "sample": sample}

    def source(self, scenario: Scenario) -> object:
        """What a scenario's values come from besides the number of a draw: equal sources, equal values."""
        drawn = self.sampling.marginals(scenario)
        held = set(self.names) - {marginal.name for marginal in drawn}
        return drawn, {name: scenario.values[name] for name in held}

    def draws(self, scenario: Scenario, numbers: range) -> dict[str, Array]:
        """The values of these draws, name -> array of shape (len(numbers),).

        A draw depends on the seed and its number alone. What the scenario changes is the scenario, so it is held at
        the scenario's value.
        """
        drawn = self.sampling.draws(scenario, self.sampling.unit_points(numbers.start, numbers.stop))
        held = {name: np.full(len(numbers), scenario.values[name]) for name in self.names if name not in drawn}
        return {name: {**drawn, **held}[name] for name in self.names}


@dataclass(frozen=True, eq=False)
class SweepPlan:
    """A sweep, validated. Chunk k holds the draws k x chunk to (k + 1) x chunk, under every set and scenario."""

    name: str
    title: str
    case: Case
    scenarios: tuple[str, ...]
    sets: tuple[str, ...]
    inputs: Grid | Sample
    conclusions: dict[str, Conclusion]
    chunk: int

    @property
    def chunks(self) -> int:
        """How many chunks the sweep has."""
        return math.ceil(self.inputs.count / self.chunk)

    @property
    def rows(self) -> int:
        """How many rows the finished table has."""
        return self.inputs.count * len(self.scenarios) * len(self.sets)

    def draws_of(self, chunk: int) -> range:
        """The numbers of a chunk's draws."""
        return range(chunk * self.chunk, min((chunk + 1) * self.chunk, self.inputs.count))

    @cached_property
    def runs(self) -> tuple[Scenario, ...]:
        """Every scenario under every set, the scenarios of one set together."""
        return tuple(self.case.scenario(name, assumed) for assumed in self.sets for name in self.scenarios)

    @cached_property
    def sources(self) -> tuple[int, ...]:
        """For each of `runs` the number of the first that has the same values in every draw."""
        sources = [self.inputs.source(run) for run in self.runs]
        return tuple(sources.index(source) for source in sources)

    @property
    def columns(self) -> dict[str, str]:
        """The columns of the table of results and their SQL types, in order."""
        return {
            **dict(zip(KEYS, ("BIGINT", "VARCHAR", "VARCHAR"), strict=True)),
            **dict.fromkeys(self.inputs.names, "DOUBLE"),
            **dict.fromkeys(self.conclusions, "BOOLEAN"),
            **dict(zip(SOLVED, ("INTEGER", "VARCHAR", "VARCHAR"), strict=True)),
            **{f"payoff.{player}": "DOUBLE" for player in self.case.players},
        }

    @property
    def seed(self) -> int | None:
        """The seed of a sample; None for a grid."""
        return self.inputs.sampling.seed if isinstance(self.inputs, Sample) else None

    @cached_property
    def record(self) -> dict[str, Any]:
        """All that the table depends on, as plain data. The title is left out: it changes no number."""
        register = self.case.register
        return {
            "case": self.case.name,
            "scenarios": list(self.scenarios),
            "sets": list(self.sets),
            "chunk": self.chunk,
            **self.inputs.record,
            "conclusions": {
                name: [reached.condition.text, reached.sense, *([] if reached.of == "game" else [reached.of])]
                for name, reached in self.conclusions.items()
            },
            "ranges": {name: [register[name].low, register[name].high] for name in self.inputs.names},
            "rules and values": {f"{run.assumptions.name}, {run.name}": run.digest for run in self.runs},
            **({"changes": [change.words for change in changes]} if (changes := stamp(self.runs).changes) else {}),
        }

    @property
    def described(self) -> dict[str, Any]:
        """`record`, and what people call the case and the one it was copied from: that changes no number either."""
        made = stamp(self.runs)
        return {**self.record, "case_title": made.title, **({"copy_of": made.copy_of} if made.copy_of else {})}

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits of a hash over `record`."""
        return hashlib.sha256(json.dumps(self.record).encode()).hexdigest()[:12]
