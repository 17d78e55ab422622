"""The dials in sentences and a table, and as plain dictionaries."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...present import labels
from ...present.conclusions import value_in_words
from ...present.outcomes import along_record, binders_in_words, flip_in_words, sides_of, turn_in_words
from ...present.phrases import capital, listed, plural
from ...present.records import Record, number, stamped
from ...present.screen import Brief
from ...present.tables import footer, table_of
from .answer import Dial, Dials, Tick

LIMITS = (
    "Each number is moved alone, the others as they stand, over its range and one width beyond (*: beyond). An outcome "
    "at one single value, by a tie, is no flip."
)
MOST_NAMED = 3
"""So many dials that critics put beyond a flip are named in a sentence at most."""


def sentences(answer: Dials) -> tuple[str, ...]:
    """How many dials flip an outcome inside their range, which flip is nearest, and which critics are beyond one."""
    if answer.quick:
        count = plural(len(answer.dials), "number carries", "numbers carry")
        return (f"{capital(count)} the argument; the values at which an outcome flips are not shown here.",)
    inside = [dial for dial in answer.dials if dial.inside]
    under = answer.scenarios[0]
    changed = " with your changes" if under.overrides else ""
    count = f"Of {plural(len(answer.dials), 'number', 'numbers')} {len(inside) or 'none'}"
    flips = f"{'flips' if len(inside) < 2 else 'flip'} an outcome inside the range, moved alone"
    return f"{count} {flips}, under {labels.author(under.assumptions)}{changed}.", _nearest(answer), _critics(answer)


def _nearest(answer: Dials) -> str:
    flips = [(dial, *pair) for dial in answer.dials for pair in dial.flips]
    if not flips:
        return "None flips an outcome beyond it either."
    dial, along, flip = min(flips, key=lambda each: each[1].share(each[2]))
    who = "; ".join(binders_in_words(along, flip))
    lead = f"The nearest flip is {along.scenario.title} on {labels.assumption(dial.entry)}, now {along.value:g}"
    return f"{lead}: {flip_in_words(along, flip)}, where {who}."


def _critics(answer: Dials) -> str:
    beyond = [dial for dial in answer.dials if dial.ticks_beyond]
    if not any(dial.ticks for dial in answer.dials):
        return "No assumption set of the case puts one of them elsewhere."
    if not beyond:
        return "No critic puts one of them so far that an outcome flips on it alone."
    named = [
        f"{labels.assumption(dial.entry)} ({'; '.join(dict.fromkeys(tick.set.title for tick in dial.ticks_beyond))})"
        for dial in beyond[:MOST_NAMED]
    ]
    more = [f"{len(beyond) - MOST_NAMED} more"] if len(beyond) > MOST_NAMED else []
    return f"Critics put {len(beyond)} of them where an outcome flips on it alone: {listed([*named, *more])}."


def text(answer: Dials) -> Group:
    """The sentences, every dial with its flips, who puts it where, and the limits."""
    first, *more = sentences(answer)
    parts: list[RenderableType] = [Text(first, style="bold"), *map(Text, more), Text(), _flips(answer), Text()]
    if any(dial.ticks for dial in answer.dials):
        parts += [_ticks(answer), Text()]
    return Group(*parts, Text(LIMITS), footer(answer.scenarios))


def brief(answer: Dials) -> Brief:
    """The sentences and the flips."""
    return Brief(sentences(answer), (_flips(answer),), footer(answer.scenarios))


def _flips(answer: Dials) -> Table:
    numbers = ("Author", "Now", "Range", "Flips at")
    table = table_of("Where an outcome flips", "Assumption", *numbers, "Scenario", "Turns to", right=numbers)
    for dial in answer.dials:
        entry = dial.entry
        lead = [labels.assumption(entry), f"{dial.author:g}", f"{dial.value:g}", f"{entry.low:g} to {entry.high:g}"]
        for along, flip in dial.flips:
            beyond = "" if entry.allows(flip.value) else " *"
            turns = turn_in_words(along.scenario, *sides_of(along, flip))
            table.add_row(*lead, value_in_words(flip.value, entry) + beyond, along.scenario.title, turns)
            lead = ["", "", "", ""]
        if not dial.flips:
            table.add_row(*lead, "-", "not looked for" if answer.quick else "none", "-")
    return table


def _ticks(answer: Dials) -> Table:
    table = table_of(
        "Who puts it elsewhere", "Assumption", "Set", "Value", "Outcome on it alone", "Why", "Source", right=("Value",)
    )
    for dial in answer.dials:
        for tick in dial.ticks:
            value, change = f"{tick.value:g}", tick.change
            there = "not looked for" if answer.quick else _there(dial, tick)
            table.add_row(labels.assumption(dial.entry), tick.set.name, value, there, change.why, change.source)
    return table


def _there(dial: Dial, tick: Tick) -> str:
    """Which scenarios end otherwise at a tick than at the present value."""
    other = [along.scenario.title for along in dial.along if along.at(tick.value) != along.now]
    return f"flips in {listed(other)}" if other else "stays"


def record(answer: Dials) -> Record:
    """The stamp, and all that is needed to draw the tracks."""
    return {
        **stamped(answer.scenarios),
        "named": answer.named,
        "sentences": list(sentences(answer)),
        "dials": [_dial(dial) for dial in answer.dials],
        "limits": LIMITS,
    }


def _dial(dial: Dial) -> Record:
    entry = dial.entry
    return {
        "assumption": entry.name,
        "label": entry.label,
        "unit": entry.unit,
        "range": [number(entry.low), number(entry.high)],
        "level": entry.level,
        "switch": entry.is_switch,
        "author_value": number(dial.author),
        "value": number(dial.value),
        "why": entry.why,
        "source": entry.source,
        "ticks": [_tick(dial, tick) for tick in dial.ticks],
        "scenarios": [along_record(along) for along in dial.along],
    }


def _tick(dial: Dial, tick: Tick) -> Record:
    return {
        "set": tick.set.name,
        "title": tick.set.title,
        "author": tick.set.author,
        "value": number(tick.value),
        "why": tick.change.why,
        "source": tick.change.source,
        "flips": [along.scenario.name for along in dial.along if along.at(tick.value) != along.now],
    }
