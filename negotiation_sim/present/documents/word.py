"""A document as a Word file (.docx), which Word, LibreOffice and Google Docs open."""

import io
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from ...errors import InputError, visible
from ...formats.workbook import THEN, undated
from ..canvas import png
from .blocks import Block, Bullets, Document, Figure, Lines, Paragraph, Table

MARGIN = 2.0
"""Centimetres on either side of the text."""
INCHES = 6.0
"""The width of a picture: between the margins of A4 and of letter."""
TEXT_WIDTH = 17.0
"""Centimetres between the margins of A4."""
LETTER, PADDING, LONG = 0.17, 0.45, 90
"""Centimetres that a small letter takes, and the sides of a cell; letters of a text that ask for room."""
SMALL = 8.5
"""Points of a letter in a table and in lines to copy."""
LONGEST, PROGRAM = 200, "negotiation_sim"
"""Letters of a property of a file; who wrote a report that names nobody."""
NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def as_word(document: Document) -> bytes:
    """The bytes of the file; the same document gives the same bytes. Raises InputError where python-docx is missing."""
    docx = _docx()
    book = docx.Document()
    _name(book.core_properties, document)
    for part in book.sections:
        part.left_margin = part.right_margin = docx.shared.Cm(MARGIN)
    numbers = count(1)
    book.add_heading(_shown(document.title), 0)
    for line in document.below:
        book.add_paragraph(_shown(line), style="Subtitle")
    _add(book, document.first, numbers)
    book.add_page_break()
    for section in document.parts:
        book.add_heading(_shown(section.title), 1)
        _add(book, section.blocks, numbers)
    out = io.BytesIO()
    book.save(out)
    return undated(out.getvalue())


def _name(properties: Any, document: Document) -> None:
    """Says in the properties of the file what it is, and who wrote it: the program where nobody says so."""
    properties.title = _shown(document.title)[:LONGEST]
    properties.author = properties.last_modified_by = _shown(document.author or PROGRAM)[:LONGEST]
    properties.language = "en"
    properties.created = properties.modified = THEN


def check_word() -> None:
    """Raises InputError where python-docx is missing."""
    _docx()


def _shown(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", visible(text))


def _add(book: Any, blocks: tuple[Block, ...], numbers: Iterator[int]) -> None:
    for block in blocks:
        match block:
            case Paragraph(text, strong):
                book.add_paragraph().add_run(_shown(text)).bold = strong or None
            case Bullets(items):
                for item in items:
                    book.add_paragraph(_shown(item), style="List Bullet")
            case Lines(title, text):
                book.add_heading(_shown(title), 2)
                run = book.add_paragraph().add_run(_shown(text).strip())
                run.font.name, run.font.size = "Consolas", _points(SMALL)
            case Table():
                _add_table(book, block)
            case Figure(picture, title):
                from docx.shared import Inches

                shape = book.add_picture(io.BytesIO(png(picture)), width=Inches(INCHES))
                _describe(shape._inline.docPr, title, picture.in_full)
                book.add_paragraph(f"Figure {next(numbers)}. {_shown(title)}", style="Caption")


def _describe(properties: Any, title: str, words: str) -> None:
    """Gives a picture the text that is read to those who do not see it."""
    properties.set("title", _shown(title))
    properties.set("descr", _shown(words).strip())


def _add_table(book: Any, table: Table) -> None:
    if table.heading:
        heading = book.add_paragraph()
        heading.add_run(_shown(table.heading)).bold = True
        heading.paragraph_format.keep_with_next = True
    made = book.add_table(rows=1, cols=len(table.columns), style="Light List")
    for cell, name in zip(made.rows[0].cells, table.columns, strict=True):
        _write(cell, name, name in table.right)
    for row in table.rows:
        for cell, text, name in zip(made.add_row().cells, row, table.columns, strict=True):
            _write(cell, text, name in table.right)
    _lay_out(made, table)
    book.add_paragraph()


def _lay_out(made: Any, table: Table) -> None:
    """Columns as wide as their texts ask for; the heads again on each page, and no row over two pages."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    made.autofit = False
    for column, width in zip(made.columns, widths(table, TEXT_WIDTH), strict=True):
        for cell in column.cells:
            cell.width = Cm(width)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def widths(table: Table, total: float) -> list[float]:
    """The widths of the columns, which add up to `total` centimetres: room for the longest word, and more for texts.

    What is left goes to the columns by how long their longest text is, of a text up to LONG letters.
    """
    columns = [[name, *(row[k] for row in table.rows)] for k, name in enumerate(table.columns)]
    words = [max(len(word) for text in column for word in text.split() or [""]) for column in columns]
    needed = [LETTER * word + PADDING for word in words]
    if sum(needed) >= total:
        return [total * width / sum(needed) for width in needed]
    wishes = [min(max(map(len, column)), LONG) - word for column, word in zip(columns, words, strict=True)]
    left = (total - sum(needed)) / (sum(wishes) or 1)
    spare = (total - sum(needed)) / len(columns) if not sum(wishes) else 0.0
    return [width + wish * left + spare for width, wish in zip(needed, wishes, strict=True)]


def _write(cell: Any, text: str, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    paragraph.add_run(_shown(text)).font.size = _points(SMALL)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _docx() -> Any:
    try:
        import docx
    except ImportError:
        raise InputError(
            "a .docx file needs python-docx, which is not installed. Install it with: "
            "pip install 'negotiation-sim[report]'. Or name a file that ends in .html or .md."
        ) from None
    return docx
