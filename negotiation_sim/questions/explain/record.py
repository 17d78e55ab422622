"""The answer of `explain` as plain dictionaries."""

from ...present.records import Record, at_profile, number, stamped
from .answer import Explanation


def explanation(explained: Explanation) -> Record:
    terms = {
        player: [
            {
                "criterion": term.criterion,
                "weight": number(term.weight),
                "outcome": number(term.outcome),
                "contribution": number(term.contribution),
                "rule": term.rule,
                "weight_name": term.assumption.name if term.assumption else None,
                "why": term.assumption.why if term.assumption else None,
                "source": term.assumption.source if term.assumption else None,
            }
            for term in own
        ]
        for player, own in explained.terms.items()
    }
    moves = {
        move.player: {
            "now": move.now,
            "other": move.other,
            "gain": number(move.gain),
            "leaves": move.leaves,
            "differences": {name: number(change) for name, change in move.differences},
        }
        for move in explained.moves
    }
    solved = explained.solved
    return {
        **stamped([solved.scenario]),
        "scenario": solved.scenario.name,
        "equilibrium": solved.game.is_equilibrium(explained.profile),
        **at_profile(solved.game, explained.profile),
        "terms": terms,
        "best_other_strategy": moves,
    }
