"""The answer of `assumptions` as plain dictionaries."""

from dataclasses import asdict

from ...present.records import Record
from .answer import RegisterInUse


def record(answer: RegisterInUse) -> list[Record]:
    """Every entry, its value in use and in the register, and whether it lies outside its range."""
    values = answer.values
    return [
        {
            **{key: value for key, value in asdict(entry).items() if key != "written_label"},
            **({"label": entry.label} if entry.written_label else {}),
            "value": values[entry.name],
            "register_value": entry.value,
            "outside_range": not entry.allows(values[entry.name]),
        }
        for entry in answer.entries
    ]
