"""What is written into a folder: every form of an answer as contents of files, and the one place that writes them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType

from ..errors import InputError
from ..files import together, write_whole
from ..formats.text import number
from ..formats.workbook import workbook_of
from .frames import Frame
from .terminal import plain

if TYPE_CHECKING:
    from .canvas import Picture


STAMPED = frozenset(("hash", "changes", "title"))
"""The keys of a record that has a stamp: the hash, and of a scenario the changes, of a game in a file its title."""


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


def write_workbook(files: Iterable[File], path: Path) -> list[Path]:
    """Writes the tables among the files as the sheets of one workbook; nothing else of them.

    Raises InputError where there is no table, and where the workbook cannot be written.
    """
    tables = {file.name.removesuffix(".csv"): file.content for file in files if file.name.endswith(".csv")}
    sheets = {Path(name).name: _cells(content) for name, content in tables.items() if isinstance(content, str)}
    if not sheets:
        raise InputError(f"{path}: this answer has no tables. Name a folder instead.")
    return [write_whole(path, workbook_of(sheets))]


def _cells(table: str) -> list[list[str | float]]:
    """The rows of a CSV, its numbers as numbers; a fraction such as 1/3 stays what was written."""
    rows = csv.reader(io.StringIO(table))
    return [[cell if (value := number(cell)) is None or "/" in cell else value for cell in row] for row in rows]


def json_text(record: Any) -> str:
    """A record as it is printed and written: the keys in their order, no number that is none."""
    return json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)


def text_file(name: str, text: RenderableType) -> File:
    """NAME.txt with what the terminal shows, 120 columns wide."""
    return File(f"{name}.txt", plain(text))


def json_file(name: str, record: Any) -> File:
    """NAME.json with the record."""
    return File(f"{name}.json", json_text(record) + "\n")


def csv_text(table: Frame, record: Any) -> str:
    """The table with what the record says of it at the end of every row: case, assumptions, changes, seed, hash.

    So a table that was cut out, or laid under another, still says where it is from. Lines end alike on every system.
    """
    provenance = _provenance(record) if isinstance(record, dict) and {"hash"} < {*record} & STAMPED else {}
    new = {name: text for name, text in provenance.items() if name not in table.columns}
    return table.assign(**new).to_csv(index=False, lineterminator="\n")


def _provenance(record: Mapping[str, Any]) -> dict[str, Any]:
    if "changes" not in record:  # of a game in a file
        return {"title": record["title"], "hash": record["hash"]}
    sets = record["assumptions"]
    values = [f"{name}={_values(value)}" for name, value in record["changes"].items()]
    rules = [" ".join([_part(rule), rule.get("where", "")]).strip() for rule in record.get("changed_rules", ())]
    return {
        "case": record["case"],
        **({"copy_of": record["copy_of"]} if "copy_of" in record else {}),
        "assumptions": sets if isinstance(sets, str) else "; ".join(sets),
        "own_changes": "; ".join([*values, *rules]) or "none",
        **({"seed": drawn["seed"], "draws_hash": drawn["hash"]} if (drawn := record.get("sampling")) else {}),
        "hash": record["hash"],
    }


def _part(rule: Mapping[str, str]) -> str:
    """What is no value and was changed: a range with what it is now, of the rest what it is."""
    return f"range of {rule['name']}={rule['after']}" if rule["kind"] == "range" else rule["name"]


def _values(value: Any) -> str:
    return " or ".join(f"{each:g}" for each in value) if isinstance(value, list) else f"{value:g}"


def csv_file(name: str, table: Frame, record: Any = None) -> File:
    """NAME.csv with the table; see `csv_text`."""
    return File(f"{name}.csv", csv_text(table, record))


def picture_files(pictures: "Picture | Iterable[Picture | NoPicture]") -> Iterator[File]:
    """NAME.png, NAME.svg and, in words, NAME.txt of each picture; the same picture gives the same bytes."""
    from .canvas import Picture, png, svg

    for picture in (pictures,) if isinstance(pictures, Picture) else pictures:
        if isinstance(picture, NoPicture):
            yield from (File(f"{picture.name}.{ending}", None) for ending in ("png", "svg", "txt"))
            continue
        yield File(f"{picture.name}.png", png(picture))
        yield File(f"{picture.name}.svg", svg(picture))
        yield File(f"{picture.name}.txt", picture.in_full)
