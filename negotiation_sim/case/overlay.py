"""Assumption sets laid over each other: `op_ed+sceptic`, in which the later one wins."""

from collections.abc import Iterator, Mapping, Sequence

from ..errors import InputError, as_known, unknown
from .assumptions import AssumptionSet, Change, SetTwice
from .document import twice

OVER = "+"


def set_named(name: str, sets: Mapping[str, AssumptionSet], where: str = "") -> AssumptionSet:
    """The set of that name, or the sets of the names parted by "+", laid over each other.

    Raises InputError for a name that is not known, an empty part, and a set that is laid over itself.
    """
    if (known := as_known(name, sets)) in sets:
        return sets[known]
    parts = [as_known(part.strip(), sets) for part in name.split(OVER)]
    if len(parts) > 1 and not all(parts):
        raise InputError(f"'{name}': a set is missing beside a '{OVER}'. Write A{OVER}B, for example {_example(sets)}.")
    for part in parts:
        if part not in sets:
            raise InputError(unknown("assumption set", part, sets, where))
    return laid_over([sets[part] for part in parts])


def _example(sets: Mapping[str, AssumptionSet]) -> str:
    names = list(sets)
    return OVER.join(names[-2:]) if len(names) > 1 else f"{names[0]}{OVER}another"


def laid_over(sets: Sequence[AssumptionSet]) -> AssumptionSet:
    """One set of the values of all, each laid over those before it; the name joins theirs, as "A+B".

    A set that has values for this one only, `over` a set below it, gives these too. `set_twice` are the assumptions to
    which two of them or more give different values. The register, as the base set, has no values of its own and changes
    nothing; `as_of` is the latest date of theirs. Raises InputError for a set that stands twice.
    """
    names = [each.name for each in sets]
    if repeated := twice(names):
        raise InputError(f"'{OVER.join(names)}': '{repeated}' is laid over itself. Name each set once.")
    if len(sets) == 1:
        return sets[0]
    given = [each.laid_over(_below(sets[:place])) for place, each in enumerate(sets)]
    changes = {name: change for values in given for name, change in values.items()}
    title = f" {OVER} ".join(each.title for each in sets)
    author, lean = _joined(each.author for each in sets), _joined(each.lean for each in sets)
    about = _joined((each.about for each in sets), " ")
    return AssumptionSet(
        *(OVER.join(names), title, author, lean, about, None, changes, tuple(_set_twice(given))),
        ranges={name: bounds for each in sets for name, bounds in each.ranges.items()},
        reasons={name: reason for each in sets for name, reason in each.reasons.items()},
        stands_on=_stands_on(sets),
        line=tuple(_below(sets)),
        as_of=max(each.as_of for each in sets),
    )


def _below(sets: Sequence[AssumptionSet]) -> dict[str, None]:
    """The names of sets and of all that they are built on, each once."""
    return dict.fromkeys(name for each in sets for name in (*each.line, each.name))


def _stands_on(sets: Sequence[AssumptionSet]) -> tuple[str, ...] | None:
    """The sets of the case itself on which these are built; None where all are of the case."""
    if all(each.stands_on is None for each in sets):
        return None
    names = (name for each in sets for name in ((each.name,) if each.stands_on is None else each.stands_on))
    return tuple(dict.fromkeys(names))


def _joined(texts: Iterator[str], between: str = "; ") -> str:
    return between.join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _set_twice(given: Sequence[Mapping[str, Change]]) -> Iterator[SetTwice]:
    for name in dict.fromkeys(name for values in given for name in values):
        numbers = tuple(values[name].value for values in given if name in values)
        if len(set(numbers)) > 1:
            yield SetTwice(name, numbers)
