"""The built-in cases, read, and how they are shown."""

from collections.abc import Sequence

from rich.table import Table

from ...case.library import built_in_cases
from ...case.loader import load_case
from ...case.scenario import Case
from ...present.records import Record
from ...present.tables import table_of
from .question import CasesAsked


def answer(asked: CasesAsked) -> tuple[Case, ...]:
    """Every case that travels with the package."""
    return tuple(load_case(name) for name in built_in_cases())


def text(answer: Sequence[Case]) -> Table:
    """A row for each case."""
    table = table_of(
        "Built-in cases", "Case", "Title", "Players", "Scenarios", "Source", right=("Players", "Scenarios")
    )
    for case in answer:
        table.add_row(case.name, case.title, str(len(case.players)), str(len(case.scenario_files)), case.source)
    return table


def record(answer: Sequence[Case]) -> Record:
    """What each case is called, who plays and which scenarios it has."""
    return {
        "cases": [
            {
                "name": case.name,
                "title": case.title,
                "players": list(case.players),
                "scenarios": list(case.scenario_files),
                "source": case.source,
            }
            for case in answer
        ]
    }
