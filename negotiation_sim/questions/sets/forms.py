"""The assumption sets of a case, listed or side by side, as tables and as plain dictionaries."""

from dataclasses import asdict

from rich.console import Group
from rich.table import Table
from rich.text import Text

from ...case.assumptions import AssumptionSet
from ...present import labels
from ...present.phrases import plural
from ...present.records import Record, changes_record
from ...present.stamp import stamp
from ...present.tables import footer, table_of
from .answer import Row, SetsOfCase, Side

SILENT = "says nothing of it: the register's value stands"
"""What stands in place of a reason where a set leaves a value as the register has it."""
LEFT_OUT = ("set_twice", "reasons", "stands_on", "line")


def text(answer: SetsOfCase) -> Group:
    """The list of sets; or those that were asked for side by side, where they differ, each with its reason."""
    if not answer.compared:
        return Group(_listed(answer), footer([answer.case.itself()]))
    lines = [stamp([answer.case.itself(each)]).line for each in answer.compared]
    return Group(_side_by_side(answer), Text(_summary(answer)), Text("\n".join(lines), style="dim"))


def _listed(answer: SetsOfCase) -> Table:
    """Who holds each set, which way it leans, as of when where a set says so, how many values differ."""
    dated = any(written.as_of for written in answer.case.sets.values())
    heads = ("Set", "Title", "Held by", "Leans", *(("As of",) if dated else ()), "Differs in")
    table = table_of("Assumption sets", *heads, right=("Differs in",))
    for name, written in answer.case.sets.items():
        differs = "the register" if name == answer.case.base_set else str(len(_differing(written)))
        as_of = (written.as_of,) if dated else ()
        table.add_row(name, written.title, written.author, written.lean, *as_of, differs)
    return table


def _differing(written: AssumptionSet) -> set[str]:
    return {*written.changes, *written.ranges}


def _side_by_side(answer: SetsOfCase) -> Table:
    names = [each.name for each in answer.compared]
    heads = ("Register", *names)
    table = table_of("Where the sets differ", "Assumption", *heads, *(f"Why, {name}" for name in names), right=heads)
    for row in answer.rows:
        reasons = [side.why if side.spoken else SILENT for side in row.sides]
        table.add_row(
            labels.assumption(row.entry), f"{row.entry.value:g}", *(_shown(row, side) for side in row.sides), *reasons
        )
    return table


def _shown(row: Row, side: Side) -> str:
    """The value that the set itself gives, else a dash; and the range where that is not the register's."""
    ranged = "" if (side.low, side.high) == (row.entry.low, row.entry.high) else f" ({side.low:g} to {side.high:g})"
    return f"{side.value:g}{ranged}" if side.spoken else f"-{ranged}"


def _summary(answer: SetsOfCase) -> str:
    rows, every = len(answer.rows), len(answer.case.register)
    alike = f", {plural(answer.alike, 'of these', 'of these')} not the register's" if answer.alike else ""
    left = (
        " A dash: the set leaves the register's value."
        if any(not s.spoken for r in answer.rows for s in r.sides)
        else ""
    )
    return (
        f"They differ in {rows} of {every} assumptions; the other {every - rows} are the same under them{alike}.{left}"
    )


def record(answer: SetsOfCase) -> list[Record]:
    """Each of the sets, with all that its file says; side by side the assumptions in which they differ."""
    if not answer.compared:
        return [_set(written) for written in answer.case.sets.values()]
    return [
        {
            "name": row.entry.name,
            "label": row.entry.label,
            "unit": row.entry.unit,
            "register_value": row.entry.value,
            "sets": {each.name: asdict(side) for each, side in zip(answer.compared, row.sides, strict=True)},
        }
        for row in answer.rows
    ]


def _set(written: AssumptionSet) -> Record:
    filled = {key: value for key, value in asdict(written).items() if key not in LEFT_OUT}
    filled["changes"] = changes_record(written.changes)
    filled["over"] = {below: changes_record(changes) for below, changes in written.over.items()}
    return {key: value for key, value in filled.items() if value or key not in ("ranges", "over", "as_of")}
