"""The terminal: as wide as it is; wide enough for tables where there is none. What is shown is text, never commands."""

import io
import shutil
import sys
from collections.abc import Callable, Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from ..errors import in_short, visible

PLAIN_WIDTH = 120
LEAST_WIDTH, MOST_WIDTH = 40, 1_000


class TextConsole(Console):
    """Shows names and titles as they are written: brackets and colons mean nothing, control characters are signs."""

    def __init__(self, **how: Any) -> None:
        how = {"height": 24, **how}  # with both given, COLUMNS and LINES are not read as numbers once more
        super().__init__(markup=False, emoji=False, highlight=False, **how)

    def render_str(self, text: str, **how: Any) -> Text:
        """The text of a cell or a line, cut where it is too long to read."""
        return super().render_str(in_short(text), **how)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is shown, as Rich does, with signs in the place of control characters."""
        if isinstance(renderable, Text) and (shown := visible(renderable.plain)) != renderable.plain:
            renderable = renderable.copy()
            renderable.plain = shown
        return super().render(renderable, options)


def width() -> int:
    """Of standard output in columns: what COLUMNS says, else the terminal's, else the same fixed width everywhere."""
    return max(LEAST_WIDTH, min(shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, MOST_WIDTH))


def for_standard_output(shown: Callable[[Console], RenderableType | None]) -> str:
    """What is printed: with colours on a terminal; the same bytes for equal inputs in a pipe or a file.

    `shown` gives what stands on a console of that width; None is nothing.
    """
    out = io.StringIO()
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    console = TextConsole(file=out, width=width(), force_terminal=on_terminal or None)
    if (answer := shown(console)) is not None:
        console.print(answer, crop=False)  # a line that must not be broken may be longer
    return out.getvalue()


def plain(shown: RenderableType, width: int = PLAIN_WIDTH) -> str:
    """What the terminal shows, as plain text for a file."""
    out = io.StringIO()
    TextConsole(file=out, width=width, color_system=None).print(shown, crop=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
