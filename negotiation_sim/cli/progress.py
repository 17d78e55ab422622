"""Long work shows how far it is: a bar on a terminal; of work that may take hours elsewhere a line now and then."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..worlds.advance import Advance
from .output import tell

if TYPE_CHECKING:
    from rich.console import Console

EVERY = 5.0
"""Seconds between two lines."""


@dataclass(frozen=True)
class Reached:
    """How far work is. `done` and `begun` count its parts, now and when this run began; `seconds` since."""

    done: int
    begun: int
    of: int
    seconds: float

    @property
    def rate(self) -> float:
        """Parts a second in this run."""
        return (self.done - self.begun) / self.seconds if self.seconds > 0 else 0.0


@contextmanager
def watched(what: str, total: int, *, begun: int = 0, parts: str = "", note: str = "") -> Iterator[Advance]:
    """Shows on standard error how far work is; see `Watch`. Call what it gives with the number of parts just done."""
    from ..present.terminal import TextConsole, width

    if note:
        tell(note)
    console = TextConsole(stderr=True, width=width())
    if parts:
        with _counted(console, what, _Count(total, begun, parts)) as advance:
            yield advance
    elif console.is_terminal:
        with _bar(console, what, total) as advance:
            yield advance
    else:
        yield _told_best()


def _told_best() -> Advance:
    """Prints the best answer so far, when the last line is a few seconds old; nothing where none is told."""
    last = time.monotonic()

    def say(done: int, best: str = "") -> None:
        nonlocal last
        if best and time.monotonic() - last >= EVERY:
            last = time.monotonic()
            tell(best)

    return say


@contextmanager
def _bar(console: "Console", what: str, total: int) -> Iterator[Advance]:
    """A bar, which goes when the work is done, with the best answer so far."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(what, total=total)

        def draw(done: int, best: str = "") -> None:
            progress.update(task, advance=done, description=best or None)

        yield draw


class _Count:
    """Parts done so far, counted from `begun` on, in a sentence."""

    def __init__(self, total: int, begun: int, parts: str) -> None:
        self.total, self.begun, self.parts = total, begun, parts
        self.count, self.start = begun, time.monotonic()
        self.told = self.start

    def reached(self, done: int) -> Reached:
        """How far work is, with so many parts more."""
        self.count += done
        return Reached(self.count, self.begun, self.total, time.monotonic() - self.start)

    def tell(self, done: int, best: str = "") -> None:
        """Prints a line when the last one is a few seconds old."""
        now = self.reached(done)
        if time.monotonic() - self.told >= EVERY:
            self.told = time.monotonic()
            tell(sentence(now, self.parts))


@contextmanager
def _counted(console: "Console", what: str, count: _Count) -> Iterator[Advance]:
    """A bar, which stays, with the parts done and their speed in words; where there is no terminal a line of these."""
    from rich.progress import BarColumn, Progress, TextColumn

    if not console.is_terminal:
        yield count.tell
        return
    told = TextColumn("{task.fields[sentence]}", markup=False)
    with Progress(TextColumn("{task.description}", markup=False), BarColumn(), told, console=console) as progress:
        task = progress.add_task(what, total=count.total, completed=count.begun, sentence="under way")

        def draw(done: int, best: str = "") -> None:
            now = count.reached(done)
            progress.update(task, completed=now.done, sentence=sentence(now, count.parts))

        yield draw


def sentence(reached: Reached, parts: str) -> str:
    """`3,000 of 10,000 draws, 520 a second, 0:00:14 left`."""
    left = f", {clock((reached.of - reached.done) / reached.rate)} left" if reached.rate > 0 else ""
    return f"{reached.done:,} of {reached.of:,} {parts}, {reached.rate:,.0f} a second{left}"


def clock(seconds: float) -> str:
    """Hours, minutes and seconds, as `1:02:03`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
