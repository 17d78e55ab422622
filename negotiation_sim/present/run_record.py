"""A run record: what was asked of which case with which program, what came of it, and one fingerprint over all that.

It is plain JSON in one spelling. The fingerprint tells an accident or a careless change. It is no signature: whoever
changes a record can make a new fingerprint, and only computing it anew tells whether what it says is so.
"""

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from ..case.hashes import canonical, case_hash, hashed, numbers_of, parts_of
from ..case.scenario import Case, Scenario
from ..version import __version__
from .records import Record, stamped

FORMAT = 1
"""Of the record; a reader refuses what is newer than it knows."""
LIBRARIES = ("matplotlib", "numpy", "pandas", "scipy")
FINGERPRINT = "fingerprint"
NOT_ESTABLISHED = (
    "It does not establish that an assumption is true, nor that the rules describe the dispute: every payoff is a "
    "modeller's construction.",
    "It does not establish what will happen: no number in it is the probability of a real event.",
    "It does not establish who made it, or when: the fingerprint is no signature, and anybody can make a record anew.",
    "It does not establish that no other assumptions lead to the same result, or that those named are the nearest, "
    "but where the results say that this was proved.",
    "It does not establish that the cited sources say what the case retells.",
)
"""What a run record does not establish."""


def run_record(
    question: str, asked: Mapping[str, Any], scenarios: Sequence[Scenario], results: Record, files: Mapping[str, str]
) -> Record:
    """The record, its fingerprint included. `files`: the SHA-256 of each file that was written with it, by name."""
    record = {
        **stamped(scenarios),
        "record": "negotiation_sim run record",
        "format": FORMAT,
        "versions": versions(),
        "question": question,
        "asked": dict(asked),
        "inputs": inputs_of(scenarios[0].case),
        "seed": None,
        "results": results,
        "files": dict(files),
        "does_not_establish": list(NOT_ESTABLISHED),
    }
    return {**record, FINGERPRINT: fingerprint(record)}


def inputs_of(case: Case) -> Record:
    """The case by its parts: every number, and a hash of all else that an answer or a report rests on."""
    return {
        "hash": case_hash(case),
        "numbers": numbers_of(case),
        "parts": parts_of(case),
    }


def versions() -> dict[str, str]:
    """Of the program, of Python, and of the libraries with which results are computed and drawn."""
    return {
        "negotiation_sim": program_version(),
        "python": platform.python_version(),
        **{name: _version(name) for name in LIBRARIES},
    }


def program_version() -> str:
    """The version of this program."""
    return __version__


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # run from a folder that was not installed
        return "not known"


def fingerprint(record: Mapping[str, Any]) -> str:
    """The SHA-256 over all of a record but the fingerprint itself, in its one spelling."""
    return hashed({key: value for key, value in record.items() if key != FINGERPRINT})


def record_text(record: Mapping[str, Any]) -> str:
    """The record as it is written: its one spelling, in lines that a person can read."""
    import json

    return json.dumps(record, sort_keys=True, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def differences(before: Any, now: Any, at: str = "") -> Sequence[tuple[str, Any, Any]]:
    """Where two pieces of plain data differ: the path, what stands in the first, what in the second; None for nothing.

    Numbers that differ by no more than 1e-9 of the larger are alike: machines round the last digits differently.
    """
    if isinstance(before, dict) and isinstance(now, dict):
        keys = sorted({*before, *now})
        parts = (differences(before.get(key), now.get(key), f"{at}.{key}" if at else key) for key in keys)
        return [each for part in parts for each in part]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        return [each for k, (was, became) in pairs for each in differences(was, became, f"{at}[{k}]")]
    return [] if _alike(before, now) else [(at, before, now)]


def _alike(before: Any, now: Any) -> bool:
    if all(isinstance(each, int | float) and not isinstance(each, bool) for each in (before, now)):
        return bool(abs(before - now) <= 1e-9 * max(1.0, abs(before), abs(now)))
    return canonical(before) == canonical(now)
