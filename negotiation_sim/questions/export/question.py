"""The declaration of `export`."""

from pathlib import Path
from typing import Annotated

from ..common import AboutGame
from ..declaration import Help, Question
from ..shared_fields import Given


class ExportAsked(AboutGame):
    """Writes a scenario's game, without the players who have no choice, for any other solver.

    As a tree (.efg) it holds the order of moves, as every other file the game in which all move at once. A game in a
    file is written whole, in the other format; of a tree the reduced strategic form.
    """

    file: Annotated[Path, Help("FILE.nfg or FILE.efg (Gambit), or FILE.csv, .tsv or .xlsx.", by_place=True)]
    given: Given = ()
    as_matrix: Annotated[bool, Help("Two players: a matrix to edit, not a list.", spelled="matrix")] = False


QUESTION = Question(
    title="A game for other solvers",
    group="The case and its numbers",
    place=7,
    asks=ExportAsked,
    examples=(
        "recognition_first game.nfg",
        "free_choice pair.csv case=prisoners_dilemma matrix",
        "talks.nfg talks.csv",
        "in_turn stag.efg case=stag_hunt",
    ),
    text=None,
    record=None,
    table=None,
    written="answer:written",
)
