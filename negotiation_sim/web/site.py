"""A server's parts, made once: which cases it shows, the workers, the templates; and one request's way through them."""

import asyncio
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request

from ..errors import InputError, RefusedStepError, SettledError
from ..present.phrases import points, signed
from ..questions import question as question_named
from ..questions.declaration import Question
from ..spelling import spelled
from ..version import __version__
from .address import Controls, address, asked_under, pairs_of, read, slug, written
from .answers import Answers
from .bars import in_percent, influences, shares, without_equilibrium
from .beliefs import beliefs, beyond, fewest, ways
from .carrying import carrying, takes_values
from .described import contents_of
from .enlarging import LARGE, enlarging, in_large
from .forms import main_axes, suggested
from .jobs import Done, Job, Wanted
from .markup import escaped
from .outcome_grid import outcome_grid
from .overlays import with_pluses
from .paragraphs import nearest_flips, paragraphs
from .region_map import region_map
from .served import Served
from .side_by_side import side_by_side
from .themes import cited, shelves
from .turning import turning
from .unnaming import unnamed
from .zone_map import biggest, solution_letter, solution_name, zone_map

LIMITS = {"draws": 16_384, "histories": 100_000, "rounds": 1_000, "sessions": 100, "seconds": 60}
"""The most that a page may be asked for, by the field's name."""

SHORT_LIST = 6
"""So many options to tick are all in sight."""
PAIR = frozenset(("first", "second"))
"""The fields of a question about two cases."""


