"""What a question asks for: a class with a field for each thing, and what a field is to the person who is asked."""

from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from inspect import get_annotations
from threading import Lock
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from ..errors import InputError, unknown

AnyAsked = TypeVar("AnyAsked", bound="Asked")
_lock = Lock()


@dataclass(frozen=True)
class Help:
    """What a field means to the person who is asked for it.

    `label`: what people read above it in a form; its name in words where that is enough. `unsaid`: what they read where
    nothing is chosen. `spelled`: its name for people, where Python reserves the word. `by_place`: it is given first,
    without its name.
    `ge`, `le`: the least and the greatest number; `choices`: the words it may be, each of which is a `kind`. `words`:
    pairs of such a word and what people read of it, where another word has its own answer (an advice, a pattern).
    """

    text: str
    label: str = ""
    unsaid: str = "none"
    spelled: str = ""
    by_place: bool = False
    unit: str = ""
    ge: float | None = None
    le: float | None = None
    choices: tuple[str, ...] = ()
    kind: str = ""
    words: tuple[tuple[str, str], ...] = ()

    def saying(self, text: str, **more: str) -> "Help":
        """The same with another text, label or `unsaid`: for a question that takes the field in a way of its own."""
        return replace(self, text=text, **more)  # type: ignore[arg-type]


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

    @property
    def label(self) -> str:
        """What people read above it in a form."""
        return self.help.label or self.spelled.replace("-", " ").replace("_", " ")

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
