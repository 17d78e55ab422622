"""A case to start from, written into a folder."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from ...case.library import new_case
from .question import NewAsked


@dataclass(frozen=True)
class Started:
    """The folder of a new case, and the files that were written into it."""

    folder: Path
    files: tuple[Path, ...]


def answer(asked: NewAsked) -> Started:
    """Writes the case. Raises InputError where the folder exists, or the case to copy is not known."""
    return Started(asked.name, tuple(new_case(asked.name, asked.like)))


def written(answer: Started) -> tuple[Path, ...]:
    """The files of the case."""
    return answer.files


def advice(answer: Started) -> str:
    """What to ask first."""
    folder = str(answer.folder) if answer.folder.is_absolute() else f"./{answer.folder}"
    return f"Try: `compare case={shlex.quote(folder)}`"
