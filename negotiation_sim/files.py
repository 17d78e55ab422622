"""Text files in and out: bounded when read, whole or not at all when written."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .errors import InputError

CASE_FILE_LIMIT = 2_000_000
GAME_FILE_LIMIT = 64_000_000


def read_text(path: Path, limit: int = CASE_FILE_LIMIT) -> str:
    """The text of a UTF-8 file of at most `limit` bytes (a byte-order mark is dropped).

    Raises InputError for what is missing, a folder, unreadable, too large, empty or not UTF-8.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder; a file was expected.")
        if (size := path.stat().st_size) > limit:
            most = f"at most {limit / 1e6:.0f} MB are read. Is this the right file?"
            raise InputError(f"{path}: is {size / 1e6:.1f} MB; {most}")
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    if len(raw) > limit:
        raise InputError(f"{path}: holds more than {limit / 1e6:.0f} MB. Is this the right file?")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(f"{path}, line {line}: is not UTF-8 text. Save the file as UTF-8.") from None
    if not text.strip():
        raise InputError(f"{path}: is empty. Is this the right file?")
    return text


def write_whole(path: Path, content: str | bytes) -> Path:
    """Writes under a temporary name, then renames: the file is the old one or the new one, never half."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}). Choose another folder.") from None
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def new_beside(path: Path) -> Iterator[Path]:
    """A name for a new file in a folder of its own beside `path`; when the block is done the folder is gone.

    What another library writes there can be moved to `path` once it is whole.
    """
    folder = tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        yield Path(folder) / "new"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
