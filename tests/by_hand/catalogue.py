"""The built-in catalogue of known answers, and one file of it with a part replaced."""

from pathlib import Path

from negotiation_sim.case.library import library

CATALOGUE = library() / "validation"


def altered(folder: Path, file: str, old: str, new: str) -> str:
    """A catalogue of one file with a part of it replaced."""
    text = (CATALOGUE / file).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(folder)
