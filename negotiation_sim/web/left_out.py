"""Files that a packed case leaves out: those that are as in a built-in case travel as their fingerprints alone."""

import hashlib
from collections.abc import Mapping
from functools import cache

from ..case.library import built_in_cases, case_files
from ..errors import InputError

LIST = "as_built_in.txt"
"""The file of a packed case that names what it leaves out: on each line a fingerprint and a path."""
HOME = "game.toml"
"""The file by which the folder of a case is known: it always travels."""
SHORTEST = 100
"""Bytes of the shortest file that is left out; a shorter one is not longer than its fingerprint."""


@cache
def _built_in() -> Mapping[str, bytes]:
    """The files of all built-in cases, by their fingerprints."""
    contents = [content for folder in built_in_cases().values() for content in case_files(folder).values()]
    return {_fingerprint(content): content for content in contents if len(content) >= SHORTEST}


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def shortened(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files by their paths, and in place of those that are as in a built-in case one list of their fingerprints."""
    marks = {name: _fingerprint(content) for name, content in files.items() if not name.endswith(HOME)}
    known = {name: mark for name, mark in marks.items() if mark in _built_in()}
    lines = "".join(f"{mark} {name}\n" for name, mark in sorted(known.items()))
    kept = {name: content for name, content in files.items() if name not in known and name != LIST}
    return {**kept, LIST: lines.encode("utf-8")} if lines else kept


def completed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with those that were left out. Raises InputError for one that this server does not have."""
    lines = files.get(LIST, b"").decode("utf-8", "replace").splitlines()
    left_out = dict(reversed(line.partition(" ")[::2]) for line in lines)
    for name, mark in left_out.items():
        if mark not in _built_in():
            raise InputError(
                f"the packed case leaves out {name[:80]!r}, as a file that is built in; this server has another "
                "version of it. Send the whole case again, as a zip or as one TOML."
            )
    return {**{name: each for name, each in files.items() if name != LIST},
            **{name: _built_in()[mark] for name, mark in left_out.items()}}  # fmt: skip
