"""The numbers that carry claims as dictionaries: where they stand, and where the critics put them and why."""

from ...case.positions import position
from ...case.scenario import Scenario
from ...present import labels
from ...present.records import Record, number
from .answer import Argument


def numbers_record(answer: Argument) -> dict[str, Record]:
    """Each number that carries a claim or answers it, by its name, in the order of the claims."""
    names = dict.fromkeys(name for tried in answer.claims for name in (*tried.numbers, *tried.answers))
    return {name: _number(answer, name) for name in names}


def _number(answer: Argument, name: str) -> Record:
    scenario = answer.scenario
    case = scenario.case
    entry = case.register[name]
    return {
        **labels.beside(case.register, name),
        "unit": entry.unit,
        "level": entry.level,
        "answers": list(entry.answers),
        "value": number(scenario.values[name]),
        "author_value": number(case.register_as_read[name].value),
        "range": [number(entry.low), number(entry.high)],
        "moved": name in answer.moved,
        "critics": _critics(scenario, name),
    }


def _critics(scenario: Scenario, name: str) -> list[Record]:
    """Every set that puts the number elsewhere than the register does, with the reason and what its author said."""
    case = scenario.case
    usual = case.register_as_read[name].value
    return [
        {"set": each.name, "title": each.title, "author": each.author, "value": number(change.value),
         "why": change.why, "source": change.source, "said": change.said}
        for each in case.sets.values()
        if (change := position(case, each, name)) is not None and change.value != usual
    ]  # fmt: skip
