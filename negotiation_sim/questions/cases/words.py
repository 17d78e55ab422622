"""The built-in cases as a table."""

from collections.abc import Sequence

from rich.table import Table

from ...case.scenario import Case
from ...present.tables import table_of


def text(answer: Sequence[Case]) -> Table:
    """A row for each case."""
    table = table_of(
        "Built-in cases", "Case", "Title", "Players", "Scenarios", "Source", right=("Players", "Scenarios")
    )
    for case in answer:
        table.add_row(case.name, case.title, str(len(case.players)), str(len(case.scenario_files)), case.source)
    return table
