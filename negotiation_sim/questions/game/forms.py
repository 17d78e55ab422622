"""The answer of `game` in words and tables, as plain dictionaries, and as a picture."""

from dataclasses import asdict

from rich.console import Group
from rich.text import Text

from ...present.canvas import Picture
from ...present.phrases import listed
from ...present.records import Record, number
from ...present.tables import footer
from ..matrix import forms as matrix
from ..matrix import pictures
from .answer import TypedGame


def text(answer: TypedGame) -> Group:
    """The matrix with its equilibria, and what dominance leaves."""
    equilibria, left = Text(matrix.mixed_in_words(answer.bimatrix)), Text(left_in_words(answer))
    stamp = footer([answer.bimatrix.solved.scenario])
    return Group(equilibria, left, matrix.matrix_table(answer.bimatrix), Text(matrix.NOTE), stamp)


def left_in_words(answer: TypedGame) -> str:
    """What goes because another move is always better, and what is left."""
    if not answer.reduced.trace:
        return "No move is strictly dominated: for none another move is better whatever the other does."
    gone = [f"{step.player}'s {step.strategy} ({step.dominated_by} is always better)" for step in answer.reduced.trace]
    game = answer.reduced.game
    parts = zip(game.players, game.strategies, strict=True)
    left = "; ".join(f"{player} {listed(list(moves))}" for player, moves in parts)
    return f"Strictly dominated, one after the other: {listed(gone)}. Left: {left}."


def record(answer: TypedGame) -> Record:
    """The payoffs, the best replies, the equilibria, and what dominance leaves."""
    whole = matrix.record(answer.bimatrix)
    game = answer.reduced.game
    unused = ("others", "others_in_words", "results", "result", "cell")
    return {
        **{key: value for key, value in whole.items() if key not in unused},
        "typed": [[list(cell) for cell in row] for row in answer.typed],
        "left": {player: list(moves) for player, moves in zip(game.players, game.strategies, strict=True)},
        "left_in_words": left_in_words(answer),
        "trace": [{**asdict(step), "margin": number(step.margin)} for step in answer.reduced.trace],
    }


def picture(answer: TypedGame) -> Picture:
    """The matrix as students draw it."""
    return pictures.picture(answer.bimatrix)
