"""What a sweep shows: a bar while it runs, a short table when it stands, the same as JSON."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console, Group
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text

from ...present.phrases import words
from ...present.records import Record, number
from ...present.stamp import CAVEAT
from ...present.tables import table_of
from .run import Progress as Reached
from .run import Report
from .summary import Summary

EVERY = 5.0


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """Shows on standard error how far a sweep is: a bar in a terminal, elsewhere a line every few seconds."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"), console=console
    ) as bar:
        task = bar.add_task(words(title), total=None, said="the first chunk is under way")
        yield lambda reached: bar.update(task, total=reached.of, completed=reached.draws, said=sentence(reached))


class _Lines:
    """Prints a line when the last one is a few seconds old."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, reached: Reached) -> None:
        if time.monotonic() - self.last >= EVERY:
            self.last = time.monotonic()
            print(sentence(reached), file=sys.stderr, flush=True)


def sentence(reached: Reached) -> str:
    """`3,000 of 10,000 draws, 520 a second, 0:00:14 left`."""
    left = f", {clock((reached.of - reached.draws) / reached.rate)} left" if reached.rate > 0 else ""
    return f"{reached.draws:,} of {reached.of:,} draws, {reached.rate:,.0f} a second{left}"


def clock(seconds: float) -> str:
    """Hours, minutes and seconds, as `1:02:03`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def table(found: Summary) -> Group:
    """Each conclusion's share of the draws, by set and scenario."""
    names = [f"{words(name)} (share of draws)" for name in found.inputs["plan"]["conclusions"]]
    heads = ["Draws", *names, "Equilibria (mean)"]
    shown = table_of(found.inputs["title"], "Assumption set", "Scenario", *heads, right=heads)
    for one in found.shares:
        shares = [f"{share:.3f}" for share in one.conclusions.values()]
        shown.add_row(one.assumption_set, words(one.scenario), f"{one.draws:,}", *shares, f"{one.equilibria:.2f}")
    note = "A share of draws is a share of the readings tried, not the probability of an event."
    return Group(shown, Text(f"{note}\n{_stamp(found)}\n{CAVEAT}", style="dim"))


def _stamp(found: Summary) -> str:
    plan, inputs = found.inputs["plan"], found.inputs
    seed = f" Seed {inputs['seed']}." if inputs["seed"] is not None else ""
    state = "complete" if found.complete else f"{found.chunks:,} of {inputs['chunks']:,} chunks complete"
    sets = ", ".join(plan["sets"])
    return f"Assumptions: {sets}.{seed} Hash {inputs['hash']}, table {found.table_hash} ({state}). File: {found.path}"


def record(found: Summary) -> Record:
    """What `--json` prints: the inputs, how much is complete, the shares. Only `created` and `file` differ between runs."""
    inputs: dict[str, Any] = {key: value for key, value in found.inputs.items() if key != "plan"}
    shares = [
        {
            "assumptions": one.assumption_set,
            "scenario": one.scenario,
            "draws": one.draws,
            "share_of_draws": {name: number(share) for name, share in one.conclusions.items()},
            "mean_equilibria": number(one.equilibria),
        }
        for one in found.shares
    ]
    return {
        "case": found.inputs["plan"]["case"],
        "assumptions": found.inputs["plan"]["sets"],
        **inputs,
        "plan": found.inputs["plan"],
        "file": str(found.path),
        "complete": found.complete,
        "chunks_complete": found.chunks,
        "rows": found.rows,
        "table_hash": found.table_hash,
        "results": shares,
    }
