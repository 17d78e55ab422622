"""From an answer to a report about the same case, sets, changes and scenarios, and in which files it can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..questions import question as question_named
from ..questions.declaration import Question
from .address import query_of
from .jobs import Wanted


@dataclass(frozen=True)
class Kept:
    """A file that can be kept: its name, what it is, which form of the answer it is, and its media type."""

    name: str
    label: str
    wanted: Wanted
    media: str


FILES = (
    Kept("report.html", "One HTML file, with everything inside", "html", "text/html; charset=utf-8"),
    Kept("report.docx", "Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Kept("report.zip", "Markdown, with its picture and run record in a zip", "md", "application/zip"),
    Kept("report.json", "The run record of the HTML file, to verify it", "json", "application/json"),
)

ALIKE = ("assume", "changes", "case")
"""What a report is asked as every question about a case is; a question without one of these is about none."""


def report_values(question: Question, values: Mapping[str, Any], case: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a report about the same is asked; None where there is nothing that it could be about.

    About one scenario it compares that one with the main ones. A set that another is laid over is taken with it; of
    several sets that stand side by side it takes the first.
    """
    names = {field.name for field in question.fields}
    if not case.get("main") or not names.issuperset(ALIKE):
        return None
    scenarios = values.get("scenarios") or _with_main(values.get("scenario"), case)
    if any(scenario not in case["scenarios"] for scenario in scenarios):
        return None
    same = {name: values[name] for name in ("changes", "case") if values.get(name)}
    return {**same, "assume": values.get("assume", ())[:1], "scenarios": tuple(scenarios)}


def _with_main(scenario: str | None, case: Mapping[str, Any]) -> tuple[str, ...]:
    return (*(name for name in case["main"] if name != scenario), scenario) if scenario else ()


def report_link(question: Question, values: Mapping[str, Any], case: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The address of that report; None where there is none."""
    asked = report_values(question, values, case)
    if asked is None:
        return None
    return {"address": f"/report{query_of(question_named('report'), asked)}"}
