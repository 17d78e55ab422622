"""The answer of `explain` as plain dictionaries."""

from ...present.records import Record, at_profile, number, stamped
from .answer import BestOther, Explanation, Term


def record(answer: Explanation) -> Record:
    """The profile, whether it is an equilibrium, the terms of each payoff, each player's best other strategy."""
    solved = answer.solved
    return {
        **stamped([solved.scenario]),
        "scenario": solved.scenario.name,
        "equilibrium": solved.game.is_equilibrium(answer.profile),
        **at_profile(solved.game, answer.profile),
        "terms": {player: [_term(term) for term in terms] for player, terms in answer.terms.items()},
        "best_other_strategy": {other.player: _best_other(other) for other in answer.best_others},
    }


def _term(term: Term) -> Record:
    entry = term.assumption
    return {
        "criterion": term.criterion,
        **{name: number(getattr(term, name)) for name in ("weight", "outcome", "contribution")},
        "rule": term.rule,
        "weight_name": entry.name if entry else None,
        "why": entry.why if entry else None,
        "source": entry.source if entry else None,
    }


def _best_other(other: BestOther) -> Record:
    return {
        "now": other.now,
        "other": other.other,
        "gain": number(other.gain),
        "leaves": other.leaves,
        "differences": {criterion: number(change) for criterion, change in other.differences},
    }
