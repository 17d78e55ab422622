"""A form made from a question's declaration: for each field what a person fills in, with what the case offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..questions.declaration import Question
from ..questions.fields import Field
from .address import asked_fields
from .examples import example

Kind = Literal["choice", "open", "several", "pair", "check", "number", "text", "lines"]
"""`open` is a choice beside which anything may be written, `pair` are two choices."""
Offers = Mapping[str, Mapping[str, str]]
PLAYERS = ("player", "players", "row", "column", "seat")
"""Fields that name a player of the case, in whatever question they stand."""
CONDITIONS = ("holds", "to")
"""Fields that take a condition in the outcome language as well as what is offered."""
OPEN = (*CONDITIONS, "payoffs")
TYPED: tuple[Kind, ...] = ("open", "text", "lines")
"""What a person types, so that an example helps."""
SETS = ("assume", "between")
"""Fields that name assumption sets of the case."""
AXES = ("x", "y")
"""Fields that name an assumption of the case that can be an axis."""
UNSHOWN = ("case",)
"""Fields that every page has beside its form."""


@dataclass(frozen=True)
class Option:
    """Something that can be chosen: what is sent, and what people read."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Widget:
    """What a person fills in for a field."""

    name: str
    label: str
    help: str
    kind: Kind
    value: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    example: str = ""
    shared: bool = False


def widgets(
    question: Question, values: Mapping[str, Any], case: Mapping[str, Any], offers: Offers
) -> tuple[Widget, ...]:
    """What is filled in to ask the question, with what is asked now, and the names that the case has for it.

    `offers`: what the question says may be chosen, by the names of its fields.
    """
    fields = (field for field in asked_fields(question) if field.name not in UNSHOWN)
    return tuple(_widget(field, values.get(field.name), _choices(field, case, offers), case) for field in fields)


def _widget(field: Field, value: Any, choices: Mapping[str, str], case: Mapping[str, Any]) -> Widget:
    kind = _kind(field, choices)
    written = _texts(value)
    options: tuple[Option, ...] = ()
    if kind in ("choice", "open", "several", "pair"):
        more = {text: text for text in written if text not in choices}
        none = {} if field.required or kind == "several" or field.default else {"": field.help.unsaid}
        options = tuple(
            Option(name, label, name in written or (not written and name == field.default))
            for name, label in {**none, **choices, **more}.items()
        )
    return Widget(
        name=field.spelled,
        label=field.label,
        help=field.help.text,
        kind=kind,
        value="\n".join(written) if written else _texts_of_default(field),
        options=options,
        required=field.required,
        example=example(field.help.text, case) if kind in TYPED else "",
    )


def _kind(field: Field, choices: Mapping[str, str]) -> Kind:
    if field.type is bool:
        return "check"
    if choices and field.size == 2:
        return "pair"
    if choices:
        if field.name in OPEN:
            return "open"
        return "several" if field.many and field.name != "assume" else "choice"
    if field.many or field.size:
        return "lines"
    return "number" if field.type in (int, float) else "text"


def _texts(value: Any) -> list[str]:
    if value is None or value is False:
        return []
    return [str(part) for part in value] if isinstance(value, tuple) else [str(value)]


def _texts_of_default(field: Field) -> str:
    return "" if field.required or field.default in (None, (), False) else str(field.default)


def _choices(field: Field, case: Mapping[str, Any], offers: Offers) -> Mapping[str, str]:
    """What the field may be, by the words that are sent; none where anything may be written."""
    if field.help.choices:
        return {word: word.replace("_", " ") for word in field.help.choices}
    if field.name in offers or field.help.words:
        return offers.get(field.name) or dict(field.help.words)
    if field.name in ("scenario", "scenarios"):
        return dict(case.get("scenarios", {}))
    if field.name in SETS:
        return {name: each["title"] for name, each in case.get("sets", {}).items()}
    if field.name in AXES:
        return axes(case.get("assumptions", {}))
    if field.name in ("first", "second"):
        return dict(case.get("cases", {}))
    if field.name in PLAYERS:
        return dict(case.get("players", {}))
    if field.name == "sender":
        return {name: each["title"] for name, each in case.get("senders", {}).items()}
    if field.name == "message":
        return {name: label for each in case.get("senders", {}).values() for name, label in each["messages"].items()}
    return {}


def axes(assumptions: Mapping[str, Any]) -> Mapping[str, str]:
    """The assumptions that can be an axis, by their labels: the main ones first, then the others."""
    wide = {name: each for name, each in assumptions.items() if not each["switch"] and each["low"] < each["high"]}
    ordered = sorted(wide, key=lambda name: wide[name]["level"] != "main")
    return _capital({name: wide[name]["label"] or name for name in ordered})


def main_axes(assumptions: Mapping[str, Any]) -> Mapping[str, str]:
    """The main assumptions that can be an axis; all that can, where fewer than two are main ones."""
    main = axes({name: each for name, each in assumptions.items() if each["level"] == "main"})
    return main if len(main) > 1 else axes(assumptions)


def _capital(labels: Mapping[str, str]) -> Mapping[str, str]:
    return {name: f"{label[:1].upper()}{label[1:]}" for name, label in labels.items()}


def suggested(question: Question, values: Mapping[str, Any], case: Mapping[str, Any], offers: Offers) -> dict[str, Any]:
    """What is asked, with what the case suggests for all that must be given and is not; else the first on offer."""
    usual = {**{name: next(iter(offered), "") for name, offered in offers.items()}, **_usual(case)}
    given = dict(values)
    for field in asked_fields(question):
        if field.name in CONDITIONS and given.get("scenario") not in case.get("scenarios", {}):
            continue
        if field.required and field.name not in given and usual.get(field.name):
            suggestion = usual[field.name]
            given[field.name] = (suggestion,) if field.many else suggestion
    return given


def missing(question: Question, values: Mapping[str, Any]) -> Sequence[str]:
    """The fields that must be given and are not."""
    return [field.spelled for field in asked_fields(question) if field.required and field.name not in values]


def _usual(case: Mapping[str, Any]) -> Mapping[str, Any]:
    if "matrix" not in case:
        return dict(case.get("usual", {}))
    pair = case["matrix"]
    return {
        "scenario": case["main"][-1],
        "holds": case["holds"],
        "to": case["holds"],
        "player": pair[0] if pair else "",
        "row": pair[0] if pair else "",
        "column": pair[1] if pair else "",
        **dict(zip(AXES, case["axes"], strict=False)),
    }