@dataclass(frozen=True)
class Asked:
    """What one request asks: the question, its values, of which case, and what is known of that case.

    `named`: an address must name the case, for it is not the one that is shown where none is named.
    """

    question: Question
    values: Mapping[str, Any]
    given: Mapping[str, Any]
    controls: Controls
    case: str
    description: Mapping[str, Any]
    offers: Mapping[str, Mapping[str, str]]
    packed: bytes = b""
    folder: str = ""
    state: str = ""
    named: bool = False

    def job(self, wanted: Wanted, question: str = "", values: Mapping[str, Any] | None = None) -> Job:
        """The work that gives the answer in that form; of another question about the same case, where one is named."""
        asked = self.values if values is None else values
        pairs = tuple(sorted((name, value) for name, value in asked.items() if name != "case"))
        return Job(
            question or self.question.name, pairs, wanted, self.folder, self.packed if self.case else b"", self.state
        )

    @property
    def address(self) -> str:
        """The address of the page; of a case that was sent the path alone, for it travels in the form."""
        return address(self.question, self.values_with_case)

    def shown(self, address: str) -> str:
        """An address to which this page leads, shown as this page is."""
        return in_large(address) if self.controls.view == LARGE else address

    @property
    def contents(self) -> str:
        """What the files of the case hold, in short: the same on every machine; "" for a case that was sent."""
        return contents_of(Path(self.folder), self.state) if self.folder else ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is asked as the pairs of a form."""
        return pairs_of(self.question, self.values_with_case)

    @property
    def values_with_case(self) -> Mapping[str, Any]:
        """The values, with the name of the case where an address must have it."""
        return {**self.values, **self.case_in_address}

    @property
    def case_in_address(self) -> Mapping[str, Any]:
        """The name of the case, where an address must have it."""
        return {"case": self.case} if self.named else {}


def address_to(asked: Asked, name: str, **values: Any) -> str:
    """The address of another question about the same case."""
    return address(question_named(name), {**values, **asked.case_in_address})


def changed(asked: Asked, **values: Any) -> list[tuple[str, str]]:
    """What is asked, with some fields changed, as the pairs of a form; None takes a field off."""
    return pairs_of(asked.question, {**asked.values_with_case, **values})


def address_with(asked: Asked, **values: Any) -> str:
    """The address of what is asked, with some fields changed; None takes a field off."""
    return address(asked.question, {**asked.values_with_case, **values})


class LeftError(Exception):
    """The one who asked is gone."""


@dataclass(frozen=True)
class Site:
    """What all requests share."""

    served: Served
    answers: Answers

    @cached_property
    def templates(self) -> Environment:
        """The templates: what is put into them is text, unless a worker made it as HTML."""
        loader = PackageLoader("negotiation_sim.web", "templates")
        made = Environment(loader=loader, autoescape=select_autoescape(default=True), undefined=StrictUndefined,
                           trim_blocks=True, lstrip_blocks=True)  # fmt: skip
        made.globals |= {"version": __version__, "dict": dict, "changed": changed, "address_of": address_with,
                          "side_by_side": side_by_side}  # fmt: skip
        made.globals["address_to"] = address_to
        made.filters |= {"paragraphs": paragraphs, "nearest_flips": nearest_flips, "in_sight": in_sight}
        made.filters |= {"outcome_grid": outcome_grid, "region_map": region_map}
        made.filters["titles"] = lambda sets: {name: each["title"] for name, each in sets.items()}
        made.filters["labels"] = lambda register: {name: each["label"] or name for name, each in register.items()}
        made.filters["equals"] = lambda values: tuple(f"{name}={value!r}" for name, value in values.items())
        made.filters |= {"axes": main_axes, "without": without}
        made.filters |= {"shares": shares, "influences": influences, "percent": in_percent}
        made.filters["without_equilibrium"] = without_equilibrium
        made.filters |= {"beliefs": beliefs, "ways": ways, "fewest": fewest, "beyond": beyond}
        made.filters["number"] = lambda value: f"{value:.6g}"
        made.filters["points"] = lambda value: "-" if value is None else points(value)
        made.filters["signed"] = lambda value: "-" if value is None else signed(value)
        made.filters["pair"] = lambda text: text.partition("=")[::2]
        made.filters["equations"] = lambda named: tuple(f"{name}={value}" for name, value in named.items())
        made.filters |= {"turning": turning, "zone_map": zone_map, "solution_name": solution_name}
        made.filters |= {"solution_letter": solution_letter, "biggest": biggest}
        made.filters["sentence"] = lambda text: f"{text[:1].upper()}{text[1:]}"
        made.filters |= {"shelves": shelves, "cited": cited, "exact": written}
        made.globals |= {"takes_values": takes_values, "asked_under": asked_under, "slug_of": slug}
        made.filters["marked"] = lambda text: Markup(escaped(spelled(text)))
        return made

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
        return replace(bare, description=description, offers=offers, values=with_suggestions, given=given)

    async def _description(self, request: Request, bare: Asked) -> Mapping[str, Any]:
        """What a form must know of the case; of a question about two cases which two have something to say."""
        if bare.case:
            return await self.answer(request, bare.job("description", "description", {}))
        of_two = {field.name for field in bare.question.fields} >= PAIR
        return self.served.two_cases() if of_two else {}

    async def answer(self, request: Request, job: Job) -> Mapping[str, Any]:
        """The answer of a worker. Raises InputError for a fault of what was asked, LeftError where nobody waits."""
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


def in_sight(options: Mapping[str, str], ticked: Collection[str], at_hand: Collection[str]) -> set[str]:
    """Which options of a long list are shown at once: what is ticked or always at hand; of a short list all."""
    return {name for name in options if len(options) <= SHORT_LIST or name in ticked or name in at_hand}


def without(changes: Iterable[str], *names: str) -> tuple[str, ...]:
    """The changes (`NAME=VALUE`) of other numbers than these."""
    return tuple(change for change in changes if change.partition("=")[0].strip() not in names)


def fingerprint(*parts: Any) -> str:
    """A short text that is another one for other parts: of an answer's inputs, its ETag."""
    return hashlib.sha256(repr((__version__, *parts)).encode()).hexdigest()[:24]


def in_words(error: InputError) -> str:
    """A fault as the command line says it."""
    return spelled(str(error))


STATIC = Path(__file__).parent / "static"
"""The folder of style sheets and scripts."""
