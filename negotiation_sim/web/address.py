"""An address is the whole state: what is asked, read from a query, and written as one; alike for what is alike."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from ..errors import InputError, unknown
from ..formats.numbers import how_to_type
from ..formats.text import number
from ..questions import questions
from ..questions.declaration import Question
from ..questions.fields import Field

LONGEST_VALUE = 4_000
MOST_VALUES = 400
CONTROLS = ("full", "now", "view", "v", "files", "packed")
"""What an address says besides the question's own fields: all there is to say, at once, how large, versions."""
VALUE = "set:"
"""Before the name of an assumption: the key of its value in a form."""
OF, PART = ":", ","
"""`set:us_cred=0.3` is the value `us_cred=0.3` of `set`, as a slider sends it; `moves,north=mixed` is a part of one
value of `moves`, which has all its parts that are not empty, as the fields of an offer send them."""
_OUTSIDE = re.compile(r"^[/~]|^[A-Za-z]:[/\\]|\.\.|\\|\0")
_ADDED = re.compile(r"(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid)$")
"""What mail and social networks add to an address that is sent through them."""
_PIECES = re.compile(r"[+,:=@]")
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Controls:
    """What is not asked of the question: whether all is shown, at once, how large, by which versions it was made.

    `now`: the answer stands in the page, however long it takes; else that of a slow question follows by itself.
    """

    full: bool = False
    now: bool = False
    view: str = ""
    version: str = ""
    state: str = ""


def asked_fields(question: Question) -> tuple[Field, ...]:
    """The fields of a question that a page asks for: all but files, which a page neither reads nor writes."""
    return tuple(field for field in question.fields if field.type is not Path)


def offered(question: Question) -> bool:
    """Whether a page can ask the question: it needs no file."""
    return not any(field.required and field.type is Path for field in question.fields)


def answerable(question: Question, has: Mapping[str, bool] | None) -> bool:
    """Whether a case with these data gives the question an answer."""
    return has is None or not question.needs or has.get(question.needs, False)


def under_assumptions(question: Question) -> bool:
    """Whether the answer depends on the assumptions of a case."""
    return any(field.name == "changes" for field in question.fields)


def asked_under(has: Mapping[str, bool]) -> list[Question]:
    """The questions that a page can ask of a case with these data under other values of its assumptions."""
    return [
        question
        for question in questions().values()
        if offered(question) and answerable(question, has) and under_assumptions(question)
    ]


def read(question: Question, pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, Any], Controls]:
    """What is asked, by the names of the question's fields, and the controls. Raises InputError for what cannot be."""
    given: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    for key, value in _checked(pairs):
        name, part, what = key.partition(PART)
        if part:
            parts.setdefault(name, []).extend([f"{what}={value}" if what else value] if value else [])
            continue
        name, of, what = key.partition(OF)
        if of and value:
            value = f"{what}={value}"
        given.setdefault(name, []).extend(line.strip() for line in value.splitlines() or [""])
    for name, written_parts in parts.items():
        given.setdefault(name, []).append(",".join(written_parts))
    controls = {key: given.pop(key)[-1] for key in CONTROLS if key in given}
    fields = {field.spelled: field for field in asked_fields(question)}
    values = {}
    for key, written in given.items():
        if key not in fields:
            raise InputError(unknown(f"option of '{question.name}'", key, fields))
        value = _value(fields[key], [text for text in written if text])
        if value is not None:
            values[fields[key].name] = value
    read_controls = Controls(
        full=controls.get("full", "") in _TRUE,
        view=controls.get("view", ""),
        now=controls.get("now", "") in _TRUE,
        version=controls.get("v", ""),
        state=controls.get("files", ""),
    )
    return values, read_controls


def names_no_part(pairs: Iterable[tuple[str, str]], name: str) -> bool:
    """Whether a form has fields for the parts of a value of this name, and all are empty: nothing of it was chosen."""
    parts = [value for key, value in pairs if key.startswith(f"{name}{PART}")]
    return bool(parts) and not any(parts)


def _checked(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs, none too long, not too many, none the path of a file of the machine."""
    checked = [(key, value) for key, value in pairs if not _ADDED.match(key)]
    if len(checked) > MOST_VALUES:
        raise InputError(f"the address has {len(checked):,} values; at most {MOST_VALUES} are read.")
    for key, value in checked:
        if key == "packed":
            continue
        if len(value) > LONGEST_VALUE or len(key) > 200:
            raise InputError(f"`{key[:40]}` is longer than {LONGEST_VALUE:,} characters.")
        if names_a_place(value):
            raise InputError(f"`{key}` names a file ({value[:60]!r}); a page reads none. Name what the case has.")
    return checked


def names_a_place(value: str) -> bool:
    """Whether a text, or a piece of it, names a place on a machine rather than something that a case has."""
    return any(_OUTSIDE.search(piece.strip()) for piece in _PIECES.split(value))


def _value(field: Field, written: Sequence[str]) -> Any:
    """One value of the field's type, or a tuple of them; None where nothing was written."""
    if field.type is bool:
        return _truth(field, written[-1]) if written else None
    if not written:
        return None
    if field.size and len(written) != field.size:
        raise InputError(f"`{field.spelled}` has {len(written)} of its {field.size} values. Give all {field.size}.")
    if field.many or field.size:
        return tuple(_single(field, text) for text in written)
    return _single(field, written[-1])


def _truth(field: Field, text: str) -> bool:
    if text.lower() not in (*_TRUE, *_FALSE):
        raise InputError(f"`{field.spelled}` is {text!r}; it must be 1 or 0.")
    return text.lower() in _TRUE


def _single(field: Field, text: str) -> Any:
    if field.type is str:
        return text
    value = number(text)
    if value is None or (field.type is int and value != int(value)):
        kind = "a whole number" if field.type is int else "a number"
        raise InputError(f"`{field.spelled}` is {text!r}; it must be {kind}.{how_to_type(text)}")
    return field.type(value)


def pairs_of(question: Question, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The values as the pairs of a query, in the order of the declaration, defaults left out."""
    pairs = []
    for field in asked_fields(question):
        value = values.get(field.name)
        if value is None or value in (field.default, ()):
            continue
        parts = value if isinstance(value, tuple) else (value,)
        pairs += [(field.spelled, written(part)) for part in parts]
    return pairs


def written(value: Any) -> str:
    """A value as it stands in an address and is typed: of a number all digits, so that it is read back as it was."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def slug(question: Question) -> str:
    """The question's name in an address."""
    return question.name.replace(" ", "-")


def address(question: Question, values: Mapping[str, Any]) -> str:
    """The address of a page: the same for whatever is asked alike."""
    return f"/{slug(question)}{query_of(question, values)}"


def query_of(question: Question, values: Mapping[str, Any], without: Sequence[str] = ()) -> str:
    """The query of an address, with its question mark, without the fields of these names; "" where it has none."""
    pairs = [pair for pair in pairs_of(question, values) if pair[0] not in without]
    return f"?{urlencode(pairs, safe=':,*()=')}" if pairs else ""
