"""What all tables share: a heading above, columns, and the stamp below."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement, measure_renderables
from rich.table import Column, Table
from rich.text import Text

from ..case.scenario import Scenario
from .stamp import CAVEAT, stamp


def footer(scenarios: Sequence[Scenario]) -> Text:
    """What stands under every text: the stamp, and what every payoff is."""
    return Text(f"{stamp(scenarios).line}\n{CAVEAT}", style="dim")


SPARE = ("Unit", "Source", "Why")
"""Columns that a table leaves out, in this order, where there is no room for every word."""
NAMES = ("Assumption", "Name")
GAP = 3
"""Blanks between two columns."""


class Headed(Table):
    """A table with its heading above it, not folded to the table's width as a title would be.

    Where it is too wide its columns share what room there is, and none breaks a word: a name on two lines is none.
    """

    def __init__(self, heading: str) -> None:
        super().__init__(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, show_edge=False)
        self.heading = heading

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self.heading, style="bold")
        yield from super(Headed, self._fitted(console, options)).__rich_console__(console, options)

    def _fitted(self, console: Console, options: ConsoleOptions) -> "Headed":
        """The table with widths that leave words whole, without spare columns if need be; where all fail, names."""
        needs = [measure_renderables(console, options, [column.header, *column.cells]) for column in self.columns]
        if _wide([need.maximum for need in needs]) <= options.max_width:
            return self
        kept = list(zip(self.columns, needs, strict=True))
        for spare in SPARE:
            if _wide([need.minimum for _, need in kept]) > options.max_width:
                kept = [(column, need) for column, need in kept if column.header != spare]
        return self._of([column for column, _ in kept], shares([need for _, need in kept], options.max_width))

    def _of(self, columns: Sequence[Column], widths: Sequence[int | None]) -> "Headed":
        made = Headed(self.heading)
        for column, width in zip(columns, widths, strict=True):
            how: dict[str, Any] = {"justify": column.justify, "overflow": column.overflow, "width": width}
            whole = column.header in NAMES and not any(" " in str(cell) for cell in column.cells)
            made.add_column(column.header, no_wrap=whole, **how)
        for row, *cells in zip(self.rows, *(column.cells for column in columns), strict=True):
            made.add_row(*cells, style=row.style, end_section=row.end_section)
        return made


def _wide(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def shares(needs: Sequence[Measurement], room: int) -> list[int | None]:
    """A width for each column: its longest word, and alike parts of what is left; None where all, or no words, fit."""
    left = room - _wide([need.minimum for need in needs])
    if left < 0 or sum(need.span for need in needs) <= left:
        return [None] * len(needs)
    widths: list[int | None] = [need.minimum for need in needs]
    order = sorted(range(len(needs)), key=lambda k: needs[k].span)
    for done, k in enumerate(order):
        more = min(needs[k].span, left // (len(order) - done))
        widths[k], left = needs[k].minimum + more, left - more
    return widths


def table_of(heading: str, *columns: str, right: Iterable[str] = ()) -> Headed:
    """An empty table; the columns named in `right` are flush right."""
    table = Headed(heading)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return table
