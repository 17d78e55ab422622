"""The built-in cases as plain dictionaries."""

from collections.abc import Sequence

from ...case.scenario import Case
from ...present.records import Record


def record(answer: Sequence[Case]) -> Record:
    """What each case is called, who plays and which scenarios it has."""
    return {
        "cases": [
            {
                "name": case.name,
                "title": case.title,
                "players": list(case.players),
                "scenarios": list(case.scenario_files),
                "source": case.source,
            }
            for case in answer
        ]
    }
