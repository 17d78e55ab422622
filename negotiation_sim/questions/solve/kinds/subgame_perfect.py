"""The subgame-perfect outcomes of a tree."""

from itertools import pairwise

from rich.console import Group, RenderableType
from rich.text import Text

from ....games.tree import Tree
from ....games.tree_strategies import moves_in_words, set_names
from ....present.frames import Frame, frame
from ....present.phrases import capital, plural, sized
from ....present.records import Record, number
from ....present.tables import table_of
from ....solve.subgame_perfect import Outcome, SubgamePerfect
from ....worlds.solved import Solved
from ..titles import gained, opening, shown_title

OFF_THE_PATH = "What is shown is played on the way to the end; elsewhere play is such that nobody gains by leaving."
SETS = "Before a move stands the information set in which it is made, where its player has several."


def text(answer: SubgamePerfect, solved: Solved | None) -> Group:
    """Every outcome: what is played on the way to it, and what everybody gets."""
    tree = answer.tree
    title = shown_title(tree.title, "Tree")
    parts: list[RenderableType] = [opening(title, answer.reason), Text(capital(_size(answer)))]
    if answer.outcomes:
        heads = [str(k) for k in range(1, len(answer.outcomes) + 1)]
        shown = table_of("Subgame-perfect outcomes", "", *tree.players, "Payoffs")
        for k, outcome in zip(heads, answer.outcomes, strict=True):
            played = (words or "-" for words in _played(answer, outcome))
            shown.add_row(k, *played, gained(tree.players, _payoffs(answer, outcome)))
        parts.append(shown)
        several = any(len(outcome.leaves) > 1 for outcome in answer.outcomes)
        parts += [Text(f"{OFF_THE_PATH} {SETS}" if several else OFF_THE_PATH)]
    return Group(*parts)


def _size(answer: SubgamePerfect) -> str:
    tree = answer.tree
    players, leaves = plural(len(tree.players), "player", "players"), plural(len(tree.leaves), "leaf", "leaves")
    kind = "" if tree.perfect_information else " Not every player sees all that went before."
    return f"{players}, {leaves}, {plural(len(tree.subgames), 'subgame', 'subgames')}.{kind}"


def _played(answer: SubgamePerfect, outcome: Outcome) -> list[str]:
    """What each player does on the way to an outcome, "" where it has no turn there."""
    moves, named = answer.moves(outcome), len(outcome.leaves) > 1
    return [moves_in_words(answer.tree, player, moves, named) for player in range(len(answer.tree.players))]


def _payoffs(answer: SubgamePerfect, outcome: Outcome) -> list[str]:
    columns = zip(*(answer.tree.payoffs[leaf] for leaf in answer.tree.leaves), strict=True)
    sizes = [max(column) - min(column) or abs(max(column)) for column in columns]
    return [sized(float(value), float(size)) for value, size in zip(outcome.payoffs, sizes, strict=True)]


def record(answer: SubgamePerfect, solved: Solved | None) -> Record:
    """The outcomes, each with everybody's moves on the way, with the path to each of its leaves, and with payoffs."""
    tree = answer.tree
    return {
        "title": tree.title,
        "players": {
            player: {name: list(tree.sets[k].moves) for k, name in set_names(tree, i).items()}
            for i, player in enumerate(tree.players)
        },
        "reason": answer.reason,
        "outcomes": [
            {
                "profile": {
                    who: words or None for who, words in zip(tree.players, _played(answer, outcome), strict=True)
                },
                "payoffs": {who: number(float(v)) for who, v in zip(tree.players, outcome.payoffs, strict=True)},
                "paths": [_path(tree, leaf) for leaf in outcome.leaves],
            }
            for outcome in answer.outcomes
        ],
    }


def _path(tree: Tree, leaf: int) -> list[Record]:
    """The moves from the root to a leaf: who makes each (None: chance), in which information set, and which it is."""
    steps = []
    for above, node in pairwise(tree.path(leaf)):
        player = tree.player_at(above)
        steps.append({
            "player": tree.players[player] if player >= 0 else None,
            "set": set_names(tree, player)[tree.nodes[above].set] if player >= 0 else None,
            "move": tree.moves(above)[tree.move_before[node]],
        })  # fmt: skip
    return steps


def table(answer: SubgamePerfect) -> Frame:
    """One row per outcome: everybody's moves on the way to it, and payoff."""
    players = answer.tree.players
    rows = [
        {
            **dict(zip(players, _played(answer, outcome), strict=True)),
            **{f"payoff of {who}": float(value) for who, value in zip(players, outcome.payoffs, strict=True)},
        }
        for outcome in answer.outcomes
    ]
    return frame(rows, columns=[*players, *(f"payoff of {player}" for player in players)])
