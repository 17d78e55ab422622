"""The register of assumptions, read from assumptions.toml."""

from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from .assumptions import Assumption, Register
from .claims import Evidence
from .document import Reader, Section, check_identifier, read_toml, twice
from .labels import read_label


def read_register(path: Path, evidence: Evidence, read: Reader = read_toml) -> Register:
    """The register of assumptions, in the file's order."""
    if not path.exists():
        needed = "A case needs game.toml and assumptions.toml; `new NAME` writes an example."
        raise InputError(f"{path}: is missing. {needed}")
    register: dict[str, Assumption] = {}
    sections = dict(_entries(read(path)))
    for name, section in sections.items():
        section.allow("value", "range", "unit", "why", "source", "level", "label", "answers")
        register[name] = _assumption(name, section)
        evidence.check(section)
        evidence.check_answers(section, register[name].answers)
    if repeated := twice(entry.label for entry in register.values()):
        first, second, *_ = (name for name, entry in register.items() if entry.label == repeated)
        problem = f"{first} and {second} are both called '{repeated}'. Give each a label of its own."
        raise sections[second].fault("label", problem)
    return register


def _entries(section: Section) -> Iterator[tuple[str, Section]]:
    for key, part in section.sections():
        check_identifier(section, key, "name", after_dot=len(part.path) > 1)
        if any(not isinstance(value, dict) for value in part.data.values()) or not part.data:
            yield ".".join(part.path), part
        else:
            yield from _entries(part)


def read_range(section: Section) -> tuple[float, float]:
    """The lowest and the highest value at `range`. Raises InputError for what is no two numbers in their order."""
    bounds = section.items("range")
    if len(bounds) != 2:
        commas = " The decimal mark is a point." if len(bounds) > 2 else ""
        raise section.fault("range", f"needs two numbers, [lowest, highest].{commas}")
    low, high = (section.as_number("range", bound) for bound in bounds)
    if low > high:
        raise section.fault("range", f"is upside down: {low:g} is above {high:g}. Write [{high:g}, {low:g}].")
    return low, high


def _assumption(name: str, section: Section) -> Assumption:
    value = section.number("value")
    low, high = read_range(section)
    if not low <= value <= high:
        outside = f"value {value:g} is outside its range {low:g} to {high:g}"
        raise section.fault("value", f"{outside}. Change the value, or widen the range and say why.")
    level = section.text("level", "detail")
    if level not in ("main", "detail"):
        raise section.fault("level", f"'{level}' is not a level. Write main or detail.")
    unit, why, source = section.text("unit"), section.text("why"), section.text("source")
    label = read_label(section, "label", "")
    answers = section.texts("answers", ())
    return Assumption(
        name, value, low, high, unit, why, source, "main" if level == "main" else "detail", label, answers
    )
