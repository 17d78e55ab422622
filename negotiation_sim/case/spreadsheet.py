"""The register as a spreadsheet: out, to be edited, and back in as an assumption set."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import InputError, unknown
from ..files import read_text
from .assumptions import AssumptionSet, Change, Register, check_changes

COLUMNS = ("name", "value", "low", "high", "unit", "why", "source", "level")


def register_csv(register: Register, values: Mapping[str, float]) -> str:
    """The register with the values in use, one row per assumption."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, entry in register.items():
        numbers = [_shortest(number) for number in (values[name], entry.low, entry.high)]
        writer.writerow([name, *numbers, entry.unit, entry.why, entry.source, entry.level])
    return out.getvalue()


def _shortest(number: float) -> str:
    """The fewest digits that read back as the same number."""
    return repr(float(number)).removesuffix(".0")


def set_from_csv(path: Path, register: Register) -> AssumptionSet:
    """The assumption set that an edited register stands for: the rows whose value differs from the register's.

    Only the columns `name` and `value` are read. Commas, semicolons or tabs may part the columns; with the last two a
    decimal comma is understood. Raises InputError with the line for a name that is not known, stands twice, or a value
    that is not a finite number.
    """
    text = read_text(path)
    delimiter = max(",;\t", key=text.splitlines()[0].count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="beyond")
    try:
        changes = dict(_changes(path, reader, register, decimal_comma=delimiter != ","))
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: is not a table ({error}).") from None
    return AssumptionSet(path.name, f"Values of the spreadsheet {path.name}", changes=changes)


def _changes(
    path: Path, reader: "csv.DictReader[str]", register: Register, decimal_comma: bool
) -> Iterator[tuple[str, Change]]:
    if not {"name", "value"} <= set(reader.fieldnames or ()):
        exported = "as in the register exported with assumptions `csv=FILE`."
        raise InputError(f"{path}, line 1: needs the columns 'name' and 'value', {exported}")
    seen: set[str] = set()
    for row in reader:
        name, written = (row["name"] or "").strip(), (row["value"] or "").strip()
        if not name and not written:
            continue
        place = f"{path}, line {reader.line_num}"
        if any(row.get("beyond") or ()):
            advice = "Write 0.5, not 0,5; put texts with commas in quotes."
            raise InputError(f"{place}: has more cells than line 1 has columns. {advice}")
        if name in seen:
            raise InputError(f"{place}: '{name}' stands twice. Keep one.")
        seen.add(name)
        value = _value(place, name, written, register, decimal_comma)
        if value != register[name].value:
            yield name, Change(name, value, "set in a spreadsheet", path.name)


def _value(place: str, name: str, written: str, register: Register, decimal_comma: bool) -> float:
    if name not in register:
        raise InputError(f"{place}: {unknown('assumption', name, register)}")
    try:
        value = float(written.replace(",", ".") if decimal_comma else written)
        check_changes(register, {name: value})
    except (ValueError, InputError):
        hint = " Write a decimal point." if "," in written else ""
        raise InputError(f"{place}: {name}: '{written}' is not a finite number of at most 1e12.{hint}") from None
    return value
