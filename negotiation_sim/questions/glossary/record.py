"""Terms as plain dictionaries."""

from collections.abc import Mapping

from ...present.records import Record


def record(answer: Mapping[str, str]) -> Record:
    """Each term with its meaning."""
    return {"terms": [{"term": term, "means": meaning} for term, meaning in answer.items()]}
