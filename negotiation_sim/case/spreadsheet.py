"""The register as a spreadsheet: out, to be edited, and back in as an assumption set."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, as_known, did_you_mean, remark, unknown
from ..files import CASE_FILE_LIMIT
from ..formats.numbers import Numbers, Unclear, how_to_write
from ..formats.sheet import Sheet, is_table_file, read_sheet
from ..formats.text import TRUTHS, shown
from ..formats.workbook import workbook_of
from .assumptions import Assumption, AssumptionSet, Change, Register, UnexplainedChange, check_changes
from .claims import Evidence
from .themes import Theme

READ_ONLY = ("label", "theme")
"""The columns that say what a name means; nothing is read from them."""
COLUMNS = ("name", "label", "value", "low", "high", "unit", "why", "source", "level", "theme")
TAKEN = ("name", "value", "low", "high", "why", "source")
"""The columns that may be edited; a cell of `unit` or `level` must say what the register says."""
SET = "set: "
"""What the columns of assumption sets are headed with."""

NOTHING_TO_CITE = Evidence({}, {})
_WITH_COLUMN = re.compile(r"(.+\.(?:csv|tsv|txt|xlsx)):([^/\\]+)", re.IGNORECASE)


def register_csv(register: Register, values: Mapping[str, float], themes: Iterable[Theme] = ()) -> str:
    """The register with the values in use, one row per assumption."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _cells_of(register, values, themes):
        writer.writerow([shortest(cell) if isinstance(cell, float) else cell for cell in row])
    return out.getvalue()


def register_workbook(
    register: Register, values: Mapping[str, float], sets: Mapping[str, AssumptionSet], themes: Iterable[Theme] = ()
) -> bytes:
    """The register as a workbook: the columns of the CSV, then one for each set with the values that it changes."""
    rows: list[list[str | float]] = [[*COLUMNS, *(SET + name for name in sets)]]
    for row in _cells_of(register, values, themes):
        changes = (each.changes.get(str(row[0])) for each in sets.values())
        rows.append([*row, *("" if change is None else change.value for change in changes)])
    return workbook_of({"register": rows})


def _cells_of(register: Register, values: Mapping[str, float], themes: Iterable[Theme]) -> Iterator[list[str | float]]:
    """What stands in the columns, a row for each assumption."""
    theme = {name: each.title for each in themes for name in each.assumptions}
    for name, entry in register.items():
        numbers = [float(number) for number in (values[name], entry.low, entry.high)]
        words = (entry.unit, entry.why, entry.source, entry.level, theme.get(name, ""))
        yield [name, entry.label, *numbers, *words]


def shortest(number: float) -> str:
    """The fewest digits that read back as the same number."""
    return repr(float(number)).removesuffix(".0")


@dataclass(frozen=True)
class Row:
    """A row of the spreadsheet: where it stands, its assumption, and its cells by column; a missing cell is "".

    `optional`: nothing in the column `value` means the register's value.
    """

    place: str
    entry: Assumption
    cells: Mapping[str, str]
    numbers: Numbers
    optional: bool

    def number(self, column: str, default: float) -> float:
        """The number in a column; where the spreadsheet has no such column, or nothing in it, the register's."""
        written = self.cells.get(column, "")
        if not written and (column != "value" or self.optional):
            return default
        if column == "value" and self.entry.is_switch and written.casefold() in TRUTHS:
            return TRUTHS[written.casefold()]
        what = self.entry.name if column == "value" else f"{self.entry.name}: {column}"
        try:
            number: float | None = self.numbers.read(written)
            if number is not None:
                check_changes({self.entry.name: self.entry}, {self.entry.name: number})
                return number
        except Unclear as error:
            raise InputError(f"{self.place}: {what}: {error}") from None
        except InputError:
            pass  # too large: said below
        advice = how_to_write(written)
        if written.casefold() in TRUTHS:
            advice = " Only the value of a switch, an assumption that is 1 or 0, may be written so."
        problem = f"{shown(written)} is not a finite number of at most 1e12.{advice}"
        raise InputError(f"{self.place}: {what}: {problem}")

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


def is_table_of_values(name: str) -> bool:
    """Whether a name is that of a spreadsheet, or of a column in one, `my.xlsx:sceptic`."""
    return is_table_file(name) or bool(_WITH_COLUMN.fullmatch(name))


