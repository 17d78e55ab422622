"""The cells of a CSV file, each with its place for errors."""

import csv
import io
import itertools
import re
from dataclasses import dataclass

from ..errors import InputError
from .text import fault, number, shown

DELIMITERS = ("\t", ";", ",")


@dataclass(frozen=True)
class Cells:
    """Rows of stripped cells, all as wide as the first; `lines[k]` is the line of the file in which row k starts."""

    where: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    decimal_comma: bool

    def label(self, row: int, column: int) -> str:
        """The cell, which must not be empty."""
        if not self.rows[row][column]:
            raise self.fault(row, column, "is empty; expected a name.")
        return self.rows[row][column]

    def number(self, row: int, column: int, part: str) -> float:
        """What `part`, the cell or a part of it, spells."""
        value = number(part.replace(",", ".") if self.decimal_comma else part)
        if value is None:
            raise self.fault(row, column, f"found {shown(part)}; expected a payoff: a finite number such as 3 or 0.5.")
        return value

    def fault(self, row: int, column: int | None, message: str) -> InputError:
        """The error for a cell, or for a whole row; rows and columns count from 0 here and from 1 in the message."""
        place = f"line {self.lines[row]}" + ("" if column is None else f", column {column + 1}")
        return fault(self.where, place, message)


def read_cells(text: str, where: str) -> Cells:
    """The cells of a CSV separated by commas, semicolons or tabs, without its blank lines.

    With semicolons or tabs a number may have a decimal comma. Raises InputError, with its line, for a quote that does
    not fit and a row that is not as wide as the first, and where there are not two rows and two columns.
    """
    delimiter = _delimiter(text)
    rows, lines = _rows(text, delimiter, where)
    cells = Cells(where, tuple(rows), tuple(lines), delimiter != ",")
    if len(rows) < 2:
        raise fault(where, "line 1", "expected a header and at least one row of payoffs below it.")
    if len(rows[0]) < 2:
        raise cells.fault(0, None, "has one column. Are the columns parted by commas, semicolons or tabs?")
    for k, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise cells.fault(k, None, f"has {len(row)} columns; the header has {len(rows[0])}.")
    return cells


def _rows(text: str, delimiter: str, where: str) -> tuple[list[tuple[str, ...]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, line = [], [], 1
    try:
        for cells in reader:
            row = tuple(cell.strip() for cell in cells)
            if any(row):
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise fault(where, f"line {line}", f"is not CSV ({error}). Is a quote missing or left over?") from None
    return rows, lines


def _delimiter(text: str) -> str:
    """The separator that gives the first two lines equally many columns, at least two; of several, the most columns.

    Separators inside quotes do not count. Where no separator fits, the one that stands most often in the first line.
    """
    bare = re.sub(r'"[^"]*"', "", text)
    lines = [match[0] for match in itertools.islice(re.finditer(r"[^\r\n]*\S[^\r\n]*", bare), 2)]
    counts = {mark: [line.count(mark) for line in lines] for mark in DELIMITERS}
    fitting = [mark for mark, count in counts.items() if len(set(count)) == 1 and count[0]]
    return max(fitting or DELIMITERS, key=lambda mark: counts[mark][:1]) if any(map(any, counts.values())) else ","
