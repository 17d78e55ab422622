"""A server's parts, made once: which cases it shows, the workers, the templates; and one request's way through them."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.requests import Request

from ..errors import InputError, RefusedStepError, SettledError
from ..questions.declaration import Question
from ..spelling import spelled
from ..version import __version__
from .address import read
from .answers import Answers, Kept
from .asked import Asked
from .carrying import carrying
from .enlarging import LARGE, enlarging
from .filled import environment
from .forms import suggested
from .jobs import Done, Job
from .overlays import with_pluses
from .served import Served
from .unnaming import unnamed

LIMITS = {"draws": 16_384, "histories": 100_000, "rounds": 1_000, "sessions": 100, "seconds": 60}
"""The most that a page may be asked for, by the field's name."""

MOST_FILLED = 4_000_000
"""Bytes of filled pages that are kept in memory."""

PAIR = frozenset(("first", "second"))
"""The fields of a question about two cases."""


class LeftError(Exception):
    """The one who asked is gone."""


@dataclass(frozen=True)
class Site:
    """What all requests share."""

    served: Served
    answers: Answers
    filled: Kept[str, str] = field(default_factory=lambda: Kept(MOST_FILLED))
    """Pages as they were sent, by what they show: a class that opens one link is sent the same text."""

    @cached_property
    def templates(self) -> Environment:
        """The templates, with what they may call."""
        return environment()

    def render(self, template: str, **parts: Any) -> str:
        """A template filled in, without code names; each link takes a case along that was sent, and the large type."""
        filled = self.templates.get_template(template).render(**parts)
        filled = unnamed(filled, parts["case"]) if parts.get("case") else filled
        filled = carrying(filled) if parts.get("packed") else filled
        return enlarging(filled) if parts.get("view") == LARGE else filled

    def template_of(self, question: Question, part: bool) -> str:
        """The template of a question's page, or of the part of it that is the answer: its own where it has one."""
        stem = question.name.replace(" ", "_")
        kind = "part_" if part else ""
        names = self.templates.list_templates()
        return name if (name := f"{kind}{stem}.html") in names else f"{kind}question.html"

    async def asked(
        self, request: Request, question: Question, pairs: Iterable[tuple[str, str]], packed: bytes = b""
    ) -> Asked:
        """What a request asks of a question. Raises InputError for what is unknown, too much or no question."""
        values, controls = read(question, pairs)
        for name, most in LIMITS.items():
            if isinstance(values.get(name), int | float) and values[name] > most:
                raise InputError(f"`{name}` is {values[name]:,}; a page computes at most {most:,}. Ask for fewer.")
        names_case = any(field.name == "case" for field in question.fields)
        name = str(values.pop("case", "") or self.served.first) if names_case else ""
        case = "your case" if packed and names_case else self.served.name(name) if name else ""
        folder = "" if packed or not case else str(self.served.folder(case))
        state = "" if packed or not case else await asyncio.to_thread(self.served.state, case)
        named = bool(folder) and case != self.served.first
        bare = Asked(question, values, values, controls, case, {}, {}, packed, folder, state, named)
        offers = await self.answer(request, bare.job("offers", values=_scenario(values))) if question.offers else {}
        description = await self._description(request, bare)
        given = with_pluses(values, description.get("sets", {}))
        with_suggestions = suggested(question, given, description, offers)
        sent_case = await self.sent_case(request, packed) if packed else {}
        return replace(bare, description=description, offers=offers, values=with_suggestions, given=given,
                       sent_case=sent_case)  # fmt: skip

    async def _description(self, request: Request, bare: Asked) -> Mapping[str, Any]:
        """What a form must know of the case; of a question about two cases which two have something to say."""
        if bare.case:
            return await self.answer(request, bare.job("description", "description", {}))
        of_two = {field.name for field in bare.question.fields} >= PAIR
        return self.served.two_cases() if of_two else {}

    async def sent_case(self, request: Request, packed: bytes) -> Mapping[str, Any]:
        """What is known of the case that was sent; nothing of one with faults, which its own pages tell."""
        try:
            return await self.answer(request, Job("description", (), "description", packed=packed))
        except InputError:
            return {}

    async def answer(self, request: Request, job: Job) -> Mapping[str, Any]:
        """The answer of a worker. Raises InputError for a fault of what was asked, LeftError where nobody waits."""
        kept = self.answers.kept.get(job)
        if kept is not None:
            return answer_of(kept)
        waiting = asyncio.ensure_future(self.answers.of(job))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done():
                raise LeftError
            return answer_of(waiting.result())
        finally:
            for task in (waiting, gone):
                task.cancel()


def _scenario(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Which scenario is chosen: what else may be chosen can depend on it."""
    return {"scenario": values["scenario"]} if isinstance(values.get("scenario"), str) else {}


def answer_of(done: Done) -> Mapping[str, Any]:
    """What came of a job. Raises InputError for a fault of what was asked."""
    if done.refused:
        raise RefusedStepError(done.fault, done.refused)
    if done.settled:
        raise SettledError(done.fault)
    if done.fault:
        raise InputError(done.fault)
    return done.answer


async def _gone(request: Request) -> None:
    """Waits until the one who asked goes away."""
    while not await request.is_disconnected():
        await asyncio.sleep(0.5)


def fingerprint(*parts: Any) -> str:
    """A short text that is another one for other parts: of an answer's inputs, its ETag."""
    return hashlib.sha256(repr((__version__, *parts)).encode()).hexdigest()[:24]


def in_words(error: InputError) -> str:
    """A fault as the command line says it."""
    return spelled(str(error))


STATIC = Path(__file__).parent / "static"
"""The folder of style sheets and scripts."""
