"""A level of the state in words, as something that lasts: by the event that says no more and no less than it."""

from collections.abc import Sequence

import numpy as np

from ...worlds.years import Years


def as_it_stands(years: Years, name: str, level: str) -> str:
    """`Washington leads a Dialogue`, where an event holds at that level alone or at all others; else label and level.

    An event is asked about only where it depends on nothing but the variable.
    """
    rounds = years.rounds
    at_level = np.array(years.space.levels[name])[years.space.places[name]] == level
    for event in (each for each in rounds.events if rounds.events[each].rule.names() <= {name, f"{name}.{level}"}):
        holds = years.events[event][:, 0] > 0
        if (holds == at_level).all():
            return rounds.events[event].label
        if (holds == ~at_level).all():
            return f"it is not so that {rounds.events[event].label}"
    return f"'{rounds.state[name].label}' is at {level}"


def not_twice(labels: Sequence[str]) -> list[str]:
    """Labels of events that hold together, without those that another label repeats and goes on from.

    >>> not_twice(["Serbia has settled", "Serbia has settled and Kosovo concedes"])
    ['Serbia has settled and Kosovo concedes']
    """
    return [each for each in labels if not any(other.startswith(f"{each} and ") for other in labels)]


def going_on(labels: Sequence[str]) -> list[str]:
    """Labels in a row, each that repeats an earlier one and goes on from it without what it repeats.

    >>> going_on(["Serbia has settled", "Serbia has settled and Kosovo concedes"])
    ['Serbia has settled', 'Kosovo concedes as well']
    """
    shortened = []
    for k, label in enumerate(labels):
        before = next((each for each in labels[:k] if label.startswith(f"{each} and ")), None)
        shortened.append(label if before is None else f"{label.removeprefix(f'{before} and ')} as well")
    return shortened
