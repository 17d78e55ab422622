"""The declaration of `game`."""

from typing import Annotated

from ..declaration import Asked, Help, Question


class GameAsked(Asked):
    """A game of two that you type: best replies, all equilibria, what dominance leaves.

    Rows stand between semicolons, cells between commas; a cell is the payoff of the row player and that of the column
    player: "3 3, 0 5; 5 0, 1 1". Each player has two to five moves.
    """

    payoffs: Annotated[str, Help("The payoffs: 3 3, 0 5; 5 0, 1 1.", label="Payoffs", by_place=True)]
    players: Annotated[str, Help("The names of the two, the row player first.", label="Names of the two players")] = (
        "First, Second"
    )
    rows: Annotated[
        str | None, Help("The moves of the row player: Stay, Leave. None: numbered.", label="Moves of the row player")
    ] = None
    columns: Annotated[
        str | None, Help("The moves of the column player. None: numbered.", label="Moves of the column player")
    ] = None
    title: Annotated[str, Help("What the game is called.")] = "A game of your own"


QUESTION = Question(
    title="Your own game of two",
    group="Other questions, and checks",
    place=7,
    asks=GameAsked,
    examples=(
        '"3 3, 0 5; 5 0, 1 1"',
        '"4 4, 0 3; 3 0, 3 3" players=Ann,Bob rows=stag,hare columns=stag,hare title="Stag hunt"',
    ),
    keys={
        "title": "the game's title",
        "players": "the two players, with their moves",
        "typed": "the payoffs as they were typed: for each row, for each column, the two texts",
        "method": "how the equilibria were sought",
        "reason": "what was found, in a sentence",
        "warnings": "what the method may have missed",
        "equilibria": "`profile`, `payoffs`, `regret` of each equilibrium, mixed ones included",
        "equilibria_in_words": "the same in words",
        "payoffs": "by player: the payoffs, a list for each row of the payoffs in each column",
        "shown": "the same as they are shown to people",
        "best_replies": "by player: whether its move is a best reply to the other's, a list for each row",
        "left": "by player: the moves that are left when strictly dominated ones go, round by round",
        "left_in_words": "the same in words",
        "trace": "each that goes: `round`, `player`, `strategy`, `dominated_by`, `margin`",
    },
    stem="game_of_your_own",
    table=".bimatrix.table",
    pictures="forms:picture",
    offers={"payoffs": "answer:textbook_games"},
)
