"""What a case's files hold, as one short text: the same for the same files, so that a case is read only once."""

import hashlib
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

Reading = Callable[[Path, tuple[Path, ...], tuple[Path, ...]], Case]


def fingerprint(folder: Path, more: Sequence[Path] = ()) -> str | None:
    """A hash over the names and the bytes of a case's files and of `more`; None where one of them cannot be read."""
    hashed = hashlib.sha256()
    try:
        for path in [*sorted(path for pattern in PATTERNS for path in folder.glob(pattern)), *more]:
            content = read_bytes(path)
            hashed.update(f"{path}\0{len(content)}\0".encode(errors="surrogateescape"))
            hashed.update(content)
    except (InputError, OSError):
        return None
    return hashed.hexdigest()


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
