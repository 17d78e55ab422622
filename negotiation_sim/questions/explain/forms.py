"""The answer of `explain` in words and tables, and as plain dictionaries."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.scenario import Case
from ...present import labels
from ...present.phrases import listed, moves_in_words, points, signed
from ...present.records import Record, at_profile, number, opening
from ...present.screen import Brief
from ...present.tables import footer, table_of
from .answer import BestOther, Explanation, Term


def text(answer: Explanation) -> Group:
    """A profile explained: for each player the terms of its payoff, its best other strategy and why not, or why."""
    return Group(*parts(answer), Text(), footer([answer.solved.scenario]))


def parts(answer: Explanation) -> list[RenderableType]:
    """The text without its stamp."""
    solved = answer.solved
    case, game = solved.scenario.case, solved.game
    kind = "a pure equilibrium" if game.is_equilibrium(answer.profile) else "not an equilibrium"
    shown: list[RenderableType] = [
        Text(f"{solved.scenario.title}: this profile is {kind}.", style="bold"),
        Text(moves_in_words(case, game.moves(answer.profile)) + "."),
    ]
    payoffs = game.payoff(answer.profile)
    best_others = {other.player: other for other in answer.best_others}
    for player, terms in answer.terms.items():
        name = case.players[player].name
        shown += [Text(), _terms(f"{name} gets {points(payoffs[player])}", case, terms)]
        shown += [Text(_sentence(case, best_others[player]))] if player in best_others else []
    shown += [
        Text(_sentence(case, other))
        for other in answer.best_others
        if other.leaves and not answer.terms.get(other.player)
    ]
    return shown


def brief(answer: Explanation) -> Brief:
    """Whether the profile is an equilibrium, what everybody does, who would leave; what each gets and could get."""
    solved, case = answer.solved, answer.solved.scenario.case
    kind = "a pure equilibrium" if solved.game.is_equilibrium(answer.profile) else "not an equilibrium"
    leaving = [case.players[other.player].name for other in answer.best_others if other.leaves]
    who = f"{listed(leaving)} would gain by another move." if leaving else "Nobody who is shown gains by another move."
    sentences = (f"{solved.scenario.title}: this profile is {kind}.", _moves(answer), who)
    return Brief(sentences, (_summary(answer), *_terms_of_all(answer)), footer([solved.scenario]))


def _moves(answer: Explanation) -> str:
    return f"{moves_in_words(answer.solved.scenario.case, answer.solved.game.moves(answer.profile))}."


def _summary(answer: Explanation) -> Table:
    """What each player gets, its best other move, and what that would change."""
    case, payoffs = answer.solved.scenario.case, answer.solved.game.payoff(answer.profile)
    others = {other.player: other for other in answer.best_others}
    table = table_of(
        "What each gets, and by its best other move, all others staying",
        "Player",
        "Gets",
        "Best other move",
        "Change",
        right=("Gets", "Change"),
    )
    for player in answer.terms:
        other = others.get(player)
        move = labels.strategy(case.players, player, other.other) if other else "no choice"
        table.add_row(case.players[player].name, points(payoffs[player]), move, signed(other.gain) if other else "-")
    return table


def _terms_of_all(answer: Explanation) -> Iterator[Table]:
    case, payoffs = answer.solved.scenario.case, answer.solved.game.payoff(answer.profile)
    for player, terms in answer.terms.items():
        yield _terms(f"{case.players[player].name} gets {points(payoffs[player])}", case, terms)


def _terms(heading: str, case: Case, terms: Sequence[Term]) -> Table:
    numbers = ("Weight", "x Outcome", "= Points")
    table = table_of(heading, "Criterion", *numbers, "Why this weight", "Source", right=numbers)
    for term in terms:
        why, source = (term.given.why, term.given.source) if term.given else ("", "")
        weight, outcome = f"{term.weight:g}", f"{round(term.outcome, 3) + 0.0:.3f}"
        table.add_row(case.labels.of_criterion(term.criterion), weight, outcome, points(term.contribution), why, source)
    return table


def _sentence(case: Case, other: BestOther) -> str:
    """`Serbia would lose 0.43 by stall instead, all others staying: status -1.00, trade +0.57.`"""
    amount = points(abs(other.gain))
    effect = f"gain {amount}" if other.leaves else f"lose {amount}" if other.gain < 0 else "neither gain nor lose"
    split = ", ".join(f"{case.labels.of_criterion(name)} {signed(change)}" for name, change in other.differences)
    name, instead = case.players[other.player].name, labels.strategy(case.players, other.player, other.other)
    return f"{name} would {effect} by {instead} instead, all others staying: {split or 'nothing changes'}."


def record(answer: Explanation) -> Record:
    """The profile, whether it is an equilibrium, the terms of each payoff, each player's best other strategy."""
    return {**opening(answer.solved.scenario), **profile_record(answer)}


def profile_record(answer: Explanation) -> Record:
    """The record without its stamp."""
    solved = answer.solved
    return {
        "equilibrium": solved.game.is_equilibrium(answer.profile),
        **at_profile(solved.game, answer.profile),
        "terms": {
            player: [_term(solved.scenario.case, term) for term in terms] for player, terms in answer.terms.items()
        },
        "best_other_strategy": {other.player: _best_other(solved.scenario.case, other) for other in answer.best_others},
    }


def _term(case: Case, term: Term) -> Record:
    given = term.given
    return {
        "criterion": term.criterion,
        **labels.beside_criterion(case, term.criterion),
        **{name: number(getattr(term, name)) for name in ("weight", "outcome", "contribution")},
        "rule": term.rule,
        "weight_name": given.name if given else None,
        "why": given.why if given else None,
        "source": given.source if given else None,
    }


def _best_other(case: Case, other: BestOther) -> Record:
    return {
        "now": other.now,
        "other": other.other,
        "gain": number(other.gain),
        "leaves": other.leaves,
        "differences": {criterion: number(change) for criterion, change in other.differences},
        "words": _sentence(case, other),
    }
