"""The answer of `scenarios` as plain dictionaries."""

from dataclasses import asdict

from ...case.parts import ScenarioFile
from ...case.scenario import Case
from ...present.records import Record


def record(answer: Case) -> list[Record]:
    """Each of the scenarios, with all that its file says."""
    return [{**_written(file), "main": name in answer.main} for name, file in answer.scenario_files.items()]


def _written(file: ScenarioFile) -> Record:
    return {key: value for key, value in asdict(file).items() if key != "plays" or value}
