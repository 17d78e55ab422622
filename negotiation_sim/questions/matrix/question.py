"""The declaration of `matrix`."""

from typing import Annotated

from ..common import SCENARIO_OR_GAME, AboutGame, Given, ResultNumber
from ..declaration import Help, Question


class MatrixAsked(AboutGame):
    """Two players' payoffs against each other, everybody else held to a move, best replies marked.

    Who is not named by `given` plays as in the numbered result (`result`, default 1); the title says what.
    """

    row: Annotated[str, Help("The row player.", by_place=True)]
    column: Annotated[str, Help("The column player.", by_place=True)]
    scenario: Annotated[str, Help(SCENARIO_OR_GAME)]
    given: Given = ()
    result: ResultNumber = 1


QUESTION = Question(
    title="Two players against each other",
    group="What the argument implies",
    place=4,
    asks=MatrixAsked,
    examples=(
        "serbia kosovo scenario=recognition_first result=2",
        "spain greece scenario=recognition_first given=slovakia=yes,romania=yes",
        "Row Column scenario=talks.csv",
    ),
    keys={
        "scenario": "the scenario's name; of a game file there is none",
        "others": "the move that each other player is held to",
        "title": "the game's title",
        "players": "the two players, with their strategies",
        "method": "how the mixed equilibria were sought",
        "reason": "what was found, in a sentence",
        "warnings": "what the method may have missed",
        "equilibria": "`profile`, `payoffs`, `regret` of each equilibrium of the two, mixed ones included",
        "payoffs": "by player: the payoffs, a list for each row of the payoffs in each column",
    },
    stem="matrix_table",
    pictures="pictures:picture",
)
