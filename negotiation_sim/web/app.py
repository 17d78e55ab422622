"""The server: pages and interface put together, and what is said where something goes wrong."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles

from ..errors import InputError
from ..version import __version__
from . import typed_game, typed_tree
from .answers import answers_of
from .api import interface
from .faults import fault_page
from .guard import TOO_LARGE, Guard, Rate, TooLargeError
from .pages import pages
from .register import values
from .reports import reports
from .run_records import run_records
from .served import Served
from .site import STATIC, LeftError, Site
from .start import prepare, start
from .typed import typed
from .workers import BusyError, LostWorkerError
from .your_case import your_case

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
AGAIN = {"retry-after": "5"}


def server(served: Served, workers: int = 2, hosts: Sequence[str] = tuple(LOOPBACK), most: int | None = None) -> Guard:
    """The server as ASGI has it. `most`: requests of a client in ten seconds; None is no limit."""
    folders = tuple(str(folder) for folder in served.cases.values())
    site = Site(served, answers_of(folders, workers))

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await site.answers.warm()
        preparing = asyncio.ensure_future(prepare(site))
        yield
        preparing.cancel()
        await site.answers.end()

    app = FastAPI(title="negotiation_sim", version=__version__, openapi_url="/api/openapi.json", docs_url=None,
                  redoc_url=None, lifespan=life, redirect_slashes=False,
                  description="What an argument implies, on which assumptions it rests, and for whom.")  # fmt: skip
    app.state.site = site
    app.include_router(start(site))  # first: routes are looked through in their order, and this one is asked most
    app.include_router(interface(site))
    app.include_router(typed(site, "game", typed_game.address_of))
    app.include_router(typed(site, "extensive", typed_tree.address_of))
    app.include_router(reports(site))
    app.include_router(run_records(site))
    app.include_router(pages(site))
    app.include_router(your_case(site))
    app.include_router(values(site))
    app.mount("/static", StaticFiles(directory=STATIC))
    _add_faults(app, site)
    return Guard(app, frozenset(hosts), Rate(most))


def _add_faults(app: FastAPI, site: Site) -> None:
    """What is answered where a request cannot be."""

    def told(request: Request, status: int, words: str, headers: dict[str, str] | None = None) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"fault": words}, status_code=status, headers=headers)
        response = fault_page(site, request, None, InputError(words), status=status)
        response.headers.update(headers or {})
        return response

    @app.exception_handler(InputError)
    async def fault(request: Request, error: InputError) -> Response:
        return told(request, 400, str(error))

    @app.exception_handler(404)
    async def no_page(request: Request, error: Exception) -> Response:
        return told(request, 404, "there is no such page. The menu lists all that can be asked.")

    @app.exception_handler(405)
    async def no_method(request: Request, error: Exception) -> Response:
        return told(request, 405, "this page is read with GET, or a form is sent to it with POST.")

    @app.exception_handler(BusyError)
    async def busy(request: Request, error: BusyError) -> Response:
        return told(request, 503, "too many wait for an answer. Ask again in a few seconds.", AGAIN)

    @app.exception_handler(LostWorkerError)
    async def lost(request: Request, error: LostWorkerError) -> Response:
        in_time = "within" in str(error)
        return told(request, 408 if in_time else 500, f"there is no answer: {error}. Ask for less, or ask again.")

    @app.exception_handler(TooLargeError)
    async def too_large(request: Request, error: TooLargeError) -> Response:
        return told(request, 413, TOO_LARGE)

    @app.exception_handler(500)
    async def bug(request: Request, error: Exception) -> Response:
        return told(request, 500, "this is a fault of the program, not of what you asked. Ask for something else.")

    @app.exception_handler(LeftError)
    async def left(request: Request, error: LeftError) -> Response:
        return HTMLResponse("", status_code=499)
