"""A scenario's game as a file."""

from pathlib import Path

from ...case.choosing import moves_of
from ...formats.game_file import write_game
from ...present.stamp import CAVEAT, stamp
from ...worlds.tables import build
from .question import ExportAsked


def answer(asked: ExportAsked) -> Path:
    """Writes the game. Raises InputError for an ending that is no format, and a file that cannot be written."""
    scenario = asked.read().fixing(moves_of(asked.given))
    comment = f"{stamp([scenario]).line} {CAVEAT}"
    game = build(scenario)
    written = game if asked.of_a_game_file else game.without_fixed()
    return write_game(written, asked.file, matrix=asked.as_matrix, comment=comment)


def written(answer: Path) -> tuple[Path, ...]:
    """The file."""
    return (answer,)
