"""The declaration of `run`."""

from ..common import AboutScenario
from ..declaration import Question


class RunAsked(AboutScenario):
    """Solves one scenario and shows its results in full, with the staged path."""


QUESTION = Question(
    title="One strategy in full",
    group="What the argument implies",
    place=2,
    asks=RunAsked,
    examples=(
        "recognition_first",
        "recognition_first assume=sceptic set=dialogue_offset=0.6 json",
        "./scenarios/kosovo/recognition_first.toml",
    ),
    keys={
        "scenarios": "a list of the one scenario: `name`, `fixed`, `order`, `equilibria` (each `profile`, `payoffs`), "
        "`reason`, `staged` (`outcomes`, `best_joint`, `cautious`, `reason`; null without an order of moves), "
        "`results` (as in `compare`)"
    },
    answer="forms:answer",
    brief="forms:brief",
    record=".compare.forms:record",
    table=".payoffs",
    files="forms:files",
)
