"""The declaration of `export`."""

from pathlib import Path
from typing import Annotated

from ..common import AboutScenario, Given
from ..declaration import Help, Question


class ExportAsked(AboutScenario):
    """Writes a scenario's game, without the players who have no choice, for any other solver."""

    file: Annotated[Path, Help("FILE.nfg (Gambit), or FILE.csv, .tsv or .xlsx.", by_place=True)]
    given: Given = ()
    as_matrix: Annotated[bool, Help("Two players: a matrix to edit, not a list.", spelled="matrix")] = False


QUESTION = Question(
    group="The case and its numbers",
    place=7,
    asks=ExportAsked,
    examples=("recognition_first game.nfg", "free_choice pair.csv case=prisoners_dilemma matrix"),
    text=None,
    record=None,
    table=None,
    written="answer:written",
)
