"""The declaration of `stability`."""

from typing import Annotated

from ..common import AboutDispute
from ..declaration import Help, Question


class StabilityAsked(AboutDispute):
    """Which states stay when players can answer one another: Nash, GMR, SMR and SEQ stability of the graph model.

    Moves that the case declares irreversible cannot be made.
    """

    sanctions: Annotated[str, Help("single: one move of one opponent; any: any sequence.")] = "single"
    names: Annotated[tuple[str, ...], Help("nash, gmr, smr or seq. Repeatable.", spelled="concept")] = ()


QUESTION = Question(
    title="Which states stay: the graph model",
    group="Other questions, and checks",
    place=2,
    asks=StabilityAsked,
    examples=("recognition_first", "free_choice sanctions=any concept=seq", "elmira"),
    keys={
        "sanctions": "what opponents can do: `single` or `any`",
        "states": "how many states there are",
        "stable": "under `nash`, `gmr`, `smr`, `seq`: the states that are stable for all, each `state`, `profile`",
        "stable_against_coalitions": "the states that no coalition improves on",
        "pure_equilibria": "the states that are pure equilibria of the game; none of a conflict by rankings",
        "reason": "what the sanctions are, and under which concepts no state is stable for all",
    },
    brief="forms:brief",
    stem="answer:stem",
    pictures="pictures:pictures",
)
