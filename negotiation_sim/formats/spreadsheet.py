r"""Games as tables, in and out, in two forms: CSV, and sheets of a workbook.

One row per profile, for any number of players: a column per player with the strategy's label, then a column of payoffs
per player. The rows may be in any order; each profile has one.

    first,second,payoff: first,payoff: second
    stall,wait,3.0,5.0

A matrix, for two players: the row player's strategies down, the column player's across, and in each cell the row
player's payoff, then the column player's. No spreadsheet turns `3.0 | 5.0` into a date or a decimal; `(3, 5)` and
`3, 5` are read too. Where the first cell is empty the players are called Row and Column.

    first \ second,wait,reform
    stall,3.0 | 5.0,0.0 | 1.0

Blanks around a cell mean nothing. Separators, titles, encodings: see sheet.py; decimal commas: see numbers.py.
"""

import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from ..errors import InputError
from ..games.fractions import payoffs_at
from ..games.normal_form import Game
from .cells import Cells, cells_of
from .sheet import Sheet, sheet_of_text
from .spelled import spellings, written_cells
from .text import fault, shown

PAYOFF = "payoff: "
BESIDE = " \\ "
BETWEEN = " | "
UNNAMED = ("Row", "Column")
"""The players of a matrix that does not name them."""
FORMS = (
    f"Expected a column per player, then in the same order '{PAYOFF}<player>' for each; or, for a matrix, a first cell "
    f"'<row player>{BESIDE}<column player>'."
)


Row = list[str | float]


def to_csv(game: Game, delimiter: str = ",") -> str:
    """The game with one row per profile, in lexicographic order; payoffs as the shortest decimals that read back.

    Raises InputError where labels are blank or only blanks around them, which a CSV does not keep, tell them apart.
    """
    return "".join(_line(row, delimiter) for row in to_rows(game))


def to_matrix_csv(game: Game, delimiter: str = ",") -> str:
    r"""The two-player game as a matrix: the first player's strategies down, the second's across.

    Raises InputError for another number of players, where ` \ ` would not keep their names apart, and as `to_csv`.
    """
    return "".join(_line(row, delimiter) for row in to_matrix_rows(game))


def to_rows(game: Game) -> list[Row]:
    """The cells of `to_csv`."""
    _check_labels(game)
    payoffs = written_cells(game).reshape(len(game.players), -1).T.tolist()
    header: Row = [*game.players, *(PAYOFF + player for player in game.players)]
    profiles = zip(itertools.product(*game.strategies), payoffs, strict=True)
    body: Iterable[Row] = ([*labels, *values] for labels, values in profiles)
    return [header, *body]


def to_matrix_rows(game: Game) -> list[Row]:
    """The cells of `to_matrix_csv`."""
    if len(game.players) != 2:
        raise InputError(f"a matrix is for two players; this game has {len(game.players)}. Write one row per profile.")
    _check_labels(game)
    corner = BESIDE.join(game.players)
    if _sides(corner) != [player.strip() for player in game.players]:
        raise InputError(f"the first cell {shown(corner)} does not keep the two players' names apart. Rename them, or "
                         "write one row per profile.")  # fmt: skip
    rows = zip(game.strategies[0], *spellings(game).tolist(), strict=True)
    header: Row = [corner, *game.strategies[1]]
    body: Iterable[Row] = (
        [label, *(f"{a}{BETWEEN}{b}" for a, b in zip(first, second, strict=True))] for label, first, second in rows
    )
    return [header, *body]


def from_csv(text: str, where: str = "") -> Game:
    """The game in the text of a CSV of either form; `where` is the file's name for errors.

    Raises InputError, with line and column, for what is not as the form has it.
    """
    return from_sheet(sheet_of_text(text, where))


def from_sheet(sheet: Sheet) -> Game:
    """The game in a table of either form, under the table's title.

    Strategies are in the order of their first appearance. A first cell that is empty or has a backslash means a matrix,
    unless the header is that of one row per profile. Raises InputError as `from_csv`.
    """
    cells = cells_of(sheet)
    header = cells.rows[0]
    matrix = (not header[0] or BESIDE.strip() in header[0]) and not _heads_profiles(header)
    game = _from_matrix(cells) if matrix else _from_profiles(cells, _players(cells))
    return game.relabelled({}, title=sheet.title) if sheet.title else game


def _heads_profiles(header: Sequence[str]) -> bool:
    half = len(header) // 2
    return all(map(_heads_payoffs, header[half:], header[:half])) and len(header) == 2 * half


def _heads_payoffs(cell: str, player: str) -> bool:
    """Whether a cell heads the payoffs of a player: `payoff: <player>`, in capitals or not, with a blank or without."""
    word, colon, name = cell.partition(":")
    same = name.strip().casefold() == player.casefold()
    return bool(colon) and word.strip().casefold() == PAYOFF.partition(":")[0] and same


def _players(cells: Cells) -> tuple[str, ...]:
    """The players in the header of one row per profile."""
    header = cells.rows[0]
    half, odd = divmod(len(header), 2)
    if odd:
        raise cells.fault(0, None, f"has an odd number of columns, {len(header)}. {FORMS}")
    _check_once(cells, [(0, i) for i in range(half)], "player")
    for i, player in enumerate(header[:half]):
        if not _heads_payoffs(header[half + i], player):
            raise cells.fault(0, half + i, f"found {shown(header[half + i])} instead of '{PAYOFF}{player}'. {FORMS}")
    return header[:half]


