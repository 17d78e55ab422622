"""The HTTP interface: the record of every question at /api/QUESTION, described from the declarations."""

import shlex
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..errors import InputError
from ..present.writer import json_text
from ..questions import questions
from ..questions.declaration import FORMS, Question
from ..questions.fields import Field
from .address import address, asked_fields, offered, read, slug
from .forms import missing
from .pages import KEPT, form_pairs, taken_apart
from .site import LIMITS, Site, fingerprint, in_words

FORM_NAMES = {form.name for form in FORMS}
FILES = (".toml", ".csv", ".xlsx", ".nfg", ".efg")
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
FAULT = {"type": "object", "required": ["fault"], "properties": {"fault": {"type": "string"}}}
FAULTS = {
    "400": "What was asked is unknown, missing or too much; `fault` says what and what to do.",
    "408": "It was not answered in time.",
    "413": "What was sent is too large.",
    "429": "Too many requests in a short time.",
    "503": "Too many wait already.",
}


def interface(site: Site) -> APIRouter:
    """The routes of the interface."""
    router = APIRouter(prefix="/api")
    for question in filter(_has_a_record, questions().values()):
        _add(router, site, question)
    return router


def _has_a_record(question: Question) -> bool:
    return offered(question) and question.record is not None


def _add(router: APIRouter, site: Site, question: Question) -> None:
    async def get(request: Request) -> Response:
        return await _record(site, request, question, request.query_params.multi_items())

    async def post(request: Request) -> Response:
        return await _record(site, request, question, await form_pairs(request))

    about = "\n\n".join([question.about, *examples(question)])
    shown = example_values(question)
    parameters = [parameter(field, shown.get(field.spelled)) for field in asked_fields(question)]
    described = {"parameters": parameters, "responses": responses(question)}
    names: dict[str, Any] = {"summary": about.partition("\n\n")[0], "description": about, "openapi_extra": described}
    router.add_api_route(
        f"/{slug(question)}", get, methods=["GET"], name=question.name, response_class=Response, **names
    )
    router.add_api_route(f"/{slug(question)}", post, methods=["POST"], include_in_schema=False)


def examples(question: Question) -> list[str]:
    """The addresses of the declaration's examples, but for those that name a file."""
    pairs = [example_pairs(question, example) for example in question.examples if not _names_a_file(question, example)]
    return [f"`/api{address(question, read(question, each)[0])}`" for each in pairs]


def example_values(question: Question) -> Mapping[str, Any]:
    """What the first of the declaration's examples asks that says anything and names no file, by parameter."""
    every = (example_pairs(question, each) for each in question.examples if not _names_a_file(question, each))
    values, _ = read(question, next(filter(None, every), ()))
    named = {field.spelled: values.get(field.name) for field in asked_fields(question)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in named.items() if value}


def _names_a_file(question: Question, example: str) -> bool:
    files = {field.spelled for field in question.fields} - {field.spelled for field in asked_fields(question)}
    words = shlex.split(example)
    return any(word.startswith("./") or word.endswith(FILES) or word.partition("=")[0] in files for word in words)


def example_pairs(question: Question, example: str) -> list[tuple[str, str]]:
    """An example of a declaration as the pairs of a query; the form of the answer, which is JSON here, left out."""
    fields = {field.spelled: field for field in question.fields if not field.help.by_place}
    places = [field for field in question.fields if field.help.by_place for _ in range(99 if field.many else 1)]
    pairs: list[tuple[str, str]] = []
    more: list[str] = []
    for word in shlex.split(example):
        key, equals, value = word.partition("=")
        if more:
            pairs.append((more.pop(), word))
        elif key in fields and (equals or fields[key].type is bool):
            pairs.append((key, value if equals else "1"))
            more = [key] * (fields[key].size - 1)
        elif key not in FORM_NAMES:
            pairs.append((places.pop(0).spelled, word))
    return pairs


async def _record(site: Site, request: Request, question: Question, pairs: Any) -> Response:
    try:
        fields, packed = taken_apart(pairs)
        asked = await site.asked(request, question, fields, packed)
        if lacking := missing(question, asked.given):
            raise InputError(f"'{question.name}' needs `{lacking[0]}`.")
        job = asked.job("record", values=asked.given)
        tag = f'"{fingerprint(job)}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT})
        answer = await site.answer(request, job)
    except InputError as error:
        return JSONResponse({"fault": in_words(error)}, status_code=400)
    headers = {"etag": tag, "cache-control": KEPT}
    return Response(json_text(answer["record"]) + "\n", media_type="application/json", headers=headers)


def parameter(field: Field, example: Any = None) -> Mapping[str, Any]:
    """A field as OpenAPI describes it, with a value that it may have."""
    kind = field.help.kind
    schema: dict[str, Any] = {"type": TYPES[field.type]}
    if field.help.choices:
        schema["enum"] = list(field.help.choices)
    for key, limit in (("minimum", field.help.ge), ("maximum", LIMITS.get(field.name, field.help.le))):
        if limit is not None:
            schema[key] = limit
    if field.many or field.size:
        size = {"minItems": field.size, "maxItems": field.size} if field.size else {}
        schema = {"type": "array", "items": schema, **size}
    elif not field.required and field.default is not None:
        schema["default"] = field.default
    shown = {} if example is None else {"example": example}
    return {"name": field.spelled, "in": "query", "required": field.required, "description": field.help.text or kind,
            "schema": schema, "style": "form", "explode": True, **shown}  # fmt: skip


def responses(question: Question) -> Mapping[str, Any]:
    """What comes back: the record with its keys, or a fault in words."""
    keys = {key: {"description": text} for key, text in (question.keys or {}).items()}
    record = {"description": "The answer.", "content": {"application/json": {"schema": {"properties": keys}}}}
    fault = {"application/json": {"schema": FAULT}}
    return {
        "200": record,
        "304": {"description": "The answer that is known by its ETag still stands."},
        **{code: {"description": text, "content": fault} for code, text in FAULTS.items()},
    }
