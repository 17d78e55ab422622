"""The values of the register: changed in its page, sent as a file, and taken away as one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..errors import InputError, unknown
from ..questions import question as question_named
from .address import VALUE, address, asked_under, pairs_of, slug
from .asked import Asked
from .faults import fault_page, in_labels
from .frame import frame
from .jobs import Job
from .packed import NAME, as_text, from_text
from .pages import form_pairs, page
from .site import Site, in_words
from .your_case import attached, form_of

ASSUMPTIONS = "assumptions"
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "toml": "application/toml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KEPT, TO, STAY, RESET = "kept", "to", "stay", "reset"
"""Changes that a form carries besides the values that it shows; the page to which it leads; whether it leads to none;
the assumption of which the change is taken back."""
ALL = "*"
"""What is taken back where every change is."""
CARRIED = ("assume", "player", "theme", "find", "all", "full", "view")


def values(site: Site) -> APIRouter:
    """The routes by which values are changed, sent as a file, and taken away as one."""
    router = APIRouter(include_in_schema=False)

    async def post_values(request: Request) -> Response:
        return await _told(site, request, _changed)

    async def post_file(request: Request) -> Response:
        return await _told(site, request, _sent)

    async def get_file(request: Request) -> Response:
        return await _file(site, request, request.query_params.multi_items())

    async def post_taken(request: Request) -> Response:
        return await _file(site, request, await form_pairs(request))

    router.add_api_route("/assumptions/values", post_values, methods=["POST"], name="values changed")
    router.add_api_route("/assumptions/sent", post_file, methods=["POST"], name="values sent")
    router.add_api_route("/assumptions/file", get_file, methods=["GET"], name="values taken")
    router.add_api_route("/assumptions/file", post_taken, methods=["POST"], name="values of a sent case taken")
    return router


async def _told(site: Site, request: Request, way: Any) -> Response:
    """What a way gives; a fault as the register with it, under the values that it had."""
    fields = await form_of(request)
    packed = from_text(str(fields.get("packed", "")))
    try:
        return await way(site, request, fields, packed)  # type: ignore[no-any-return]
    except InputError as error:
        fault = error
    try:
        asked = await _asked(site, request, fields, packed)
        changes = str(fields.get(KEPT, "")).splitlines()
        return await _again(site, request, asked, changes, fault=in_words(in_labels(fault, asked.question)))
    except InputError:
        return fault_page(site, request, question_named(ASSUMPTIONS), fault, packed=packed)


async def _again(site: Site, request: Request, asked: Asked, changes: Sequence[str], **told: Any) -> Response:
    """The register once more, with what was typed and what is wrong with it."""
    asked = replace(asked, values={**asked.values, "changes": tuple(changes)} if changes else asked.values)
    answer = await site.answer(request, asked.job("page"))
    parts = {**frame(site, asked), "answer": answer, "later": False, "lacking": (), **told}
    return HTMLResponse(site.render("assumptions.html", **parts), status_code=400)


async def _changed(site: Site, request: Request, fields: Mapping[str, Any], packed: bytes) -> Response:
    """The page under the values of the form: those that differ from the set in use stand in its address."""
    asked = await _asked(site, request, fields, packed)
    shown = {key.removeprefix(VALUE): str(text).strip() for key, text in fields.items() if key.startswith(VALUE)}
    kept = dict(_pair(part) for part in str(fields.get(KEPT, "")).splitlines() if "=" in part)
    if fields.get(RESET) == ALL:
        return await _to(site, request, asked, (), "")
    typed = {name: text for name, text in {**kept, **shown}.items() if text and name != fields.get(RESET)}
    values = (("assume", asked.values.get("assume", ())), ("typed", tuple(typed.items())))
    done = await site.answer(request, Job("values_typed", values, "task", asked.folder, packed, asked.state))
    changes = tuple(done["changes"])
    if done["faults"]:
        return await _again(site, request, asked, changes, faults=done["faults"], typed=typed)
    leads = "" if fields.get(STAY) or fields.get(RESET) else str(fields.get(TO, ""))
    return await _to(site, request, asked, changes, leads)


def _pair(change: str) -> tuple[str, str]:
    name, _, text = change.partition("=")
    return name.strip(), text.strip()


async def _sent(site: Site, request: Request, fields: Mapping[str, Any], packed: bytes) -> Response:
    """The page under the values of a file: those that differ from the register's."""
    asked = await _asked(site, request, {**fields, "assume": ""}, packed)
    name, content = fields["file"] if isinstance(fields.get("file"), tuple) else ("", b"")
    values = (("content", content), ("name", name))
    done = await site.answer(request, Job("values_sent", values, "task", asked.folder, packed, asked.state))
    return await _to(site, request, asked, tuple(done["changes"]), "")


async def _asked(site: Site, request: Request, fields: Mapping[str, Any], packed: bytes) -> Asked:
    """What the form asks of the register, without any values."""
    pairs = [(key, str(fields[key])) for key in (*CARRIED, "case") if fields.get(key)]
    return await site.asked(request, question_named(ASSUMPTIONS), pairs, packed)


async def _to(site: Site, request: Request, asked: Asked, changes: Sequence[str], to: str) -> Response:
    """The register, or the page of another question, under these changes; of a case that was sent the page itself."""
    pages = [slug(question) for question in asked_under(asked.description["has"])]
    if to and to not in pages:
        raise InputError(unknown("page", to, pages))
    question = question_named(to.replace("-", " ")) if to else asked.question
    mine = asked.values_with_case
    if to:
        mine = {name: value for name, value in mine.items() if name in ("assume", "case")}
    if asked.packed:
        pairs = [("set", change) for change in changes] + [("packed", as_text(asked.packed))]
        given = asked.given if not to else {"assume": asked.given.get("assume", ())}
        return await page(site, request, question, [*pairs, *pairs_of(question, given)])
    there = address(question, {**mine, "changes": tuple(changes)})
    return RedirectResponse(asked.shown(there), status_code=303)


async def _file(site: Site, request: Request, pairs: Sequence[tuple[str, Any]]) -> Response:
    """The register with the values in use, as a file to take away."""
    form = next((str(value) for key, value in pairs if key == "form"), "csv")
    if form not in FORMS:
        raise InputError(unknown("form", form, FORMS))
    packed = from_text(next((str(value) for key, value in pairs if key == "packed"), ""))
    asking = [(key, str(value)) for key, value in pairs if key in ("case", "assume", "set")]
    asked = await site.asked(request, question_named(ASSUMPTIONS), asking, packed)
    given = tuple((key, tuple(asked.values.get(key, ()))) for key in ("assume", "changes"))
    job = Job("register_file", (*given, ("form", form)), "task", asked.folder, packed, asked.state)
    name = NAME if packed else asked.case
    return attached((await site.answer(request, job))["content"], f"{name}_assumptions.{form}", FORMS[form])
