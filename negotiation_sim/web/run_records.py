"""The page that takes a run record and says what differs when it is computed anew."""

import asyncio
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..errors import InputError
from ..questions import question as question_named
from .frame import menu
from .guard import MOST_BODY
from .jobs import Job
from .site import Site, in_words


def run_records(site: Site) -> APIRouter:
    """The routes of the page."""
    router = APIRouter(include_in_schema=False)

    async def get(request: Request) -> Response:
        return _page(site)

    async def post(request: Request) -> Response:
        try:
            answer = await site.answer(request, await _job(site, request))
        except InputError as error:
            return _page(site, fault=in_words(error), status=400)
        return _page(site, answer=answer)

    router.add_api_route("/verify", get, methods=["GET", "HEAD"], name="verify")
    router.add_api_route("/verify", post, methods=["POST"], name="a run record that was sent")
    return router


async def _job(site: Site, request: Request) -> Job:
    """What a worker is to do. Raises InputError for a form without a record, and for a case that is not served."""
    sent, case = await _form(request)
    folders = tuple((name, str(folder)) for name, folder in site.served.cases.items())
    states = await asyncio.to_thread(lambda: [site.served.state(name) for name in site.served.cases])
    values = (("case", site.served.name(case) if case else ""), ("sent", sent), ("served", folders))
    return Job("verify", values, "verified", state=" ".join(states))


async def _form(request: Request) -> tuple[bytes, str]:
    try:
        async with request.form(max_files=1, max_fields=2) as form:
            sent, case = form.get("record"), form.get("case", "")
            content = await sent.read() if isinstance(sent, UploadFile) else b""
    except HTTPException:
        raise InputError("the form cannot be read. Send it from the page.") from None
    if not content:
        raise InputError("no run record was sent. Choose the .json file that belongs to a report.")
    return content, case if isinstance(case, str) else ""


def _page(site: Site, answer: Any = None, fault: str = "", status: int = 200) -> Response:
    question = question_named("verify")
    around = {"title": question.title, "menu": menu(), "root": "", "view": "", "cases": site.served.titles}
    return HTMLResponse(site.render("verify.html", answer=answer, fault=fault, most=MOST_BODY, **around), status)
