"""Game files in and out, by the ending of their name."""

from pathlib import Path

from ..errors import InputError
from ..files import GAME_FILE_LIMIT, read_text, write_whole
from ..games.normal_form import Game
from .nfg import from_nfg, to_nfg
from .spreadsheet import from_csv, to_csv, to_matrix_csv

READERS = {".nfg": from_nfg, ".csv": from_csv}


def read_game(path: Path) -> Game:
    """The game in a .nfg or .csv file; one without a title gets the file's name, without its ending.

    Raises InputError, with the file and the line, for what cannot be read.
    """
    read = READERS[_ending(path)]
    game = read(read_text(path, GAME_FILE_LIMIT), str(path))
    return game if game.title else game.relabelled({}, title=path.stem)


def write_game(game: Game, path: Path, matrix: bool = False, comment: str = "") -> Path:
    """Writes a .nfg or .csv file, whole or not at all, and returns its path.

    A .nfg has room for a comment; a .csv has one row per profile or, with `matrix`, the form of two players' matrix.
    Raises InputError for another ending, a matrix that is not a .csv, a game that the form cannot hold, and a file that
    cannot be written.
    """
    if _ending(path) == ".csv":
        return write_whole(path, to_matrix_csv(game) if matrix else to_csv(game))
    if matrix:
        raise InputError(f"{path}: a matrix is written as .csv only.")
    return write_whole(path, to_nfg(game, comment))


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in READERS:
        raise InputError(f"{path}: the ending '{path.suffix}' is no game file; .csv (a spreadsheet) and .nfg (Gambit) "
                         "are.")  # fmt: skip
    return ending
