"""The register as a spreadsheet: out, to be edited, and back in as an assumption set."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError, unknown
from ..files import read_text
from .assumptions import Assumption, AssumptionSet, Change, Register, check_changes
from .claims import Evidence

COLUMNS = ("name", "value", "low", "high", "unit", "why", "source", "level")
TAKEN = ("name", "value", "low", "high", "why", "source")
"""The columns that may be edited; a cell of another one must say what the register says."""

NOTHING_TO_CITE = Evidence({}, {})


def register_csv(register: Register, values: Mapping[str, float]) -> str:
    """The register with the values in use, one row per assumption."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, entry in register.items():
        numbers = [shortest(number) for number in (values[name], entry.low, entry.high)]
        writer.writerow([name, *numbers, entry.unit, entry.why, entry.source, entry.level])
    return out.getvalue()


def shortest(number: float) -> str:
    """The fewest digits that read back as the same number."""
    return repr(float(number)).removesuffix(".0")


@dataclass(frozen=True)
class Row:
    """A row of the spreadsheet: where it stands, its assumption, and its cells by column; a missing cell is ""."""

    place: str
    entry: Assumption
    cells: Mapping[str, str]
    decimal_comma: bool

    def number(self, column: str, default: float) -> float:
        """The number in a column; where the spreadsheet has no such column, or nothing in it, the register's."""
        written = self.cells.get(column, "")
        if not written and column != "value":
            return default
        try:
            number = float(written.replace(",", ".") if self.decimal_comma else written)
            check_changes({self.entry.name: self.entry}, {self.entry.name: number})
        except (ValueError, InputError):
            what = self.entry.name if column == "value" else f"{self.entry.name}: {column}"
            hint = " Write a decimal point." if "," in written else ""
            raise InputError(
                f"{self.place}: {what}: '{written}' is not a finite number of at most 1e12.{hint}"
            ) from None
        return number

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest value. Raises InputError where they are upside down."""
        low, high = self.number("low", self.entry.low), self.number("high", self.entry.high)
        if low > high:
            raise InputError(
                f"{self.place}: {self.entry.name}: low {low:g} is above high {high:g}. Change one of them."
            )
        return low, high

    @property
    def reason(self) -> tuple[str, str]:
        """Why, and the source; the register's where nothing stands there."""
        return self.cells.get("why") or self.entry.why, self.cells.get("source") or self.entry.source


def set_from_csv(path: Path, register: Register, evidence: Evidence = NOTHING_TO_CITE) -> AssumptionSet:
    """The assumption set that an edited register stands for: values, ranges and reasons other than the register's.

    Columns may be missing, `name` and `value` aside. Commas, semicolons or tabs may part them; with the last two a
    decimal comma is understood. Raises InputError with the line for a name that is not known or stands twice, a number
    that is not finite, a range upside down, a source that the case's tables lack, and for an edit that cannot be taken:
    a column that the register lacks, a unit or a level.
    """
    rows = list(_rows(path, register))
    values = {row.entry.name: row.number("value", row.entry.value) for row in rows}
    edited = {row.entry.name: row.reason for row in rows if row.reason != (row.entry.why, row.entry.source)}
    for row in rows:
        if row.entry.name in edited and (problem := evidence.problem(row.reason[1])):
            raise InputError(f"{row.place}: {row.entry.name}: source: {problem}")
    changes = {
        name: Change(name, value, *edited.get(name, ("set in a spreadsheet", path.name)))
        for name, value in values.items()
        if value != register[name].value
    }
    ranges = {row.entry.name: row.range for row in rows if row.range != (row.entry.low, row.entry.high)}
    title = f"Values of the spreadsheet {path.name}"
    return AssumptionSet(path.name, title, changes=changes, ranges=ranges, reasons=edited, stands_on=())


def _rows(path: Path, register: Register) -> Iterator[Row]:
    text = read_text(path)
    delimiter = max(",;\t", key=text.splitlines()[0].count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="beyond")
    try:
        _check_columns(path, reader.fieldnames or ())
        seen: set[str] = set()
        for cells in reader:
            if row := _row(f"{path}, line {reader.line_num}", cells, register, delimiter != ","):
                if row.entry.name in seen:
                    raise InputError(f"{row.place}: '{row.entry.name}' stands twice. Keep one.")
                seen.add(row.entry.name)
                yield row
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: is not a table ({error}).") from None


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    if not {"name", "value"} <= {*columns}:
        exported = "as in the register exported with assumptions `csv=FILE`."
        raise InputError(f"{path}, line 1: needs the columns 'name' and 'value', {exported}")
    for column in columns:
        if column not in COLUMNS:
            raise InputError(
                f"{path}, line 1: {unknown('column', column, COLUMNS)} Take it out, or write it under why."
            )


def _row(place: str, cells: dict[str, Any], register: Register, decimal_comma: bool) -> Row | None:
    """The row, checked; None for an empty one."""
    if any(cells.pop("beyond", None) or ()):
        raise InputError(
            f"{place}: has more cells than line 1 has columns. Write 0.5, not 0,5; put texts with commas in quotes."
        )
    stripped = {column: (cell or "").strip() for column, cell in cells.items()}
    if not any(stripped.values()):
        return None
    if (name := stripped["name"]) not in register:
        raise InputError(f"{place}: {unknown('assumption', name, register)}")
    entry = register[name]
    for column in ("unit", "level"):
        if (written := stripped.get(column)) and written != (known := str(getattr(entry, column)).strip()):
            taken = ", ".join(TAKEN[1:-1]) + f" and {TAKEN[-1]}"
            raise InputError(
                f"{place}: {name}: the {column} is '{known}', and '{written}' stands here. A spreadsheet may change "
                f"{taken}. Write '{known}'; another {column} needs a case of its own: `new NAME`."
            )
    return Row(place, entry, stripped, decimal_comma)
