"""The declaration of `explain`."""

from typing import Annotated

from ..common import AboutGame
from ..declaration import Help, Question
from ..shared_fields import ResultNumber


class ExplainAsked(AboutGame):
    """Why everybody has its payoff: criterion times weight, with sources; and who would move otherwise, and why.

    Who is not named by `profile` plays as in the numbered result, by default where best joint leads.
    """

    players: Annotated[
        tuple[str, ...], Help("Only this player. Repeatable.", label="Only these players", spelled="player")
    ] = ()
    profile: Annotated[str | None, Help("Moves: PLAYER=MOVE,PLAYER=MOVE", label="Moves")] = None
    result: ResultNumber = None


QUESTION = Question(
    title="Why somebody plays a move",
    group="What the argument implies",
    place=3,
    asks=ExplainAsked,
    examples=("recognition_first player=serbia result=2", "recognition_first profile=spain=yes player=spain"),
    keys={
        "scenario": "the scenario's name; of a game file there is none",
        "equilibrium": "whether the profile is a pure equilibrium",
        "profile": "every player's move",
        "payoffs": "every player's payoff at the profile",
        "terms": "by player: `criterion`, `weight`, `outcome`, `contribution` (weight x outcome), `rule`, and of the "
        "weight `weight_name`, `why`, `source` (null where the criterion has no weight)",
        "best_other_strategy": "by player who has a choice: `now`, `other`, `gain`, `leaves` (whether the gain "
        "counts), `differences` (by criterion whose contribution would change), `words` (all that in a sentence)",
    },
    brief="forms:brief",
    table=".payoff_table",
    stem="explanation",
    tables={"explanation": ".payoff_table", "deviations": ".best_other_table"},
)
