"""Standard output and standard error: UTF-8 everywhere, and what is done where one of them is closed, full or gone."""

import contextlib
import io
import os
import sys
from typing import TextIO

import typer

from ..errors import InputError, visible
from ..spelling import spelled


def in_utf_8() -> None:
    """Makes both streams write UTF-8 whatever the locale, so that equal inputs give equal bytes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def for_answers_alone() -> None:
    """Keeps standard output for the answer: what a library prints there by itself goes to standard error.

    The mixed-integer solver prints a line in some searches, whatever it was told, and would spoil a record.
    """
    with contextlib.suppress(AttributeError, OSError, ValueError):  # closed, or no file of the system
        answers, faults = sys.stdout.fileno(), sys.stderr.fileno()
        kept = os.dup(answers)
        os.dup2(faults, answers)
        sys.stdout = sys.__stdout__ = os.fdopen(kept, "w", encoding="utf-8", errors="backslashreplace")  # type: ignore[misc]


def give(text: str) -> None:
    """Prints a part of the answer. A reader who has seen enough is no fault: the rest goes nowhere.

    Raises InputError where standard output is closed or cannot be written.
    """
    if sys.stdout is None:
        raise cannot_be_printed("standard output is closed")
    try:
        typer.echo(text, nl=False)
    except BrokenPipeError:
        to_nowhere(sys.stdout)
    except OSError as error:
        to_nowhere(sys.stdout)
        raise cannot_be_printed(error.strerror) from None


def give_data(text: str) -> None:
    """Prints a record or a table for programs: as it is, but a terminal gets no control characters."""
    give(visible(text) if sys.stdout is not None and sys.stdout.isatty() else text)


def tell(text: str) -> None:
    """Says a sentence on standard error, in the words of the command line. Nobody need listen."""
    try:
        typer.echo(visible(spelled(text)), err=True)
    except OSError:
        to_nowhere(sys.stderr)


def cannot_be_printed(reason: str | None) -> InputError:
    """The error where the answer cannot be printed."""
    return InputError(f"the answer cannot be printed ({reason}). Make room, or send it elsewhere.")


def to_nowhere(stream: TextIO) -> None:
    """Lets all that is still to be written to the stream go nowhere, so that nothing fails when Python ends."""
    with contextlib.suppress(OSError, ValueError):  # a stream that is no file of the system
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
