"""A fault that a person can mend, as a page: what is wrong, in the sentence of the command line, and the form again."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..errors import InputError, SettledError
from ..questions.declaration import Question
from .asked import Asked
from .frame import frame, menu
from .packed import as_text
from .site import Site, in_words

_MARKED = re.compile(r"`([^`\s]+)`")
_SCENARIO = re.compile(r"\bscenario '(\w+)'")


def is_part(request: Request) -> bool:
    """Whether a script asks for a part of a page; where its form changes too, it asks for all of it (`main`)."""
    return "hx-request" in request.headers and request.headers.get("hx-target") != "main"


def fault_page(
    site: Site, request: Request, question: Question | None, error: InputError, asked: Asked | None = None,
    status: int = 400, packed: bytes = b"",
) -> Response:  # fmt: skip
    """The page for a fault; as a part of a page the sentence alone. `packed`: the case that was sent with it.

    What is all that there is to say is no fault, but a page with that sentence.
    """
    settled = isinstance(error, SettledError)
    status = 200 if settled else status
    words = in_words(in_labels(_of_a_number(error, asked), question, asked))
    if is_part(request):
        return HTMLResponse(site.render("part_fault.html", fault=words, settled=settled), status_code=status)
    return HTMLResponse(
        site.render(
            "fault.html",
            fault=words,
            settled=settled,
            **_frame(site, question, asked, packed),
            view=_view(request, asked),
        ),
        status_code=status,
    )


def in_labels(error: InputError, question: Question | None, asked: Asked | None = None) -> InputError:
    """The fault with each field called as its form calls it, a scenario by its title; what is typed elsewhere stays."""
    labels = {field.spelled: field.label for field in question.fields} if question else {}

    def labelled(marked: re.Match[str]) -> str:
        name, _, value = marked[1].partition("=")
        return f"“{labels[name]}”{': ' if value else ''}{value}" if name in labels else marked[0]

    titles = asked.description.get("scenarios", {}) if asked else {}

    def titled(named: re.Match[str]) -> str:
        return f"“{titles[named[1]]}”" if named[1] in titles else named[0]

    return InputError(_SCENARIO.sub(titled, _MARKED.sub(labelled, str(error))))


def _of_a_number(error: InputError, asked: Asked | None) -> InputError:
    """The fault of a number of the case with the number called as its field is."""
    name, _, problem = str(error).partition(": ")
    entry = asked.description.get("assumptions", {}).get(name) if asked else None
    if not entry or not problem:
        return error
    return InputError(f"“{entry['label'] or name}”: {problem.replace(f'{name}=', '')}")


def _view(request: Request, asked: Asked | None) -> str:
    return asked.controls.view if asked else request.query_params.get("view", "")


def _frame(site: Site, question: Question | None, asked: Asked | None, packed: bytes) -> dict[str, Any]:
    if asked is not None:
        return {name: part for name, part in frame(site, asked).items() if name != "view"}
    name = question.title if question else "That did not work"
    return {
        "title": name,
        "root": "",
        "menu": menu(),
        "asked": None,
        "widgets": (),
        "packed": as_text(packed) if packed else "",
        "notice": None,
        "report": None,
    }
