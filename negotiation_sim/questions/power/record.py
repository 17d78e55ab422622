"""The power of a body's members as plain dictionaries."""

from typing import Any

from ...present.records import number
from .answer import BodyPower, ClassOfMembers
from .words import sentences


def record(answer: BodyPower) -> dict[str, Any]:
    """The rule and the members; every index as a number, and as the exact fraction it is."""
    body = answer.body
    return {
        "body": body.name,
        "title": body.title,
        "source": body.source,
        "hash": answer.digest,
        "method": answer.power.method,
        "ways": [
            {
                "name": way.id,
                "title": way.title,
                "source": way.source,
                "conditions": [{"weights": list(weights), "quota": quota} for weights, quota in way.conditions],
            }
            for way in body.ways
        ],
        "sentences": sentences(answer),
        "members": {member: _member(alike) for alike in answer.classes for member in alike.members},
    }


def _member(alike: ClassOfMembers) -> dict[str, Any]:
    return {
        **{name: number(float(index)) for name, index in alike.indices.items()},
        "exact": {name: str(index) for name, index in alike.indices.items()},
        "swings": alike.swings,
        "veto": alike.veto,
        "dummy": alike.dummy,
    }
