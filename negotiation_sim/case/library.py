"""The cases that travel with the package, and how a case is found by name or folder."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from ..errors import InputError, as_known, unknown
from ..files import read_bytes, together
from .document import read_toml

FILES = ("*.toml", "*.csv", "sets/*.toml", "sweeps/*.toml")
"""The files of which a case is made."""
PACKAGE = Path(__file__).resolve().parent.parent


def library() -> Path:
    """The folder of the built-in cases: inside the installed package, or beside it in a checkout."""
    installed = PACKAGE / "scenarios"
    return installed if installed.is_dir() else PACKAGE.parent / "scenarios"


def built_in_cases() -> dict[str, Path]:
    """Every built-in case by name: `kosovo`, `prisoners_dilemma`, ..."""
    files = sorted(library().glob("*/game.toml")) + sorted(library().glob("classics/*/game.toml"))
    return {path.parent.name: path.parent for path in files}


def built_in_trees() -> dict[str, Path]:
    """Every built-in tree by the name of its file: `beer_quiche.efg`, `centipede.efg`, ..."""
    return {path.name: path for path in sorted(library().glob("trees/*.efg"))}


def find_tree(name: str | Path) -> Path:
    """The file of a tree: the one of that path where there is one, else the built-in one of that name, else the path.

    Raises InputError where there is no such file.
    """
    path, trees = Path(name), built_in_trees()
    known = as_known(str(name), trees)
    if os.path.lexists(path):
        return path
    if known not in trees:
        raise InputError(f"{name}: there is no such file. Built-in trees: {', '.join(trees)}.")
    return trees[known]


def find_case(name: str | Path) -> Path:
    """The folder of a case given by folder or by built-in name. Raises InputError where there is none."""
    folder = Path(name)
    try:
        if (folder / "game.toml").exists():
            return folder.resolve()
    except OSError as error:  # a name longer than a path may be, a folder that may not be read
        raise InputError(f"{str(name)[:80]}: cannot be read ({error.strerror}).") from None
    cases = built_in_cases()
    for known in (as_known(str(name), cases), as_known(str(name).removeprefix("classics/"), cases)):
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
    _check_new(folder)
    return write_case(folder, new_files(folder, like))


def new_files(folder: Path, like: str | Path | None = None) -> dict[str, bytes]:
    """The files of a case to start from in that folder: of a small one or, with `like`, of a copy of another case."""
    if like is None:
        return case_files(PACKAGE / "case" / "template")
    source = find_case(like)
    return {**case_files(source), "game.toml": _naming_its_origin(source, folder).encode("utf-8")}


def write_case(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes the files of a case into a new folder, all or none, and gives their paths.

    Raises InputError where the folder exists already, or cannot be written.
    """
    _check_new(folder)
    with together() as together_written:
        written = {together_written.write(folder / name, content): content for name, content in files.items()}
    for target, content in written.items():
        if content.startswith(b"#!"):
            target.chmod(target.stat().st_mode | 0o111)
    return list(written)


def _check_new(folder: Path) -> None:
    if folder.exists():
        raise InputError(f"{folder}: exists already; nothing was written. Choose another name.")


def case_files(folder: Path) -> dict[str, bytes]:
    """The files of a case, by their paths in its folder; hidden files and what else lies there are left out."""
    paths = sorted(path for pattern in FILES for path in folder.glob(pattern) if not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): read_bytes(path) for path in paths}


def copied_files(name: str, folder: Path) -> dict[str, bytes]:
    """The files of a copy of a case in a folder; of a built-in one, it names the case of which it is a copy."""
    return new_files(folder / "copy", folder) if built_in_cases().get(name) == folder else case_files(folder)


COPY_OF = re.compile(r"^copy_of *= *.*\n", re.MULTILINE)


def _naming_its_origin(source: Path, folder: Path) -> str:
    """The text of game.toml with a line that says of which case the folder is a copy; of a copy, what it copies."""
    section = read_toml(source / "game.toml")
    game, first = section.text_of_file, section.text("copy_of", "")
    origin = (origin_of(source, first) if first else None) or source
    names = [name for name, path in built_in_cases().items() if path.samefile(origin)]
    named = names[0] if names else Path(os.path.relpath(origin.resolve(), folder.resolve())).as_posix()
    head = re.match(r"(?:#.*\n|[ \t]*\n)*", game)
    at = head.end() if head else 0
    line = (
        f"copy_of = {json.dumps(named, ensure_ascii=False)}  # every answer says what was changed against that case\n\n"
    )
    return game[:at] + line + (COPY_OF.sub("", game[at:], count=1) if first else game[at:])


def origin_of(folder: Path, copy_of: str) -> Path | None:
    """The folder of the case that a case in a folder is a copy of, a built-in one by its name, else by its path.

    None for what is no copy, and for a copy of what is not there.
    """
    origin = built_in_cases().get(copy_of, folder / copy_of).resolve()
    there = copy_of and os.path.isfile(origin / "game.toml") and not origin.samefile(folder)
    return origin if there else None
