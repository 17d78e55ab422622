"""Two players against each other, everybody else held to a move: the piece of a large game that can be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ...case.choosing import moves_of
from ...errors import InputError
from ...games.normal_form import Game, MixedProfile
from ...present.frames import Frame, frame
from ...solve.bilateral import mixed_equilibria
from ...solve.solution import Solution
from ...worlds.solved import Solved, completed, numbered
from ..explain.answer import Explanation, explain
from .question import MatrixAsked


def answer(asked: MatrixAsked) -> "Bimatrix":
    """The two players' game in the scenario that is asked about."""
    made = bimatrix(asked.solve(), asked.row, asked.column, moves_of(asked.given), asked.result)
    return replace(made, cell=explained(made, moves_of([asked.cell]))) if asked.cell else made


@dataclass(frozen=True, eq=False)
class Bimatrix:
    """The two-player game [row, column], and the moves that the others are held to.

    `result` is the number of the scenario's result from which these are, 0 where no result says any of them. `cell` is
    the cell that is explained: the terms of the two, the best other strategy of everybody.
    """

    solved: Solved
    game: Game
    others: Mapping[str, str]
    result: int = 0
    cell: Explanation | None = None

    @cached_property
    def mixed(self) -> Solution[MixedProfile]:
        """The equilibria of the two, mixed ones included (see `solve.bilateral` for what it does not find)."""
        return mixed_equilibria(self.game)

    def best_replies(self, row: int, column: int) -> tuple[bool, bool]:
        """Whether the row is a best reply to the column, and the column to the row."""
        at = (row, column)
        return row in self.game.best_responses(0, at), column in self.game.best_responses(1, at)

    @property
    def table(self) -> Frame:
        """One row per cell: both moves, both payoffs, which of them are best replies."""
        rows, columns = (range(size) for size in self.game.shape)
        return frame([self._row(r, c) for r in rows for c in columns])

    def _row(self, r: int, c: int) -> dict[str, object]:
        (row, column), (rows, columns) = self.game.players, self.game.strategies
        row_best, column_best = self.best_replies(r, c)
        return {
            row: rows[r],
            column: columns[c],
            **{f"payoff {who}": value for who, value in self.game.payoff((r, c)).items()},
            "row_best": row_best,
            "column_best": column_best,
        }


def bimatrix(
    solved: Solved, row: str, column: str, given: Mapping[str, str] | None = None, result: int | None = None
) -> Bimatrix:
    """The game of two players of a solved scenario, the others held to `given` and otherwise to a numbered result
    (None: the one that is told first).

    Raises InputError for unknown names, the same player twice, or a player of the two held to a move.
    """
    row, column = (solved.game.players[solved.game.player(player)] for player in (row, column))
    for player in (row, column):
        if player in (given or {}):
            raise InputError(f"{player} is one of the two; it cannot be held to a move as well.")
    if row == column:
        raise InputError(f"{row} cannot play against itself. Name two players.")
    pair = {player: solved.scenario.strategies(player)[0] for player in (row, column)}
    moves = solved.game.moves(completed(solved, {**(given or {}), **pair}, result))
    others = {player: move for player, move in moves.items() if player not in pair}
    told = {*(given or {}), *pair, *(name for name in moves if len(solved.scenario.strategies(name)) == 1)}
    by_result = numbered(solved, result).number if {*moves} - told and len(solved.results) > 1 else 0
    return Bimatrix(solved, solved.game.fixing(others).between([row, column]), others, by_result)


def explained(bimatrix: Bimatrix, moves: Mapping[str, str]) -> Explanation:
    """The cell of these two moves explained. Raises InputError for moves that are not one of each of the two."""
    pair = bimatrix.game.players
    named = {bimatrix.solved.game.players[bimatrix.solved.game.player(player)]: move for player, move in moves.items()}
    if {*named} != {*pair}:
        raise InputError(f"a cell is a move of {pair[0]} and one of {pair[1]}. Name both, and nobody else.")
    whole = explain(bimatrix.solved, completed(bimatrix.solved, {**bimatrix.others, **named}))
    return replace(whole, terms={player: whole.terms[player] for player in pair})
