"""The register as tables."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.assumptions import Assumption
from ...present.phrases import plural
from ...present.tables import table_of
from .answer import RegisterInUse


def text(answer: RegisterInUse) -> Group | None:
    """The register: value in use, range, unit, reason and source; what carries the argument first.

    None where it went into a file.
    """
    if answer.written:
        return None
    case, entries, values, details = answer.case, answer.entries, answer.values, answer.details
    parts: list[RenderableType] = []
    for level, title in (("main", "Assumptions that carry the argument"), ("detail", "Details")):
        chosen = [entry for entry in entries if entry.level == level]
        if chosen and (details or level == "main"):
            parts += [_entries(title, chosen, values)]
    hidden = 0 if details else sum(entry.level == "detail" for entry in entries)
    more = f" {plural(hidden, 'detail', 'details')} not shown: ask with `all`." if hidden else ""
    outside = [entry.name for entry in entries if not entry.allows(values[entry.name])]
    parts += [Text(f"(!) outside its range: {', '.join(outside)}")] if outside else []
    return Group(*parts, Text(f"{len(entries) - hidden} of {len(case.register)} assumptions.{more}"))


def _entries(title: str, entries: Sequence[Assumption], values: Mapping[str, float]) -> Table:
    table = table_of(title, "Name", "Value", "Range", "Unit", "Why", "Source", right=("Value", "Range"))
    for entry in entries:
        value = values[entry.name]
        mark = "" if entry.allows(value) else " (!)"
        table.add_row(
            entry.name, f"{value:g}{mark}", f"{entry.low:g} to {entry.high:g}", entry.unit, entry.why, entry.source
        )
    return table
