"""A table as people save it from a spreadsheet: rows of cells, whatever parts them and whatever stands around them.

Read are CSV parted by commas, semicolons or tabs, and the first sheet of an .xlsx. A first line `sep=;` says what parts
the columns. Lines above the table with one cell alone are its title; blank rows, and empty columns beside the table,
mean nothing.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..errors import InputError
from ..files import read_text
from .text import fault
from .workbook import rows_of_workbook

DELIMITERS = ("\t", ";", ",")
TEXTS = (".csv", ".tsv", ".txt")
WORKBOOK = ".xlsx"
LOOKED_AT = 20
"""Lines from which the separator is found out."""
_SEP = re.compile(r'\s*"?sep=(.)"?\s*?(?:\r\n|\r|\n)', re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """Rows of stripped cells; `lines[k]` is the line of the file (the row of a workbook) in which row k starts.

    A row has no empty cells at its end, but for those that `widths[k]`, the cells it was written with, counts.
    """

    where: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    widths: tuple[int, ...]
    delimiter: str = ""
    left_out: int = 0

    @property
    def usual_mark(self) -> str:
        """The decimal mark that decides where no number shows one: a point between commas and in a workbook."""
        return "." if self.delimiter in (",", "") else ""

    def place(self, row: int, column: int | None = None) -> str:
        """`line 3, column 2`; rows and columns count from 0 here and from 1, empty ones included, in the file."""
        line = f"{'line' if self.delimiter else 'row'} {self.lines[row]}"
        return line if column is None else f"{line}, column {column + 1 + self.left_out}"

    def fault(self, row: int, column: int | None, message: str) -> InputError:
        """The error for a cell, or for a whole row."""
        return fault(self.where, self.place(row, column), message)


def is_table_file(name: str | Path) -> bool:
    """Whether a name ends as those of files that `read_sheet` reads."""
    return Path(name).suffix.lower() in (*TEXTS, WORKBOOK)


def read_sheet(path: Path, limit: int) -> Sheet:
    """The table in a file, by the ending of its name. Raises InputError for what cannot be read."""
    if path.suffix.lower() == WORKBOOK:
        rows = [(k, row) for k, row in enumerate(rows_of_workbook(path), start=1)]
        return _sheet(str(path), rows, "")
    return sheet_of_text(read_text(path, limit, any_encoding=True), str(path))


def sheet_of_text(text: str, where: str) -> Sheet:
    """The table in the text of a CSV. Raises InputError, with its line, for a quote that does not fit."""
    named = _SEP.match(text)
    skipped = len(named[0]) if named else 0
    delimiter = named[1] if named else _delimiter(text)
    reader = csv.reader(io.StringIO(text[skipped:], newline=""), delimiter=delimiter, strict=True)
    before, line, rows = int(bool(named)), 1, []
    try:
        for cells in reader:
            rows.append((before + line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise fault(where, f"line {before + line}", f"is not CSV ({error}). Is a quote missing or left over?") from None
    return _sheet(where, rows, delimiter)


def _sheet(where: str, written: Sequence[tuple[int, Sequence[str]]], delimiter: str) -> Sheet:
    stripped = [(line, [cell.strip() for cell in cells], len(cells)) for line, cells in written]
    full = [row for row in stripped if any(row[1])]
    if not full:
        raise fault(where, "line 1" if delimiter else "row 1", "the table is empty. Is this the right file?")
    titles = next((k for k, (_, cells, _) in enumerate(full) if sum(map(bool, cells)) > 1), 0)
    title = " ".join(cell for _, cells, _ in full[:titles] for cell in cells if cell)
    table = full[titles:]
    left = min(next(k for k, cell in enumerate(cells) if cell) for _, cells, _ in table)
    rows = tuple(_trimmed(cells[left:]) for _, cells, _ in table)
    widths = tuple(width - left for _, _, width in table)
    return Sheet(where, title, rows, tuple(line for line, _, _ in table), widths, delimiter, left)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cells[: max((k + 1 for k, cell in enumerate(cells) if cell), default=0)])


def _delimiter(text: str) -> str:
    """The separator that stands equally often in the most of the first lines; of several, the one of most columns.

    Separators inside quotes do not count.
    """
    bare = re.sub(r'"[^"]*"', "", text)
    lines = [match[0] for match in islice(re.finditer(r"[^\r\n]*\S[^\r\n]*", bare), LOOKED_AT)]

    def fit(mark: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(mark)))
        return max(((times, count) for count, times in counts.items()), default=(0, 0))

    return max(reversed(DELIMITERS), key=fit)
