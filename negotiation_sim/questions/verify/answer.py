"""A run record computed anew, and in what the two differ."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ...case.hashes import canonical
from ...errors import InputError, in_short
from ...files import read_bytes
from ...present.run_record import FINGERPRINT, differences, fingerprint
from ...worlds.advance import Watch
from .. import question as question_named
from ..asking import answered
from .question import VerifyAsked
from .reading import read_record, values_asked

VERIFIED = ("report",)
"""The questions whose records are computed anew: they read, and write nothing."""
FILE_LIMIT = 64_000_000
MOST = 20
"""Differences of one kind that are told one by one."""
LONG = 90
"""Letters of a value that are shown."""
KEPT = ("record", "seed", "does_not_establish")
"""Keys that are the same in every record of a program."""
APART = (*KEPT, "format", "versions", "question", "asked", "inputs", "results", "files", FINGERPRINT)
"""Keys of which other differences tell, or that are the question itself; all others say what was solved."""
What = Literal["record", "program", "case", "results", "file"]


@dataclass(frozen=True)
class Difference:
    """Something that is not as the record has it: what it is of, and a sentence."""

    what: What
    says: str


@dataclass(frozen=True, eq=False)
class Verified:
    """A record that was computed anew. `remarks` are on what is no difference."""

    path: Path
    record: Mapping[str, Any]
    fits: bool
    differs: tuple[Difference, ...]
    remarks: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether nothing differs."""
        return not self.differs


def exit_code(answer: Verified) -> int:
    """1 where something differs."""
    return 0 if answer.stands else 1


def answer(asked: VerifyAsked, watch: Watch) -> Verified:
    """What differs. Raises InputError for what is no record, and where it cannot be computed anew."""
    record = read_record(asked.record)
    now = _anew(asked, record, watch)
    fits = record[FINGERPRINT] == fingerprint(record)
    return Verified(
        asked.record,
        record,
        fits,
        (
            *_of_record(fits),
            *_of_program(record, now),
            *_of_case(record["inputs"], now["inputs"]),
            *_of_results(record, now),
            *_of_files(asked.record, record["files"]),
        ),
        tuple(_remarks(asked.record, record, now)),
    )


def _anew(asked: VerifyAsked, record: Mapping[str, Any], watch: Watch) -> Mapping[str, Any]:
    """The record as it comes out now."""
    if record["question"] not in VERIFIED:
        raise InputError(
            f"{asked.record}: is about the question '{in_short(record['question'])}'; verified are records of "
            f"{' and '.join(VERIFIED)}."
        )
    question = question_named(record["question"])
    values = values_asked(asked.record, record, question)
    if asked.case is not None:
        values["case"] = asked.case
    try:
        anew: Mapping[str, Any] = answered(question, values, watch).record
    except InputError as error:
        advice = "If its case lies elsewhere, or was renamed, name it with `case`."
        raise InputError(f"{asked.record}: cannot be computed anew: {error} {advice}") from None
    return anew


def _of_record(fits: bool) -> Iterator[Difference]:
    if not fits:
        yield Difference("record", "the fingerprint does not fit: the record was changed after it was written.")


def _of_program(record: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    was, became = (each["versions"].get("negotiation_sim") for each in (record, now))
    if was != became:
        yield Difference("program", f"written by negotiation_sim {_short(was)}, computed anew by {_short(became)}.")


def _of_case(was: Mapping[str, Any], became: Mapping[str, Any]) -> Iterator[Difference]:
    """Which numbers, ranges, rules, scenarios, sets and sources are others than in the record."""
    told = [*_numbers(_mapping(was, "numbers"), became["numbers"]), *_parts(_mapping(was, "parts"), became["parts"])]
    if not told and was.get("hash") != became["hash"]:
        told = [f"its hash is {_short(became['hash'])}, in the record {_short(was.get('hash'))}."]
    yield from (Difference("case", each) for each in _first(told))


def _mapping(part: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = part.get(key)
    return value if isinstance(value, dict) else {}


def _numbers(was: Mapping[str, Any], became: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*was, *became}):
        if name not in was or name not in became:
            yield f"the number {name} is {'new' if name in became else 'gone'}."
        elif was[name] != became[name]:
            yield f"the number {name} (value, range) was {_short(was[name])}, is {_short(became[name])}."


def _parts(was: Mapping[str, Any], became: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*was, *became}):
        if was.get(name) != became.get(name):
            verb = "was changed" if name in was and name in became else "is new" if name in became else "is gone"
            yield f"{name} {verb}."


def _of_results(record: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    told = [
        f"{path}: in the record {_short(was)}, computed anew {_short(became)}."
        for path, was, became in differences(_computed(record), _computed(now))
    ]
    yield from (Difference("results", each) for each in _first(told))
    if any(canonical(record.get(key)) != canonical(now[key]) for key in KEPT):
        yield Difference("record", "what it says of itself, of its seed or of its limits is not what a record says.")


def _computed(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says of what was solved, and the results."""
    stamp = {key: value for key, value in record.items() if key not in APART}
    return {**stamp, **record["results"]}


def _of_files(path: Path, files: Mapping[str, str]) -> Iterator[Difference]:
    for name, digest in files.items():
        beside = path.parent / name
        if beside.exists() and hashlib.sha256(read_bytes(beside, FILE_LIMIT)).hexdigest() != digest:
            yield Difference("file", f"{name} is not the file that was written with the record.")


def _remarks(path: Path, record: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name, became in now["versions"].items():
        was = record["versions"].get(name)
        if was != became and name != "negotiation_sim":
            yield f"{name} was {_short(was)} and is {became}."
    missing = [name for name in record["files"] if not (path.parent / name).exists()]
    if missing:
        yield f"Not beside the record, and so not looked at: {in_short(', '.join(missing))}."


def _first(told: list[str]) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(told) - MOST
    return told if more <= 0 else [*told[:MOST], f"and {more:,} more."]


def _short(value: Any) -> str:
    text = "nothing" if value is None else value if isinstance(value, str) else canonical(value)
    return in_short(text if len(text) <= LONG else f"{text[: LONG - 4]} ...")