def set_from_table(name: str, register: Register, evidence: Evidence = NOTHING_TO_CITE) -> AssumptionSet:
    """The assumption set that an edited register stands for: values, ranges and reasons other than the register's.

    Columns may be missing, `name` and `value` aside; `my.xlsx:sceptic` reads the column of that set (or of that name)
    in place of `value`, and nothing in it changes nothing. How files and numbers may be written: formats/sheet.py and
    formats/numbers.py. Raises InputError with the line for a name that is not known or stands twice, a number that is
    not finite, a range upside down, a source that the case's tables lack, and for an edit that cannot be taken: a
    column that the register lacks, a unit or a level.
    """
    with_column = _WITH_COLUMN.fullmatch(name)
    sheet = read_sheet(Path(with_column[1] if with_column else name), CASE_FILE_LIMIT)
    columns = _columns(sheet, with_column[2] if with_column else None)
    numbers = Numbers(_texts_of_numbers(sheet, columns), sheet.usual_mark)
    rows = list(_rows(sheet, columns, numbers, register, optional=bool(with_column)))
    values = {row.entry.name: row.number("value", row.entry.value) for row in rows}
    edited = {row.entry.name: row.reason for row in rows if row.reason != (row.entry.why, row.entry.source)}
    for row in rows:
        if row.entry.name in edited and (problem := evidence.problem(row.reason[1])):
            raise InputError(f"{row.place}: {row.entry.name}: source: {problem}")
    file, short = Path(sheet.where).name, Path(name).name
    changes = {
        name: Change(name, value, *edited[name])
        if name in edited
        else UnexplainedChange(name, value, "set in a spreadsheet", file)
        for name, value in values.items()
        if value != register[name].value
    }
    ranges = {row.entry.name: row.range for row in rows if row.range != (row.entry.low, row.entry.high)}
    if numbers.remark:
        remark(f"{sheet.where}: {numbers.remark}")
    title, about = f"Values of the spreadsheet {short}", numbers.remark
    return AssumptionSet(short, title, about=about, changes=changes, ranges=ranges, reasons=edited, stands_on=())


def _columns(sheet: Sheet, wanted: str | None) -> dict[str, int]:
    """Where each column of the register stands; `value` where the wanted one does."""
    written = [cell.strip() for cell in sheet.rows[0]]
    places = {cell.casefold(): k for k, cell in enumerate(written)}
    value = _value_column(sheet, wanted, places)
    if "name" not in places or value is None:
        exported = "as in the register exported with assumptions `csv=FILE`."
        raise sheet.fault(0, None, f"needs the columns 'name' and 'value', {exported}")
    for k, cell in enumerate(written):
        if cell.casefold() not in COLUMNS and not cell.casefold().startswith(SET) and k != value:
            advice = "Take it out, or write it under why."
            raise sheet.fault(0, None, f"{unknown('column', cell, COLUMNS)} {advice}")
    return {
        **{column: places[column] for column in COLUMNS if column in places and column not in READ_ONLY},
        "value": value,
    }


def _value_column(sheet: Sheet, wanted: str | None, places: Mapping[str, int]) -> int | None:
    if wanted is None:
        return places.get("value")
    for heading in (f"{SET}{wanted}".casefold(), wanted.casefold()):
        if heading in places:
            return places[heading]
    known = [cell.removeprefix(SET) for cell in sheet.rows[0]]
    raise sheet.fault(0, None, f"has no column '{wanted}'.{did_you_mean(wanted, known)}")


def _texts_of_numbers(sheet: Sheet, columns: Mapping[str, int]) -> Iterator[str]:
    """What stands in the columns of numbers."""
    sets = (k for k, cell in enumerate(sheet.rows[0]) if cell.casefold().startswith(SET))
    places = {*sets, *(columns[column] for column in ("value", "low", "high") if column in columns)}
    return (row[k] for row in sheet.rows[1:] for k in sorted(places) if k < len(row))


def _rows(
    sheet: Sheet, columns: Mapping[str, int], numbers: Numbers, register: Register, optional: bool
) -> Iterator[Row]:
    """The rows, checked; empty ones are left out."""
    seen: set[str] = set()
    for k, written in enumerate(sheet.rows[1:], start=1):
        if len(written) > len(sheet.rows[0]):
            advice = "Write 0.5, not 0,5; put texts with commas in quotes."
            raise sheet.fault(k, None, f"has more cells than {sheet.place(0)} has columns. {advice}")
        cells = {column: written[j] if j < len(written) else "" for column, j in columns.items()}
        if not any(cells.values()):
            continue
        if (name := as_known(cells["name"], register)) not in register:
            raise sheet.fault(k, None, unknown("assumption", name, register))
        if name in seen:
            raise sheet.fault(k, None, f"'{name}' stands twice. Keep one.")
        seen.add(name)
        _check_not_edited(sheet, k, cells, register[name])
        yield Row(f"{sheet.where}, {sheet.place(k)}", register[name], cells, numbers, optional)


def _check_not_edited(sheet: Sheet, row: int, cells: Mapping[str, str], entry: Assumption) -> None:
    """Raises InputError for another unit or level than the register's."""
    for column in ("unit", "level"):
        if (written := cells.get(column)) and written != (known := str(getattr(entry, column)).strip()):
            taken = ", ".join(TAKEN[1:-1]) + f" and {TAKEN[-1]}"
            problem = f"{entry.name}: the {column} is '{known}', and '{written}' stands here. A spreadsheet may change"
            other = f"another {column} needs a case of its own: `new NAME`."
            raise sheet.fault(row, None, f"{problem} {taken}. Write '{known}'; {other}")
