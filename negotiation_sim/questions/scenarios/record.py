"""The answer of `scenarios` as plain dictionaries."""

from dataclasses import asdict

from ...case.parts import ScenarioFile
from ...case.scenario import Case
from ...present.records import Record


def scenarios(case: Case) -> list[Record]:
    return [{**_written(file), "main": name in case.main} for name, file in case.scenario_files.items()]


def _written(file: ScenarioFile) -> Record:
    return {key: value for key, value in asdict(file).items() if key != "plays" or value}
