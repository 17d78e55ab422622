"""What has changed in the program since a version, as far as its changelog says."""

import re
from functools import cache

from ..case.library import PACKAGE
from ..version import __version__

NAME = "CHANGELOG.md"
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}", re.ASCII)


@cache
def changelog() -> str:
    """The text of the changelog, inside the installed package or beside it in a checkout; "" where it is missing."""
    for folder in (PACKAGE, PACKAGE.parent):
        if (folder / NAME).is_file():
            return (folder / NAME).read_text(encoding="utf-8")
    return ""


def changes_since(version: str, text: str, now: str = __version__) -> tuple[str, ...]:
    """The entries of all versions after that one, up to this one, the newest version first.

    None of them where it is no version, or newer than this one: nothing is known of what it had.
    """
    if not _VERSION.fullmatch(version):
        return ()
    since, until = _numbers(version), _numbers(now)
    entries: list[str] = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        named = _VERSION.match(head)
        if named and since < _numbers(named[0]) <= until:
            entries += [" ".join(entry.split()) for entry in re.split(r"^- ", body, flags=re.MULTILINE)[1:]]
    return tuple(entries)


def _numbers(version: str) -> tuple[int, ...]:
    """The version for comparing: 0.1 and 0.1.0 are the same one."""
    numbers = [int(part) for part in version.split(".")]
    return tuple([*numbers, 0, 0, 0, 0][:4])
