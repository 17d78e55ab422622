"""What `--json` prints of the questions about moves."""

from ...games.normal_form import Profile
from ...present.records import Record, number
from ...present.states import _at, _opening
from ...solve.solution import Solution
from ...worlds.dispute import Dispute
from .answer import Leaving
from .words import sentence


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


def _solution_record(found: Dispute, solution: Solution[Profile] | None) -> Record | None:
    if solution is None:
        return None
    states = [_at(found, found.state(profile)) for profile in solution.equilibria]
    return {"equilibria": states, "reason": solution.reason, "computed": solution.converged}
