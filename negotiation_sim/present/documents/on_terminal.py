"""A document as the terminal shows it: without its figures, whose numbers stand in its tables too."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ..tables import table_of
from .blocks import Block, Bullets, Document, Figure, Lines, Paragraph, Table


def on_terminal(document: Document) -> Group:
    """The title, the first page, and the sections, each under its heading."""
    parts: list[RenderableType] = [Text(document.title, style="bold"), *map(Text, document.below), Text()]
    parts += _blocks(document.first)
    for section in document.parts:
        parts += [Text(f"# {section.title}", style="bold"), Text(), *_blocks(section.blocks)]
    return Group(*parts)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[RenderableType]:
    for block in blocks:
        match block:
            case Paragraph(text, strong):
                yield Text(text, style="bold" if strong else "")
            case Bullets(items):
                yield from (Text(f"- {item}") for item in items)
            case Lines(title, text):
                yield Text(title, style="bold")
                yield Text(text)
            case Table():
                yield shown_table(block)
            case Figure():
                continue
        yield Text()


def shown_table(table: Table) -> RenderableType:
    """A table of the terminal."""
    made = table_of(table.heading, *table.columns, right=table.right)
    for row in table.rows:
        made.add_row(*row)
    return made
