"""The answer of `scenarios` as plain dictionaries."""

from dataclasses import asdict

from ...case.scenario import Case
from ...present.records import Record


def scenarios(case: Case) -> list[Record]:
    return [{**asdict(file), "main": name in case.main} for name, file in case.scenario_files.items()]
