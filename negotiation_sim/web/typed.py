"""The routes to which a game that is typed field by field is sent, and which lead to the page of its question."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..questions import question as question_named
from .pages import form_pairs, page
from .site import Site

AddressOf = Callable[[Mapping[str, str]], str]
"""From the fields of the page the address of the game that they say."""


def typed(site: Site, name: str, address_of: AddressOf) -> APIRouter:
    """The routes of one question; beside a case that was sent they give the page itself, with the case on it."""
    router = APIRouter(include_in_schema=False)

    async def edit(request: Request) -> Response:
        return RedirectResponse(address_of(dict(request.query_params)), status_code=303)

    async def edit_beside_a_case(request: Request) -> Response:
        fields = await form_pairs(request)
        pairs = parse_qsl(urlsplit(address_of(dict(fields))).query)
        return await page(
            site, request, question_named(name), [*pairs, *(pair for pair in fields if pair[0] == "packed")]
        )

    router.add_api_route(f"/{name}/edit", edit, methods=["GET"], name=f"{name}, typed")
    router.add_api_route(f"/{name}/edit", edit_beside_a_case, methods=["POST"], name=f"{name}, typed beside a case")
    return router
