"""The answer of `assumptions` as plain dictionaries."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from ...case.assumptions import Assumption
from ...present.records import Record


def assumptions(entries: Sequence[Assumption], values: Mapping[str, float]) -> list[Record]:
    return [
        {
            **{key: value for key, value in asdict(entry).items() if key != "written_label"},
            **({"label": entry.label} if entry.written_label else {}),
            "value": values[entry.name],
            "register_value": entry.value,
            "outside_range": not entry.allows(values[entry.name]),
        }
        for entry in entries
    ]
