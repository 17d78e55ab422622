"""The answer of `sweep` in words and tables, and as plain dictionaries."""

from typing import Any

from rich.console import Group
from rich.text import Text

from ...present.phrases import words
from ...present.records import Record, number
from ...present.stamp import CAVEAT
from ...present.tables import table_of
from .answer import Swept
from .summary import Shares, Summary


def text(answer: Swept) -> Group:
    """Each conclusion's share of the draws, by set and scenario."""
    summary = answer.summary
    names = [
        f"{answer.titles.get(name, words(name))} (share of draws)" for name in summary.inputs["plan"]["conclusions"]
    ]
    heads = ["Draws", *names, "Equilibria (mean)"]
    table = table_of(summary.inputs["title"], "Assumption set", "Scenario", *heads, right=heads)
    for row in summary.shares:
        shares = [f"{share:.3f}" for share in row.conclusions.values()]
        table.add_row(row.assumption_set, words(row.scenario), f"{row.draws:,}", *shares, f"{row.equilibria:.2f}")
    note = "A share of draws is a share of the readings tried, not the probability of an event."
    return Group(table, Text(f"{note}\n{_stamp(summary)}\n{CAVEAT}", style="dim"))


def _stamp(summary: Summary) -> str:
    plan, inputs = summary.inputs["plan"], summary.inputs
    sample = plan.get("sample", {})
    points = ", Sobol points" if sample.get("scheme") == "sobol" else ""
    groups = ", with correlated groups" if sample.get("correlated") else ""
    seed = f" Seed {inputs['seed']}{points}{groups}." if inputs["seed"] is not None else ""
    state = "complete" if summary.complete else f"{summary.chunks:,} of {inputs['chunks']:,} chunks complete"
    hashes = f"Hash {inputs['hash']}, table {summary.table_hash} ({state})"
    changes = "; ".join(plan.get("changes", ())) or "none"
    copy = f", a copy of {plan['copy_of']}" if "copy_of" in plan else ""
    case = f"{plan['case_title']} ({plan['case']}{copy})"
    inputs_line = f"Case: {case}. Assumptions: {', '.join(plan['sets'])}. Own changes: {changes}."
    return f"{inputs_line}{seed} {hashes}. File: {summary.path}"


def record(answer: Swept) -> Record:
    """The inputs, how much is complete, the shares. Only `created` and `file` differ between runs."""
    summary = answer.summary
    plan = summary.inputs["plan"]
    inputs: dict[str, Any] = {key: value for key, value in summary.inputs.items() if key != "plan"}
    return {
        "case": plan["case"],
        "case_title": plan["case_title"],
        **({"copy_of": plan["copy_of"]} if "copy_of" in plan else {}),
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
