"""Two players against each other, everybody else held to a move: the piece of a large game that can be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...errors import InputError
from ...games.normal_form import Game, MixedProfile
from ...solve.bilateral import mixed_equilibria
from ...solve.solution import Solution
from ...worlds.solved import Solved, completed

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Bimatrix:
    """The two-player game [row, column], and the moves that the others are held to."""

    solved: Solved
    game: Game
    others: Mapping[str, str]

    @cached_property
    def mixed(self) -> Solution[MixedProfile]:
        """The equilibria of the two, mixed ones included (see `solve.bilateral` for what it does not find)."""
        return mixed_equilibria(self.game)

    def best_replies(self, row: int, column: int) -> tuple[bool, bool]:
        """Whether the row is a best reply to the column, and the column to the row."""
        at = (row, column)
        return row in self.game.best_responses(0, at), column in self.game.best_responses(1, at)

    @property
    def table(self) -> "pd.DataFrame":
        """One row per cell: both moves, both payoffs, which of them are best replies."""
        import pandas as pd

        rows, columns = self.game.strategies
        return pd.DataFrame(
            [
                {
                    self.game.players[0]: row,
                    self.game.players[1]: column,
                    f"payoff {self.game.players[0]}": float(self.game.payoffs[0, r, c]),
                    f"payoff {self.game.players[1]}": float(self.game.payoffs[1, r, c]),
                    "row_best": self.best_replies(r, c)[0],
                    "column_best": self.best_replies(r, c)[1],
                }
                for r, row in enumerate(rows)
                for c, column in enumerate(columns)
            ]
        )


def bimatrix(
    solved: Solved, row: str, column: str, given: Mapping[str, str] | None = None, result: int = 1
) -> Bimatrix:
    """The game of two players of a solved scenario, the others held to `given` and otherwise to a numbered result.

    Raises InputError for unknown names, the same player twice, or a player of the two held to a move.
    """
    for player in (row, column):
        solved.game.player(player)
        if player in (given or {}):
            raise InputError(f"{player} is one of the two; it cannot be held to a move as well.")
    if row == column:
        raise InputError(f"{row} cannot play against itself. Name two players.")
    pair = {player: solved.scenario.strategies(player)[0] for player in (row, column)}
    moves = solved.game.moves(completed(solved, {**(given or {}), **pair}, result))
    others = {player: move for player, move in moves.items() if player not in pair}
    return Bimatrix(solved, solved.game.fixing(others).between([row, column]), others)
