"""The cells of a game's table, each with its place for errors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..errors import InputError, remark
from .numbers import Numbers, Unclear, decimal_mark, how_to_write, unclear
from .sheet import Sheet
from .text import PAYOFF, exact_number, fault, shown


@dataclass(frozen=True, eq=False)
class Cells:
    """The rows of a sheet, all as wide as the first, and how its numbers are written."""

    sheet: Sheet
    rows: tuple[tuple[str, ...], ...]
    numbers: Numbers = field(default_factory=lambda: Numbers(()))

    def whose_numbers_are(self, texts: Iterable[str]) -> "Cells":
        """The same cells, of which these texts are numbers: those that are clear decide about the others."""
        return replace(self, numbers=Numbers(texts, self.sheet.usual_mark, exact_number))

    def label(self, row: int, column: int) -> str:
        """The cell, which must not be empty."""
        if not self.rows[row][column]:
            raise self.fault(row, column, "is empty; expected a name.")
        return self.rows[row][column]

    def number(self, row: int, column: int, part: str) -> float | Fraction:
        """What `part`, the cell or a part of it, spells."""
        try:
            value: float | Fraction | None = self.numbers.read(part)
        except Unclear as error:
            raise self.fault(row, column, str(error)) from None
        if value is None:
            advice = how_to_write(part)
            raise self.fault(row, column, f"found {shown(part)}; expected a payoff: {PAYOFF}.{advice}")
        return value

    def tell_how_read(self) -> None:
        """Says of a number with two readings which was taken."""
        if sentence := self.numbers.remark:
            remark(f"{self.sheet.where}: {sentence}" if self.sheet.where else sentence)

    def fault(self, row: int, column: int | None, message: str) -> InputError:
        """The error for a cell, or for a whole row."""
        return self.sheet.fault(row, column, message)

    def parts(self, row: int, column: int) -> list[str]:
        """The parts of a cell with several payoffs: `3 | 5`, `(3, 5)`, `3; 5`; brackets around them mean nothing.

        A comma parts them where a blank follows. Without one it does where it is the only one and could not be that of
        a decimal: in brackets, and where files of the kind have decimal points.
        """
        cell = self.rows[row][column]
        bare = re.sub(r"^[(\[]\s*|\s*[)\]]$", "", cell)
        for mark in ("|", ";", ", "):
            if mark in bare:
                return [part.strip() for part in bare.split(mark)]
        if bare.count(",") != 1 or unclear(bare):
            return [bare]
        if bare == cell and self.sheet.usual_mark != "." and decimal_mark(bare):
            readings = f"the payoffs {bare.replace(',', ' and ')} or the one number {bare.replace(',', '.')}"
            raise self.fault(
                row, column, f"found {shown(cell)}, which can be {readings}. Write {bare.replace(',', ' | ')}."
            )
        return bare.split(",")


def cells_of(sheet: Sheet) -> Cells:
    """The sheet as cells. Raises InputError for a row not as wide as the first, and for less than two by two."""
    width = len(sheet.rows[0])
    if len(sheet.rows) < 2:
        raise fault(sheet.where, sheet.place(0), "expected a header and at least one row of payoffs below it.")
    if width < 2:
        raise sheet.fault(0, None, "has one column. Are the columns parted by commas, semicolons or tabs?")
    for k, row in enumerate(sheet.rows):
        written = max(len(row), sheet.widths[k] if sheet.delimiter else width)
        if len(row) > width or written < width:
            columns = len(row) if len(row) > width else written
            raise sheet.fault(k, None, f"has {columns} columns; the header has {width}.")
    return Cells(sheet, tuple((*row, *[""] * (width - len(row))) for row in sheet.rows))
