"""The known answers beside the computed ones, as a table and a record."""

from typing import Any

from rich.console import Group
from rich.text import Text

from ...present.phrases import plural
from ...present.tables import table_of
from .answer import Checked, Validation

LONGEST = 70


def validation(found: Validation) -> Group:
    """One row per answer, the citations below it, and what did not match."""
    table = table_of("Known answers", "Case", "Answer", "Known", "Computed", "Within", "Verdict", right=("Within",))
    for own in found.checked:
        table.add_row(
            own.case.id,
            own.answer.name,
            value(own.answer.expected),
            value(own.computed),
            f"{own.answer.tolerance:g}",
            "same" if own.matches else "DIFFERS",
        )
    cases = {own.case.id: own.case for own in found.checked}
    cited = table_of("Where they are from", "Case", "What it shows", "Citation")
    for id, case in cases.items():
        cited.add_row(id, case.title, case.citation.line)
    return Group(table, Text(), cited, Text(), *map(Text, sentences(found)))


def sentences(found: Validation) -> list[str]:
    """How many match, how many were read in their source, which differ, and how."""
    total = len(found.checked)
    cited = {own.case.citation for own in found.checked}
    works = plural(len({(own.authors, own.year, own.work) for own in cited}), "publication", "publications")
    recomputed = sum(own.answer.obtained == "recomputed" for own in found.checked)
    said = [
        f"Known answers computed the same: {total - len(found.mismatches)} of {total}, from {works}.",
        f"Standing in the works cited: {total - recomputed}; computed for this catalogue by the cited method, not read "
        f"there: {recomputed}.",
    ]
    said += [
        f"{own.case.id}, {own.answer.name}: known {value(own.answer.expected)}, computed {value(own.computed)}."
        for own in found.mismatches
    ]
    return said


def value(found: Any) -> str:
    """An answer on one line, numbers with six digits, cut where it is long."""
    text = _written(found)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _written(found: Any) -> str:
    if isinstance(found, dict):
        return ", ".join(f"{key} {_written(part)}" for key, part in found.items())
    if isinstance(found, list):
        flat = all(isinstance(part, str) for part in found)
        return f"({', '.join(map(_written, found))})" if not flat else f"({' '.join(found)})"
    return f"{found + 0.0:.6g}" if isinstance(found, float) else str(found)


def record(found: Validation) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "matches": sum(own.matches for own in found.checked),
        "mismatches": len(found.mismatches),
        "answers": [_answer(own) for own in found.checked],
    }


def _answer(own: Checked) -> dict[str, Any]:
    citation = own.case.citation
    return {
        "case": own.case.id,
        "title": own.case.title,
        "citation": {
            "authors": citation.authors,
            "year": citation.year,
            "work": citation.work,
            "in": citation.published_in,
            "place": citation.place,
        },
        "answer": own.answer.name,
        "concept": own.answer.concept,
        "parameters": own.answer.asked.data,
        "expected": own.answer.expected,
        "computed": own.computed,
        "tolerance": own.answer.tolerance,
        "obtained": own.answer.obtained,
        "matches": own.matches,
    }
