"""The answer of `sets` as plain dictionaries."""

from dataclasses import asdict

from ...case.scenario import Case
from ...present.records import Record


def record(answer: Case) -> list[Record]:
    """Each of the sets, with all that its file says."""
    return [
        {key: value for key, value in asdict(written).items() if key != "set_twice"} for written in answer.sets.values()
    ]
