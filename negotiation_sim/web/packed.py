"""A case that a person sends: packed small enough to travel in the form of a page, and unpacked without harm.

Packed it is a zip that is pressed as a whole, for files of a case are alike; a plain zip is taken in its place. What is
as in a built-in case is left out.
"""

import base64
import binascii
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ..errors import InputError
from .left_out import completed, shortened

NAME = "your_case"
"""The folder of a case that was sent, as faults and commands name it."""
MOST_PACKED = 64_000
"""Bytes of a packed case; a Kosovo case of which the register is changed takes 36,000."""
MOST_BYTES = 4_000_000
"""Bytes of all its files together."""
MOST_FILES = 200
FILTERS = ({"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": MOST_BYTES},)
MOST_MEMORY = 32_000_000
"""Bytes of memory that unpacking may take."""
DAMAGED = "the packed case in the form is damaged. Send the case again."
ENDINGS = (".toml", ".csv", ".nfg", ".efg", ".txt", ".md")


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files by their paths, packed; alike for the same files. Raises InputError for what is too large."""
    return checked(lzma.compress(zipped(shortened(files), zipfile.ZIP_STORED), filters=FILTERS))


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The files by their paths as a zip; alike for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, method, 9)
    return out.getvalue()


def unpressed(packed: bytes) -> bytes:
    """The zip in what `pack` made. Raises InputError for what is none, and for what unpacks to too much."""
    if packed[:2] == b"PK":
        return packed
    try:
        unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, MOST_MEMORY)
        archive = unpacker.decompress(packed, 2 * MOST_BYTES)
    except lzma.LZMAError:
        raise InputError(DAMAGED) from None
    if not unpacker.eof and len(archive) < 2 * MOST_BYTES:
        raise InputError(DAMAGED)
    if not unpacker.eof:
        raise InputError(f"the packed case unpacks to more than {MOST_BYTES:,} bytes; a case is smaller.")
    return archive


def checked(packed: bytes) -> bytes:
    """The packed case. Raises InputError where it is too large to travel in the form of a page."""
    if len(packed) > MOST_PACKED:
        raise InputError(
            f"the case is {len(packed):,} bytes when packed; at most {MOST_PACKED:,} travel in the form of a page. "
            "Take out files that it does not need, or serve its folder from your own machine: "
            "negotiation-sim serve --case FOLDER"
        )
    return packed


def as_text(packed: bytes) -> str:
    """The packed case as letters, for a form."""
    return base64.b64encode(packed).decode("ascii")


def from_text(text: str) -> bytes:
    """The packed case of a form. Raises InputError for what is none."""
    if len(text) > MOST_PACKED * 4 // 3 + 8:
        raise InputError(f"the packed case in the form is longer than {MOST_PACKED:,} bytes. Send the case again.")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InputError(DAMAGED) from None


def files_in(archive: bytes) -> dict[str, bytes]:
    """The files of a case in a zip, by their paths in the folder that holds its game.toml.

    Raises InputError for what is no zip, too large, or names a place outside of it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            files = dict(_read(opened))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise InputError("the file is no zip that can be read. Pack the folder of the case as a plain zip.") from None
    homes = sorted(
        (PurePosixPath(name).parent for name in files if name.endswith("game.toml")), key=lambda p: len(p.parts)
    )
    if not homes:
        raise InputError("the zip holds no game.toml, so no case. Pack the folder that holds it.")
    home = homes[0]
    return {
        PurePosixPath(name).relative_to(home).as_posix(): content
        for name, content in files.items()
        if home in PurePosixPath(name).parents or home == PurePosixPath(".")
    }


def _read(opened: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise InputError(f"the zip holds {len(entries):,} files; at most {MOST_FILES} are read.")
    left = MOST_BYTES
    for entry in entries:
        name = safe_name(entry.filename)
        if (entry.external_attr >> 16) & 0o170000 not in (0, 0o100000):
            raise InputError(f"{name}: is a link or a device in the zip; only ordinary files are read.")
        if not name.lower().endswith(ENDINGS):
            continue  # pictures and notes beside a case do no harm, and nothing reads them
        with opened.open(entry) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise InputError(f"the zip unpacks to more than {MOST_BYTES:,} bytes; a case is smaller.")
        yield name, content


def safe_name(name: str) -> str:
    """A path inside the zip. Raises InputError where it leads out of it, or is no name for a file everywhere."""
    parts = name.replace("\\", "/").split("/")
    unsafe = (
        name.startswith(("/", "\\")) or ":" in name or "\0" in name or any(part in ("", ".", "..") for part in parts)
    )
    if unsafe or len(name) > 200 or len(parts) > 6:
        raise InputError(
            f"{name[:80]!r}: is no path inside the zip that can be used. Pack the folder of the case anew."
        )
    return "/".join(parts)


def whole(packed: bytes) -> dict[str, bytes]:
    """All files of a packed case, by their paths in its folder. Raises InputError for what is damaged or too much."""
    files = completed(files_in(unpressed(checked(packed))))
    if len(files) > MOST_FILES:
        raise InputError(f"the packed case holds {len(files):,} files; at most {MOST_FILES} are read.")
    if (size := sum(map(len, files.values()))) > MOST_BYTES:
        raise InputError(f"the packed case holds {size:,} bytes; a case has at most {MOST_BYTES:,}.")
    return {safe_name(name): content for name, content in files.items()}


@contextmanager
def unpacked(packed: bytes) -> Iterator[Path]:
    """The folder of a packed case, below a temporary one that goes when it is no longer needed."""
    with TemporaryDirectory(prefix="negotiation-sim-") as temporary:
        folder = Path(temporary) / NAME
        folder.mkdir()
        for name, content in whole(packed).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield folder
