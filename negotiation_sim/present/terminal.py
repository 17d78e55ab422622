"""The terminal: as wide as it is; wide enough for tables where there is none."""

import io
import os
import sys

from rich.console import Console, RenderableType

PLAIN_WIDTH = 120


def console() -> Console:
    """Writes to standard output; into a pipe or a file with a fixed width, so that equal inputs give equal bytes."""
    wide = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(width=wide, highlight=False)


def plain(shown: RenderableType, width: int = PLAIN_WIDTH) -> str:
    """What the terminal shows, as plain text for a file."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, highlight=False).print(shown)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
