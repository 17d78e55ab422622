"""An answer on one screen: at most three sentences, what fits of its tables, the stamp, and that there is more.

What a question leaves out here is in its full text, which `full` asks for; files, JSON and CSV always hold all of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.text import Text

from .tables import Headed

SCREEN = 38
"""As many lines an answer takes at most where it is not asked for in full."""
SENTENCES = 3
FEWEST = 3
"""Of a table that does not fit at least so many rows are shown, or none."""
WARNING = "yellow"
"""The style of what must not be left out."""
MORE = "`full` shows the rest."


@dataclass(frozen=True)
class Brief:
    """An answer in short: its sentences, of which three are shown, then tables and notes, and what stands below."""

    sentences: tuple[str, ...]
    shown: tuple[RenderableType, ...] = ()
    foot: RenderableType | None = None


def brief_of(text: RenderableType) -> Brief:
    """A full text in short: its first sentences, its tables, and below them its warnings and what is printed dim."""
    parts = list(_flat(text))
    below = [part for part in parts if isinstance(part, Text) and part.style in (WARNING, "dim")]
    words = [part for part in parts if isinstance(part, Text) and not any(part is other for other in below)]
    tables = tuple(part for part in parts if not isinstance(part, Text))
    sentences = tuple(sentence for part in words for sentence in sentences_in(part.plain))
    return Brief(sentences, tables, Group(*below) if below else None)


def sentences_in(words: str) -> list[str]:
    """The sentences of a text, without the mark of a list before them."""
    joined = " ".join(words.removeprefix("- ").split())
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z'])", joined) if sentence]


def _flat(text: RenderableType) -> Iterator[RenderableType]:
    if isinstance(text, Group):
        for part in text.renderables:
            yield from _flat(part)
    else:
        yield text


def lines_of(console: Console, part: RenderableType) -> int:
    """How many lines a part takes."""
    return len(console.render_lines(part, pad=False))


def on_a_screen(brief: Brief, console: Console) -> Group:
    """The answer in short, no longer than a screen."""
    first = [sentence for part in brief.sentences for sentence in sentences_in(part)][:SENTENCES]
    sentences = [Text(sentence, style="bold" if k == 0 else "") for k, sentence in enumerate(first)]
    foot = [brief.foot] if brief.foot else []
    below = [Text(), *foot, Text(MORE)]
    room = SCREEN - sum(lines_of(console, part) for part in (*sentences, *below))
    return Group(*sentences, *_fitting(brief.shown, room, console), *below)


def _fitting(parts: Iterable[RenderableType], room: int, console: Console) -> Iterator[RenderableType]:
    """The parts for which there is room, with an empty line above each; of the first that is too long what fits."""
    for part in parts:
        shown = part.lean(console) if isinstance(part, Headed) else part
        if lines_of(console, shown) + 1 > room:
            cut = _cut(shown, room - 1, console) if isinstance(shown, Headed) else None
            if cut is not None:
                yield from (Text(), cut)
            return
        room -= lines_of(console, shown) + 1
        yield from (Text(), shown)


def _cut(table: Headed, room: int, console: Console) -> Headed | None:
    """The table with as many of its rows as fit and how many more there are; None where only very few would."""
    few = range(min(len(table.rows) - 1, room), 0, -1)  # a row takes a line at least
    fitting = next((n for n in few if lines_of(console, table.first(n)) <= room), 0)
    return table.first(fitting) if fitting >= min(FEWEST, len(table.rows) - 1) and fitting else None


def fits(text: RenderableType, console: Console) -> bool:
    """Whether a full text takes no more than a screen."""
    return lines_of(console, text) <= SCREEN
