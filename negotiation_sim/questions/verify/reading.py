"""A run record read from a file that may come from a stranger: bounded, plain JSON, and nothing in it is run."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...files import read_text
from ...present.run_record import FINGERPRINT, FORMAT
from ..declaration import Question
from ..reproduced import DOORS

LIMIT = 8_000_000
"""Bytes of a record that are read at most."""
DEEPEST = 60
MOST_VALUES, LONGEST_VALUE, LONGEST_NUMBER = 100, 2_000, 40
"""Values of one option, letters of a value, and digits of a number at most."""
SHAPE: Mapping[str, type] = {
    "record": str,
    "format": int,
    "versions": dict,
    "question": str,
    "asked": dict,
    "inputs": dict,
    "results": dict,
    "files": dict,
    "does_not_establish": list,
    FINGERPRINT: str,
}
"""What a record must hold."""


def read_record(path: Path) -> dict[str, Any]:
    """The record in a file. Raises InputError for what is too large, no JSON, or no run record, saying where."""
    text = read_text(path, LIMIT)
    try:
        record = json.loads(text, parse_constant=_no_number, parse_int=_whole, parse_float=_finite,
                            object_pairs_hook=_once)  # fmt: skip
    except RecursionError:
        raise _no_record(path, "its parts lie in one another too deep") from None
    except ValueError as error:
        raise _no_record(path, f"it is no JSON that can be read ({error})") from None
    if not isinstance(record, dict) or "record" not in record:
        raise _no_record(path, "it has no key 'record'")
    for key, kind in SHAPE.items():
        if not isinstance(record.get(key), kind) or isinstance(record[key], bool):
            raise _no_record(path, f"its key '{key}' is missing or is of another kind than a record has")
    if record["format"] != FORMAT:
        raise InputError(f"{path}: is a record of format {record['format']}; this program reads format {FORMAT}.")
    if _depth(record) > DEEPEST:
        raise _no_record(path, "its parts lie in one another too deep")
    _check_files(path, record["files"])
    return record


def values_asked(path: Path, record: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """What the record asks, by name, as a question takes it. Raises InputError for what the question does not ask."""
    fields = {field.spelled: field for field in question.fields if field.name not in DOORS}
    values: dict[str, Any] = {}
    for name, texts in record["asked"].items():
        if name not in fields:
            raise InputError(f"{path}: asked.{name}: '{question.name}' has no such option, or none for a record.")
        if not _are_texts(texts):
            raise InputError(f"{path}: asked.{name}: must be a list of at most {MOST_VALUES} texts.")
        if not fields[name].many and len(texts) != 1:
            raise InputError(f"{path}: asked.{name}: has {len(texts)} values; one is taken.")
        values[fields[name].name] = tuple(texts) if fields[name].many else texts[0]
    return values


def _are_texts(texts: Any) -> bool:
    few = isinstance(texts, list) and len(texts) <= MOST_VALUES
    return few and all(isinstance(each, str) and len(each) <= LONGEST_VALUE for each in texts)


def _check_files(path: Path, files: Mapping[str, Any]) -> None:
    for name, digest in files.items():
        if Path(name).name != name or "\\" in name or ":" in name or not isinstance(digest, str):
            raise InputError(f"{path}: files: '{name}' is no plain name of a file beside the record, with its hash.")


def _no_record(path: Path, why: str) -> InputError:
    return InputError(f"{path}: is no run record: {why}. Name the .json file that was written beside a report.")


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("a number has too many digits")
    return int(text)


def _finite(text: str) -> float:
    value = float(text)
    if len(text) > LONGEST_NUMBER or abs(value) == float("inf"):
        raise ValueError("a number is too large or has too many digits")
    return value


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key that stands twice would be read by some as the first, by others as the last."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"the key '{key[:80]}' stands twice")
        made[key] = value
    return made


def _depth(content: Any) -> int:
    """How deep parts lie in one another."""
    level, depth = [content], 0
    while level:
        depth += 1
        inside = (part.values() if isinstance(part, dict) else part for part in level if isinstance(part, dict | list))
        level = [each for part in inside for each in part]
    return depth
