"""One's own changes as an assumption set in TOML, which reads back to the same values and ranges."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import InputError
from .assumptions import AssumptionSet, Change
from .choosing import Choice
from .scenario import Case
from .spreadsheet import shortest


def set_of_own_changes(choice: Choice, path: Path) -> str:
    """The text of a set file with the values of one's own, built on the one set that was chosen.

    Of a set from a file, and of sets laid over each other, the values are written too: the text stands without them.
    Where several sets were chosen it holds the changes alone. Raises InputError where nothing is changed, for a file
    name that could not be read back, and for a value that one of the scenarios sets itself: that lies over any set.
    """
    case = choice.case
    _check_file(case, path)
    chosen = choice.sets[0] if len(choice.sets) == 1 else case.assumption_set()
    if not choice.values and chosen.stands_on is None:
        raise InputError("nothing is changed, so there is nothing to `save`. Change a value: `set=NAME=VALUE`.")
    _check_scenarios(case, choice.values, choice.names)
    base = _base(chosen, case)
    under = f" under '{base.name}'" if base else ""
    head = [f"title = {_text(f'Own changes{under}')}", *([f"base = {_text(base.name)}"] if base else [])]
    lines = _lines(case, chosen, base, {name: Change(name, value) for name, value in choice.values.items()})
    return "\n".join([*head, "", "[values]", *lines]) + "\n"


def _check_file(case: Case, path: Path) -> None:
    if path.suffix != ".toml":
        raise InputError(f"{path}: an assumption set is a .toml file. Give `save` a name that ends in .toml.")
    if "+" in path.name:
        raise InputError(f"{path}: a '+' in the name would be read as two sets laid over each other. Leave it out.")
    if path.stem in case.sets and case.sets[path.stem].stands_on is None:
        raise InputError(f"{path}: the case has a set called '{path.stem}' already. Choose another name.")
    if path.exists():
        raise InputError(f"{path}: exists already; nothing was written. Choose another name, or remove that file.")


def _check_scenarios(case: Case, values: Mapping[str, float], scenarios: Sequence[str]) -> None:
    for scenario in scenarios:
        for name in values:
            if name in case.scenario_files[scenario].changes:
                raise InputError(
                    f"`save`: scenario '{scenario}' sets {name} itself, and lies over any set, so a set would not give "
                    f'these answers. Write a scenario with base = "{scenario}" that changes {name}.'
                )


def _base(chosen: AssumptionSet, case: Case) -> AssumptionSet | None:
    """The one set of the case on which the file can be built; None where it is the register, or several."""
    names = (chosen.name,) if chosen.stands_on is None else chosen.stands_on
    if len(names) != 1 or names[0] == case.base_set:
        return None
    return case.sets.get(names[0])


def _lines(
    case: Case, chosen: AssumptionSet, base: AssumptionSet | None, changed: Mapping[str, Change]
) -> Iterator[str]:
    """A line for every assumption of which the file says something that its base does not."""
    before = base or AssumptionSet("", "")
    reasons = {name: Change(name, case.values(chosen)[name], *reason) for name, reason in chosen.reasons.items()}
    changes = {**reasons, **chosen.changes, **changed}
    for name in case.register:
        change = changes.get(name)
        ranged = chosen.ranges.get(name)
        entry = {
            "value": shortest(change.value) if change and change != before.changes.get(name) else None,
            "range": _pair(ranged) if ranged and ranged != before.ranges.get(name) else None,
            "why": _text(change.why) if change and change.why and change.explained else None,
            "source": _text(change.source) if change and change.source and change.explained else None,
        }
        if entry["value"] or entry["range"]:
            yield f"{name} = {_entry({key: text for key, text in entry.items() if text})}"


def _entry(entry: Mapping[str, str]) -> str:
    if list(entry) == ["value"]:
        return entry["value"]
    return "{ " + ", ".join(f"{key} = {text}" for key, text in entry.items()) + " }"


def _pair(bounds: tuple[float, float]) -> str:
    return f"[{shortest(bounds[0])}, {shortest(bounds[1])}]"


def _text(text: str) -> str:
    """A text as TOML has it: JSON's escapes are TOML's too, one character aside."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
