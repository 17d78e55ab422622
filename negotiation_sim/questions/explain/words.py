"""The answer of `explain` in words and tables."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...present.phrases import moves_in_words, points, signed, words
from ...present.tables import footer, table_of
from .answer import BestOther, Explanation, Term


def text(answer: Explanation) -> Group:
    """A profile explained: for each player the terms of its payoff, its best other strategy and why not, or why."""
    solved = answer.solved
    case, game = solved.scenario.case, solved.game
    kind = "a pure equilibrium" if game.is_equilibrium(answer.profile) else "not an equilibrium"
    parts: list[RenderableType] = [
        Text(f"{solved.scenario.title}: this profile is {kind}.", style="bold"),
        Text(moves_in_words(case, game.moves(answer.profile)) + "."),
    ]
    payoffs = game.payoff(answer.profile)
    best_others = {other.player: other for other in answer.best_others}
    for player, terms in answer.terms.items():
        name = case.players[player].name
        parts += [Text(), _terms(f"{name} gets {points(payoffs[player])}", terms)]
        parts += [Text(_sentence(name, best_others[player]))] if player in best_others else []
    return Group(*parts, Text(), footer([solved.scenario]))


def _terms(heading: str, terms: Sequence[Term]) -> Table:
    numbers = ("Weight", "x Outcome", "= Points")
    table = table_of(heading, "Criterion", *numbers, "Why this weight", "Source", right=numbers)
    for term in terms:
        why, source = (term.assumption.why, term.assumption.source) if term.assumption else ("", "")
        weight, outcome = f"{term.weight:g}", f"{round(term.outcome, 3) + 0.0:.3f}"
        table.add_row(words(term.criterion), weight, outcome, points(term.contribution), why, source)
    return table


def _sentence(name: str, other: BestOther) -> str:
    """`Serbia would lose 0.43 by stall instead: status -1.00, trade +0.57.`"""
    amount = points(abs(other.gain))
    effect = f"gain {amount}" if other.leaves else f"lose {amount}" if other.gain < 0 else "neither gain nor lose"
    split = ", ".join(f"{words(criterion)} {signed(change)}" for criterion, change in other.differences)
    return f"{name} would {effect} by {words(other.other)} instead: {split or 'nothing changes'}."
