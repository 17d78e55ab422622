"""The first page: the strategies as cards, the numbers that carry the argument as sliders, and what a change flips."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..errors import InputError
from ..questions import question as question_named
from .address import Controls, query_of
from .asked import Asked
from .faults import fault_page
from .frame import frame
from .jobs import Job
from .pages import KEPT, form_pairs, taken_apart
from .several_sets import several_sets
from .site import Site, answer_of, fingerprint
from .tracks import tracks
from .usual import is_usual

CHANGE, DIALS = "change", "dials"
OVER = "over"
"""The set that a form lays over the one that it chooses."""
OF = "of"
"""The set whose numbers the form was filled with."""
MARKS_WITHIN = 0.8
"""Seconds that the page waits for the marks on its tracks; later ones follow."""


def start(site: Site) -> APIRouter:
    """The routes of the first page, and of the marks on its tracks."""
    router = APIRouter(include_in_schema=False)

    async def get(request: Request) -> Response:
        return await _start(site, request, request.query_params.multi_items())

    async def post(request: Request) -> Response:
        return await _start(site, request, await form_pairs(request))

    async def get_tracks(request: Request) -> Response:
        return await _tracks(site, request, request.query_params.multi_items())

    async def post_tracks(request: Request) -> Response:
        return await _tracks(site, request, await form_pairs(request))

    router.add_api_route("/", get, methods=["GET", "HEAD"], name="start")
    router.add_api_route("/", post, methods=["POST"], name="start with a case that was sent")
    router.add_api_route("/tracks", get_tracks, methods=["GET", "HEAD"], name="tracks")
    router.add_api_route("/tracks", post_tracks, methods=["POST"], name="tracks of a case that was sent")
    return router


async def _start(site: Site, request: Request, pairs: Iterable[tuple[str, str]]) -> Response:
    part = "hx-request" in request.headers
    question = question_named(CHANGE)
    asked = None
    try:
        asked, usual = await _asked(site, request, pairs)
        if several := several_sets(asked):
            await _usual(site, request, asked, (several.joined,))  # a set that is not known is a fault here too
        home = f"/{query_of(question, asked.values_with_case, ('quick',))}"
        if (
            request.method != "POST"
            and not part
            and not several
            and asked.shown(home) != f"/?{request.url.query}".rstrip("?")
            and _from_a_form(request)
        ):
            return RedirectResponse(asked.shown(home), status_code=303)
        tag = f'"{fingerprint(asked.job("record"), asked.controls, part, several)}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT})
        headers = {"vary": "HX-Request", "x-address": asked.shown(home)}
        lasting = {**headers, "etag": tag, "cache-control": KEPT}
        if filled := site.filled.get(tag):
            return HTMLResponse(filled, headers=lasting)
        change = site.answer(request, asked.job("record"))
        changed, drawn = await asyncio.gather(change, _dials(site, asked) if not part else _nothing())
    except InputError as error:
        return fault_page(site, request, question, error, asked)
    parts = {
        **frame(site, asked, without=("quick",)),
        "record": changed["record"],
        "tracks": tracks(drawn["dials"]) if drawn else (),
        "dials": drawn,
        "home": home,
        "several": several,
        "part": part,
        "state_before": _state(asked.values),
        "undo": _undo(asked),
        "unchanged": f"/{query_of(question, {**asked.values_with_case, 'changes': ()}, ('quick', 'from'))}",
        "usual": usual,
    }
    filled = site.render("part_start.html" if part else "start.html", **parts)
    if drawn.get("later"):
        return HTMLResponse(filled, headers={**headers, "cache-control": "no-store"})
    site.filled.put(tag, filled)
    return HTMLResponse(filled, headers=lasting)


async def _nothing() -> Mapping[str, Any]:
    return {}


async def _dials(site: Site, asked: Asked) -> Mapping[str, Any]:
    """The dials under the present values; `later` where their marks are not there yet, and so are left out."""
    marked = asyncio.ensure_future(site.answers.of(_dials_job(asked)))
    await asyncio.wait({marked}, timeout=MARKS_WITHIN)
    if marked.done():
        return {**answer_of(marked.result())["record"], "later": False}
    bare = asked.job("record", DIALS, {"quick": True, **_assumed(asked)})
    return {**answer_of(await site.answers.of(bare))["record"], "later": True}


def _from_a_form(request: Request) -> bool:
    return any(key.startswith("set:") or not value or key == OVER for key, value in request.query_params.multi_items())


async def _asked(site: Site, request: Request, pairs: Iterable[tuple[str, str]]) -> tuple[Asked, Mapping[str, float]]:
    """What is asked, without the values that are as the chosen set has them anyway; and these values by name."""
    fields, packed = taken_apart(pairs)
    over = [value for key, value in fields if key == OVER and value]
    of = tuple(value for key, value in fields if key == OF and value)[:1]
    fields = [pair for pair in fields if pair[0] not in (OVER, OF, "quick")]
    asked = await site.asked(request, question_named(CHANGE), [*fields, ("quick", "1")], packed)
    assume = asked.values.get("assume", ())[:1]
    if over and assume and over[0] not in assume[0].split("+"):
        assume = (f"{assume[0]}+{over[0]}",)
    usual = await _usual(site, request, asked, assume)
    changes = tuple(each for each in asked.values.get("changes", ()) if not _is_as_usual(each, usual))
    if of and of != assume:  # another author was chosen: only what was changed in the numbers of the one before stays
        before = await _usual(site, request, asked, of)
        changes = tuple(each for each in changes if not _is_as_usual(each, before))
    base = asked.description["base_set"]
    values = {**asked.values, "assume": () if assume == (base,) else assume, "changes": changes}
    return replace(asked, values=values), usual


async def _usual(site: Site, request: Request, asked: Asked, assume: tuple[str, ...]) -> Mapping[str, float]:
    """The values that a set gives all numbers, by name."""
    return await site.answer(request, asked.job("task", "values_of_set", {"assume": assume}))


def _is_as_usual(change: str, usual: Mapping[str, float]) -> bool:
    name, _, value = change.partition("=")
    try:
        return name in usual and is_usual(float(value), usual[name])
    except ValueError:
        return False


def _dials_job(asked: Asked) -> Job:
    return asked.job("record", DIALS, _assumed(asked))


def _assumed(asked: Asked) -> dict[str, Any]:
    return {name: asked.values[name] for name in ("assume", "changes") if asked.values.get(name)}


def _state(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The present state, as the state before the next change."""
    return (*values.get("assume", ()), *values.get("changes", ()))


