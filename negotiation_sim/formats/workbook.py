"""Excel workbooks (.xlsx), in and out. Read are values only: no formula is computed, no link followed, no macro run.

A workbook is a zip of XML that may come from a stranger. What it unpacks to is bounded before anything is parsed, and
XML that declares a document type, which may define entities without end, is refused.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..files import WORKBOOK_LIMIT, read_bytes

UNPACKED_LIMIT = 200_000_000
MOST_PARTS = 1_000
MOST_CELLS = 2_000_000
"""Bytes, files and cells of a workbook that are read at most."""

_DECLARES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
THEN = datetime(2000, 1, 1)
"""When every workbook was made, as far as it says: the same table gives the same bytes."""

Cell = str | float


def rows_of_workbook(path: Path) -> list[list[str]]:
    """The cells of the first sheet as texts, row by row; of a formula the value that was saved with it.

    Raises InputError where openpyxl is missing, for what is too large, damaged or no workbook, and for a formula
    without a saved value.
    """
    raw = read_bytes(path, WORKBOOK_LIMIT)
    openpyxl = _openpyxl(path)
    _check(path, raw)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        if not book.worksheets:
            raise InputError(f"{path}: has no sheet with cells.")
        rows = _rows(path, book.worksheets[0])
        if _has_formulas(raw):
            written = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
            _check_formulas(path, book.worksheets[0], written.worksheets[0])
        return rows
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError, zipfile.BadZipFile,
            zlib.error, EOFError, OSError) as error:  # fmt: skip
        # openpyxl trusts the XML, and a damaged one ends in any of these
        raise InputError(f"{path}: is a damaged workbook ({type(error).__name__}). Save it anew, or as CSV.") from None


def _rows(path: Path, sheet: Any) -> list[list[str]]:
    sheet.reset_dimensions()  # what the file says of its size need not be true
    rows, cells = [], 0
    for row in sheet.iter_rows(values_only=True):
        cells += 1 + len(row)
        if cells > MOST_CELLS:
            raise InputError(f"{path}: the first sheet has more than {MOST_CELLS:,} cells. Is this the right file?")
        rows.append([_text(value) for value in row])
    return rows


def _has_formulas(raw: bytes) -> bool:
    """Whether some sheet may have a formula."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return any(b"<f" in packed.read(part) for part in packed.namelist() if "worksheets/" in part)


def _check_formulas(path: Path, values: Any, written: Any) -> None:
    """Raises InputError for the first formula without a value: programs that only write a file compute none."""
    written.reset_dimensions()
    for of_values, of_formulas in zip(values.iter_rows(), written.iter_rows(), strict=True):
        for value, formula in zip(of_values, of_formulas, strict=True):
            if formula.data_type == "f" and value.value is None and value.data_type == "n":
                advice = "Open the file in the spreadsheet program and save it there, or paste its value in its place."
                place = f"{path}, row {formula.row}, column {formula.column}"
                raise InputError(f"{place}: holds a formula whose value was not saved with it. {advice}")


def _text(value: object) -> str:
    """A value as a CSV would hold it: numbers as the shortest text that reads back."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return "" if value is None else str(value)


def _check(path: Path, raw: bytes) -> None:
    """Raises InputError for what is no zip, or unpacks to too much, or declares a document type."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
                size = f"at most {UNPACKED_LIMIT / 1e6:.0f} MB and {MOST_PARTS:,} parts are read"
                raise InputError(f"{path}: unpacks to too much; {size}. Is this the right file?")
            for part in parts:
                if any(mark in packed.read(part) for mark in _DECLARES):
                    raise InputError(f"{path}: declares an XML document type, which no workbook needs. It is not read.")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise InputError(f"{path}: is no .xlsx workbook ({error}). Save it as .xlsx, or as CSV.") from None


def workbook_of(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """A workbook with these sheets, rows of texts and numbers; equal sheets give equal bytes.

    No text becomes a formula. Raises InputError where openpyxl is missing, and for a text that a cell cannot hold.
    """
    openpyxl = _openpyxl(Path("a workbook"))
    book = openpyxl.Workbook(write_only=False)
    book.remove(book.active)
    names: dict[str, None] = {}
    for name, rows in sheets.items():
        names[_unused(name, names)] = None
        sheet = book.create_sheet([*names][-1])
        for k, row in enumerate(rows, start=1):
            for j, value in enumerate(row, start=1):
                _put(sheet.cell(k, j), value)
    book.properties.created = THEN
    out = io.BytesIO()
    book.save(out)
    return undated(out.getvalue())


def _put(cell: Any, value: Cell) -> None:
    from openpyxl.utils.exceptions import IllegalCharacterError

    if value == "":
        return
    try:
        cell.value = value if isinstance(value, str) else _text(value)  # openpyxl would write 16 digits of a number
        cell.data_type = "s" if isinstance(value, str) else "n"  # and takes "=1+1" for a formula
    except IllegalCharacterError:
        raise InputError(f"{value!r} has a character that no Excel cell can hold. Write CSV, or rename it.") from None


def _unused(name: str, names: Mapping[str, None]) -> str:
    """The name as a sheet may have it: at most 31 characters, some of them not allowed, each name once."""
    bare = re.sub(r"[\[\]:*?/\\']", " ", name)[:31] or "table"
    tries = (bare, *(f"{bare[:27]} {k}" for k in range(2, 1000)))
    return next(each for each in tries if each.casefold() not in {used.casefold() for used in names})


def undated(raw: bytes) -> bytes:
    """The same workbook without the time at which it was saved."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as saved, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as dated:
        for part in saved.infolist():
            content = saved.read(part)
            if part.filename == "docProps/core.xml":
                then = THEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + then, content)
            dated.writestr(zipfile.ZipInfo(part.filename, THEN.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _openpyxl(path: Path) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise InputError(
            f"{path}: Excel files need openpyxl, which is not installed. Install it with: "
            "pip install 'negotiation-sim[excel]'. Or save the table as CSV."
        ) from None
    return openpyxl
