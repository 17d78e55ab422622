"""Play of a tree that mixes: agent quantal play at a precision, and play that secures a zero-sum game's value."""

from rich.console import Group, RenderableType
from rich.text import Text

from ....games.tree import Tree
from ....present.frames import Frame, frame
from ....present.phrases import points
from ....present.records import Record, number
from ....present.screen import WARNING
from ....present.tables import table_of
from ....solve.sequence_form import ZeroSumPlay
from ....solve.tree_quantal import TreeQuantal
from ....worlds.solved import Solved
from .. import chances
from ..titles import shown_title

Answer = TreeQuantal | ZeroSumPlay


def text(answer: Answer, solved: Solved | None) -> Group:
    """What it is worth, and how often each move is made at each information set."""
    tree = answer.tree
    title = shown_title(tree.title, "Tree").rstrip(".")
    parts: list[RenderableType] = [Text(f"{title}: {reason(answer)}", style="bold")]
    moves = table_of("At each information set", "Player", "Information set", "Moves")
    for k, part in enumerate(tree.sets):
        shares = sorted(zip(part.moves, answer.play[k].tolist(), strict=True), key=lambda each: -each[1])
        moves.add_row(tree.players[part.player], tree.name_of_set(k), ", ".join(f"{m} {s:.3f}" for m, s in shares))
    if isinstance(answer, TreeQuantal):
        if answer.turned:
            note = "the branch turns back on the way, so at some lambda there are several such equilibria."
            parts.append(Text(f"Note: {note}", style=WARNING))
        return Group(*parts, moves, Text(chances.MODEL_PLAY))
    return Group(*parts, moves)


def reason(answer: Answer) -> str:
    """What comes out, in a sentence."""
    tree = answer.tree
    if isinstance(answer, ZeroSumPlay):
        first, second = tree.players
        return (
            f"{first} can secure {points(answer.value)} points whatever {second} does, and {second} can hold it to "
            "that; by a linear programme over sequences of moves."
        )
    expected = zip(tree.players, answer.expected, strict=True)
    stopped = "" if answer.converged else " The branch could be followed no further."
    worth = ", ".join(f"{player} {points(value)}" for player, value in expected)
    return f"Play that errs, at lambda {answer.precision:.4g}. Expected: {worth}.{stopped}"


def record(answer: Answer, solved: Solved | None) -> Record:
    """What comes out and how often each move is made."""
    tree = answer.tree
    play = {
        tree.name_of_set(k): {move: number(share) for move, share in zip(part.moves, answer.play[k], strict=True)}
        for k, part in enumerate(tree.sets)
    }
    head: Record = {"title": tree.title, "reason": reason(answer)}
    if isinstance(answer, ZeroSumPlay):
        return {**head, "value": number(answer.value), "regret": number(answer.gap), "play": play}
    return {
        **head,
        "lambda": number(answer.precision),
        "converged": answer.converged,
        "expected": {player: number(value) for player, value in zip(tree.players, answer.expected, strict=True)},
        "play": play,
    }


def table(answer: Answer) -> Frame:
    """One row per information set and move: how often it is made."""
    tree: Tree = answer.tree
    rows = [
        (tree.players[part.player], tree.name_of_set(k), move, float(share))
        for k, part in enumerate(tree.sets)
        for move, share in zip(part.moves, answer.play[k], strict=True)
    ]
    return frame(rows, columns=["player", "information_set", "move", "share"])
