"""What all tables share: a heading above, columns, and the stamp below."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from ..case.scenario import Scenario
from .stamp import CAVEAT, stamp


def footer(scenarios: Sequence[Scenario]) -> Text:
    return Text(f"{stamp(scenarios).line}\n{CAVEAT}", style="dim")


class Headed(Table):
    """A table with its heading above it, not folded to the table's width as a title would be."""

    def __init__(self, heading: str) -> None:
        super().__init__(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, show_edge=False)
        self.heading = heading

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self.heading, style="bold")
        yield from super().__rich_console__(console, options)


def table_of(heading: str, *columns: str, right: Iterable[str] = ()) -> Headed:
    """An empty table; the columns named in `right` are flush right."""
    table = Headed(heading)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return table
