"""Explanations, thresholds and two-player games, as tables and sentences."""

from rich.console import Group, RenderableType
from rich.text import Text

from ...present.phrases import moves_in_words, points, signed, words
from ...present.tables import footer, table_of
from .answer import Explanation


def explanation(explained: Explanation) -> Group:
    """A profile explained: for each player the terms of its payoff, its best other strategy and why not, or why."""
    solved = explained.solved
    case, game = solved.scenario.case, solved.game
    is_equilibrium = game.is_equilibrium(explained.profile)
    kind = "a pure equilibrium" if is_equilibrium else "not an equilibrium"
    parts: list[RenderableType] = [
        Text(f"{solved.scenario.title}: this profile is {kind}.", style="bold"),
        Text(moves_in_words(case, game.moves(explained.profile)) + "."),
    ]
    payoffs = game.payoff(explained.profile)
    best = {move.player: move for move in explained.moves}
    for player, terms in explained.terms.items():
        name = case.players[player].name
        table = table_of(
            f"{name} gets {points(payoffs[player])}",
            "Criterion",
            "Weight",
            "x Outcome",
            "= Points",
            "Why this weight",
            "Source",
            right=("Weight", "x Outcome", "= Points"),
        )
        for term in terms:
            why, source = (term.assumption.why, term.assumption.source) if term.assumption else ("", "")
            table.add_row(
                words(term.criterion),
                f"{term.weight:g}",
                f"{round(term.outcome, 3) + 0.0:.3f}",
                points(term.contribution),
                why,
                source,
            )
        parts += [Text(), table]
        if player in best:
            move = best[player]
            verb = "would gain" if move.leaves else "would lose" if move.gain < 0 else "would neither gain nor lose"
            amount = f" {points(abs(move.gain))}" if verb != "would neither gain nor lose" else ""
            split = ", ".join(f"{words(name)} {signed(change)}" for name, change in move.differences)
            parts += [Text(f"{name} {verb}{amount} by {words(move.other)} instead: {split or 'nothing changes'}.")]
    return Group(*parts, Text(), footer([solved.scenario]))
