"""A TOML file whose every part knows where it stands, so that a fault names its file, line and key path."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError, PlacedError, did_you_mean, unknown
from ..files import read_text
from ..formats.numbers import how_to_write, without_marks
from ..language.words import RESERVED
from .lines import line_of

DEEPEST = 20
LARGEST = 10**4000
"""Greater whole numbers cannot be written out, so no message could name them."""
_KINDS = {str: "text", bool: "true or false", list: "a list", dict: "a table", int: "a number", float: "a number"}


def read_toml(path: Path) -> "Section":
    """The whole file as a section. Raises InputError for a file that cannot be read or is not TOML."""
    return text_as_toml(read_text(path), "/".join(path.parts[-2:]))


def text_as_toml(text: str, shown: str) -> "Section":
    """The text of a file as a section; `shown` names the file in faults. Raises InputError where it is not TOML."""
    too_deep = InputError(f"{shown}: is nested too deep; at most {DEEPEST} levels are read. Is this the right file?")
    too_long = InputError(f"{shown}: holds a number of thousands of digits; at most 1e12 is allowed.")
    if any(written.partition("=")[0].count(".") > 200 for written in text.splitlines()):
        raise too_deep  # tomllib would take hours over a key of a million parts
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = _how_to_mend(str(error), text)
        raise InputError(f"{shown}: is not valid TOML: {_placed(str(error))}.{hint}") from None
    except ValueError:  # an integer of thousands of digits
        raise too_long from None
    except RecursionError:
        raise too_deep from None
    if _depth(data) > DEEPEST:
        raise too_deep
    if any(isinstance(part, int) and abs(part) > LARGEST for level in _levels(data) for part in level):
        raise too_long
    return Section(shown, text, (), data)


def _depth(data: object) -> int:
    """How many tables and lists stand inside one another."""
    return sum(1 for _ in _levels(data)) - 1


def _levels(data: object) -> Iterator[list[Any]]:
    """What stands at each depth, from the whole on; no recursion, for the text may come from a stranger."""
    level = [data]
    while level:
        yield level
        tables = [part for part in level if isinstance(part, dict | list)]
        level = [inner for part in tables for inner in (part.values() if isinstance(part, dict) else part)]


def _how_to_mend(message: str, text: str) -> str:
    """What to do about a text that is no TOML, where it shows what was meant."""
    if "overwrite" in message or "declare" in message:
        return " A name may be defined once only."
    line = re.search(r"line (\d+)", message)
    written = text.splitlines()[int(line[1]) - 1] if line and int(line[1]) <= len(text.splitlines()) else ""
    key, equals, value = (part.strip() for part in written.partition("="))
    value = value.partition("#")[0].strip()
    if not equals or not value:
        return ""
    if re.fullmatch(r"[+-]?\d+,\d+", value):
        return f" The decimal mark is a point: write {key} = {value.replace(',', '.')}."
    if bare := without_marks(value.strip("'\"")):
        return f" Nothing stands between thousands: write {key} = {bare}."
    if re.fullmatch(r"[+-]?\.\d+|[+-]?\d+\.", value):
        return f" Digits stand on both sides of the point: write {key} = {float(value)!r}."
    if re.search(r"[A-Za-z_(*/+<>]", value) and value[0] not in "\"'[{":
        return f' A text or a rule stands in quotes: write {key} = "{value}".' if '"' not in value else ""
    return ""


def _placed(message: str) -> str:
    match = re.fullmatch(r"(.*) \(at (line \d+), (column \d+)\)", message, re.DOTALL)
    return f"{match[2]}, {match[3]}: {match[1][0].lower()}{match[1][1:]}" if match else message


PROSE = ("title", "about", "label", "means", "source")
"""Keys that say something to people and on which no answer depends."""

LEFT_OUT = {"left out": True}
"""What stands for a file that cannot be read and that the case can do without, so that the rest is read."""


@dataclass(frozen=True)
class Section:
    """One table of the file. `path` is its key path, `data` what stands there."""

    file: str
    text_of_file: str
    path: tuple[str, ...]
    data: dict[str, Any]

    def fault(self, key: str | None, problem: str, missing: str = "") -> PlacedError:
        """The error to raise for what stands at `key` (None: the section itself), or for a key that is missing."""
        path = (*self.path, key) if key is not None else self.path
        line = line_of(self.text_of_file, path)
        place = f"{self.file}, line {line}" if line else self.file
        message = f"{place}: {'.'.join(path)}: {problem}" if path else f"{place}: {problem}"
        return PlacedError(message, self.file, path, missing)

    @contextmanager
    def placing(self, key: str | None) -> Iterator[None]:
        """Says of an InputError raised inside, unless it says so itself, that it is about what stands at `key`."""
        try:
            yield
        except PlacedError:
            raise
        except InputError as error:
            raise self.fault(key, str(error)) from None

    def allow(self, *keys: str) -> None:
        """Refuses every key that is not listed."""
        for key in self.data:
            if key not in keys:
                raise self.fault(key, f"is not a key of this table.{did_you_mean(key, keys)}")

    def check_known(self, key: str, kind: str, names: Iterable[object], allowed: Collection[str]) -> None:
        """Raises InputError for the first of the names, which stand at `key`, that is not allowed."""
        for name in names:
            if name not in allowed:
                raise self.fault(key, unknown(kind, str(name), allowed))

    def check_once(self, key: str, names: Iterable[str]) -> None:
        """Raises InputError for the first of the names, which stand at `key`, that stands there twice."""
        if repeated := twice(names):
            raise self.fault(key, f"lists '{repeated}' twice. Keep one.")

    def section(self, key: str) -> "Section":
        """The table at `key`; an empty one where there is none."""
        return self.at(key, self._checked(key, dict, {}))

    def sections(self) -> Iterator[tuple[str, "Section"]]:
        """Every key of this table with the table at it. Raises InputError for a key with anything else."""
        for key in self.data:
            yield key, self.section(key)

    def texts_by_path(self, apart: Collection[str] = ()) -> dict[str, str]:
        """All that stands in this table and those in it, as texts by key path, but for the keys `apart`."""
        texts: dict[str, str] = {}
        for key in (key for key in self.data if key not in apart):
            value = self.data[key]
            if isinstance(value, dict):
                texts |= self.section(key).texts_by_path(apart)
            else:
                texts[".".join((*self.path, key))] = value if isinstance(value, str) else str(value)
        return texts

    def at(self, key: str, data: dict[str, Any]) -> "Section":
        """The section of these data, as if they stood at `key`."""
        return Section(self.file, self.text_of_file, (*self.path, key), data)

    def text(self, key: str, default: str | None = None) -> str:
        """The text at `key`; where there is none, `default`, or an error if that is None."""
        text: str = self._checked(key, str, default)
        if default is None and not text.strip():
            raise self.fault(key, "is empty. Write a few words.")
        return text

    def items(self, key: str) -> list[Any]:
        """The list at `key`, its entries unchecked."""
        entries: list[Any] = self._checked(key, list, None)
        return entries

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The list of texts at `key`."""
        entries = self._checked(key, list, None if default is None else list(default))
        for entry in entries:
            if not isinstance(entry, str):
                raise self.fault(key, f"holds {entry!r} ({_kind(entry)}); every entry must be text in quotes.")
        return tuple(entries)

    def number(self, key: str) -> float:
        """The number at `key`. Raises InputError where there is none."""
        return self.as_number(key, self.data[key]) if key in self.data else self._missing(key)

    def flag(self, key: str) -> bool:
        """The true or false at `key`; false where there is none."""
        flag: bool = self._checked(key, bool, False)
        return flag

    def as_number(self, key: str, value: object) -> float:
        """What stands at `key`, or in it, as a number of at most 1e12 either way."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            hint = {bool: " Write 1 for yes and 0 for no.", str: " Write it without quotes."}.get(type(value), "")
            hint = (isinstance(value, str) and how_to_write(value)) or hint
            raise self.fault(key, f"{_short(value)} is {_kind(value)}; a number belongs here.{hint}")
        if not abs(value) <= 1e12:
            problem = "is not a number this game can use; at most 1e12 either way is allowed."
            raise self.fault(key, f"{_short(value)} {problem}")
        return float(value)

    def _checked(self, key: str, kind: type, default: Any) -> Any:
        if key not in self.data:
            return self._missing(key) if default is None else default
        value = self.data[key]
        if not isinstance(value, kind):
            raise self.fault(key, f"{_short(value)} is {_kind(value)}; {_KINDS[kind]} belongs here.")
        return value

    def _missing(self, key: str) -> Any:
        raise self.fault(None, f"'{key}' is missing. Add a line: {key} = ...", key)


def twice(names: Iterable[str]) -> str | None:
    """The first name that stands a second time; None where there is none."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def check_identifier(section: Section, name: str, kind: str, at: str | None = None, after_dot: bool = False) -> None:
    """Raises InputError for a name that the outcome language could not use. After a dot any word may stand."""
    place, a_kind = at or name, f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        rule = "use lower-case letters, digits and underscores, a letter first."
        raise section.fault(place, f"'{name}' cannot be {a_kind}: {rule}")
    if name in RESERVED and not after_dot:
        raise section.fault(place, f"'{name}' is a reserved word and cannot be {a_kind}. Choose another.")


def _kind(value: object) -> str:
    return _KINDS.get(type(value), f"a {type(value).__name__}")


def _short(value: object) -> str:
    shown = repr(value) if isinstance(value, str | list | dict) else str(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."


Reader = Callable[[Path], Section]
"""How a file of a case is read: `read_toml`, or a reader that goes on where that would stop."""
