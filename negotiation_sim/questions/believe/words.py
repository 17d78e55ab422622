"""What one would have to believe, in words, as tables, as a record, and as files."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.scenario import Case
from ...files import write_whole
from ...present.records import Record, number, stamped
from ...present.tables import footer, table_of
from ...present.terminal import plain
from .nearest.prices import Binding
from .nearest_world import Belief
from .sentences import MEASURES, constraints, own, question, sentences, shared, size, value

if TYPE_CHECKING:
    import pandas as pd

LIMITS = (
    "Changes are measured in widths of each assumption's range. Every answer was solved anew as one game, at all digits "
    "(--json has them; rounded values may fall on the other side). Under a selection rule, and where assumptions multiply, the search "
    "is a local one: another answer may lie nearer, as far as no bound rules it out."
)


def beliefs(found: Sequence[Belief]) -> Group:
    """The question, and for each measure the new values, what binds, and what was proved."""
    parts: list[RenderableType] = [Text(question(found[0]), style="bold"), Text()]
    said = shared(found)
    parts += [Text(f"- {line}") for line in said] + ([Text()] if said else [])
    for one in found:
        parts += [_changes(one), Text()] if one.moved else []
        parts += [Text(f"- {line}") for line in lines] + [Text()] if (lines := own(one, said)) else []
    return Group(*parts, Text(LIMITS), footer([found[0].scenario]))


def _changes(one: Belief) -> Table:
    heads = ("Now", "Believe", "Widths")
    outside = " (* outside its range)" if any(moved.outside for moved in one.moved) else ""
    title = f"{MEASURES[one.measure]}: {size(one)}{outside}"
    table = table_of(title, "Assumption", *heads, "Range", "Unit", right=heads)
    for moved in one.moved:
        entry = moved.entry
        mark = " *" if moved.outside else ""
        table.add_row(entry.name, f"{moved.old:g}", value(moved.new, entry) + mark, f"{moved.widths:+.3f}",
                      f"{entry.low:g} to {entry.high:g}", entry.unit)  # fmt: skip
    return table


def table(found: Sequence[Belief]) -> "pd.DataFrame":
    """One row per measure and assumption that moves."""
    import pandas as pd

    rows = [
        {
            "measure": one.measure,
            "assumption": moved.entry.name,
            "old": moved.old,
            "new": moved.new,
            "widths": moved.widths,
            "outside_range": moved.outside,
        }
        for one in found
        for moved in one.moved
    ]
    return pd.DataFrame(rows, columns=["measure", "assumption", "old", "new", "widths", "outside_range"])


def record(found: Sequence[Belief]) -> Record:
    first = found[0]
    reached = first.goal.conclusion
    return {
        **stamped([first.scenario]),
        "scenario": first.scenario.name,
        "conclusion": {"holds": reached.condition.text, "concept": reached.sense},
        "to": "holds" if first.goal.make else "fails",
        "already": first.already,
        "free": list(first.free),
        "answers": [_record(one) for one in found],
        "limits": LIMITS,
    }


def _record(one: Belief) -> Record:
    finite = one.distance < float("inf")
    return {
        "measure": one.measure,
        "found": one.world is not None,
        "distance": number(one.distance) if finite else None,
        "at_least": number(one.at_least),
        "exact": one.exact,
        "inside_ranges": one.inside is None,
        "impossible_inside_proved": bool(one.inside and one.inside.proved),
        "impossible_beyond_proved": bool(one.beyond and one.beyond.proved),
        "confirmed_as_one_game": one.world is not None,
        "profile": _moves(one.scenario.case, one.profile) if one.profile else None,
        "values": {moved.entry.name: moved.new for moved in one.moved},
        "widths": {moved.entry.name: number(moved.widths) for moved in one.moved},
        "outside_range": [moved.entry.name for moved in one.moved if moved.outside],
        "binding": _bounds(one.scenario.case, one.binding),
        "words": sentences(one),
    }


def _moves(case: Case, profile: Sequence[int]) -> dict[str, str]:
    return {player.id: player.strategies[k] for player, k in zip(case.players.values(), profile, strict=True)}


def _bounds(case: Case, bounds: Sequence[Binding]) -> list[Record]:
    return [
        {
            "players": list(bound.players),
            "better": _moves(case, bound.better),
            "worse": _moves(case, bound.worse),
            "price": None if bound.price is None else number(bound.price),
            "buys": {purchase.entry.name: number(purchase.points) for purchase in bound.buys},
            "words": said,
        }
        for bound, said in zip(bounds, constraints(case, bounds), strict=True)
    ]


def write(found: Sequence[Belief], folder: Path) -> list[Path]:
    """believe.txt, .json and .csv, and the changes as a picture."""
    from ...present import canvas
    from . import pictures as believing

    data = json.dumps(record(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    pictures = [believing.picture(found)] if any(one.moved for one in found) else []
    canvas.drop("believe", folder)
    return [
        write_whole(folder / "believe_table.txt", plain(beliefs(found))),
        write_whole(folder / "believe_table.json", data),
        write_whole(folder / "believe_table.csv", table(found).to_csv(index=False, lineterminator="\n")),
        *canvas.save(pictures, folder),
    ]
