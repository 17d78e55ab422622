"""The page of every question, made from its declaration: a form, the answer, its pictures, and the command for it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..errors import InputError, RefusedStepError
from ..questions import questions
from ..questions.declaration import Question
from .address import OF, PART, address, names_no_part, offered, read, slug
from .asked import Asked
from .faults import fault_page, is_part
from .forms import missing
from .frame import frame, with_controls
from .jobs import Wanted
from .packed import from_text
from .site import Site, fingerprint

PICTURES: Literal["pictures"] = "pictures"
QUICK = "quick"
"""The field of a question that gives at once what is known at once; the rest follows in the page."""
STEPS = "moves"
"""The field of a question that has the steps made so far: where the last cannot be, the page before it says why."""
UNMADE = (
    "no offer was made, for nothing was changed. Change at least one thing on the table; or accept what lies there, or "
    "walk away. All else that you chose is kept."
)
"""What a person reads who sends the fields of a step without having chosen any."""
KEPT = "no-cache"
"""A browser may keep a page, and asks each time whether it is still so: that costs no computation."""


def pages(site: Site) -> APIRouter:
    """The routes of all pages."""
    router = APIRouter(include_in_schema=False)
    for question in filter(offered, questions().values()):
        _add(router, site, question)
    return router


def _add(router: APIRouter, site: Site, question: Question) -> None:
    async def get(request: Request) -> Response:
        return await page(site, request, question, request.query_params.multi_items())

    async def get_pictures(request: Request) -> Response:
        return await _pictures(site, request, question, request.query_params.multi_items())

    async def post(request: Request) -> Response:
        return await page(site, request, question, await form_pairs(request))

    async def post_pictures(request: Request) -> Response:
        return await _pictures(site, request, question, await form_pairs(request))

    path = f"/{slug(question)}"
    router.add_api_route(path, get, methods=["GET", "HEAD"], name=question.name)
    router.add_api_route(path, post, methods=["POST"], name=f"{question.name} of a case that was sent")
    router.add_api_route(
        f"{path}/{PICTURES}", get_pictures, methods=["GET", "HEAD"], name=f"pictures of {question.name}"
    )
    router.add_api_route(
        f"{path}/{PICTURES}", post_pictures, methods=["POST"], name=f"pictures of {question.name}, sent"
    )


async def form_pairs(request: Request) -> list[tuple[str, str]]:
    """The fields of the address and of a plain form. Raises InputError for what is none."""
    body = await request.body()
    try:
        fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=1_000)
    except ValueError:
        raise InputError("the form cannot be read. Send it from the page.") from None
    return [*request.query_params.multi_items(), *fields]


def taken_apart(pairs: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], bytes]:
    """The fields of a form, and the packed case in it, b"" for none. Raises InputError for a damaged one."""
    listed = list(pairs)
    packed = next((value for key, value in listed if key == "packed" and value), "")
    return [pair for pair in listed if pair[0] != "packed"], from_text(packed) if packed else b""


async def page(site: Site, request: Request, question: Question, pairs: Iterable[tuple[str, str]]) -> Response:
    """The page: of a slow question without its answer, which follows; for a part of a page the answer alone."""
    part = is_part(request)
    packed = b""
    try:
        fields, packed = taken_apart(pairs)
        asked = await site.asked(request, question, fields, packed)
    except InputError as error:
        return fault_page(site, request, question, error, packed=packed)
    if names_no_part(fields, STEPS):
        return await _told_again(site, request, asked, RefusedStepError(UNMADE, UNMADE), "")
    if (canonical := _elsewhere(request, asked)) is not None and not part:
        return RedirectResponse(canonical, status_code=303)
    tag = f'"{fingerprint(asked.job("page"), asked.controls, part)}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT})
    try:
        parts = await _parts(site, request, asked, part)
    except RefusedStepError as error:
        return await _before(site, request, asked, error)
    except InputError as error:
        return fault_page(site, request, question, error, asked)
    template = site.template_of(question, part)
    headers = {"etag": tag, "cache-control": KEPT, "vary": "HX-Request"}
    if "hx-request" in request.headers and not packed:
        stands = _stands_at(request.headers.get("hx-current-url", ""), asked)
        headers["hx-replace-url" if stands else "hx-push-url"] = asked.shown(asked.address)
    return HTMLResponse(site.render(template, **frame(site, asked), **parts), headers=headers)


async def _before(site: Site, request: Request, asked: Asked, error: RefusedStepError) -> Response:
    """The page before the last step, with that step and why it cannot be made."""
    *made, step = asked.values[STEPS]
    before = replace(asked, values={**asked.values, STEPS: tuple(made)})
    return await _told_again(site, request, before, error, step)


async def _told_again(site: Site, request: Request, asked: Asked, error: RefusedStepError, step: str) -> Response:
    """The page as it stands, with a step that was tried from there, "" for none, and why it cannot be made."""
    try:
        parts = await _parts(site, request, asked, part := is_part(request))
    except InputError:
        return fault_page(site, request, asked.question, error, asked)
    template, refused = site.template_of(asked.question, part), {"step": step, "why": error.why}
    return HTMLResponse(site.render(template, **frame(site, asked), **parts, refused=refused), status_code=400)


def _elsewhere(request: Request, asked: Asked) -> str | None:
    """The address under which the same page stands, where this one is not it; None where it is, and for what was sent.

    A plain form sends each of its fields: the address that people share has only what is asked.
    """
    if request.method == "POST" or not any(
        not value or OF in key or PART in key for key, value in request.query_params.multi_items()
    ):
        return None
    return with_controls(asked)


def _stands_at(current: str, asked: Asked) -> bool:
    """Whether the address at which a browser is asks the same: then there is no other place to go back to."""
    parts = urlsplit(current)
    try:
        values, _ = read(asked.question, parse_qsl(parts.query, keep_blank_values=True))
    except (InputError, ValueError):
        return False
    same = (asked.address, address(asked.question, {**asked.given, **asked.case_in_address}))
    return address(asked.question, values) in same and parts.path == f"/{slug(asked.question)}"


async def _parts(site: Site, request: Request, asked: Asked, part: bool) -> Mapping[str, Any]:
    """What stands in the template besides its frame."""
    lacking = missing(asked.question, asked.values)
    now = part or asked.controls.now or request.method == "POST"
    wanted: Wanted = "full" if asked.controls.full else "page"
    later = asked.question.takes_long(asked.values) and not now and not site.answers.has(asked.job(wanted))
    if lacking or later:
        first = {} if lacking else await _at_once(site, request, asked)
        return {"answer": None, "later": later and not lacking, "lacking": lacking, **first}
    return {"answer": await site.answer(request, asked.job(wanted)), "later": False, "lacking": ()}


async def _at_once(site: Site, request: Request, asked: Asked) -> Mapping[str, Any]:
    """The quick part of a slow answer, where the question has one."""
    if all(field.name != QUICK for field in asked.question.fields):
        return {}
    quick = {**asked.values, QUICK: True}
    return {"answer": await site.answer(request, asked.job("page", values=quick))}


async def _pictures(site: Site, request: Request, question: Question, pairs: Iterable[tuple[str, str]]) -> Response:
    """The pictures of an answer, as a part of its page or as a page of their own."""
    part = "hx-request" in request.headers
    asked = None
    try:
        fields, packed = taken_apart(pairs)
        asked = await site.asked(request, question, fields, packed)
        job = asked.job(PICTURES)
        tag = f'"{fingerprint(job, part)}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT})
        answer = await site.answer(request, job)
    except InputError as error:
        return fault_page(site, request, question, error, asked)
    template = "part_pictures.html" if part else "pictures.html"
    headers = {"etag": tag, "cache-control": KEPT, "vary": "HX-Request"}
    return HTMLResponse(site.render(template, **frame(site, asked), pictures=answer[PICTURES]), headers=headers)
