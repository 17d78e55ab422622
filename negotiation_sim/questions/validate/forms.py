"""The known answers beside the computed ones, as a table, in sentences, and as plain dictionaries."""

from dataclasses import astuple
from typing import Any

from rich.console import Group
from rich.text import Text

from ...present.phrases import plural
from ...present.records import Record
from ...present.screen import Brief
from ...present.tables import table_of
from .answer import Checked, Validation

LONGEST = 70


def text(answer: Validation) -> Group:
    """One row per answer, the citations below it, and what did not match."""
    table = table_of("Known answers", "Case", "Answer", "Known", "Computed", "Within", "Verdict", right=("Within",))
    for checked in answer.checked:
        known, computed = value(checked.answer.expected), value(checked.computed)
        verdict = "same" if checked.matches else "DIFFERS"
        within = f"{checked.answer.tolerance:g}"
        table.add_row(checked.case.id, checked.answer.name, known, computed, within, verdict)
    cases = {checked.case.id: checked.case for checked in answer.checked}
    cited = table_of("Where they are from", "Case", "What it shows", "Citation")
    for id, case in cases.items():
        cited.add_row(id, case.title, case.citation.line)
    return Group(table, Text(), cited, Text(), *map(Text, sentences(answer)))


def brief(answer: Validation) -> Brief:
    """How many answers match; what each work shows and how many of its answers match, first where some differ."""
    table = table_of("By work", "Case", "What it shows", "The same", right=("The same",))
    works: dict[str, list[Checked]] = {}
    for checked in answer.checked:
        works.setdefault(checked.case.id, []).append(checked)
    rows = [(id, answers, sum(checked.matches for checked in answers)) for id, answers in works.items()]
    for id, answers, same in sorted(rows, key=lambda row: row[2] == len(row[1])):
        table.add_row(id, answers[0].case.title, f"{same} of {len(answers)}")
    return Brief(tuple(sentences(answer)), (table,))


def sentences(answer: Validation) -> list[str]:
    """How many match, how many were read in their source, which differ, and how."""
    total = len(answer.checked)
    cited = {checked.case.citation for checked in answer.checked}
    works = {(citation.authors, citation.year, citation.work) for citation in cited}
    publications = plural(len(works), "publication", "publications")
    recomputed = sum(checked.answer.obtained == "recomputed" for checked in answer.checked)
    return [
        f"Known answers computed the same: {total - len(answer.mismatches)} of {total}, from {publications}.",
        f"Standing in the works cited: {total - recomputed}; computed for this catalogue by the cited method, not read "
        f"there: {recomputed}.",
        *map(_mismatch, answer.mismatches),
    ]


def _mismatch(checked: Checked) -> str:
    known, computed = value(checked.answer.expected), value(checked.computed)
    return f"{checked.case.id}, {checked.answer.name}: known {known}, computed {computed}."


def value(known: Any) -> str:
    """An answer on one line, numbers with six digits, cut where it is long."""
    text = _written(known)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _written(known: Any) -> str:
    if isinstance(known, dict):
        return ", ".join(f"{key} {_written(part)}" for key, part in known.items())
    if isinstance(known, list):
        between = " " if all(isinstance(part, str) for part in known) else ", "
        return f"({between.join(map(_written, known))})"
    return f"{known + 0.0:.6g}" if isinstance(known, float) else str(known)


def record(answer: Validation) -> Record:
    """How many match, and every answer with its citation."""
    return {
        "matches": sum(checked.matches for checked in answer.checked),
        "mismatches": len(answer.mismatches),
        "answers": [_answer(checked) for checked in answer.checked],
    }


def _answer(checked: Checked) -> Record:
    citation = checked.case.citation
    return {
        "case": checked.case.id,
        "title": checked.case.title,
        "citation": dict(zip(("authors", "year", "work", "in", "place"), astuple(citation), strict=True)),
        "answer": checked.answer.name,
        "concept": checked.answer.concept,
        "parameters": checked.answer.asked.data,
        "expected": checked.answer.expected,
        "computed": checked.computed,
        "tolerance": checked.answer.tolerance,
        "obtained": checked.answer.obtained,
        "matches": checked.matches,
    }
