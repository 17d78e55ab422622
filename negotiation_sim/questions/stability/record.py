"""The answer of `stability` as plain dictionaries."""

from ...present.records import Record
from ...present.states import opening, state_record
from .answer import Stabilities
from .words import sentences


def record(answer: Stabilities) -> Record:
    """The states that are stable for all under each concept, against coalitions, and as pure equilibria."""
    dispute, stable = answer.dispute, answer.stable
    return {
        **opening(dispute),
        "sanctions": stable.sanctions,
        "states": len(dispute.graph.states),
        "stable": {name: [state_record(dispute, state) for state in stable.equilibria(name)] for name in answer.names},
        "stable_against_coalitions": [state_record(dispute, state) for state in answer.coalition],
        "pure_equilibria": [state_record(dispute, state) for state in dispute.pure],
        "reason": " ".join(sentences(answer)),
    }
