"""The answer of `sets` as plain dictionaries."""

from dataclasses import asdict

from ...case.scenario import Case
from ...present.records import Record


def sets(case: Case) -> list[Record]:
    return [
        {key: value for key, value in asdict(written).items() if key != "set_twice"} for written in case.sets.values()
    ]
