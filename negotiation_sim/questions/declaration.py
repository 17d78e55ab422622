"""The declaration of a question: what is asked, and where its answer and the forms of the answer are found.

Everything that a person can ask is declared once, in `questions/NAME/question.py`. The command line, the Python facade
and the reference pages are made from it; nothing else lists the questions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import getdoc
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, get_args

from ..errors import InputError, as_known, unknown
from .fields import Asked as Asked
from .fields import Field
from .fields import Help as Help
from .fields import fields_of as fields_of

Group = Literal[
    "What the argument implies",
    "On which assumptions it rests",
    "Other questions, and checks",
    "The case and its numbers",
]
GROUPS: tuple[Group, ...] = get_args(Group)


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
class Question:
    """A question; its folder's name is its own. Paths say what answers it, and what makes each form of the answer.

    `title` is what people read above a page of it.

    A path is `module:function` below the question's folder, `.module:function` beside that folder, or `.name` for an
    attribute of the answer.

    `asks` is a class below `Asked`, its fields `Annotated` with `Help`; its docstring says what the question is: the
    first line in short, the rest in full. `answer` takes such an object (and, where the work is `long`, a `Watch`;
    `long_by` names the fields without which it takes about a second); `text`, `record` (for JSON), `table` (for CSV)
    and `pictures` take the answer. `brief` gives the text in short (`present.screen.Brief`); where there is none, the
    first sentences and tables of the text are that. Into a folder go text, record and table under the name `stem` (or
    what a form of that name gives), or instead of the one table those in `tables`, by their names; then the pictures. A
    question that writes otherwise has `files`. `written` names the files that answering itself has written, `remarks`
    what a person should know besides, `failed` says whether the answer is a bad one, for a program that asks: true, or
    the code with which a command ends. A form that is None does not exist. `keys` says what each key of the record is.
    `examples` are written without a door: what is given by its place as it stands, all else as name=value. `needs`
    names the data without which a case gives no answer by itself: a file of it, such as `table` for table.toml, or
    `claims`, a `group`, a `condition` that is worth asking about.
    `offers` is by the name of a field the path of a function of the case (None where the question is about none) and of
    the name of the scenario ("" where none is chosen) that gives what may be chosen there, by the word that is asked
    with, as people read it; a condition may be more.
    """

    group: Group
    place: int
    asks: type
    title: str = ""
    examples: tuple[str, ...] = ()
    keys: Mapping[str, str] | None = None
    needs: str = ""
    long: bool = False
    long_by: tuple[str, ...] = ()
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
    offers: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        """What it is asked by: the name of its folder, in words."""
        return self.home.rpartition(".")[2].replace("_", " ")

    def takes_long(self, values: Mapping[str, Any]) -> bool:
        """Whether the work takes long where these values are asked for, by the names of the fields."""
        return self.long and (not self.long_by or any(values.get(name) for name in self.long_by))

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
