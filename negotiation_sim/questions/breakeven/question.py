"""The declaration of `breakeven`."""

from typing import Annotated

from ..common import AboutConclusion
from ..declaration import Help, Question


class BreakEvenAsked(AboutConclusion):
    """For each assumption alone, the exact values at which a conclusion starts or stops to hold, and who turns."""

    assumption: Annotated[tuple[str, ...], Help("Only this one, or a pattern: PLAYER.*. Repeatable.")] = ()
    all_levels: Annotated[bool, Help("Every assumption, details too.", label="Details too", spelled="all")] = False


QUESTION = Question(
    title="At which value the answer turns",
    group="On which assumptions it rests",
    place=1,
    asks=BreakEvenAsked,
    examples=(
        'recognition_first holds="count(holdouts.yes) == 4"',
        'recognition_first holds=serbia.normalise assumption="serbia.*" assume=sceptic',
        "recognition_first holds=serbia.normalise and=status_quo:serbia.stall all",
    ),
    keys={
        "conclusion": "what must hold: `scenario`, `holds` (the condition), `concept` (in which sense) of each",
        "holds": "whether all of it holds at the present values",
        "payoff_margins": "for each scenario, by how many payoff points it holds (above 0) or fails (below 0): while "
        "every difference between two payoffs of a player changes by less, the answer stays; null: it always does; of "
        "another kind of result, in the unit of the numbers that its condition compares",
        "without_equilibrium": "the scenarios that lead nowhere at the present values",
        "same_whatever_is_played": "whether every profile has the same answer",
        "sentence": "the answer in words",
        "break_evens": "for each assumption, the nearest first: `assumption`, `unit`, `value`, `range`, `searched` "
        "(two ends), `margin` to the nearest switch, `share_of_range`, `inside_range`, `searched_range_only`, `tied`, "
        "`indifferent` (where tied, who is: as `binds`), `complete`, and `switches`: `value`, `solved` (just below and "
        "above), `holds_above`, `method`, `scenarios`, `binds` (`rule` where one has no value; where it is about "
        "another kind of result `of`, and `numbers` just below and above), `words`",
        "grid": "only for conclusions about other kinds of result than the game: into how many parts a range is "
        "cut; changes in one part may be missed, and `complete` is false",
        "limits": "what the search does not find",
    },
    stem="breakeven_table",
    pictures="pictures:picture",
    offers={"holds": ".offered:conclusions"},
)
