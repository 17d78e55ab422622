"""Files in and out: ordinary files only, bounded when read; when written all of them or none."""

import codecs
import contextlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .errors import InputError, remark

CASE_FILE_LIMIT = 2_000_000
GAME_FILE_LIMIT = 64_000_000
WORKBOOK_LIMIT = 20_000_000
KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe (a FIFO)",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def check_ordinary(path: Path) -> None:
    """Raises InputError for a folder, a pipe, a socket and a device; nothing where a file or nothing is there.

    Links are followed: what counts is what they lead to. A pipe that is opened would wait for its other end.
    """
    try:
        mode = os.stat(path).st_mode
    except ValueError:
        raise InputError("a name with a zero byte in it is no name that a file can have. Name another file.") from None
    except OSError:  # whoever opens it says why it cannot be
        return
    if not stat.S_ISREG(mode):
        raise InputError(f"{path}: is {KINDS.get(stat.S_IFMT(mode), 'no ordinary file')}; a file was expected.")


def read_bytes(path: Path, limit: int = CASE_FILE_LIMIT) -> bytes:
    """The bytes of a file, at most `limit` of them.

    Raises InputError for what is missing, no ordinary file, unreadable or too large.
    """
    check_ordinary(path)
    try:
        if (size := path.stat().st_size) > limit:
            most = f"at most {limit / 1e6:.0f} MB are read. Is this the right file?"
            raise InputError(f"{path}: is {size / 1e6:.1f} MB; {most}")
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    if len(raw) > limit:
        raise InputError(f"{path}: holds more than {limit / 1e6:.0f} MB. Is this the right file?")
    return raw


def read_text(path: Path, limit: int = CASE_FILE_LIMIT, any_encoding: bool = False) -> str:
    """The text of a UTF-8 file of at most `limit` bytes (a byte-order mark is dropped).

    With `any_encoding` UTF-16 that begins with its byte-order mark is read too, and what else is no UTF-8 is read as
    Windows-1252, which holds Latin-1, with a remark. Raises InputError as `read_bytes`, and for what is empty or no
    text.
    """
    raw = read_bytes(path, limit)
    if any_encoding and raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        text = _decoded(path, raw, "utf-16")
    elif any_encoding and not _is_utf8(raw):
        text = _decoded(path, raw, "cp1252")
        remark(f"{path}: is not UTF-8 and is read as Windows-1252; look whether names with accents are right.")
    else:
        text = _decoded(path, raw, "utf-8-sig")
    if not text.strip():
        raise InputError(f"{path}: is empty. Is this the right file?")
    return text


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(path: Path, raw: bytes, encoding: str) -> str:
    advice = "is not UTF-8 text. Save the file as UTF-8."
    if raw.startswith(b"PK\x03\x04"):
        advice = "is no text but an Excel or zip file. Name it .xlsx, or save it as CSV (UTF-8)."
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(f"{path}, line {line}: {advice}") from None
    if encoding != "utf-8-sig" and (control := re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)):
        line = text[: control.start()].count("\n") + 1
        raise InputError(f"{path}, line {line}: {advice}")
    return text


@dataclass
class Together:
    """Files that are made under temporary names and get their own names together, when all of them are whole.

    `ready` holds what is to be replaced, a link followed to the file it leads to, by what; `folders` what was made.
    """

    ready: dict[Path, Path] = field(default_factory=dict)
    unwanted: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def new(self, path: Path) -> Path:
        """A new, empty file that becomes `path` in the end, or becomes what `path` as a link leads to.

        Raises InputError where something else than an ordinary file is there, OSError where the disk prevents it.
        """
        check_ordinary(path)
        target = Path(os.path.realpath(path))
        if target.is_symlink():
            raise InputError(f"{path}: is a link that leads back to itself. Choose another name.")
        if target not in self.ready:
            make_folders(target.parent, self.folders)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new.")
            os.close(handle)
            self.ready[target] = Path(temporary)
            os.chmod(temporary, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        return self.ready[target]

    def write(self, path: Path, content: str | bytes) -> Path:
        """Makes a file that becomes `path` in the end; gives `path`. Raises InputError where it cannot be written."""
        with self.faults_of(path):
            self.new(path).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def remove(self, path: Path) -> None:
        """Takes away, in the end, a file or a link; nothing where nothing is there."""
        check_ordinary(path)
        self.unwanted.append(path)

    @contextlib.contextmanager
    def faults_of(self, path: Path) -> Iterator[None]:
        """Says of an OSError that it was `path` that could not be written, and that nothing else was either."""
        try:
            yield
        except OSError as error:
            after = "Nothing was written, and what was there before is unchanged. Make room, or choose another folder."
            raise InputError(f"{path}: cannot be written ({error.strerror}). {after}") from None

    def finish(self) -> None:
        """Gives every file its name. Raises InputError where that fails, saying how many have theirs already."""
        for done, (target, temporary) in enumerate(list(self.ready.items())):
            try:
                os.replace(temporary, target)
            except OSError as error:
                state = f"{done} of {len(self.ready)} files were written" if done else "Nothing was written"
                raise InputError(f"{target}: cannot be written ({error.strerror}). {state}.") from None
        for path in self.unwanted:
            with self.faults_of(path):
                path.unlink(missing_ok=True)

    def give_up(self) -> None:
        """Takes away what was made, the folders too."""
        for temporary in self.ready.values():
            with contextlib.suppress(OSError):
                temporary.unlink()
        remove_empty(self.folders)


@contextlib.contextmanager
def together() -> Iterator[Together]:
    """All the files that are made in the block, or none of them, whatever ends it."""
    files = Together()
    try:
        yield files
        files.finish()
    except BaseException:
        files.give_up()
        raise


def write_whole(path: Path, content: str | bytes) -> Path:
    """Writes a file: it is the old one or the new one, never half. Raises InputError where it cannot be written."""
    with together() as files:
        return files.write(path, content)


def make_folders(folder: Path, made: list[Path]) -> None:
    """Makes a folder with those above it; those that were not there are put into `made` first."""
    made += [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)


def remove_empty(folders: Iterable[Path]) -> None:
    """Removes folders that are empty, or hold nothing but others of them."""
    for folder in sorted(folders, key=lambda place: -len(place.parts)):
        with contextlib.suppress(OSError):
            folder.rmdir()


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
