"""The answer of `matrix` in words and tables, and as plain dictionaries."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...errors import InputError
from ...games.normal_form import Game
from ...present import labels
from ...present.end_lines import profile_in_words
from ...present.phrases import capital, moves_in_words, payoffs
from ...present.records import Record, labelled, number, opening, solution, strategy
from ...present.tables import footer, table_of
from ...worlds.solved import Solved
from ..explain import forms as explained
from .answer import Bimatrix

NOTE = "* a best reply to the other's move; a cell with two stars is an equilibrium of these two."


def text(answer: Bimatrix) -> Group:
    """A two-player game as students draw it: row payoff, column payoff, best replies marked with a star."""
    others = moves_in_words(answer.solved.scenario.case, answer.others)
    held = [Text(f"All others held: {others}.")] if others else []
    cell: list[RenderableType] = [*explained.parts(answer.cell), Text()] if answer.cell else []
    stamp = footer([answer.solved.scenario])
    return Group(matrix_table(answer), *cell, Text(NOTE), *held, Text(mixed_in_words(answer)), stamp)


def matrix_table(answer: Bimatrix) -> Table:
    """The payoffs in cells, best replies with a star."""
    game, scenario = answer.game, answer.solved.scenario
    row, column = (scenario.case.players[player].name for player in game.players)
    heading = f"{scenario.title}: {row} (rows, first number) and {column} (columns, second number)"
    rows, columns = moves_shown(answer)
    table = table_of(heading, "", *columns)
    for r, move in enumerate(rows):
        table.add_row(move, *(cell(answer, r, c) for c in range(game.shape[1])))
    return table


def moves_shown(answer: Bimatrix) -> list[list[str]]:
    """What people read for the moves of the row player, and of the column player."""
    game, players = answer.game, answer.solved.scenario.case.players
    return [
        [labels.strategy(players, player, move) for move in moves]
        for player, moves in zip(game.players, game.strategies, strict=True)
    ]


def cell(answer: Bimatrix, row: int, column: int) -> str:
    """`2.50* | -1.00`: the row player's payoff, then the column player's; a star marks a best reply."""
    best = answer.best_replies(row, column)
    return " | ".join(shown + "*" * best[k] for k, shown in enumerate(payoffs(answer.game, (row, column))))


def mixed_in_words(answer: Bimatrix) -> str:
    """The equilibria of the two in a sentence, and what the method may have missed."""
    warnings = " ".join(("", *map(capital, answer.mixed.warnings)))
    listed = " / ".join(equilibria_in_words(answer)) or "none found"
    return f"Equilibria of these two, mixed ones included: {listed}.{warnings}"


def equilibria_in_words(answer: Bimatrix) -> list[str]:
    """What the two play in each equilibrium."""
    players = answer.solved.scenario.case.players
    profiles = [labelled(answer.game, profile) for profile in answer.mixed.equilibria]
    return [
        "; ".join(
            f"{players[player].name} {' and '.join(strategy(part, shown).splitlines())}"
            for player, part in profile.items()
            for shown in [partial(labels.strategy, players, player)]
        )
        for profile in profiles
    ]


def record(answer: Bimatrix) -> Record:
    """The moves that the others are held to, the equilibria of the two, mixed ones included, and all payoffs."""
    game, scenario = answer.game, answer.solved.scenario
    return {
        **opening(scenario),
        "others": dict(answer.others),
        "others_in_words": moves_in_words(scenario.case, answer.others),
        **solution(game, answer.mixed),
        "equilibria_in_words": equilibria_in_words(answer),
        "payoffs": {player: _rows(game, i) for i, player in enumerate(game.players)},
        "shown": _by_player(game, lambda r, c: payoffs(game, (r, c))),
        "best_replies": _by_player(game, answer.best_replies),
        "results": _results(answer.solved),
        "result": answer.result,
        "cell": explained.profile_record(answer.cell) if answer.cell else None,
    }


def _by_player(game: Game, of_cell: Callable[[int, int], Sequence[Any]]) -> Record:
    """What a cell has for each of the two, as a list for each row of what stands in each column."""
    rows, columns = (range(size) for size in game.shape)
    cells = [[of_cell(r, c) for c in columns] for r in rows]
    return {player: [[cell[i] for cell in row] for row in cells] for i, player in enumerate(game.players)}


def _results(solved: Solved) -> list[str] | None:
    """What each numbered result says; None where there are too many to number."""
    try:
        return [profile_in_words(solved, result.profile) for result in solved.results]
    except InputError:
        return None


def _rows(game: Game, player: int) -> list[list[float | None]]:
    return [[number(game.known((r, c))[player]) for c in range(game.shape[1])] for r in range(game.shape[0])]
