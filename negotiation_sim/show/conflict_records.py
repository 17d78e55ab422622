"""What `--json` prints of the questions about moves."""

from typing import Any

from ..analyse.conflict import Leaving, Stabilities
from ..analyse.dispute import Dispute
from ..analyse.route import Route
from ..case.conflict import Conflict
from ..game.game import Profile
from ..solve.solution import Solution
from ..solve.status_quo import Step
from .conflict import sentence, stability_sentences
from .records import Record, number, stamped
from .route import path_sentences


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


def coalitions(found: Leaving) -> Record:
    one, players = found.dispute, found.dispute.graph.players
    return {
        **_opening(one),
        "from": _at(one, found.start),
        "to": found.to,
        "ways": [
            {
                "coalition": [players[i] for i in way.coalition],
                **_at(one, way.state),
                "changes": {player: number(change) for player, change in zip(players, way.changes, strict=True)},
                "losers": [players[i] for i in way.lost],
                "pure_equilibrium": way.state in one.pure,
            }
            for way in found.ways
        ],
        "in_every_coalition": [players[i] for i in found.needed],
        "reason": sentence(found),
        "strong": _solution_record(one, found.strong),
        "coalition_proof": _solution_record(one, found.proof),
        "stable_against_coalitions": [_at(one, state) for state in found.stable],
    }


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


def _opening(found: Dispute) -> Record:
    if isinstance(found.origin, Conflict):
        return {"conflict": found.name, "source": " ".join(found.origin.source.split())}
    return {**stamped([found.origin]), "scenario": found.name}


def _at(found: Dispute, state: int) -> Record:
    return {"state": found.graph.states[state], "profile": found.moves(state)}


def _step(found: Dispute, step: Step) -> dict[str, Any]:
    return {
        "player": found.graph.players[step.player],
        "from": found.graph.states[step.start],
        "to": found.graph.states[step.end],
        "change": number(found.change(step.player, step.start, step.end)),
        "willing": step.willing,
    }


def _solution_record(found: Dispute, solution: Solution[Profile] | None) -> Record | None:
    if solution is None:
        return None
    states = [_at(found, found.state(profile)) for profile in solution.equilibria]
    return {"equilibria": states, "reason": solution.reason, "computed": solution.converged}
