"""What a case's files hold, as one short text: the same for the same files, so that a case is read only once."""

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from ..errors import InputError
from ..files import read_bytes
from .scenario import Case

PATTERNS = ("*.toml", "*.csv", "sets/*.toml")
"""The files of a folder that make up a case, and perhaps some more."""
MOST_CASES = 16
"""So many cases are kept at most."""
MOST_FILES = 1_024
"""Of so many files is remembered what they held."""
LEFT_ALONE = 2_000_000_000
"""Nanoseconds for which a file must not have changed before the system's word is taken for it."""

Reading = Callable[[Path, tuple[Path, ...], tuple[Path, ...]], Case]


def fingerprint(folder: Path, more: Sequence[Path] = ()) -> str | None:
    """A hash over the names and the bytes of a case's files and of `more`; None where one of them cannot be read."""
    hashed = hashlib.sha256()
    try:
        for path in [*sorted(path for pattern in PATTERNS for path in folder.glob(pattern)), *more]:
            hashed.update(f"{path}\0".encode(errors="surrogateescape"))
            hashed.update(_held(path))
    except (InputError, OSError):
        return None
    return hashed.hexdigest()


def _held(path: Path) -> bytes:
    """A hash over the bytes of a file, which is read again unless the system says that it is as it was.

    That is believed of a file that had been left alone for a while: of another one the clock may be too coarse to tell
    two changes apart. Raises InputError and OSError for what cannot be read.
    """
    stat, now = os.stat(path), time.time_ns()
    alone = now - max(stat.st_mtime_ns, stat.st_ctime_ns) > LEFT_ALONE
    mark = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, 0 if alone else now)
    return _hash_of(os.path.abspath(path), mark)


@lru_cache(maxsize=MOST_FILES)
def _hash_of(path: str, mark: tuple[int, ...]) -> bytes:
    return hashlib.sha256(read_bytes(Path(path))).digest()


class _ChangingError(Exception):
    """The files of a case changed while it was read."""


def kept_case(path: Path, scenarios: Sequence[Path], sets: Sequence[Path], read: Reading) -> Case:
    """The case as `read` has it; the one that was read before, where every file still holds what it held then.

    What cannot be read is asked of `read` itself, which says why. So is a case that changes while it is read: nothing
    is kept that was read from other bytes than those of its fingerprint.
    """
    files = (path, tuple(scenarios), tuple(sets))
    mark = fingerprint(path, [*scenarios, *sets])
    if mark is None:
        return read(*files)
    try:
        return _read(mark, read, *files)
    except _ChangingError:
        return read(*files)


@lru_cache(maxsize=MOST_CASES)
def _read(mark: str, read: Reading, path: Path, scenarios: tuple[Path, ...], sets: tuple[Path, ...]) -> Case:
    """The case, kept under `mark`. Raises _ChangingError, so that it is not kept, where the files are others by now."""
    case = read(path, scenarios, sets)
    if fingerprint(path, [*scenarios, *sets]) != mark:
        raise _ChangingError
    return case
