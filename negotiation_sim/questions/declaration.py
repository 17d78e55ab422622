"""The declaration of a question: what is asked, and where its answer and the forms of the answer are found.

Everything that a person can ask is declared once, in `questions/NAME/question.py`. The command line, the Python facade
and the reference pages are made from it; nothing else lists the questions.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib import import_module
from inspect import get_annotations, getdoc
from operator import attrgetter
from pathlib import Path
from threading import Lock
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from ..errors import InputError, as_known, unknown

Group = Literal[
    "What the argument implies",
    "On which assumptions it rests",
    "Other questions, and checks",
    "The case and its numbers",
]
GROUPS: tuple[Group, ...] = get_args(Group)

AnyAsked = TypeVar("AnyAsked", bound="Asked")
_lock = Lock()


@dataclass(frozen=True)
class Help:
    """What a field means to the person who is asked for it.

    `spelled`: its name for people, where Python reserves the word. `by_place`: it is given first, without its name.
    `ge`, `le`: the least and the greatest number; `choices`: the words it may be, each of which is a `kind`.
    """

    text: str
    spelled: str = ""
    by_place: bool = False
    unit: str = ""
    ge: float | None = None
    le: float | None = None
    choices: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Form:
    """A form in which an answer is given, an option of every question that has it: `has` is what says so of a question.

    `type` is that of what is given with the option: bool where nothing is.
    """

    name: str
    text: str
    has: str
    type: type = bool


FORMS = (
    Form("out", "A folder for tables and figures; or NAME.xlsx for the tables.", "writes", Path),
    Form("json", "Print JSON.", "record"),
    Form("csv", "Print a tidy table as CSV.", "table"),
    Form("full", "Print all there is to say, not one screen of it.", "text"),
)


@dataclass(frozen=True)
class Field:
    """One thing that is asked for: its name for people, the type of one value, whether several may be given.

    `size` is the number of values where it is fixed (a pair has 2), else 0.
    """

    name: str
    spelled: str
    type: type
    many: bool
    size: int
    optional: bool
    default: Any
    help: Help

    @property
    def required(self) -> bool:
        """Whether it must be given: it has no default."""
        return self.default is MISSING

    def check(self, value: Any) -> None:
        """Raises InputError for a number outside its limits and a word that is none of the choices."""
        for part in value if self.many or self.size else (value,):
            if part is None:
                continue
            if self.help.choices and part not in self.help.choices:
                raise InputError(unknown(self.help.kind or self.spelled, str(part), self.help.choices))
            if self.help.ge is not None and part < self.help.ge:
                raise InputError(f"`{self.spelled}` is {part:,}; it must be at least {self.help.ge:,}.")
            if self.help.le is not None and part > self.help.le:
                raise InputError(f"`{self.spelled}` is {part:,}; it must be at most {self.help.le:,}.")


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Asked:
    """What is asked: every class below this one is a frozen dataclass, each field of it given by its name.

    It becomes one where it is first used. To list the questions needs none of their fields, and takes half the time.
    """

    def __new__(cls, *_: Any, **__: Any) -> Self:
        return super().__new__(_as_dataclass(cls))


def _as_dataclass(asks: type[AnyAsked]) -> type[AnyAsked]:
    """The class, made a dataclass with all that it inherits from."""
    with _lock:
        for part in reversed(asks.__mro__[: -len(Asked.__mro__)]):
            if "__dataclass_fields__" not in vars(part):
                dataclass(frozen=True, kw_only=True)(part)
    return asks


@dataclass(frozen=True)
class Question:
    """A question; its folder's name is its own. Paths say what answers it, and what makes each form of the answer.

    A path is `module:function` below the question's folder, `.module:function` beside that folder, or `.name` for an
    attribute of the answer.

    `asks` is a class below `Asked`, its fields `Annotated` with `Help`; its docstring says what the question is: the
    first line in short, the rest in full. `answer` takes such an object (and, where the work is `long`, a `Watch`);
    `text`, `record` (for JSON), `table` (for CSV) and `pictures` take the answer. `brief` gives the text in short
    (`present.screen.Brief`); where there is none, the first sentences and tables of the text are that. Into a folder go
    text, record and table under the name `stem` (or what a form of that name gives), or instead of the one table those
    in `tables`, by their names; then the pictures. A question that writes otherwise has `files`. `written` names the
    files that answering itself has written, `remarks` what a person should know besides, `failed` says whether the
    answer is a bad one, for a program that asks: true, or the code with which a command ends. A form that is None does
    not exist. `keys` says what each key of the record is. `examples` are written without a door: what is given by its
    place as it stands, all else as name=value.
    """

    group: Group
    place: int
    asks: type
    examples: tuple[str, ...] = ()
    keys: Mapping[str, str] | None = None
    long: bool = False
    answer: str = "answer:answer"
    text: str | None = "forms:text"
    brief: str | None = None
    record: str | None = "forms:record"
    table: str | None = ".table"
    pictures: str | None = None
    stem: str | None = None
    tables: Mapping[str, str] | None = None
    files: str | None = None
    written: str | None = None
    remarks: str | None = None
    failed: str | None = None

    @property
    def name(self) -> str:
        """What it is asked by: the name of its folder, in words."""
        return self.home.rpartition(".")[2].replace("_", " ")

    @property
    def home(self) -> str:
        """The package of the question's folder."""
        return self.asks.__module__.rpartition(".")[0]

    @property
    def about(self) -> str:
        """What the question is: its first line in short, the rest in full."""
        return getdoc(self.asks) or ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """What it asks for, in the order in which people are shown it; see `fields_of`."""
        return fields_of(self.asks)

    @property
    def writes(self) -> bool:
        """Whether the answer can go into a folder."""
        return bool(self.stem or self.files)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that the answer has."""
        return tuple(form for form in FORMS if getattr(self, form.has))

    def load(self, form: str) -> Callable[..., Any]:
        """The function of that form of the declaration, imported now."""
        return self.function(getattr(self, form))

    def function(self, path: str) -> Callable[..., Any]:
        """What `module:function` or `.name` stands for."""
        module, colon, name = path.partition(":")
        if not colon:
            return attrgetter(path.removeprefix("."))
        function: Callable[..., Any] = getattr(import_module(f".{module}", self.home), name)
        return function

    def asked(self, values: Mapping[str, Any]) -> Any:
        """What is asked, from values by name, checked. Raises InputError for what is unknown, missing or forbidden."""
        by_name = {spelling: field for field in self.fields for spelling in (field.name, field.spelled)}
        for name in values:
            if name not in by_name:
                raise InputError(unknown(f"option of '{self.name}'", name, {field.spelled for field in self.fields}))
        given = {by_name[name].name: _as_tuple(by_name[name], value) for name, value in values.items()}
        for field in self.fields:
            if field.help.choices and field.name in given:
                given[field.name] = _as_chosen(field, given[field.name])
            if field.required and field.name not in given:
                raise InputError(f"'{self.name}' needs `{field.spelled}`: {field.help.text}")
            if field.name in given:
                field.check(given[field.name])
        return self.asks(**given)


def _as_chosen(field: Field, value: Any) -> Any:
    """The value, each word of it as it is among the choices, whatever its capitals."""
    if isinstance(value, tuple):
        return tuple(_as_chosen(field, part) for part in value)
    return as_known(value, field.help.choices) if isinstance(value, str) else value


def _as_tuple(field: Field, value: Any) -> Any:
    """The value as the dataclass keeps it: of several values a tuple, a single one alone too."""
    if value is None or not (field.many or field.size):
        return value if value is None or field.type is not Path else Path(value)
    return (value,) if isinstance(value, str | Path) else tuple(value)


@cache
def fields_of(asks: type) -> tuple[Field, ...]:
    """What is asked for: what is given by its place, what must be given, the question's own fields, those it shares."""
    hints, unshared = get_type_hints(asks, include_extras=True), get_annotations(asks)

    def rank(field: Field) -> tuple[bool, bool, bool]:
        if field.help.by_place:
            return False, False, False
        return True, not field.required, field.name not in unshared

    declared = (_field(field.name, hints[field.name], field.default) for field in fields(_as_dataclass(asks)))
    return tuple(sorted(declared, key=rank))


def _field(name: str, hint: Any, default: Any) -> Field:
    kind, help_ = get_args(hint) if get_origin(hint) is Annotated else (hint, Help(""))
    optional = get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind)
    if optional:
        (kind,) = (part for part in get_args(kind) if part is not NoneType)
    parts = get_args(kind) if get_origin(kind) is tuple else ()
    many = len(parts) == 2 and parts[1] is Ellipsis
    single = parts[0] if parts else kind
    size = len(parts) if parts and not many else 0
    return Field(name, help_.spelled or name.replace("_", "-"), single, many, size, optional, default, help_)
