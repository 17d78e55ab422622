"""A scenario's game as a file."""

from pathlib import Path

from ...case.choosing import moves_of
from ...case.scenario import Scenario
from ...errors import InputError
from ...formats.game_file import is_tree_file, write_game, write_tree
from ...games.normal_form import Game
from ...games.staged_tree import staged_tree
from ...games.tree import Tree
from ...present.stamp import CAVEAT, stamp
from ...worlds.tables import build
from .question import ExportAsked


def answer(asked: ExportAsked) -> Path:
    """Writes the game, as a tree under its order of moves where the file's ending is that of a tree.

    Raises InputError for an ending that is no format, and a file that cannot be written.
    """
    if is_tree_file(asked.file) and asked.as_matrix:
        raise InputError(f"{asked.file}: a matrix is written as .csv, .tsv or .xlsx only.")
    if is_tree_file(asked.file) and asked.of_a_tree:
        return write_tree(_whole_tree(asked), asked.file)
    scenario = asked.read().fixing(moves_of(asked.given))
    comment = f"{stamp([scenario]).line} {CAVEAT}"
    game = build(scenario)
    written = game if asked.of_a_game_file else game.without_fixed()
    if is_tree_file(asked.file):
        return write_tree(staged_tree(written, _stages(scenario, written)), asked.file, comment)
    return write_game(written, asked.file, matrix=asked.as_matrix, comment=comment)


def _stages(scenario: Scenario, game: Game) -> list[list[str]]:
    """Who moves when, of those who are written; all together where there is no order of moves."""
    stages = [[player for player in stage if player in game.players] for stage in scenario.order or (game.players,)]
    return [stage for stage in stages if stage]


def _whole_tree(asked: ExportAsked) -> Tree:
    """The tree of a file. Raises InputError for moves that are given: they hold players of a strategic form."""
    if asked.given:
        raise InputError(
            f"{asked.scenario}: a tree is written as it stands, and `given` would hold players in it. Leave it out."
        )
    return asked.tree_in_file()


def written(answer: Path) -> tuple[Path, ...]:
    """The file."""
    return (answer,)
