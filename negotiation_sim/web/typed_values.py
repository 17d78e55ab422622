"""Values that a person typed into the register's page: which are another than usual, and which are none."""

from collections.abc import Mapping
from typing import Any

from ..case.assumptions import Register, check_changes, number_typed
from ..case.choosing import choose
from ..errors import InputError, unknown
from .usual import is_usual


def values_typed(values: Mapping[str, Any], folder: str) -> Mapping[str, Any]:
    """The typed values that differ from the chosen set's, as what is set besides; the faults of the others, by name.

    `typed` are pairs of a name and a text. Raises InputError for a name that the register does not have.
    """
    choice = choose(folder, (), values["assume"])
    case, usual = choice.case, choice.case.itself(choice.set, {}).values
    changes, faults = [], {}
    for name, text in values["typed"]:
        if name not in case.register:
            raise InputError(unknown("assumption", name, case.register, case.where))
        try:
            if not is_usual(_value(case.register, name, text), usual[name]):
                changes.append(f"{name}={text}")
        except InputError as error:
            faults[name] = str(error).removeprefix(f"{name}: ")
    return {"changes": changes, "faults": faults}


def _value(register: Register, name: str, text: str) -> float:
    value = number_typed(text)
    check_changes(register, {name: value})
    return value
