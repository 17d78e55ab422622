"""The known answers computed anew: what this package gives beside what was published."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...errors import unknown
from ...present.frames import Frame, frame
from .catalogue import KnownAnswer, KnownCase, read_catalogue
from .concepts import CONCEPTS
from .inputs import KnownInputs
from .question import ValidateAsked


def answer(asked: ValidateAsked) -> "Validation":
    """Every answer of the catalogue, computed."""
    return validate(read_catalogue(asked.catalogue))


@dataclass(frozen=True)
class Checked:
    """An answer computed, and whether it is the known one. `computed` is a sentence where a solver found none."""

    case: KnownCase
    answer: KnownAnswer
    computed: Any
    matches: bool


@dataclass(frozen=True)
class Validation:
    """Every answer of a catalogue, in its order."""

    checked: tuple[Checked, ...]

    @cached_property
    def mismatches(self) -> tuple[Checked, ...]:
        """The answers that are not the known ones."""
        return tuple(checked for checked in self.checked if not checked.matches)

    @property
    def table(self) -> Frame:
        """One row per answer."""
        return frame(
            {
                "case": checked.case.id,
                "answer": checked.answer.name,
                "concept": checked.answer.concept,
                "expected": repr(checked.answer.expected),
                "computed": repr(checked.computed),
                "tolerance": checked.answer.tolerance,
                "matches": checked.matches,
                "obtained": checked.answer.obtained,
                "citation": checked.case.citation.line,
            }
            for checked in self.checked
        )


def validate(cases: Sequence[KnownCase]) -> Validation:
    """Computes every answer of the catalogue and compares.

    Raises InputError, with its place, for a concept that is not known and for inputs that are none.
    """
    return Validation(tuple(_checked(case, answer) for case in cases for answer in case.answers))


def _checked(case: KnownCase, answer: KnownAnswer) -> Checked:
    if answer.concept not in CONCEPTS:
        raise answer.section.fault("concept", unknown("concept", answer.concept, CONCEPTS))
    concept = CONCEPTS[answer.concept]
    concept.check(answer, case.section)
    with answer.section.placing("concept"):
        computed = readable(concept.compute(KnownInputs(case.section, answer.asked)))
    pair = (answer.expected, computed)
    known, obtained = map(_in_order, pair) if concept.in_any_order else pair
    return Checked(case, answer, computed, agrees(known, obtained, answer.tolerance))


def _in_order(part: Any) -> Any:
    """A list of labels, or of lists of them, in one order whatever it was; anything else as it is."""
    return sorted(part, key=repr) if isinstance(part, list) else part


def agrees(expected: Any, computed: Any, tolerance: float) -> bool:
    """Whether two answers are the same: numbers up to the tolerance, everything else exactly, part by part.

    Of a table only the keys that the known answer names are compared.
    """
    if isinstance(expected, dict):
        return isinstance(computed, dict) and all(
            key in computed and agrees(value, computed[key], tolerance) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return (
            isinstance(computed, list)
            and len(expected) == len(computed)
            and all(agrees(a, b, tolerance) for a, b in zip(expected, computed, strict=True))
        )
    if isinstance(expected, bool | str) or isinstance(computed, bool | str) or not isinstance(computed, int | float):
        return type(expected) is type(computed) and bool(expected == computed)
    return math.isfinite(computed) and abs(expected - computed) <= tolerance + 1e-12 * abs(expected)


def readable(part: Any) -> Any:
    """The answer in lists, tables, texts and plain numbers."""
    if isinstance(part, dict):
        return {key: readable(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [readable(value) for value in part]
    if isinstance(part, np.ndarray):
        return part.tolist()
    return part.item() if isinstance(part, np.generic) else part
