"""The section on the numbers: what was changed and why, and those that carry the conclusion, with their sources."""

from collections.abc import Iterator

from ...case.assumptions import Assumption
from ...present.documents.blocks import Block, Bullets, Paragraph, Section, table_of_rows
from ...present.phrases import plural
from ...present.stamp import stamp
from .answer import Report
from .front import unnamed

MOST = 12
"""Numbers that are shown at most where none is known to carry the conclusion."""
RIGHT = ("Value", "Register", "Here")


def assumptions(answer: Report) -> Section:
    """What differs from the register and who says so, one's own changes, and the numbers that matter most."""
    return Section("The assumptions, and what was changed", tuple(_blocks(answer)))


def _blocks(answer: Report) -> Iterator[Block]:
    yield Paragraph(_opening(answer))
    changes = stamp([answer.scenario]).changes
    if changes:
        yield Paragraph("Changes of one's own:")
        yield Bullets(tuple(unnamed(each.words, answer.scenario.case.register) for each in changes))
    if rows := list(_changed(answer)):
        heads = ("Number", "Register", "Here", "Whose", "Why", "Source")
        yield table_of_rows("What differs from the register", heads, rows, RIGHT)
    carrying = _carrying(answer)
    if carrying:
        heads = ("Number", "Value", "Range", "Unit", "Why", "Source")
        yield table_of_rows(_heading(answer), heads, [_row(answer, entry) for entry in carrying], RIGHT)


def _opening(answer: Report) -> str:
    scenario = answer.scenario
    count, rows = len(scenario.case.register), len(list(_changed(answer)))
    about = " ".join(scenario.assumptions.about.split())
    who = f" They are those of {scenario.assumptions.author}." if scenario.assumptions.author else ""
    differ = (
        f"{rows} of them differ from the case's register"
        if rows != 1
        else "one of them differs from the case's register"
    )
    changed = "none of them differs from the case's register" if not rows else differ
    opening = f"The case has {plural(count, 'number that is an opinion', 'numbers that are opinions')}; {changed}."
    return " ".join(part for part in (opening + who, about) if part)


def _changed(answer: Report) -> Iterator[tuple[str, ...]]:
    """Each number that has another value here than in the register: by the set, the scenario, or oneself."""
    scenario = answer.scenario
    for name, entry in scenario.case.register_as_read.items():
        if scenario.values[name] == entry.value:
            continue
        shown = entry.label, f"{entry.value:g}", f"{scenario.values[name]:g}"
        if name in scenario.overrides:
            yield *shown, "one's own", "", ""
        elif name in scenario.file.changes:
            change = scenario.file.changes[name]
            yield *shown, "the scenario", change.why, change.source
        else:
            change = scenario.assumptions.changes[name]
            yield *shown, "the set", change.why, change.source


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
    change = scenario.file.changes.get(entry.name) or scenario.assumptions.changes.get(entry.name)
    own = entry.name in scenario.overrides
    why, source = (change.why, change.source) if change and change.why and not own else (entry.why, entry.source)
    mark = "" if entry.allows(scenario.values[entry.name]) else " (outside)"
    value = f"{scenario.values[entry.name]:g}{mark}"
    return (
        entry.label,
        value,
        f"{entry.low:g} to {entry.high:g}",
        entry.unit,
        "one's own value" if own else why,
        "" if own else source,
    )
