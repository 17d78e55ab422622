"""The answer of `path` as plain dictionaries."""

from ...present.records import Record, number
from ...present.states import opening, state_record
from ...solve.status_quo import PathStep
from ...worlds.dispute import Dispute
from .answer import JointPath, Route
from .words import sentences


def record(answer: Route) -> Record:
    """The nearest way to the wanted state, and the one that ends in a joint move."""
    dispute, steps = answer.dispute, answer.steps
    return {
        **opening(dispute),
        "from": state_record(dispute, answer.start),
        "condition": answer.condition,
        "reachable": steps is not None,
        "improving": steps is not None and not answer.missing,
        "steps": [_step(dispute, step) for step in steps or ()],
        "missing": [_step(dispute, step) for step in answer.missing],
        "joint": None if answer.joint is None else _joint(dispute, answer.joint),
        "reached_by_improvements": [state_record(dispute, state) for state, k in enumerate(answer.near) if k >= 0],
        "reason": " ".join(sentences(answer)),
    }


def _joint(dispute: Dispute, joint: JointPath) -> Record:
    return {
        "steps": [_step(dispute, step) for step in joint.steps],
        "coalition": [dispute.graph.players[i] for i in joint.move.coalition],
        **state_record(dispute, joint.move.state),
    }


def _step(dispute: Dispute, step: PathStep) -> Record:
    return {
        "player": dispute.graph.players[step.player],
        "from": dispute.graph.states[step.start],
        "to": dispute.graph.states[step.end],
        "change": number(dispute.change(step.player, step.start, step.end)),
        "willing": step.willing,
    }
