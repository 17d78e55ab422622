"""The answer of `coalitions` as plain dictionaries."""

from ...games.normal_form import Profile
from ...present.records import Record, number
from ...present.states import opening, state_record
from ...solve.solution import Solution
from ...worlds.dispute import Dispute
from .answer import Leaving, WayOut
from .words import sentence


def record(answer: Leaving) -> Record:
    """Every way out of the state, and the equilibria that coalitions do not leave."""
    dispute, players = answer.dispute, answer.dispute.graph.players
    return {
        **opening(dispute),
        "from": state_record(dispute, answer.start),
        "to": answer.to,
        "ways": [_way(dispute, way) for way in answer.ways],
        "in_every_coalition": [players[i] for i in answer.needed],
        "reason": sentence(answer),
        "strong": _solution(dispute, answer.strong),
        "coalition_proof": _solution(dispute, answer.proof),
        "stable_against_coalitions": [state_record(dispute, state) for state in answer.stable],
    }


def _way(dispute: Dispute, way: WayOut) -> Record:
    players = dispute.graph.players
    return {
        "coalition": [players[i] for i in way.coalition],
        **state_record(dispute, way.state),
        "changes": {player: number(change) for player, change in zip(players, way.changes, strict=True)},
        "losers": [players[i] for i in way.lost],
        "pure_equilibrium": way.state in dispute.pure,
    }


def _solution(dispute: Dispute, solution: Solution[Profile] | None) -> Record | None:
    if solution is None:
        return None
    states = [state_record(dispute, dispute.state(profile)) for profile in solution.equilibria]
    return {"equilibria": states, "reason": solution.reason, "computed": solution.converged}
