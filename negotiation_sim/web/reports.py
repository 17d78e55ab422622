"""The files of a report, to keep: made by a worker, written nowhere, the same bytes as the command line writes."""

from collections.abc import Iterable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ..errors import InputError
from ..questions import question as question_named
from .faults import fault_page
from .pages import KEPT, form_pairs, taken_apart
from .report_link import FILES, Kept
from .site import Site, fingerprint


def reports(site: Site) -> APIRouter:
    """The routes of all files of a report."""
    router = APIRouter(include_in_schema=False)
    for file in FILES:
        _add(router, site, file)
    return router


def _add(router: APIRouter, site: Site, file: Kept) -> None:
    async def get(request: Request) -> Response:
        return await _sent(site, request, file, request.query_params.multi_items())

    async def post(request: Request) -> Response:
        return await _sent(site, request, file, await form_pairs(request))

    router.add_api_route(f"/report/{file.name}", get, methods=["GET", "HEAD"], name=file.name)
    router.add_api_route(f"/report/{file.name}", post, methods=["POST"], name=f"{file.name} of a case that was sent")


async def _sent(site: Site, request: Request, file: Kept, pairs: Iterable[tuple[str, str]]) -> Response:
    """The file, or the page that says why there is none."""
    question = question_named("report")
    asked = None
    try:
        fields, packed = taken_apart(pairs)
        asked = await site.asked(request, question, fields, packed)
        job = asked.job(file.wanted)
        tag = f'"{fingerprint(job)}"'
        headers = {"etag": tag, "cache-control": KEPT}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        answer = await site.answer(request, job)
    except InputError as error:
        return fault_page(site, request, question, error, asked)
    headers["content-disposition"] = f'attachment; filename="{file.name}"'
    return Response(answer["content"], media_type=file.media, headers=headers)
