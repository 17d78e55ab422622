"""The answer of `sweep` as plain dictionaries."""

from typing import Any

from ...present.records import Record, number
from .answer import Swept
from .summary import Shares


def record(answer: Swept) -> Record:
    """The inputs, how much is complete, the shares. Only `created` and `file` differ between runs."""
    summary = answer.summary
    plan = summary.inputs["plan"]
    inputs: dict[str, Any] = {key: value for key, value in summary.inputs.items() if key != "plan"}
    return {
        "case": plan["case"],
        "assumptions": plan["sets"],
        **inputs,
        "plan": plan,
        "file": str(summary.path),
        "complete": summary.complete,
        "chunks_complete": summary.chunks,
        "rows": summary.rows,
        "table_hash": summary.table_hash,
        "results": [_shares(row) for row in summary.shares],
    }


def _shares(row: Shares) -> Record:
    return {
        "assumptions": row.assumption_set,
        "scenario": row.scenario,
        "draws": row.draws,
        "share_of_draws": {name: number(share) for name, share in row.conclusions.items()},
        "mean_equilibria": number(row.equilibria),
    }
