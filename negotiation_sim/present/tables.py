"""What all tables share: a heading above, columns, and the stamp below."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement, measure_renderables
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from ..case.scenario import Scenario
from .stamp import CAVEAT, stamp


def footer(scenarios: Sequence[Scenario]) -> Text:
    """What stands under every text: the stamp, and what every payoff is."""
    return Text(f"{stamp(scenarios).line}\n{CAVEAT}", style="dim")


SPARE = ("Source", "Why this weight", "Why", "Meaning", "Unit")
"""Columns that a table leaves out in short, in this order, where there is no room for a row on one line.

Of several of a kind, `Why, op_ed` and `Why, sceptic`, all.
"""
NAMES = ("Assumption", "Name")
MOST_ROWS = 1_000
"""Rows of a table in words, of which there may be as many as a game has profiles: nobody reads more."""
GAP = 3
"""Blanks between two columns."""
UNBOUNDED = 10_000
"""Columns are measured as if there were so much room: what is cut to the terminal would look as if it fitted."""


class Headed(Table):
    """A table with its heading above it, not folded to the table's width as a title would be.

    Where it is too wide its columns share what room there is, and none breaks a word: a name on two lines is none.
    Where even the longest words do not fit beside each other, every row is written as lines of its own.
    """

    def __init__(self, heading: str, more: int = 0) -> None:
        super().__init__(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, show_edge=False)
        self.heading, self.more = heading, more

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self.heading, style="bold")
        fitted = self._fitted(console, options)
        if fitted is None:
            yield from self._rows_in_lines()
        else:
            yield from super(Headed, fitted).__rich_console__(console, options)
        if self.more:
            yield Text(f"and {self.more:,} more {'row' if self.more == 1 else 'rows'}", style="dim")

    def first(self, count: int) -> "Headed":
        """The table with its first rows, and how many more there are."""
        return self._of(self.columns, [None] * len(self.columns), count)

    def lean(self, console: Console) -> "Headed":
        """The table without its spare columns, where it does not fit with them on one line a row."""
        kept = self._measured(console, console.options)
        for spare in SPARE:
            if _wide([need.maximum for _, need in kept]) > console.width:
                kept = [(column, need) for column, need in kept if str(column.header).partition(",")[0] != spare]
        return self._of([column for column, _ in kept], [None] * len(kept), len(self.rows))

    def _measured(self, console: Console, options: ConsoleOptions) -> list[tuple[Column, Measurement]]:
        """Every column with the room that it needs."""
        free = options.update(width=UNBOUNDED)
        return [(column, measure_renderables(console, free, [column.header, *column.cells])) for column in self.columns]

    def _fitted(self, console: Console, options: ConsoleOptions) -> "Headed | None":
        """The table with widths that leave words whole; None where there are none."""
        needs = [need for _, need in self._measured(console, options)]
        if _wide([need.maximum for need in needs]) <= options.max_width:
            return self
        if _wide([need.minimum for need in needs]) > options.max_width:
            return None
        return self._of(self.columns, shares(needs, options.max_width), len(self.rows))

    def _of(self, columns: Sequence[Column], widths: Sequence[int | None], count: int) -> "Headed":
        made = Headed(self.heading, self.more + len(self.rows) - count)
        for column, width in zip(columns, widths, strict=True):
            how: dict[str, Any] = {"justify": column.justify, "overflow": column.overflow, "width": width}
            whole = column.header in NAMES and not any(" " in str(cell) for cell in column.cells)
            made.add_column(column.header, no_wrap=whole, **how)
        for row, *cells in list(zip(self.rows, *(column.cells for column in columns), strict=True))[:count]:
            made.add_row(*cells, style=row.style, end_section=row.end_section)
        return made

    def _rows_in_lines(self) -> RenderResult:
        """Each row as lines: what stands in its first column, then the other columns with their heads."""
        for _, first, *cells in zip(self.rows, *(column.cells for column in self.columns), strict=True):
            heads = (str(column.header) for column in self.columns[1:])
            parts = (f"{head}: {cell}" if head else str(cell) for head, cell in zip(heads, cells, strict=True) if cell)
            yield Text(" ".join(str(first).split()))
            yield Padding(Text("; ".join(" ".join(part.split()) for part in parts)), (0, 0, 0, 2))


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
