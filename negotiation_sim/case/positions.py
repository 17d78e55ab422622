"""Who says a number: what an assumption set itself says of it, and whose value stands in a scenario.

A set gives only the values in which it differs; all others it leaves as the register has them. What it leaves is never
put into its mouth: whoever lists where authors put a number asks here.
"""

from collections.abc import Iterable
from typing import Literal

from .assumptions import AssumptionSet, Change
from .scenario import Case, Scenario

Whose = Literal["own", "scenario", "set", "register"]
OWN = "one's own value"


def position(case: Case, assumed: AssumptionSet, name: str) -> Change | None:
    """What a set itself says of an assumption: its value, why and from where; None where it leaves the register's.

    The base set is the register, so it says all of them. A set that gives only a reason stands by the register's value;
    one that gives only a range says no value.
    """
    entry = case.register_as_read[name]
    if assumed.name == case.base_set:
        return Change(name, entry.value, entry.why, entry.source)
    if name in assumed.changes:
        return assumed.changes[name]
    return Change(name, entry.value, *assumed.reasons[name]) if name in assumed.reasons else None


def speaks_of(case: Case, assumed: AssumptionSet, names: Iterable[str]) -> bool:
    """Whether a set itself says something of one of these assumptions."""
    return any(position(case, assumed, name) is not None for name in names)


def standing(scenario: Scenario, name: str) -> tuple[Whose, Change]:
    """Whose value of an assumption stands in a scenario, and what that one says of it.

    One's own, for which there is no other reason, else the scenario's, else the set's, else the register's.
    """
    if name in scenario.overrides:
        return "own", Change(name, scenario.values[name], OWN)
    if name in scenario.file.changes:
        return "scenario", scenario.file.changes[name]
    of_set = position(scenario.case, scenario.assumptions, name)
    if of_set is not None and scenario.assumptions.name != scenario.case.base_set:
        return "set", of_set
    entry = scenario.case.register_as_read[name]
    return "register", Change(name, entry.value, entry.why, entry.source)
