"""A two-player game read from a text, with its best replies, its equilibria and what dominance leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...case.game_in_file import case_of_game
from ...errors import InputError
from ...formats.text import number
from ...games.normal_form import Game
from ...present.phrases import plural
from ...solve.dominance import Reduced, eliminate_dominated
from ...worlds.solved import solve_scenario
from ..matrix.answer import Bimatrix, bimatrix
from .question import GameAsked

LEAST, MOST = 2, 5
"""Moves of a player."""
LONGEST_NUMBER, LONGEST_NAME = 12, 40
"""Letters of a payoff, which a float then holds apart from every other, and of a name."""
NAME = "typed"
Cells = tuple[tuple[tuple[str, str], ...], ...]
TEXTBOOK = {
    "3 3, 0 5; 5 0, 1 1": "Prisoner's dilemma",
    "4 4, 0 3; 3 0, 3 3": "Stag hunt",
    "2 1, 0 0; 0 0, 1 2": "Battle of the sexes",
    "3 3, 2 4; 4 2, 0 0": "Chicken",
    "1 -1, -1 1; -1 1, 1 -1": "Matching pennies",
    "0 0, -1 1, 1 -1; 1 -1, 0 0, -1 1; -1 1, 1 -1, 0 0": "Rock, paper, scissors",
}


@dataclass(frozen=True, eq=False)
class TypedGame:
    """The game as a matrix, what is left of it, and its payoffs as they were typed."""

    bimatrix: Bimatrix
    reduced: Reduced
    typed: Cells


def answer(asked: GameAsked) -> TypedGame:
    """The game that is typed. Raises InputError for what is no game of two."""
    typed = cells_of(asked.payoffs)
    game = _game(asked, typed)
    solved = solve_scenario(case_of_game(game, NAME).scenario(NAME))
    row, column = game.players
    return TypedGame(bimatrix(solved, row, column), eliminate_dominated(game), typed)


def textbook_games(_: object, __: str) -> Mapping[str, str]:
    """Games that everybody knows, by their payoffs."""
    return TEXTBOOK


def cells_of(text: str) -> Cells:
    """The two texts of each cell, row by row. Raises InputError for rows of different lengths, and for other sizes."""
    rows = tuple(tuple(_cell(cell, r, c) for c, cell in enumerate(row.split(","), 1)) for r, row in
                 enumerate((row for row in text.split(";") if row.strip()), 1))  # fmt: skip
    for r, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise InputError(
                f"`payoffs`: rows 1 and {r} have {len(rows[0])} and {len(row)} cells. Give all rows alike."
            )
    for count, what in ((len(rows), "row"), (len(rows[0]) if rows else 0, "column")):
        if not LEAST <= count <= MOST:
            raise InputError(f"`payoffs` has {plural(count, what, f'{what}s')}; a game has {LEAST} to {MOST} of them.")
    return rows


def _cell(text: str, row: int, column: int) -> tuple[str, str]:
    parts = text.split()
    if len(parts) != 2 or any(number(part) is None or len(part) > LONGEST_NUMBER for part in parts):
        raise InputError(
            f"`payoffs`: row {row}, column {column} is '{text.strip()[:40]}'; it must be two numbers with a space "
            f"between them, of at most {LONGEST_NUMBER} letters each: 3 -1.5"
        )
    return parts[0], parts[1]


def _game(asked: GameAsked, typed: Cells) -> Game:
    a, b = ([[number(cell[k]) or 0.0 for cell in row] for row in typed] for k in (0, 1))
    rows = _names("rows", asked.rows, len(typed), "row")
    columns = _names("columns", asked.columns, len(typed[0]), "column")
    players = _names("players", asked.players, 2, "player")
    return Game.from_bimatrix(a, b, players=players, strategies=(rows, columns), title=asked.title[: 2 * LONGEST_NAME])


def _names(field: str, text: str | None, count: int, usual: str) -> Sequence[str]:
    """The names between commas, or numbered ones. Raises InputError for too few, too many, too long or equal ones."""
    if text is None:
        return tuple(f"{usual} {k}" for k in range(1, count + 1))
    names = tuple(name.strip() for name in text.split(","))
    if len(names) != count or not all(names):
        raise InputError(
            f"`{field}` names {len([*filter(None, names)])}; {count} are needed, with commas between them."
        )
    if long := [name for name in names if len(name) > LONGEST_NAME]:
        raise InputError(f"`{field}`: '{long[0]}' is longer than {LONGEST_NAME} letters.")
    return names
