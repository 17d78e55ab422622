"""A document as Markdown; its figures are files beside it."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from ...errors import visible
from .blocks import Block, Bullets, Document, Figure, Lines, Paragraph, Table

MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$])")
"""What Markdown, or a dialect of it, would read as a mark."""


def as_markdown(document: Document, figures: Sequence[str]) -> str:
    """The text; `figures` are the names of the picture files, in the order of the document's figures."""
    numbers = count(1)
    parts = [f"# {plain(document.title)}", *("  \n".join([plain(line) for line in document.below]),)]
    parts += _blocks(document.first, figures, numbers)
    for section in document.parts:
        parts += [f"## {plain(section.title)}", *_blocks(section.blocks, figures, numbers)]
    return "\n\n".join(part for part in parts if part) + "\n"


def plain(text: str) -> str:
    """The text as Markdown shows it: what would be a mark stands for itself, a line stays one line."""
    escaped = MARKS.sub(r"\\\1", " ".join(visible(text).split()))
    return re.sub(r"^([-+]|\d+[.)])(?=\s|$)", r"\\\1", escaped)


def _blocks(blocks: Sequence[Block], figures: Sequence[str], numbers: Iterator[int]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text, strong):
                yield f"**{plain(text)}**" if strong else plain(text)
            case Bullets(items):
                yield "\n".join(f"- {plain(item)}" for item in items)
            case Lines(title, text):
                yield f"### {plain(title)}"
                yield _fenced(text)
            case Table():
                yield from _table(block)
            case Figure(_, title):
                number = next(numbers)
                yield f"![Figure {number}. {plain(title)}]({figures[number - 1]})"
                yield f"Figure {number}. {plain(title)}"


def _fenced(text: str) -> str:
    longest = max((len(marks) for marks in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{visible(text).strip()}\n{fence}"


def _table(table: Table) -> Iterator[str]:
    if table.heading:
        yield f"**{plain(table.heading)}**"
    under = ["---:" if name in table.right else "---" for name in table.columns]
    rows = [[plain(cell) for cell in row] for row in (table.columns, *table.rows)]
    yield "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], under, *rows[1:]])
