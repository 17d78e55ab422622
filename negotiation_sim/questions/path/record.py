"""The answer of `path` as plain dictionaries."""

from ...present.records import Record
from ...present.states import _at, _opening, _step
from .answer import Route
from .words import path_sentences


def path(found: Route) -> Record:
    one, players = found.dispute, found.dispute.graph.players
    joint = found.joint
    return {
        **_opening(one),
        "from": _at(one, found.start),
        "condition": found.condition,
        "reachable": found.steps is not None,
        "improving": found.steps is not None and not found.missing,
        "steps": [_step(one, step) for step in found.steps or ()],
        "missing": [_step(one, step) for step in found.missing],
        "joint": None
        if joint is None
        else {
            "steps": [_step(one, step) for step in joint.steps],
            "coalition": [players[i] for i in joint.move.coalition],
            **_at(one, joint.move.state),
        },
        "reached_by_improvements": [_at(one, state) for state, steps in enumerate(found.near) if steps >= 0],
        "reason": " ".join(path_sentences(found)),
    }
