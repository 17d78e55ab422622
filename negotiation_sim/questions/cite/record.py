"""Claims and sources as plain dictionaries."""

from collections.abc import Sequence
from dataclasses import asdict

from ...present.records import Record
from .answer import Citation


def record(answer: Sequence[Citation]) -> Record:
    """What stands under each number."""
    return {"citations": [asdict(citation) for citation in answer]}
