"""What a document is made of: sections of paragraphs, lists, tables, figures and lines to copy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from ..canvas import Picture
from ..tables import Headed


@dataclass(frozen=True)
class Paragraph:
    """Sentences; `strong` where they are the answer itself."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list, its items in no order of rank."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table under its heading; the columns named in `right` are flush right."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture; `title` says in a line what it shows."""

    picture: Picture
    title: str


@dataclass(frozen=True)
class Lines:
    """Text to be copied as it stands: a command, a program, an address; `title` says what it is."""

    title: str
    text: str


Block = Paragraph | Bullets | Table | Figure | Lines


@dataclass(frozen=True, eq=False)
class Section:
    """A part of a document under a heading; without blocks it is left out."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, eq=False)
class Document:
    """A title with lines below it, what stands on the first page, the sections after that, and who wrote it."""

    title: str
    below: tuple[str, ...]
    first: tuple[Block, ...]
    sections: tuple[Section, ...]
    author: str = ""

    @property
    def parts(self) -> tuple[Section, ...]:
        """The sections that have something to say."""
        return tuple(section for section in self.sections if section.blocks)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in the order of the document."""
        blocks = (*self.first, *(block for section in self.parts for block in section.blocks))
        return tuple(block for block in blocks if isinstance(block, Figure))


def table_of_rows(
    heading: str, columns: Iterable[str], rows: Iterable[Iterable[str]], right: Iterable[str] = ()
) -> Table:
    """A table of rows; of a column in which no row says anything nothing is left."""
    columns, cells = tuple(columns), [tuple(row) for row in rows]
    kept = [k for k in range(len(columns)) if any(row[k] for row in cells)]
    return Table(
        heading,
        tuple(columns[k] for k in kept),
        tuple(tuple(row[k] for k in kept) for row in cells),
        tuple(name for name in right if name in {columns[k] for k in kept}),
    )


def tables_in(shown: RenderableType) -> Iterator[Table]:
    """The tables of an answer as the terminal shows it, in their order."""
    if isinstance(shown, Group):
        for part in shown.renderables:
            yield from tables_in(part)
    elif isinstance(shown, RichTable):
        yield table_from(shown)


def table_from(shown: RichTable) -> Table:
    """A table of the terminal as a block; its cells are texts."""
    cells = zip(*([_text(cell) for cell in column.cells] for column in shown.columns), strict=True)
    columns = tuple(_text(column.header) for column in shown.columns)
    right = tuple(_text(column.header) for column in shown.columns if column.justify == "right")
    return Table(shown.heading if isinstance(shown, Headed) else "", columns, tuple(cells), right)


def _text(cell: RenderableType) -> str:
    return cell.plain if isinstance(cell, Text) else str(cell)
