"""A case as one TOML text: the files of its folder joined, each under a heading of its own, and taken apart again.

    [case] [players.NAME] ...     what stands in game.toml, as it stands there
    [assumptions.NAME]            an entry of assumptions.toml
    [scenarios.NAME]              the scenario NAME.toml, with [scenarios.NAME.fixes] and [scenarios.NAME.changes]
    [sets.NAME] [sweeps.NAME]     sets/NAME.toml and sweeps/NAME.toml
    [table] [rounds] ...          table.toml, rounds.toml and the other files that a case may have, by their names
    [csv]                         claims and sources: the texts of claims.csv and sources.csv

Taken apart, every part stays on the line on which it stood, so that a fault names the line of the one text.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from ..errors import InputError, did_you_mean
from .differences import NOT_SCENARIOS
from .document import Section, text_as_toml
from .lines import definitions
from .loader import TABLES

GAME = "game.toml"
LONE = tuple(PurePosixPath(name).stem for name in NOT_SCENARIOS if name != GAME)
"""The files that a case has once, each under a heading of its name."""
MANY = {"scenarios": "", "sets": "sets/", "sweeps": "sweeps/"}
"""The headings under which several files stand by name, and the folders of these."""
CSV = ("claims", "sources")
CSV_HEADING = "csv"
_FILE = re.compile(r"(?:(sets|sweeps)/)?([^/]+)\.toml")
_NAME = re.compile(r"[\w-]+")
_KEY = r"""\s*(?:"[^"]*"|'[^']*'|[\w-]+)\s*\.?\s*"""


@dataclass(frozen=True)
class Place:
    """Where a part of the one text belongs: the file of the case, and how many keys of its headings name it."""

    file: str
    keys: int


def apart(text: str, where: str) -> dict[str, bytes]:
    """The files of the case in one text, by their paths in its folder; `where` names the text in faults.

    Raises InputError for what is no TOML, has a part that no case has, or cannot be taken apart heading by heading.
    """
    section = text_as_toml(text, where)
    _check_parts(section)
    data = section.data
    files = {name: part.text for name, part in _parts(text).items()}
    _check_same(files, data, where)
    return {**{name: content.encode("utf-8") for name, content in files.items()}, **dict(_csv(data, where))}


