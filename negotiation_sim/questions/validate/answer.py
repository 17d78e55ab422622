"""The known answers computed anew: what this package gives beside what was published."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import unknown
from .catalogue import KnownAnswer, KnownCase
from .concepts import CONCEPTS
from .inputs import Asked

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Checked:
    """One answer: computed, and whether it is the known one. `computed` is a sentence where a solver found no answer."""

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
        return tuple(own for own in self.checked if not own.matches)

    @property
    def table(self) -> "pd.DataFrame":
        """One row per answer."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "case": own.case.id,
                    "answer": own.answer.name,
                    "concept": own.answer.concept,
                    "expected": repr(own.answer.expected),
                    "computed": repr(own.computed),
                    "tolerance": own.answer.tolerance,
                    "matches": own.matches,
                    "obtained": own.answer.obtained,
                    "citation": own.case.citation.line,
                }
                for own in self.checked
            ]
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
        computed = readable(concept.compute(Asked(case.section, answer.asked)))
    pair = (answer.expected, computed)
    known, found = map(_in_order, pair) if concept.in_any_order else pair
    return Checked(case, answer, computed, agrees(known, found, answer.tolerance))


def _in_order(found: Any) -> Any:
    """A list of labels, or of lists of them, in one order whatever its own; anything else as it is."""
    return sorted(found, key=repr) if isinstance(found, list) else found


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
    if isinstance(expected, bool | str) or isinstance(computed, bool | str) or not _number(computed):
        return type(expected) is type(computed) and bool(expected == computed)
    return math.isfinite(computed) and abs(expected - computed) <= tolerance + 1e-12 * abs(expected)


def _number(found: Any) -> bool:
    return isinstance(found, int | float)


def readable(found: Any) -> Any:
    """The answer in lists, tables, texts and plain numbers."""
    if isinstance(found, dict):
        return {key: readable(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [readable(value) for value in found]
    if isinstance(found, np.ndarray):
        return found.tolist()
    return found.item() if isinstance(found, np.generic) else found
