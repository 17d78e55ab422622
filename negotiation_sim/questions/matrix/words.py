"""The answer of `matrix` in words and tables."""

from rich.console import Group
from rich.text import Text

from ...present.phrases import moves_in_words, points, words
from ...present.records import labelled, strategy
from ...present.tables import footer, table_of
from .answer import Bimatrix


def bimatrix(found: Bimatrix) -> Group:
    """A two-player game as students draw it: row payoff, column payoff, best replies marked with a star."""
    game, case = found.game, found.solved.scenario.case
    row, column = (case.players[player].name for player in game.players)
    title = f"{found.solved.scenario.title}: {row} (rows, first number) and {column} (columns, second number)"
    table = table_of(title, "", *(words(label) for label in game.strategies[1]))
    for r, label in enumerate(game.strategies[0]):
        cells = []
        for c in range(game.shape[1]):
            stars = ["*" * best for best in found.best_replies(r, c)]
            cells.append(f"{points(game.payoffs[0, r, c])}{stars[0]} | {points(game.payoffs[1, r, c])}{stars[1]}")
        table.add_row(words(label), *cells)
    others = moves_in_words(case, found.others)
    parts = [Text("* a best reply to the other's move; a cell with two stars is an equilibrium of these two.")]
    parts += [Text(f"All others held: {others}.")] if others else []
    parts += [Text(_mixed_in_words(found))]
    return Group(table, *parts, footer([found.solved.scenario]))


def _mixed_in_words(found: Bimatrix) -> str:
    game = found.game
    mixed = [labelled(game, profile) for profile in found.mixed.equilibria]
    said = [
        "; ".join(f"{player} {strategy(part).replace(chr(10), ' and ')}" for player, part in one.items())
        for one in mixed
    ]
    warned = " ".join(("", *found.mixed.warnings))
    return f"Equilibria of these two, mixed ones included: {' / '.join(said) or 'none found'}.{warned}"
