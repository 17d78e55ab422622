"""The register as tables and as plain dictionaries."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.assumptions import Assumption
from ...case.positions import standing
from ...case.scenario import Scenario
from ...present import labels
from ...present.phrases import plural
from ...present.records import Record
from ...present.stamp import changes_of
from ...present.tables import footer, table_of
from .answer import RegisterInUse


def text(answer: RegisterInUse) -> Group | None:
    """The register: value in use, range, unit, reason and source; what carries the argument first.

    None where it went into a file.
    """
    if answer.written:
        return None
    if answer.nothing:
        return Group(Text(answer.nothing), footer([answer.under]))
    entries, values = answer.entries, answer.under.values
    shown = [("main", "Assumptions that carry the argument")] + [("detail", "Details")] * answer.details
    parts: list[RenderableType] = []
    for level, title in shown:
        if members := [entry for entry in entries if entry.level == level]:
            parts.append(_entries(title, members, answer.under))
    hidden = 0 if answer.details else sum(entry.level == "detail" for entry in entries)
    more = f" {plural(hidden, 'detail', 'details')} not shown: ask with `all`." if hidden else ""
    if outside := [labels.assumption(entry) for entry in entries if not entry.allows(values[entry.name])]:
        parts.append(Text(f"(!) outside its range: {', '.join(outside)}"))
    count = f"{len(entries) - hidden} of {len(answer.under.case.register)} assumptions.{more}"
    return Group(*parts, Text(count), footer([answer.under]))


def _entries(title: str, entries: Sequence[Assumption], under: Scenario) -> Table:
    table = table_of(title, "Name", "Value", "Range", "Unit", "Why", "Source", right=("Value", "Range"))
    for entry in entries:
        value, (_, given) = under.values[entry.name], standing(under, entry.name)
        mark = "" if entry.allows(value) else " (!)"
        table.add_row(
            labels.assumption(entry),
            f"{value:g}{mark}",
            f"{entry.low:g} to {entry.high:g}",
            entry.unit,
            given.why,
            given.source,
        )
    return table


def record(answer: RegisterInUse) -> list[Record]:
    """Every entry, its value in use and in the register, and whether it lies outside its range."""
    values, changes = answer.under.values, changes_of(answer.under)
    themes = {name: theme.name for theme in answer.under.case.every_theme for name in theme.assumptions}
    return [
        {
            **{key: value for key, value in asdict(entry).items() if key not in ("written_label", "answers")},
            **({"label": entry.label} if entry.written_label else {}),
            **({"answers": list(entry.answers)} if entry.answers else {}),
            "theme": themes[entry.name],
            "value": values[entry.name],
            "register_value": entry.value,
            "outside_range": not entry.allows(values[entry.name]),
            **_here(answer.under, entry.name),
            **({"changed": changes[entry.name]} if entry.name in changes else {}),
        }
        for entry in answer.entries
    ]


def _here(under: Scenario, name: str) -> Record:
    """Whose the value in use is, and why, where it is not the register's."""
    whose, given = standing(under, name)
    return {} if whose == "register" else {"whose": whose, "why_here": given.why, "source_here": given.source}
