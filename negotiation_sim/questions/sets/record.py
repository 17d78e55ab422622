"""The answer of `sets` as plain dictionaries."""

from dataclasses import asdict

from ...case.scenario import Case
from ...present.records import Record


def sets(case: Case) -> list[Record]:
    return [asdict(own) for own in case.sets.values()]
