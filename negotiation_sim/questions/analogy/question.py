"""The declaration of `analogy`."""

from typing import Annotated

from ..declaration import Asked, Help, Question

SET_OF = "An assumption set of the {} case; A+B lays B over A. None: the case's own."


class AnalogyAsked(Asked):
    """Which elements of one case, put into another, turn a hinge there; and what corresponds to what.

    The folder of one of the two cases holds an `analogy.toml`: a map of what is the same, different or reversed, and
    the elements that are exchanged, each alone, two at a time, and all together. Hinges are asked of the staged
    outcome, under both selection rules.
    """

    first: Annotated[str, Help("A case: a built-in one, or a folder.", by_place=True)]
    second: Annotated[str, Help("The other case. An analogy.toml lies in the folder of one of the two.", by_place=True)]
    assume_first: Annotated[str | None, Help(SET_OF.format("first"))] = None
    assume_second: Annotated[str | None, Help(SET_OF.format("second"))] = None


QUESTION = Question(
    title="One case put into another",
    group="Other questions, and checks",
    place=6,
    asks=AnalogyAsked,
    needs="analogy",
    examples=("accords kosovo", "accords kosovo full", "accords kosovo assume-second=sceptic_serbia"),
    keys={
        "title": "the analogy's title",
        "about": "what it claims and what it does not, in words",
        "fairness": "what is said in fairness to who draws it",
        "source": "who draws it",
        "hash": "of both scenarios as they are",
        "sentences": "the answer in three sentences",
        "cases": "`here` and `there`: both: what was solved, `assumptions_title`, `hinge_titles`, hinges as it is",
        "map": "the structure map: `title`, `here`, `there`, `judged`, `hinges`, `element`, `source`",
        "exchanges": "each element put into a case: what was changed; by hinge and rule `before`, `after`, `turned`",
        "pairs": "every two elements that turn a hinge together which neither turns alone, as under `exchanges`",
        "shown_by": "what would show that the analogy holds: `title`, `holds`, `how` that is known, `why`, `source`",
    },
    long=True,
    brief="forms:brief",
    record="record:record",
    stem="analogy",
    table=".table",
    tables={"analogy": ".table", "analogy_map": ".map_table"},
    pictures="pictures:picture",
)
