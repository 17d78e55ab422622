"""Game files in and out, by the ending of their name."""

from dataclasses import replace
from pathlib import Path

from ..errors import InputError
from ..files import GAME_FILE_LIMIT, read_text, write_whole
from ..games.normal_form import Game
from ..games.tree import Tree
from ..games.tree_strategies import reduced_form
from .efg import from_efg, to_efg
from .nfg import from_nfg, to_nfg
from .sheet import TEXTS, WORKBOOK, is_table_file, read_sheet
from .spreadsheet import from_sheet, to_csv, to_matrix_csv, to_matrix_rows, to_rows
from .workbook import workbook_of

NFG = ".nfg"
EFG = ".efg"


def read_game(path: Path) -> Game:
    """The game in a .nfg file or in a table (.csv, .tsv, .txt, .xlsx); one without a title gets the file's name.

    Of a tree (.efg) it is the reduced strategic form. Raises InputError, with the file and the line, for what cannot be
    read, and for a tree whose strategic form is too large.
    """
    if is_tree_file(path):
        return reduced_form(read_tree(path), str(path)).game
    if _ending(path) == NFG:
        game = from_nfg(read_text(path, GAME_FILE_LIMIT), str(path))
    else:
        game = from_sheet(read_sheet(path, GAME_FILE_LIMIT))
    return game if game.title else game.relabelled({}, title=path.stem)


def read_tree(path: Path) -> Tree:
    """The tree in a .efg file; one without a title gets the file's name. Raises InputError as `read_game`."""
    tree = from_efg(read_text(path, GAME_FILE_LIMIT), str(path))
    return tree if tree.title else replace(tree, title=path.stem)


def write_tree(tree: Tree, path: Path, comment: str = "") -> Path:
    """Writes a .efg file, whole or not at all, and returns its path. Raises InputError where it cannot be written."""
    return write_whole(path, to_efg(tree, comment))


def write_game(game: Game, path: Path, matrix: bool = False, comment: str = "") -> Path:
    """Writes a .nfg file or a table, whole or not at all, and returns its path.

    A .nfg has room for a comment. A table has one row per profile or, with `matrix`, the form of two players' matrix.
    Raises InputError for another ending, a matrix that is no table, a game that the form cannot hold, and a file that
    cannot be written.
    """
    ending = _ending(path)
    if ending == EFG:
        raise InputError(
            f"{path}: a game in which all move at once has no tree. Write it as .nfg, .csv, .tsv or .xlsx."
        )
    if ending == NFG and matrix:
        raise InputError(f"{path}: a matrix is written as .csv, .tsv or .xlsx only.")
    if ending == NFG:
        return write_whole(path, to_nfg(game, comment))
    if ending == WORKBOOK:
        return write_whole(path, workbook_of({"game": to_matrix_rows(game) if matrix else to_rows(game)}))
    delimiter = "," if ending == TEXTS[0] else "\t"
    return write_whole(path, to_matrix_csv(game, delimiter) if matrix else to_csv(game, delimiter))


def is_game_file(name: str | Path) -> bool:
    """Whether a name ends as those of game files do."""
    return is_table_file(name) or Path(name).suffix.lower() in (NFG, EFG)


def is_tree_file(name: str | Path) -> bool:
    """Whether a name ends as those of trees do."""
    return Path(name).suffix.lower() == EFG


def _ending(path: Path) -> str:
    if not is_game_file(path):
        raise InputError(f"{path}: the ending '{path.suffix}' is no game file; .csv, .tsv and .xlsx (spreadsheets) and "
                         ".nfg and .efg (Gambit) are.")  # fmt: skip
    return path.suffix.lower()
