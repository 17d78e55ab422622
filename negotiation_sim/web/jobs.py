"""What a worker process does: one question answered, in the forms that a page or a program asked for."""

import os
from collections.abc import Mapping
from contextlib import chdir, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ..errors import InputError, RefusedStepError, SettledError
from .packed import unpacked

Wanted = Literal["page", "full", "pictures", "record", "csv", "description", "offers", "task", "html", "md", "docx",
                 "json", "verified"]  # fmt: skip
FILES = ("html", "md", "docx", "json")
"""A report as a file to keep."""

PATIENT = ("looked_at",)
"""Tasks that may take long."""
LATEST = 3
"""Answers that a worker keeps whole: their pictures are asked for next."""
_latest: dict["Job", Any] = {}


@dataclass(frozen=True)
class Job:
    """A question with what is asked of it, by the names of its fields, and the form that is wanted of the answer.

    `folder` is the folder of the case, "" where the question is about none; `packed` is a case that a person sent,
    packed, in its place. Of a task `question` is its name; see tasks.py. A job is a key too: equal jobs have equal
    answers as long as the case is the same, which `state` says.
    """

    question: str
    values: tuple[tuple[str, Any], ...]
    wanted: Wanted
    folder: str = ""
    packed: bytes = b""
    state: str = ""

    @property
    def seconds(self) -> float:
        """How long it may take."""
        short = self.wanted in ("description", "offers") or (self.wanted == "task" and self.question not in PATIENT)
        return 30.0 if short else 240.0


@dataclass(frozen=True)
class Done:
    """What came of a job: the answer in the form that was wanted, or the fault that a person can mend.

    `refused`: why the last of the steps that were asked for cannot be; "" for any other fault. `settled`: the fault is
    none, but all that there is to say.
    """

    answer: Mapping[str, Any]
    fault: str = ""
    refused: str = ""
    settled: bool = False


def done(job: Job) -> Done:
    """The job done. A fault of what was asked is an answer too."""
    try:
        if not job.packed:
            return Done(_answer(job, job.folder))
        with unpacked(job.packed) as folder:
            try:
                return Done(_answer(job, str(folder)))
            except (RefusedStepError, SettledError):
                raise
            except InputError as error:
                raise InputError(str(error).replace(f"{folder.parent}{os.sep}", "")) from None
    except RefusedStepError as error:
        return Done({}, str(error), error.why)
    except InputError as error:
        return Done({}, str(error), settled=isinstance(error, SettledError))


def _answer(job: Job, folder: str) -> Mapping[str, Any]:
    from .computed_anew import computed_anew
    from .described import described

    if job.wanted == "description":
        return described(folder)
    if job.wanted == "offers":
        return _offers(job, folder)
    if job.wanted == "verified":
        return computed_anew(**{**dict(job.values), "served": dict(dict(job.values)["served"])})
    if job.wanted == "task":
        from .tasks import TASKS

        return TASKS[job.question](dict(job.values), folder)
    with chdir(Path(folder).parent) if folder else nullcontext():  # so that an answer names the case as people do
        named: Mapping[str, Any] = _named(_formed(job, _answered(job, folder)), folder)
        return named


def _named(part: Any, folder: str) -> Any:
    """An answer without the folder of the case on this machine: the case's name stands in its place."""
    if isinstance(part, str):
        return part.replace(folder, os.path.basename(folder)) if folder else part
    if isinstance(part, Mapping):
        return {key: _named(value, folder) for key, value in part.items()}
    return [_named(value, folder) for value in part] if isinstance(part, list | tuple) else part


def _formed(job: Job, answer: Any) -> Mapping[str, Any]:
    """The answer in the form that is wanted."""
    if job.wanted in FILES:
        from .report_files import report_file

        return {"content": report_file(answer.answer, job.wanted)}
    if job.wanted == "record":
        return {"record": answer.record}
    if job.wanted == "csv":
        return {"csv": answer.csv}
    if job.wanted == "pictures":
        return {"pictures": _pictures(answer)}
    return _page(answer, job.wanted == "full")


def _offers(job: Job, folder: str) -> Mapping[str, Any]:
    """What may be chosen for the fields of the question that say so, by their names."""
    from ..case.loader import load_case
    from ..questions import question as question_named

    question = question_named(job.question)
    case = load_case(folder) if folder else None
    scenario = str(dict(job.values).get("scenario", ""))
    return {field: dict(question.function(path)(case, scenario)) for field, path in (question.offers or {}).items()}


def _answered(job: Job, folder: str) -> Any:
    """The question answered; of the latest answers, which may be asked for in another form, the one that is kept."""
    from ..questions import question as question_named
    from ..questions.asking import answered

    key = replace(job, wanted="record")
    if key in _latest:
        return _latest[key]
    question = question_named(job.question)
    values = dict(job.values)
    names_case = folder and any(field.name == "case" for field in question.fields)
    if names_case and not getattr(question.asked(values), "of_a_game_file", False):
        values["case"] = Path(folder).name
    answer = answered(question, values)
    if not job.packed:
        _latest[key] = answer
        while len(_latest) > LATEST:
            _latest.pop(next(iter(_latest)))
    return answer


def _page(answer: Any, full: bool) -> Mapping[str, Any]:
    from ..present.screen import SENTENCES, brief_of
    from .markup import brief_html, html_of

    question = answer.question
    remarks = list(question.load("remarks")(answer.answer)) if question.remarks else []
    record = answer.record if question.record else None
    if question.text is None:
        return {"sentences": (), "body": "", "record": record, "remarks": remarks}
    if full:
        return {"sentences": (), "body": html_of(answer.full), "record": record, "remarks": remarks}
    brief = question.load("brief")(answer.answer) if question.brief else brief_of(answer.full)
    marked = brief_html(brief, SENTENCES)
    return {"sentences": marked.sentences, "body": marked.body, "record": record, "remarks": remarks}


def _pictures(answer: Any) -> list[Mapping[str, str]]:
    """Every picture of the answer: its name, the SVG, and what it shows in words."""
    from ..present.canvas import Picture
    from .pictures import inline_svg

    question = answer.question
    if question.pictures is None:
        return []
    made = question.load("pictures")(answer.answer)
    pictures = [made] if isinstance(made, Picture) else [each for each in made if isinstance(each, Picture)]
    return [{"name": each.name, "svg": inline_svg(each), "words": each.in_full} for each in pictures]
