"""The section on the numbers: what was changed and why, and those that carry the conclusion, with their sources."""

from collections.abc import Iterator
from dataclasses import replace

from ...case.assumptions import Assumption, AssumptionSet
from ...case.own_changes import ChangedValue
from ...case.positions import Whose, standing
from ...case.scenario import Scenario
from ...present.documents.blocks import Block, Bullets, Paragraph, Section, table_of_rows
from ...present.phrases import listed, plural
from ...present.stamp import stamp
from .answer import Report
from .front import quoted, unnamed

MOST = 12
"""Numbers that are shown at most where none is known to carry the conclusion."""
RIGHT = ("Register", "Here")
WHO: dict[Whose, str] = {
    "own": "changed for this report",
    "scenario": "the scenario",
    "set": "the set",
    "register": "the register",
}
BY: dict[Whose, str] = {
    "set": "the set",
    "scenario": "the scenario",
    "own": "a change for this report",
}


def assumptions(answer: Report) -> Section:
    """What differs from the register and who says so, one's own changes, and the numbers that matter most."""
    return Section("The assumptions, and what was changed", tuple(_blocks(answer)))


def _blocks(answer: Report) -> Iterator[Block]:
    yield Paragraph(_opening(answer))
    shown = {name for name, _ in _differing(answer.scenario)}
    changes = [
        each
        for each in stamp([answer.scenario]).changes
        if not isinstance(each.change, ChangedValue) or each.change.entry.name not in shown
    ]
    if changes:
        yield Paragraph("Changed in the case itself:")
        yield Bullets(tuple(unnamed(each.words, answer.scenario.case.register) for each in changes))
    if rows := list(_changed(answer)):
        heads = ("Number", "Register", "Here", "Who says so", "Why", "Source")
        yield table_of_rows("What differs from the register", heads, rows, RIGHT)
    carrying = _carrying(answer)
    if carrying:
        columns = ("Number", "Here", "Range", "Unit", "Who says so", "Why", "Source")
        yield table_of_rows(_heading(answer), columns, [_row(answer, entry) for entry in carrying], RIGHT)


def _opening(answer: Report) -> str:
    """Whose the numbers are: the register's all but for those in which the set, the scenario and oneself differ."""
    case, assumed = answer.scenario.case, answer.scenario.assumptions
    numbers = f"The case has {plural(len(case.register), 'number that is an opinion', 'numbers that are opinions')}."
    base = case.sets.get(case.base_set)
    whose = f" In its register they are those of {base.author}." if base and base.author else ""
    parts = [numbers + whose, *([_of_set(assumed)] if assumed.name != case.base_set else []), assumed.about]
    return " ".join(" ".join(filter(None, (*parts, _counted(answer)))).split())


def _of_set(assumed: AssumptionSet) -> str:
    by = f" ({assumed.author})" if assumed.author else ""
    return (
        f"{quoted(assumed.title)}{by} says something of {len(assumed.changes) or 'none'} of them; all others stay as "
        "in the register."
    )


def _counted(answer: Report) -> str:
    """How many values differ from the register, by who says so."""
    whose = [standing(answer.scenario, name)[0] for name, *_ in _differing(answer.scenario)]
    if not whose:
        return "No value here differs from the register."
    by = [words for each, words in BY.items() if each in whose]
    parts = [f"{whose.count(each)} by {words}" for each, words in BY.items() if each in whose]
    verb = "value differs" if len(whose) == 1 else "values differ"
    who = f", by {by[0]}" if len(by) == 1 else f": {listed(parts)}"
    return f"{len(whose)} {verb} here from the register{who}."


def _differing(scenario: Scenario) -> Iterator[tuple[str, Assumption]]:
    for name, entry in scenario.case.register_as_read.items():
        if scenario.values[name] != entry.value:
            yield name, entry


def _changed(answer: Report) -> Iterator[tuple[str, ...]]:
    """Each number that has another value here than in the register: by the set, the scenario, or oneself."""
    scenario = answer.scenario
    for name, entry in _differing(scenario):
        shown = entry.label, f"{entry.value:g}", f"{scenario.values[name]:g}"
        yield *shown, *_spoken(scenario, name)


def _spoken(scenario: Scenario, name: str) -> tuple[str, str, str]:
    """Who says a value, why, and from where; of one's own what it was before, where that was not the register's."""
    whose, given = standing(scenario, name)
    if whose != "own":
        return WHO[whose], given.why, given.source
    without = replace(scenario, overrides={each: v for each, v in scenario.overrides.items() if each != name})
    before, was = standing(without, name)
    also = "" if before == "register" else f" ({WHO[before]} has {was.value:g})"
    return f"{WHO[whose]}{also}", "", ""


def _carrying(answer: Report) -> tuple[Assumption, ...]:
    """The numbers that turn the conclusion, alone or else together; without any the main ones, a dozen at most."""
    if answer.decisive:
        return tuple(each.entry for each in answer.decisive)
    if answer.counter and answer.counter.nearest.moved:
        return tuple(moved.entry for moved in answer.counter.nearest.moved)
    register = answer.scenario.case.register.values()
    return tuple([entry for entry in register if entry.level == "main"] or register)[:MOST]


def _heading(answer: Report) -> str:
    if answer.decisive:
        return "The numbers on which the conclusion rests"
    if answer.counter and answer.counter.nearest.moved:
        return "The numbers that would have to be others for another conclusion"
    return "Numbers of the case"


def _row(answer: Report, entry: Assumption) -> tuple[str, ...]:
    scenario = answer.scenario
    mark = "" if entry.allows(scenario.values[entry.name]) else " (outside)"
    value = f"{scenario.values[entry.name]:g}{mark}"
    return entry.label, value, f"{entry.low:g} to {entry.high:g}", entry.unit, *_spoken(scenario, entry.name)
