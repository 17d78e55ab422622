"""A case of one's own: sent as a zip or as one TOML, written in the page, or made of a few answers; kept nowhere."""

import re
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..case.small_case_answers import IN_TURN, MOST, STEPS
from ..errors import InputError, unknown
from .frame import menu, of_your_case
from .jobs import Job
from .packed import MOST_PACKED, NAME, as_text, from_text
from .site import Site, in_words

FORMS = {"zip": "application/zip", "toml": "application/toml"}
NO_CASE = {"copies": (), "faults": (), "unread": "", "packed": "", "text": "", "case_title": "", "asks": (),
           "fault": "", "made": False, "answers": {}}  # fmt: skip
HOW_IN_WORDS = {
    "": "(that alone)",
    "and": "and at the same time",
    "or": "or",
    "unless": "unless",
}


def your_case(site: Site) -> APIRouter:
    """The routes of the page, of the steps by which a small case is made, and of files to take away."""
    router = APIRouter(include_in_schema=False)

    async def get(request: Request) -> Response:
        return _page(site, {"view": request.query_params.get("view", "")})

    async def post(request: Request) -> Response:
        return await _sent(site, request)

    async def get_steps(request: Request) -> Response:
        return await _step(site, request, {})

    async def post_steps(request: Request) -> Response:
        return await _step(site, request, {key: text for key, text in (await form_of(request)).items() if text})

    async def get_copy(request: Request) -> Response:
        return await _copy(site, request, request.query_params.get("case", ""), request.query_params.get("form", "zip"))

    async def post_copy(request: Request) -> Response:
        return await _taken(site, request)

    router.add_api_route("/your-case", get, methods=["GET", "HEAD"], name="your case")
    router.add_api_route("/your-case", post, methods=["POST"], name="your case, sent")
    router.add_api_route("/your-case/steps", get_steps, methods=["GET", "HEAD"], name="a case step by step")
    router.add_api_route("/your-case/steps", post_steps, methods=["POST"], name="a case step by step, sent")
    router.add_api_route("/your-case/copy", get_copy, methods=["GET"], name="a copy of a case")
    router.add_api_route("/your-case/copy", post_copy, methods=["POST"], name="a copy of your case")
    return router


async def form_of(request: Request) -> dict[str, Any]:
    """The fields of a form, files among them as pairs of name and bytes. Raises InputError for what is none."""
    try:
        form: FormData = await request.form(max_files=1, max_fields=1_000)
    except HTTPException:
        raise InputError("the form cannot be read. Send it from the page.") from None
    fields: dict[str, Any] = {}
    for key, value in form.multi_items():
        fields[key] = (value.filename or "", await value.read()) if isinstance(value, UploadFile) else value
    await form.close()
    return fields


def _page(site: Site, parts: Mapping[str, Any], status: int = 200) -> Response:
    copies = {name: site.served.titles[name] for name in site.served.cases}
    shown = {**NO_CASE, "copies": copies, "title": "Your case", "menu": menu(), "root": "", "view": "",
             "most": MOST_PACKED, "name": NAME}  # fmt: skip
    return HTMLResponse(site.render("your_case.html", **{**shown, **parts}), status_code=status)


async def _sent(site: Site, request: Request) -> Response:
    """The page with the case that was sent, checked: what can be asked of it, or its faults."""
    try:
        packed = await _packed(site, request, await form_of(request))
        parts = await looked_at(site, request, packed)
    except InputError as error:
        return _page(site, {"fault": in_words(error)}, 400)
    return _page(site, parts, 400 if parts["faults"] else 200)


async def looked_at(site: Site, request: Request, packed: bytes) -> Mapping[str, Any]:
    """What the page shows of a case: its faults; without any what can be asked of it."""
    seen = await site.answer(request, Job("looked_at", (), "task", packed=packed))
    shown = {"packed": as_text(packed), "faults": tuple(in_words(InputError(each)) for each in seen["faults"]),
             "unread": seen["unread"], "text": seen["text"],
             "case_title": seen["title"]}  # fmt: skip
    if shown["faults"]:
        return shown
    description = await site.answer(request, Job("description", (), "description", packed=packed))
    return {
        **shown,
        "asks": of_your_case(description["has"]),
        "description": description,
        "case": description,
        "sent_case": description,
        "menu": menu("", description["has"]),
    }