def _from_profiles(cells: Cells, players: tuple[str, ...]) -> Game:
    n = len(players)
    rows: dict[tuple[str, ...], int] = {}
    for k in range(1, len(cells.rows)):
        profile = tuple(cells.label(k, i) for i in range(n))
        if profile in rows:
            raise cells.fault(k, None, f"the profile {_moves(players, profile)} has a row already, in "
                                       f"{cells.sheet.place(rows[profile])}.")  # fmt: skip
        rows[profile] = k
    strategies = tuple(tuple(dict.fromkeys(labels)) for labels in zip(*rows, strict=True))
    _check_complete(cells, players, strategies, rows)
    ordered = (rows[profile] for profile in itertools.product(*strategies))
    cells = cells.whose_numbers_are(cell for row in cells.rows[1:] for cell in row[n:])
    spelled = [cells.number(k, i, cells.rows[k][i]) for k in ordered for i in range(n, 2 * n)]
    cells.tell_how_read()
    payoffs, exact = payoffs_at(spelled, np.arange(len(spelled)).reshape(-1, n).T.reshape(n, *map(len, strategies)))
    return Game(players, strategies, payoffs, exact=exact)


def _check_complete(cells: Cells, players: Sequence[str], strategies: Sequence[Sequence[str]],
                    rows: Mapping[tuple[str, ...], int]) -> None:  # fmt: skip
    profiles = math.prod(map(len, strategies))
    if len(rows) < profiles:
        missing = next(profile for profile in itertools.product(*strategies) if profile not in rows)
        first, last = cells.sheet.place(1), cells.sheet.lines[-1]
        raise fault(cells.sheet.where, f"{first.replace(' ', 's ', 1)} to {last}",
                    f"the profile {_moves(players, missing)} has no row; {len(rows):,} of {profiles:,} profiles have. "
                    "Is a label spelt in two ways?")  # fmt: skip


def _from_matrix(cells: Cells) -> Game:
    players = _sides(cells.rows[0][0]) if cells.rows[0][0] else list(UNNAMED)
    if not players:
        raise cells.fault(0, 0, f"found {shown(cells.rows[0][0])}; expected the names of two players with one "
                                f"'{BESIDE}' between them.")  # fmt: skip
    down, across = range(1, len(cells.rows)), range(1, len(cells.rows[0]))
    strategies = (_check_once(cells, [(k, 0) for k in down], f"strategy of {players[0]}"),
                  _check_once(cells, [(0, j) for j in across], f"strategy of {players[1]}"))  # fmt: skip
    parts = {(k, j): cells.parts(k, j) for k in down for j in across}
    cells = cells.whose_numbers_are(part for pair in parts.values() for part in pair)
    spelled = [value for k in down for j in across for value in _pair(cells, k, j, parts[k, j])]
    cells.tell_how_read()
    places = np.arange(len(spelled)).reshape(len(down), len(across), 2)
    payoffs, exact = payoffs_at(spelled, np.moveaxis(places, -1, 0))
    return Game(tuple(players), strategies, payoffs, exact=exact)


def _pair(cells: Cells, row: int, column: int, parts: Sequence[str]) -> tuple[float | Fraction, float | Fraction]:
    if len(parts) != 2:
        raise cells.fault(row, column, f"found {shown(cells.rows[row][column])}; expected two payoffs with '{BETWEEN}' "
                                       "between them, such as 3 | 5.")  # fmt: skip
    first, second = (cells.number(row, column, part) for part in parts)
    return first, second


def _sides(corner: str) -> list[str]:
    r"""The two names around the one ` \ `, or the one backslash, of a matrix's first cell; none where unclear."""
    mark = BESIDE if corner.count(BESIDE) == 1 else BESIDE.strip()
    names = [name.strip() for name in corner.split(mark)]
    return names if len(names) == 2 and all(names) and names[0] != names[1] else []


def _check_once(cells: Cells, places: Iterable[tuple[int, int]], what: str) -> tuple[str, ...]:
    """The labels at these places. A fault where one is empty or occurs twice."""
    seen: dict[str, None] = {}
    for row, column in places:
        label = cells.label(row, column)
        if label in seen:
            raise cells.fault(row, column, f"the {what} {shown(label)} is listed a second time.")
        seen[label] = None
    return tuple(seen)


def _moves(players: Iterable[str], profile: Iterable[str]) -> str:
    return ", ".join(f"{player}={label}" for player, label in zip(players, profile, strict=True))


def _check_labels(game: Game) -> None:
    for labels in (game.players, *game.strategies):
        bare = {label.strip() for label in labels}
        if "" in bare or len(bare) < len(labels):
            raise InputError("a CSV keeps no blanks around labels, so these cannot be told apart or are empty: "
                             f"{', '.join(map(repr, labels))}. Rename them, or write a .nfg file.")  # fmt: skip


def _line(cells: Iterable[str | float], delimiter: str) -> str:
    return delimiter.join(_cell(cell if isinstance(cell, str) else repr(cell)) for cell in cells) + "\n"


def _cell(text: str) -> str:
    """The text, in quotes where it holds any separator that a CSV may have: a reader must find out which one it is."""
    return '"' + text.replace('"', '""') + '"' if re.search(r'[,;\t"\r\n]', text) else text