@dataclass
class _Part:
    """The lines of a file, each where it stood in the one text."""

    lines: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The lines, empty ones in the place of those that belong elsewhere."""
        last = max((number for number, line in self.lines.items() if line.strip()), default=0)
        return "\n".join(self.lines.get(number, "") for number in range(1, last + 1)) + "\n"


def _parts(text: str) -> dict[str, _Part]:
    """The lines of every file, its headings without the keys that name the file."""
    headings = {line: keys for line, keys, is_heading in definitions(text) if is_heading}
    parts = {GAME: _Part()}
    here = Place(GAME, 0)
    for number, line in enumerate(text.split("\n"), start=1):
        if number in headings:
            here = place_of(headings[number])
            line = _shortened(line, here.keys, len(headings[number]))
        if here.file:
            parts.setdefault(here.file, _Part()).lines[number] = line
    return parts


def place_of(keys: tuple[str, ...]) -> Place:
    """Where what stands under a heading of these keys belongs; no file for a heading that holds none by itself."""
    head, *rest = keys
    if head in MANY:
        return Place(f"{MANY[head]}{rest[0]}.toml", 2) if rest else Place("", 0)
    if head in LONE:
        return Place(f"{head}.toml", 1)
    return Place("", 0) if head == CSV_HEADING else Place(GAME, 0)


def _shortened(line: str, keys: int, of: int) -> str:
    """The heading without its first keys; without any key nothing is left of it but a comment."""
    if not keys:
        return line
    opened = re.match(r"\s*\[+", line)
    head = opened[0] if opened else ""
    rest = re.sub(_KEY, "", line[len(head) :], count=keys)
    if keys < of:
        return head + rest
    comment = rest.lstrip("] \t")
    return comment if comment.startswith("#") else ""


def _check_parts(section: Section) -> None:
    """Raises InputError for a heading that no case has, and for a name under one that can be none of a file."""
    section.allow(*TABLES, *LONE, *MANY, CSV_HEADING)
    for heading in MANY:
        for name in section.section(heading).data:
            if not _NAME.fullmatch(name) or f"{name}.toml" in NOT_SCENARIOS:
                problem = f"'{name}' cannot be the name of one of the {heading}: use letters, digits and underscores"
                raise section.section(heading).fault(name, f"{problem}, and no name of a part of a case.")


def _check_same(files: Mapping[str, str], data: Mapping[str, Any], where: str) -> None:
    """Raises InputError where the parts do not say what the whole does: it was not written heading by heading."""
    wanted = dict(_data_of_files(data))
    for name in sorted({*wanted, *files}, key=lambda name: (name == GAME, name)):  # what lies astray lies in the game
        try:
            same = repr(tomllib.loads(files.get(name, ""))) == repr(wanted.get(name, {}))
        except (tomllib.TOMLDecodeError, ValueError, RecursionError):
            same = False
        if not same:
            raise InputError(
                f"{where}: what belongs to {name} cannot be told apart. Write each part under a heading of its own, "
                "such as [scenarios.NAME], before the headings within it, such as [scenarios.NAME.changes]."
            )


def _data_of_files(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield GAME, {key: value for key, value in data.items() if key in TABLES}
    for head, value in data.items():
        if head in LONE:
            yield f"{head}.toml", value
        if head in MANY:
            yield from ((f"{MANY[head]}{name}.toml", part) for name, part in value.items())


def _csv(data: Mapping[str, Any], where: str) -> Iterator[tuple[str, bytes]]:
    tables = data.get(CSV_HEADING, {})
    for name, text in tables.items() if isinstance(tables, dict) else ():
        if name not in CSV or not isinstance(text, str):
            problem = f"{where}: {CSV_HEADING}.{name}: is no text of claims or sources.{did_you_mean(name, CSV)}"
            raise InputError(f"{problem} Write the whole table as one text in three quotes.")
        yield f"{name}.csv", text.encode("utf-8")


def joined(files: Mapping[str, bytes]) -> str:
    """The files of a case, by their paths in its folder, as one text; `apart` gives them back, each saying the same.

    Files that a case does not read are left out. Raises InputError for a file that is no UTF-8.
    """
    texts = {name: _text(name, content) for name, content in files.items()}
    parts = [texts.get(GAME, "").strip("\n")]
    for head in LONE:
        if f"{head}.toml" in texts:
            parts.append(_under(texts[f"{head}.toml"], head))
    for name, text in sorted(texts.items()):
        matched = _FILE.fullmatch(name)
        if matched and name not in NOT_SCENARIOS:
            parts.append(_under(text, f"{matched[1] or 'scenarios'}.{matched[2]}"))
    tables = [f"{name} = {_quoted(texts[f'{name}.csv'])}" for name in CSV if f"{name}.csv" in texts]
    parts += ["\n".join([f"[{CSV_HEADING}]", *tables])] if tables else []
    return "\n\n\n".join(parts) + "\n"


def _text(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(f"{name}: is not UTF-8 text. Save the file as UTF-8.") from None
    return re.sub(r"\A#!.*\n", "", text).lstrip("\n")


def _under(text: str, heading: str) -> str:
    """The text of a file with its headings under another one, which stands first."""
    headings = {line: keys for line, keys, is_heading in definitions(text) if is_heading}
    lines = [
        re.sub(r"^(\s*\[+)\s*", rf"\g<1>{heading}.", line) if number in headings else line
        for number, line in enumerate(text.rstrip("\n").split("\n"), start=1)
    ]
    return "\n".join([f"[{heading}]", *lines])


def _quoted(text: str) -> str:
    """The text as a TOML string, over several lines where it can be."""
    if "'''" not in text and not text.endswith("'") and "\r" not in text:
        return f"'''\n{text}'''"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
