"""An answer as HTML: its sentences, its tables, its notes, each written once as the terminal has it."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..errors import in_short
from ..present.screen import Brief, sentences_in
from ..present.tables import Headed
from ..present.terminal import plain

FIRST_ROWS = 15
"""Rows of a table that are shown at once; the others open with a click."""
TONES = {"yellow": "warning", "dim": "small", "bold": "strong"}
_MARKED = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Marked:
    """HTML of an answer: what is said first, and all that stands below it."""

    sentences: tuple[str, ...]
    body: str


def escaped(text: str) -> str:
    """Text as HTML; what it marks between backticks, options and questions, in the type of code."""
    return _MARKED.sub(r"<code>\1</code>", html.escape(in_short(text), quote=True))


def brief_html(brief: Brief, most: int) -> Marked:
    """An answer in short: at most so many sentences, then its tables and notes."""
    first = [sentence for part in brief.sentences for sentence in sentences_in(part)][:most]
    parts = [*brief.shown, *([brief.foot] if brief.foot else [])]
    return Marked(tuple(escaped(sentence) for sentence in first), "\n".join(map(html_of, parts)))


def html_of(shown: RenderableType | None) -> str:
    """What the terminal shows, as HTML: text as paragraphs, tables as tables, all else as it stands there."""
    if shown is None or (isinstance(shown, Text) and not shown.plain.strip()):
        return ""
    if isinstance(shown, Group):
        return "\n".join(filter(None, map(html_of, shown.renderables)))
    if isinstance(shown, Padding):
        return f'<div class="inset">{html_of(shown.renderable)}</div>'
    if isinstance(shown, Headed):
        return table_html(shown)
    if isinstance(shown, Text):
        return "".join(_paragraphs(shown.plain, TONES.get(str(shown.style), "")))
    if isinstance(shown, str):
        return "".join(_paragraphs(shown, ""))
    return f"<pre>{html.escape(plain(shown))}</pre>"


def _paragraphs(text: str, tone: str) -> Iterator[str]:
    """A paragraph for each line; lines of a list as a list."""
    marked = f' class="{tone}"' if tone else ""
    for is_list, lines in _runs(text):
        if is_list:
            items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
            yield f"<ul{marked}>{items}</ul>"
        else:
            yield from (f"<p{marked}>{escaped(line)}</p>" for line in lines)


def _runs(text: str) -> Iterator[tuple[bool, list[str]]]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while lines:
        is_list = lines[0].startswith("- ")
        count = next((k for k, line in enumerate(lines) if line.startswith("- ") != is_list), len(lines))
        yield is_list, [line.removeprefix("- ") if is_list else line for line in lines[:count]]
        lines = lines[count:]


def table_html(table: Headed) -> str:
    """A table with its heading as its caption; what is long opens with a click."""
    head = "".join(_cell("th", str(column.header), column.justify, ' scope="col"') for column in table.columns)
    rows = [f"<tr>{_row(table, cells)}</tr>" for cells in zip(*(column.cells for column in table.columns), strict=True)]
    opened = _whole(table.heading, head, rows[:FIRST_ROWS])
    if len(rows) > FIRST_ROWS:
        rest = _whole(f"{table.heading}: all rows", head, rows)
        opened += f"<details><summary>All {len(rows):,} rows</summary>{rest}</details>"
    return opened + (f'<p class="small">and {table.more:,} more</p>' if table.more else "")


def _whole(heading: str, head: str, rows: list[str]) -> str:
    caption = f"<caption>{escaped(heading)}</caption>" if heading else ""
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{html.escape(heading, quote=True) or "Table"}">'
        f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(table: Headed, cells: tuple[RenderableType, ...]) -> str:
    kinds = ["th", *["td"] * (len(cells) - 1)]
    return "".join(
        _cell(kind, _plain(cell), column.justify, ' scope="row"' if kind == "th" else "")
        for kind, cell, column in zip(kinds, cells, table.columns, strict=True)
    )


def _plain(cell: RenderableType) -> str:
    return cell.plain if isinstance(cell, Text) else str(cell)


def _cell(kind: str, text: str, justify: str, more: str) -> str:
    right = ' class="right"' if justify == "right" else ""
    return f"<{kind}{right}{more}>{escaped(text)}</{kind}>"


def spelled_html(text: str, spell: Callable[[str], str]) -> str:
    """A message whose marked parts a door spells, as HTML."""
    return html.escape(in_short(spell(text)), quote=True)
