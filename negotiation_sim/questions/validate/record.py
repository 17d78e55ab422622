"""The known answers beside the computed ones as plain dictionaries."""

from typing import Any

from .answer import Checked, Validation


def record(answer: Validation) -> dict[str, Any]:
    """How many match, and every answer with its citation."""
    return {
        "matches": sum(checked.matches for checked in answer.checked),
        "mismatches": len(answer.mismatches),
        "answers": [_answer(checked) for checked in answer.checked],
    }


def _answer(checked: Checked) -> dict[str, Any]:
    citation = checked.case.citation
    return {
        "case": checked.case.id,
        "title": checked.case.title,
        "citation": {
            "authors": citation.authors,
            "year": citation.year,
            "work": citation.work,
            "in": citation.published_in,
            "place": citation.place,
        },
        "answer": checked.answer.name,
        "concept": checked.answer.concept,
        "parameters": checked.answer.asked.data,
        "expected": checked.answer.expected,
        "computed": checked.computed,
        "tolerance": checked.answer.tolerance,
        "obtained": checked.answer.obtained,
        "matches": checked.matches,
    }
