"""Lists of what a case holds: assumptions, sets, scenarios, claims and sources; and of the cases themselves."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.assumptions import Assumption
from ...case.scenario import Case
from ...errors import InputError, unknown
from ...present.phrases import plural
from ...present.tables import table_of


def assumptions(case: Case, entries: Sequence[Assumption], values: Mapping[str, float], details: bool = True) -> Group:
    """The register: value in use, range, unit, reason and source; what carries the argument first."""
    parts: list[RenderableType] = []
    for level, title in (("main", "Assumptions that carry the argument"), ("detail", "Details")):
        chosen = [entry for entry in entries if entry.level == level]
        if chosen and (details or level == "main"):
            parts += [_entries(title, chosen, values)]
    hidden = 0 if details else sum(entry.level == "detail" for entry in entries)
    more = f" {plural(hidden, 'detail', 'details')} not shown: ask with --all." if hidden else ""
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


def sets(case: Case) -> Table:
    """The assumption sets: who holds each, which way it leans, how many values differ."""
    table = table_of("Assumption sets", "Set", "Title", "Held by", "Leans", "Differs in", right=("Differs in",))
    for name, own in case.sets.items():
        differs = "the register" if name == case.base_set else str(len(own.changes))
        table.add_row(name, own.title, own.author, own.lean, differs)
    return table


def scenarios(case: Case) -> Table:
    """The scenarios: what each means and fixes; the main ones are marked."""
    table = table_of("Scenarios (* main)", "Scenario", "Title", "Fixes", "Changes", "Meaning", right=("Changes",))
    for name, file in case.scenario_files.items():
        fixes = ", ".join(f"{player}={move}" for player, move in file.fixes.items())
        main = "*" if name in case.main and len(case.main) < len(case.scenario_files) else ""
        table.add_row(name + main, file.title, fixes, str(len(file.changes)), file.meaning)
    return table


def citations(case: Case, numbers: Sequence[str]) -> Table:
    """The claims (C43) and sources (S08) of these numbers. Raises InputError for a number the case does not have."""
    table = table_of("Claims and sources", "Number", "What it says", "What it implies, or a note")
    for number in numbers:
        if number in case.claims:
            claim = case.claims[number]
            later = f" Later: {claim.later_check}" if claim.later_check else ""
            table.add_row(number, f"Paragraph {claim.paragraph}: {claim.paraphrase}", claim.implication + later)
        elif number in case.sources:
            table.add_row(number, case.sources[number], "")
        else:
            raise InputError(unknown("claim or source", number, [*case.claims, *case.sources]))
    return table


def cases(found: Iterable[Case]) -> Table:
    """The built-in cases."""
    table = table_of(
        "Built-in cases", "Case", "Title", "Players", "Scenarios", "Source", right=("Players", "Scenarios")
    )
    for case in found:
        table.add_row(case.name, case.title, str(len(case.players)), str(len(case.scenario_files)), case.source)
    return table
