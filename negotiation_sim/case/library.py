"""The cases that travel with the package, and how a case is found by name or folder."""

from pathlib import Path

from ..errors import InputError, unknown
from ..files import read_bytes, together

PACKAGE = Path(__file__).resolve().parent.parent


def library() -> Path:
    """The folder of the built-in cases: inside the installed package, or beside it in a checkout."""
    installed = PACKAGE / "scenarios"
    return installed if installed.is_dir() else PACKAGE.parent / "scenarios"


def built_in_cases() -> dict[str, Path]:
    """Every built-in case by name: `kosovo`, `prisoners_dilemma`, ..."""
    files = sorted(library().glob("*/game.toml")) + sorted(library().glob("classics/*/game.toml"))
    return {path.parent.name: path.parent for path in files}


def find_case(name: str | Path) -> Path:
    """The folder of a case given by folder or by built-in name. Raises InputError where there is none."""
    folder = Path(name)
    try:
        if (folder / "game.toml").exists():
            return folder.resolve()
    except OSError as error:  # a name longer than a path may be, a folder that may not be read
        raise InputError(f"{str(name)[:80]}: cannot be read ({error.strerror}).") from None
    cases = built_in_cases()
    for known in (str(name), str(name).removeprefix("classics/")):
        if known in cases:
            return cases[known]
    if folder.is_dir():
        raise InputError(f"{folder}: is a folder without a game.toml, so not a case. Start one with: `new NAME`")
    if folder.is_file():
        raise InputError(f"{folder}: is a file; a case is a folder with a game.toml and an assumptions.toml.")
    raise InputError(unknown("case", str(name), cases))


def new_case(folder: Path, like: str | Path | None = None) -> list[Path]:
    """Writes a case to start from, whole or not at all: a small one or, with `like`, a copy of another case.

    Raises InputError where the folder exists already, or the case to copy is not known or cannot be read.
    """
    if folder.exists():
        raise InputError(f"{folder}: exists already; nothing was written. Choose another name.")
    source = PACKAGE / "case" / "template" if like is None else find_case(like)
    written = {}
    with together() as files:
        for path in sorted(path for pattern in ("*.toml", "*.csv", "*/*.toml") for path in source.glob(pattern)):
            content = read_bytes(path)
            written[files.write(folder / path.relative_to(source), content)] = content
    for target, content in written.items():
        if content.startswith(b"#!"):
            target.chmod(target.stat().st_mode | 0o111)
    return list(written)
