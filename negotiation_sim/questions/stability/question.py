"""The declaration of `stability`."""

from typing import Annotated

from ..common import AboutDispute
from ..declaration import Help, Question

SANCTIONS = Help(
    "single: one move of one opponent; any: any sequence.",
    label="What opponents can do",
    words=(("single", "one move of one opponent"), ("any", "any sequence of the opponents' moves")),
)
CONCEPTS = Help(
    "nash, gmr, smr or seq. Repeatable.",
    label="Concepts of stability",
    spelled="concept",
    words=(
        ("nash", "Nash: nobody gains by a move of its own"),
        ("gmr", "General metarationality: every gain can be punished"),
        ("smr", "Symmetric metarationality: punished whatever it answers"),
        ("seq", "Sequential: punished by moves that punishers like"),
    ),
)


class StabilityAsked(AboutDispute):
    """Which states last when players can answer one another: Nash, GMR, SMR and SEQ stability of the graph model.

    Moves that the case declares irreversible cannot be made.
    """

    sanctions: Annotated[str, SANCTIONS] = "single"
    names: Annotated[tuple[str, ...], CONCEPTS] = ()


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
    offers={"scenario": ".offered:scenarios_and_conflicts"},
)
