"""A case to start from, written into a folder."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from ...case.library import new_case, new_files, write_case
from ...case.one_file import apart, joined
from ...errors import InputError
from ...files import read_text, write_whole
from .question import NewAsked

ONE_FILE = ".toml"


@dataclass(frozen=True)
class Started:
    """The folder of a new case, and the files that were written into it."""

    folder: Path
    files: tuple[Path, ...]


def answer(asked: NewAsked) -> Started:
    """Writes the case. Raises InputError where it exists, or the case to copy is not known or cannot be read."""
    return Started(asked.name, tuple(_written(asked)))


def _written(asked: NewAsked) -> list[Path]:
    """The files written: a folder of them, or one file with all; from a case, or from one file with all of it."""
    one_file = Path(asked.like) if asked.like and asked.like.endswith(ONE_FILE) and Path(asked.like).is_file() else None
    if asked.name.suffix == ONE_FILE and asked.name.exists():
        raise InputError(f"{asked.name}: exists already; nothing was written. Choose another name.")
    files = apart(read_text(one_file), one_file.name) if one_file else None
    if asked.name.suffix == ONE_FILE:
        return [write_whole(asked.name, joined(files or new_files(asked.name, asked.like)))]
    return new_case(asked.name, asked.like) if files is None else write_case(asked.name, files)


def written(answer: Started) -> tuple[Path, ...]:
    """The files of the case."""
    return answer.files


def advice(answer: Started) -> str:
    """What to ask first."""
    if answer.folder.suffix == ONE_FILE:
        return f"Make a folder of it with: `new NAME like={shlex.quote(str(answer.folder))}`"
    folder = str(answer.folder) if answer.folder.is_absolute() else f"./{answer.folder}"
    return f"Try: `compare case={shlex.quote(folder)}`"
