"""The answer of `stability` as plain dictionaries."""

from ...present.records import Record
from ...present.states import _at, _opening
from .answer import Stabilities
from .words import stability_sentences


def stability(found: Stabilities) -> Record:
    one = found.dispute
    return {
        **_opening(one),
        "sanctions": found.stability.sanctions,
        "states": len(one.graph.states),
        "stable": {
            concept: [_at(one, state) for state in found.stability.equilibria(concept)] for concept in found.concepts
        },
        "stable_against_coalitions": [_at(one, state) for state in found.coalition],
        "pure_equilibria": [_at(one, state) for state in one.pure],
        "reason": " ".join(stability_sentences(found)),
    }