def _undo(asked: Asked) -> str:
    """The address of the state before; "" where there is none."""
    before = asked.values.get("before", ())
    values = {
        "assume": tuple(text for text in before if "=" not in text),
        "changes": tuple(text for text in before if "=" in text),
        "case": asked.values_with_case.get("case"),
    }
    same = _state(asked.values) == before
    return "" if same else f"/{query_of(question_named(CHANGE), values)}"


async def prepare(site: Site) -> None:
    """Computes what the first page of the first case shows, so that the first who comes does not wait for it.

    Under a few authors' sets too: every worker has then read the case, and done once what a slider asks for.
    """
    case = site.served.first
    folder, state = str(site.served.folder(case)), site.served.state(case)
    bare = Asked(question_named(CHANGE), {"quick": True}, {}, Controls(), case, {}, {}, b"", folder, state)
    described = (await site.answers.of(bare.job("description", "description", {}))).answer
    others = [name for name in described.get("sets", ()) if name != described["base_set"]]
    authors = others[: site.answers.quick.count]
    under = [bare.job("record", values={"assume": (name,), "quick": True}) for name in authors]
    await asyncio.gather(*map(site.answers.of, [bare.job("record"), *under, _dials_job(bare)]))


async def _tracks(site: Site, request: Request, pairs: Iterable[tuple[str, str]]) -> Response:
    """The marks on all tracks for the present values, to be put in the place of those that the page has."""
    try:
        asked, _ = await _asked(site, request, pairs)
        job = _dials_job(asked)
        tag = f'"{fingerprint(job)}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT})
        drawn = await site.answer(request, job)
    except InputError as error:
        return fault_page(site, request, None, error)
    parts = {"tracks": tracks(drawn["record"]["dials"])}
    return HTMLResponse(site.render("part_tracks.html", **parts), headers={"etag": tag, "cache-control": KEPT})
