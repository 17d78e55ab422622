"""What stands in the way of a sweep's file, in words: a missing extra, the disk, another process."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...errors import InputError


def needed(module: str, extra: str) -> Any:
    """A module of an optional extra. Raises InputError with the command that installs it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        raise InputError(
            f"this needs {module}, which is not installed. Install it with: pip install 'negotiation-sim[{extra}]'"
        ) from None


RESTORE = "Restore the file from a copy, or run the sweep again under another name with `into`."


@contextlib.contextmanager
def faults_of(path: Path, kept: bool = False) -> Iterator[None]:
    """Turns what the disk or another process prevents into an InputError with what to do.

    `kept` says that chunks which are complete stay in the file.
    """
    import duckdb

    try:
        yield
    except OSError as error:
        raise InputError(_in_words(path, error.strerror or str(error), kept)) from None
    except (duckdb.OperationalError, duckdb.FatalException) as error:
        raise InputError(_in_words(path, str(error), kept)) from None


@contextlib.contextmanager
def damage_of(path: Path) -> Iterator[None]:
    """Turns what cannot be read in a file that opens into an InputError: it is damaged, or its tables were changed."""
    import duckdb

    try:
        with faults_of(path):
            yield
    except (duckdb.Error, UnicodeDecodeError) as error:
        words = f"{path}: is damaged, or its tables were changed ({_reason(str(error))})."
        raise InputError(f"{words} {RESTORE}") from None


def _in_words(path: Path, message: str, kept: bool) -> str:
    if holder := re.search(r"lock is held in (\S+) \(PID (\d+)\)", message):
        return (
            f"{path}: another process has it open ({holder[1]}, process {holder[2]}). Wait until it ends, or end it; "
            "or choose another file."
        )
    if "not a valid DuckDB" in message:
        return f"{path}: is not a DuckDB file, or was cut off at its beginning. Choose another name."
    if "attempted to read" in message or "not enough bytes" in message:
        return (
            f"{path}: is cut off: it ends before its tables do, as after a copy that stopped or a full disk. {RESTORE}"
        )
    after = (
        "What is complete is kept: mend that, then go on with `resume`." if kept else "Mend that, or choose another."
    )
    return f"{path}: cannot be read or written ({_reason(message)}). {after}"


def _reason(message: str) -> str:
    """The system's own words, without DuckDB's around them."""
    if number := re.search(r'"errno":"(\d+)"', message):
        return os.strerror(int(number[1]))
    return re.sub(r'^.*?(?:file|directory) "[^"]*":? ', "", message.partition("\n")[0])
