"""The plans of a case: what each promises, in which scenario it is tried, and which sets are those of its holders."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, unknown
from .assumptions import AssumptionSet
from .claims import Evidence
from .document import Section, check_identifier, read_toml
from .scenario import Case

FILE = "plans.toml"


@dataclass(frozen=True)
class Plan:
    """A named plan. `holds` is what it promises: a conclusion of the case by name, or a condition.

    `held_by` are the sets of those who hold it.
    """

    name: str
    title: str
    author: str
    scenario: str
    holds: str
    held_by: tuple[str, ...]
    source: str


def plans_of(case: Case, folder: Path) -> dict[str, Plan]:
    """The plans that lie in a case's folder, in their order. Raises InputError where there are none, or for a fault."""
    if not (folder / FILE).is_file():
        raise InputError(
            f"the case '{case.name}' names no plans: add a table [plans.NAME] to {FILE} in its folder; "
            "docs/reference.md says what stands in it."
        )
    section = read_toml(folder / FILE)
    section.allow("plans")
    plans = {name: _plan(part, name, case) for name, part in section.section("plans").sections()}
    if not plans:
        raise section.fault("plans", "is empty. Name at least one plan.")
    return plans


def _plan(part: Section, name: str, case: Case) -> Plan:
    check_identifier(part, name, "plan")
    part.allow("title", "author", "scenario", "holds", "held_by", "source")
    part.check_known("scenario", "scenario", (scenario := part.text("scenario"),), case.scenario_files)
    part.check_known("held_by", "assumption set", held_by := part.texts("held_by"), case.sets)
    if not held_by:
        raise part.fault("held_by", "is empty. Name a set of those who hold the plan.")
    with part.placing("holds"):
        case.stated(part.text("holds"))
    Evidence(case.claims, case.sources).check(part)
    return Plan(
        *(name, part.text("title"), part.text("author"), scenario, part.text("holds"), held_by, part.text("source"))
    )


def words_of(held: AssumptionSet) -> Mapping[str, int]:
    """How many values of a set its author said, how many the plan needs beside, and of how many neither is written."""
    counts = {key: sum(bool(getattr(change, key)) for change in held.changes.values()) for key in ("said", "needed")}
    return {**counts, "open": len(held.changes) - sum(counts.values())}


def plan_named(plans: Mapping[str, Plan], name: str, case: Case) -> Plan:
    """The plan of that name. Raises InputError for a name that is not known."""
    if name not in plans:
        raise InputError(unknown("plan", name, plans, case.where))
    return plans[name]
