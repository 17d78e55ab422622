"""The declaration of `matrix`."""

from typing import Annotated

from ..common import AboutGame
from ..declaration import Help, Question
from ..shared_fields import SCENARIO, SCENARIO_OR_GAME, Given, ResultNumber


class MatrixAsked(AboutGame):
    """Two players' payoffs against each other, everybody else held to a move, best replies marked.

    Who is not named by `given` plays as in the numbered result, by default where best joint leads; the title says what.
    """

    row: Annotated[str, Help("The row player.", label="Player in the rows", by_place=True)]
    column: Annotated[str, Help("The column player.", label="Player in the columns", by_place=True)]
    scenario: Annotated[str, Help(SCENARIO_OR_GAME, label=SCENARIO.label)]
    given: Given = ()
    cell: Annotated[
        str | None,
        Help("Explain this cell too, by the moves of the two: PLAYER=MOVE,PLAYER=MOVE.", label="Explain a cell"),
    ] = None
    result: ResultNumber = None


QUESTION = Question(
    title="Two players against each other",
    group="What the argument implies",
    place=4,
    asks=MatrixAsked,
    examples=(
        "serbia kosovo scenario=recognition_first result=2",
        "spain greece scenario=recognition_first given=slovakia=yes,romania=yes",
        "serbia kosovo scenario=recognition_first cell=serbia=stall,kosovo=concede",
        "Row Column scenario=talks.csv",
    ),
    keys={
        "scenario": "the scenario's name; of a game file there is none",
        "others": "the move that each other player is held to",
        "others_in_words": "the same in a sentence",
        "title": "the game's title",
        "players": "the two players, with their strategies",
        "method": "how the mixed equilibria were sought",
        "reason": "what was found, in a sentence",
        "warnings": "what the method may have missed",
        "equilibria": "`profile`, `payoffs`, `regret` of each equilibrium of the two, mixed ones included",
        "equilibria_in_words": "the same in words",
        "payoffs": "by player: the payoffs, a list for each row of the payoffs in each column",
        "shown": "the same as they are shown to people",
        "best_replies": "by player: whether its move is a best reply to the other's, a list for each row",
        "results": "what each numbered result of the scenario says, for those who are not named; null: too many",
        "result": "the number of the result that the others play; 0 where none is needed",
        "cell": "the cell that is explained, with the keys of `explain`: `terms` of the two, `best_other_strategy` of "
        "everybody who has a choice; null where none is asked for",
    },
    stem="matrix_table",
    pictures="pictures:picture",
)
