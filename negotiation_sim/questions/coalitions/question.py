"""The declaration of `coalitions`."""

from typing import Annotated

from ..common import AboutDispute
from ..declaration import Help, Question
from ..shared_fields import StartResult, StartState


class CoalitionsAsked(AboutDispute):
    """Who must move together to gain by a change, and who then loses; strong and coalition-proof equilibria.

    Without `from` or `result` it starts from the status quo: everybody at its first-listed strategy.
    """

    start: StartState = ()
    result: StartResult = None
    to: Annotated[
        str | None,
        Help(
            "Only moves to where this condition holds, or to this state of a conflict or a game file.",
            label="Where to",
            unsaid="anywhere",
        ),
    ] = None


QUESTION = Question(
    title="Who must move together",
    group="Other questions, and checks",
    place=3,
    asks=CoalitionsAsked,
    examples=(
        "recognition_first",
        'recognition_first from=serbia=normalise to="count(holdouts.yes) == 4"',
        "elmira from=5",
    ),
    keys={
        "from": "the state that is left: `state` (its label), `profile`",
        "to": "the condition that must hold then, or null",
        "ways": "for each way out: `coalition`, `state`, `profile`, `changes`, `losers`, `pure_equilibrium`",
        "in_every_coalition": "the players without whom no coalition leaves",
        "reason": "the answer in a sentence",
        "strong": "the strong equilibria: `equilibria`, `reason`, `computed`; null for rankings",
        "coalition_proof": "the coalition-proof equilibria: the same keys",
        "stable_against_coalitions": "the states that no coalition improves on",
    },
    stem="answer:stem",
    pictures="pictures:pictures",
    offers={"to": ".offered:conclusions", "scenario": ".offered:scenarios_and_conflicts"},
)
