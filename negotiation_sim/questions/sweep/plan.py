"""A sweep, validated: which scenarios under which sets, what is drawn, what is asked of each draw."""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...case.conclusions import Conclusion
from ...case.scenario import Case, Scenario
from .drawing import Grid, Sample

KEYS = ("draw", "assumption_set", "scenario")
SOLVED = ("equilibria", "best_joint", "cautious")


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
            **_inputs_record(self.inputs),
            "conclusions": {name: _conclusion_record(conclusion) for name, conclusion in self.conclusions.items()},
            "ranges": {name: [register[name].low, register[name].high] for name in self.inputs.names},
            "rules and values": {f"{run.assumptions.name}, {run.name}": run.digest for run in self.runs},
        }

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits of a hash over `record`."""
        return hashlib.sha256(json.dumps(self.record).encode()).hexdigest()[:12]


def _conclusion_record(conclusion: Conclusion) -> list[str]:
    return [conclusion.condition.text, conclusion.sense]


def _inputs_record(inputs: Grid | Sample) -> dict[str, Any]:
    if isinstance(inputs, Grid):
        return {"grid": {name: list(values) for name, values in inputs.axes.items()}}
    drawn = inputs.sampling
    return {
        "assumptions": list(inputs.names),
        "sample": {"draws": inputs.count, "seed": drawn.seed, "distribution": drawn.distribution},
    }
