"""What a sweep's file says in short: how much of it is complete, and each conclusion's share of the draws."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .store import Store


@dataclass(frozen=True)
class Shares:
    """One scenario under one set: the draws solved, shares in which each conclusion holds, the mean of equilibria."""

    assumption_set: str
    scenario: str
    draws: int
    conclusions: dict[str, float]
    equilibria: float


@dataclass(frozen=True)
class Summary:
    """`inputs` is the row of the table of inputs, its plan as data; `chunks` how many are complete."""

    path: Path
    inputs: dict[str, Any]
    chunks: int
    rows: int
    table_hash: str
    shares: tuple[Shares, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.chunks == int(self.inputs["chunks"])


def summary(store: Store) -> Summary:
    """The summary of an open file of a sweep."""
    inputs = store.inputs
    inputs["plan"] = json.loads(inputs["plan"])
    (rows,) = store.connection.execute("SELECT coalesce(sum(rows), 0)::BIGINT FROM chunks").fetchone() or (0,)
    return Summary(store.path, inputs, len(store.done), rows, store.table_hash, _shares(store, inputs["plan"]))


def _shares(store: Store, plan: dict[str, Any]) -> tuple[Shares, ...]:
    names = list(plan["conclusions"])
    means = "".join(f', avg("{name}"::INTEGER)' for name in names)
    rows = store.connection.execute(
        f"SELECT assumption_set, scenario, count(*), avg(equilibria){means} FROM results GROUP BY ALL"
    ).fetchall()
    shares = [Shares(row[0], row[1], row[2], dict(zip(names, row[4:], strict=True)), row[3]) for row in rows]
    places = {name: k for k, name in enumerate([*plan["sets"], *plan["scenarios"]])}
    return tuple(sorted(shares, key=lambda row: (places[row.assumption_set], places[row.scenario])))
