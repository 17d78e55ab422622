"""What is written into a folder: every form of an answer as contents of files, and the one place that writes them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType

from ..errors import visible
from ..files import together
from .frames import Frame
from .terminal import plain

if TYPE_CHECKING:
    from .canvas import Picture


@dataclass(frozen=True)
class File:
    """A file by its path below the folder. Content None: an earlier file of that name is taken away."""

    name: str
    content: str | bytes | None


@dataclass(frozen=True)
class NoPicture:
    """Where there is nothing to draw: an earlier picture of that name would stand beside an answer it does not show."""

    name: str


def write_all(files: Iterable[File], folder: Path) -> list[Path]:
    """Writes the files below a folder, all or none; returns the paths of what was written.

    Raises InputError where they cannot be written.
    """
    written = []
    with together() as block:
        for file in files:
            if file.content is None:
                block.remove(folder / file.name)
            else:
                written.append(block.write(folder / file.name, file.content))
    return written


def json_text(record: Any) -> str:
    """A record as it is printed and written: the keys in their order, no number that is none."""
    return json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)


def text_file(name: str, text: RenderableType) -> File:
    """NAME.txt with what the terminal shows, 120 columns wide."""
    return File(f"{name}.txt", plain(text))


def json_file(name: str, record: Any) -> File:
    """NAME.json with the record."""
    return File(f"{name}.json", json_text(record) + "\n")


def csv_file(name: str, table: Frame) -> File:
    """NAME.csv with the table, lines ended alike on every system."""
    return File(f"{name}.csv", table.to_csv(index=False, lineterminator="\n"))


def picture_files(pictures: "Picture | Iterable[Picture | NoPicture]") -> Iterator[File]:
    """NAME.png, NAME.svg and, in words, NAME.txt of each picture; the same picture gives the same bytes."""
    from .canvas import Picture, png, svg

    for picture in (pictures,) if isinstance(pictures, Picture) else pictures:
        if isinstance(picture, NoPicture):
            yield from (File(f"{picture.name}.{ending}", None) for ending in ("png", "svg", "txt"))
            continue
        yield File(f"{picture.name}.png", png(picture))
        yield File(f"{picture.name}.svg", svg(picture))
        yield File(f"{picture.name}.txt", visible(picture.words).rstrip() + "\n")