async def _packed(site: Site, request: Request, fields: Mapping[str, Any]) -> bytes:
    """The case that was sent: as a file, as a text, as the name of one that is served, or packed already."""
    if fields.get("text"):
        content = str(fields["text"]).replace("\r\n", "\n").encode("utf-8")
        return await _received(site, request, f"{NAME}.toml", content)
    if "file" in fields and not isinstance(fields["file"], str):
        return await _received(site, request, *fields["file"])
    if fields.get("like"):
        name = site.served.name(str(fields["like"]))
        job = Job(
            "packed_case", (("name", name),), "task", str(site.served.folder(name)), state=site.served.state(name)
        )
        packed: bytes = (await site.answer(request, job))["packed"]
        return packed
    if fields.get("packed"):
        return from_text(str(fields["packed"]))
    raise InputError("no file was chosen. Choose a zip of the case's folder, or one TOML with all of it.")


async def _received(site: Site, request: Request, name: str, content: bytes) -> bytes:
    job = Job("received", (("content", content), ("name", name)), "task")
    packed: bytes = (await site.answer(request, job))["packed"]
    return packed


async def _copy(site: Site, request: Request, name: str, form: str) -> Response:
    """A case that is served, to take away."""
    name = site.served.name(name or site.served.first)
    folder = str(site.served.folder(name))
    job = Job("copied", (("form", _form(form)), ("name", name)), "task", folder, state=site.served.state(name))
    return attached((await site.answer(request, job))["content"], f"{name}.{form}", FORMS[form])


async def _taken(site: Site, request: Request) -> Response:
    """The case that was sent, to take away."""
    fields = await form_of(request)
    form = _form(str(fields.get("form", "zip")))
    packed = from_text(str(fields.get("packed", "")))
    if not packed:
        raise InputError("there is no case in the form. Send one first.")
    job = Job("copied", (("form", form), ("name", NAME)), "task", packed=packed)
    return attached((await site.answer(request, job))["content"], f"{NAME}.{form}", FORMS[form])


def _form(form: str) -> str:
    if form not in FORMS:
        raise InputError(unknown("form", form, FORMS))
    return form


def attached(content: bytes, name: str, kind: str) -> Response:
    """A file that the browser saves under that name, in plain letters."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    headers = {"content-disposition": f'attachment; filename="{plain}"', "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


async def _step(site: Site, request: Request, fields: Mapping[str, Any]) -> Response:
    """A step of making a small case: the next one where this one has no fault, else this one with its faults."""
    answers = {key: value for key, value in fields.items() if isinstance(value, str) and key not in ("step", "to")}
    step, to = str(fields.get("step", "")), str(fields.get("to", ""))
    if step not in STEPS:
        return _step_page(site, STEPS[0], answers, {"faults": {}, "players": [], "criteria": []})
    back = to in STEPS and STEPS.index(to) < STEPS.index(step)
    last = to if back else step
    made = await _made(site, request, answers, last)
    if back:
        return _step_page(site, to, answers, {**made, "faults": {}})
    if made["faults"]:
        return _step_page(site, _step_of(next(iter(made["faults"]))), answers, made, 400)
    if step != STEPS[-1]:
        return _step_page(site, STEPS[STEPS.index(step) + 1], answers, made)
    parts = await looked_at(site, request, made["packed"])
    return _page(site, {**parts, "made": True, "answers": answers})


async def _made(site: Site, request: Request, answers: Mapping[str, str], step: str) -> Mapping[str, Any]:
    return await site.answer(request, Job("made", tuple(sorted({**answers, "step": step}.items())), "task"))


def _step_of(answer: str) -> str:
    """The step at which an answer is given."""
    steps = {"title": "players", "about": "players", "held": "scenario", "turns": "scenario"}
    steps |= dict.fromkeys(("when", "how", "also", "rule", "points"), "rules")
    head = answer.partition(".")[0]
    return steps.get(head, head)


def _step_page(
    site: Site, step: str, answers: Mapping[str, str], made: Mapping[str, Any], status: int = 200
) -> Response:
    number = STEPS.index(step) + 1
    carried = [(key, text) for key, text in answers.items() if _step_of(key) != step]
    parts = {"title": "A small case, step by step", "menu": menu(), "root": "", "view": "", "packed": "",
             "step": step, "number": number, "steps": STEPS, "answers": answers, "carried": carried,
             "how": HOW_IN_WORDS, "most": MOST, "in_turn": IN_TURN, **made}  # fmt: skip
    return HTMLResponse(site.render("your_case_step.html", **parts), status_code=status)
