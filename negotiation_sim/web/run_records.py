"""The page that takes a run record and says what differs when it is computed anew."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..errors import InputError
from ..questions import question as question_named
from .frame import menu
from .guard import MOST_BODY
from .jobs import Job
from .packed import as_text, from_text
from .site import Site, in_words
from .your_case import form_of

NOTHING: Mapping[str, Any] = {}


def run_records(site: Site) -> APIRouter:
    """The routes of the page."""
    router = APIRouter(include_in_schema=False)

    async def get(request: Request) -> Response:
        return _page(site)

    async def post(request: Request) -> Response:
        return await _sent(site, request)

    router.add_api_route("/verify", get, methods=["GET", "HEAD"], name="verify")
    router.add_api_route("/verify", post, methods=["POST"], name="a run record that was sent")
    return router


async def _sent(site: Site, request: Request) -> Response:
    """What a record comes to; without one the page, for somebody who comes from a page of a case that was sent."""
    kept = NOTHING
    try:
        fields = await form_of(request)
        kept = await _kept(site, request, from_text(str(fields.get("packed", ""))))
        if kept and "record" not in fields:
            return _page(site, kept)
        answer = await site.answer(request, await _job(site, fields))
    except InputError as error:
        return _page(site, kept, fault=in_words(error), status=400)
    return _page(site, kept, answer=answer)


async def _kept(site: Site, request: Request, packed: bytes) -> Mapping[str, Any]:
    """What the page hands on of a case that was sent: it is not read for a record."""
    if not packed:
        return NOTHING
    sent_case = await site.sent_case(request, packed)
    return {"packed": as_text(packed), "sent_case": sent_case, "menu": menu("", sent_case.get("has"))}


async def _job(site: Site, fields: Mapping[str, Any]) -> Job:
    """What a worker is to do. Raises InputError for a form without a record, and for a case that is not served."""
    record, case = fields.get("record"), str(fields.get("case", ""))
    if not isinstance(record, tuple) or not record[1]:
        raise InputError("no run record was sent. Choose the .json file that belongs to a report.")
    folders = tuple((name, str(folder)) for name, folder in site.served.cases.items())
    states = await asyncio.to_thread(lambda: [site.served.state(name) for name in site.served.cases])
    values = (("case", site.served.name(case) if case else ""), ("sent", record[1]), ("served", folders))
    return Job("verify", values, "verified", state=" ".join(states))


def _page(
    site: Site, kept: Mapping[str, Any] = NOTHING, answer: Any = None, fault: str = "", status: int = 200
) -> Response:
    title = question_named("verify").title
    around = {"title": title, "menu": menu(), "root": "", "view": "", "packed": "", "cases": site.served.titles, **kept}
    return HTMLResponse(site.render("verify.html", answer=answer, fault=fault, most=MOST_BODY, **around), status)
