"""The declaration of `tree`."""

from typing import Annotated

from ..common import AboutScenario
from ..declaration import Help, Question

RULES = ("best_joint", "cautious")


class TreeAsked(AboutScenario):
    """Walks the game in stages: who chooses next, where each move leads, and whether somebody would move otherwise.

    Ask without `moves` for the first who choose, with them for who chooses next. Those of one stage choose at once, so
    all of them are named together. Behind each move stands where the later movers then lead by the rule.
    """

    moves: Annotated[
        tuple[str, ...],
        Help("The moves so far, stage by stage: PLAYER=MOVE,PLAYER=MOVE. Repeatable.", label="Moves made so far"),
    ] = ()
    rule: Annotated[
        str,
        Help(
            "How all who choose later do: best_joint or cautious.",
            label="How later movers choose",
            choices=RULES,
            kind="rule",
            words=(("best_joint", "what is best for them together"), ("cautious", "as cautiously as they can")),
        ),
    ] = "best_joint"


QUESTION = Question(
    title="The tree, move by move",
    group="What the argument implies",
    place=4,
    asks=TreeAsked,
    needs="order",
    examples=(
        "recognition_first",
        "recognition_first moves=spain=no,slovakia=yes,romania=yes,greece=yes",
        "land_swap rule=cautious",
    ),
    keys={
        "scenario": "the scenario's name",
        "rule": "the rule by which all who choose later do",
        "turns": "those who have a choice, stage by stage: `stage`, `players`, `names`, `moves` (null: not made yet), "
        "`words`, `by_rule` (what the rule would have had them do there; null where it leads nowhere), "
        "`by_rule_in_words`, `as_by_rule`",
        "steps": "the moves made so far, a text for each stage, as `moves` takes them",
        "to_move": "who chooses now; nobody when all have chosen",
        "choices": "by who chooses now: each of its moves as `moves` takes it, with its label",
        "on_path": "whether all moves so far are those of the rule",
        "branches": "what those who choose now can do: `value` (for `moves`), `moves`, `words`, `end` (where the rule "
        "leads then: `profile`, `payoffs`, `words`; null where it leads nowhere), `by_rule`, `by_other_rule`, "
        "`in_staged_outcome` (whether some pure subgame-perfect equilibrium of what is left has it), `gains` (who of "
        "them would move otherwise: `player`, `move`, `gain`, `words`)",
        "left_out": "how many more joint moves there are that are not listed",
        "outcomes": "how many staged outcomes are left from here on",
        "end": "where the rule leads from here, when all have chosen where it ended: `profile`, `payoffs`, `words`, "
        "`equilibrium`; null where the rule leads nowhere",
        "reason": "why the rule leads nowhere, or what it did",
    },
    record="record:record",
    brief="forms:brief",
    stem="tree",
    pictures="pictures:pictures",
    offers={"scenario": ".offered:scenarios"},
)
