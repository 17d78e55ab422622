"""A document as one HTML file: its pictures and its style inside, no script, and nothing that is loaded.

The page forbids itself to load anything (its content security policy). It prints on A4 and on letter: no size is fixed.
"""

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import count

from ...errors import visible
from ..canvas import Picture, svg
from .blocks import Block, Bullets, Document, Figure, Lines, Paragraph, Section, Table

SHORT = 11
"""So many letters of a cell are not broken."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 Georgia, "Times New Roman", serif; color: #1a1a1a; background: #fff; margin: 0 auto;
  padding: 1.5rem 1rem 3rem; max-width: 44rem; overflow-wrap: break-word; }
h1, h2, h3, th, caption, figcaption, summary, .below { font-family: "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .6rem; border-bottom: 1px solid #767676; padding-bottom: .2rem; }
h3 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
p { margin: .5rem 0; }
.below { color: #595959; margin: 0; font-size: .9rem; }
.below + p:not(.below) { margin-top: 1rem; }
figure { margin: 1rem 0; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
figcaption, summary { font-size: .85rem; color: #595959; }
details p { font-size: .85rem; white-space: pre-wrap; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .82rem; margin: .8rem 0 1.1rem; line-height: 1.3; }
caption { text-align: left; font-weight: 600; font-size: .9rem; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d0d0d0; }
th { border-bottom: 1.5px solid #1a1a1a; font-weight: 600; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
td.right, .whole { white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
tbody tr:first-child { break-before: avoid; }
pre { font: .82rem/1.4 Consolas, Menlo, monospace; background: #f2f2f2; padding: .6rem; white-space: pre-wrap;
  overflow-wrap: anywhere; }
h2, h3, caption { break-after: avoid; }
@page { margin: 18mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .wide { overflow: visible; }
  .first { break-after: page; }
  .first figure svg { max-height: 125mm; }
  details { display: none; }
}
"""


def as_html(document: Document) -> str:
    """The text of the file; the same document gives the same bytes."""
    numbers = count(1)
    blocks = partial(_blocks, numbers=numbers)
    below = "\n".join(f'<p class="below">{_shown(line)}</p>' for line in document.below)
    first = f'<section class="first">\n<h1>{_shown(document.title)}</h1>\n{below}\n{blocks(document.first)}\n</section>'
    sections = "\n".join(_section(section, numbers) for section in document.parts)
    head = (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_shown(document.title)}</title>\n<style>{STYLE}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n<main>\n{first}\n{sections}\n'
        "</main>\n</body>\n</html>\n"
    )


def _shown(text: str) -> str:
    return escape(visible(text))


def _section(section: Section, numbers: Iterator[int]) -> str:
    return f"<section>\n<h2>{_shown(section.title)}</h2>\n{_blocks(section.blocks, numbers)}\n</section>"


def _blocks(blocks: tuple[Block, ...], numbers: Iterator[int]) -> str:
    return "\n".join(_block(block, numbers) for block in blocks)


def _block(block: Block, numbers: Iterator[int]) -> str:
    match block:
        case Paragraph(text, strong):
            shown = _shown(text)
            return f"<p><strong>{shown}</strong></p>" if strong else f"<p>{shown}</p>"
        case Bullets(items):
            return "<ul>\n" + "\n".join(f"<li>{_shown(item)}</li>" for item in items) + "\n</ul>"
        case Lines(title, text):
            return f"<h3>{_shown(title)}</h3>\n<pre>{_shown(text)}</pre>"
        case Table():
            return _table(block)
        case Figure(picture, title):
            return _figure(picture, title, next(numbers))


def _table(table: Table) -> str:
    sides = [' class="right"' if name in table.right else "" for name in table.columns]
    heads = "".join(
        f'<th scope="col"{side}>{_shown(name)}</th>' for name, side in zip(table.columns, sides, strict=True)
    )
    rows = "\n".join(
        "<tr>"
        + "".join(_cell(cell, name in table.right) for cell, name in zip(row, table.columns, strict=True))
        + "</tr>"
        for row in table.rows
    )
    caption = f"<caption>{_shown(table.heading)}</caption>\n" if table.heading else ""
    head = f"<thead><tr>{heads}</tr></thead>"
    return f'<div class="wide"><table>\n{caption}{head}\n<tbody>\n{rows}\n</tbody>\n</table></div>'


def _cell(text: str, right: bool) -> str:
    """A cell; a short text in it stands on one line."""
    kind = "right" if right else "whole" if len(text) <= SHORT else ""
    return f'<td class="{kind}">{_shown(text)}</td>' if kind else f"<td>{_shown(text)}</td>"


def _figure(picture: Picture, title: str, number: int) -> str:
    caption = f"Figure {number}. {title}"
    return (
        f"<figure>\n{inline_svg(picture, f'figure{number}-', caption)}\n<figcaption>{_shown(caption)}</figcaption>\n"
        f"<details><summary>Figure {number} in words</summary><p>{_shown(picture.in_full.strip())}</p></details>\n"
        "</figure>"
    )


def inline_svg(picture: Picture, before: str, label: str) -> str:
    """The picture as an element of an HTML page: without what a file has besides, each id with `before` in front.

    So several stand on one page. `label` is what a screen reader says of it.
    """
    drawn = svg(picture).decode("utf-8")
    drawn = drawn[drawn.index("<svg") :].strip()
    drawn = re.sub(r"<(metadata|title)>.*?</\1>\s*", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r"<!--.*?-->\s*", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r'(?<= )id="', f'id="{before}', drawn)
    drawn = re.sub(r'(href="#|url\(#)', rf"\g<1>{before}", drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{_shown(label)}" ', 1)
