"""Gambit's strategic-form files (.nfg), in and out.

The format (Gambit documentation, "The strategic game (.nfg) file format", payoff and outcome version):

    NFG 1 R "title" { "player 1" "player 2" }
    { { "a" "b" "c" } { "x" "y" } }             or, without labels, { 3 2 }
    "an optional comment"
    1 1  0 2  0 2  1 1  0 3  2 0                the payoffs of all players, profile by profile
    { { "win" 1, 1 } { "lose" 0, 2 } } 1 2 2 1  or named outcomes, then the number of each profile's outcome

Profiles are listed with the first player's strategy varying fastest: the reverse of the C order of `Game.payoffs`.
Outcome number 0 pays every player zero.
"""

import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np

from ..errors import InputError
from ..games.arrays import Array
from ..games.fractions import payoffs_at
from ..games.gains import Exact
from ..games.labels import check_size
from ..games.normal_form import Game
from .gambit import Reader, braced, quoted, quoted_texts, read_count, read_payoff, unique_labels, unquoted
from .spelled import spellings

N = TypeVar("N")


def to_nfg(game: Game, comment: str = "") -> str:
    r"""The game as the text of a Gambit file, payoff version, one profile a line.

    Payoffs are written as the shortest decimals that read back as the same floats. In labels a quote becomes \", and a
    backslash \\ where it would be misread otherwise. Gambit 16.7 itself reads labels of printable ASCII only, and none
    that ends in a backslash; `from_nfg` reads all back.
    """
    strategies = "\n".join(map(braced, game.strategies))
    head = f"NFG 1 R {quoted(game.title)} {braced(game.players)}\n\n{{ {strategies}\n}}\n{quoted(comment)}\n\n"
    profiles = spellings(game).T.reshape(-1, len(game.players)).tolist()
    return head + "\n".join(map(" ".join, profiles)) + "\n"


def from_nfg(text: str, where: str = "") -> Game:
    """The game in the text of a Gambit file; `where` is the file's name for errors.

    Labels that are empty or occur twice, which Gambit allows, are made unique: an empty one becomes its number
    ("player 2", strategy "2"), a repeated one gets " (2)", " (3)", ... The comment and the names of outcomes, which a
    Game has no place for, are dropped.

    Raises InputError with the line of what is not as the format has it, and for a game too large for memory.
    """
    reader = Reader(text, where)
    title = _header(reader)
    players = unique_labels(quoted_texts(reader, "a player's name in quotes"), "player ")
    shape, strategies = _strategies(reader, players)
    try:
        check_size(len(players), shape)
    except InputError as error:
        raise reader.fault(str(error)) from None
    if reader.kind == "text":
        reader.step()
    payoffs, exact = _body(reader, players, shape)
    return Game(players, strategies or tuple(_numbered(m) for m in shape), payoffs, title, exact=exact)


def _header(reader: Reader) -> str:
    if reader.kind == "word" and reader.value == "EFG":
        raise reader.fault("is a Gambit extensive-form game. Give the file's name the ending .efg.")
    reader.take("word", 'NFG 1 R "title", the start of a Gambit strategic-form file', "NFG")
    reader.take("word", "version 1", "1")
    reader.take("word", "R or D after NFG 1", re.compile("[RD]"))
    return unquoted(reader.take("text", "the game's title in quotes"))


def _strategies(reader: Reader, players: Sequence[str]) -> tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]:
    """How many strategies each player has, and their labels, () where the file gives counts alone."""
    reader.take("mark", "'{' and each player's strategies", "{")
    labels, shape = [], []
    nested = reader.at("{")
    for player in players:
        if reader.at("}"):
            raise reader.fault(f"the strategies of {player} are missing; the file names {len(players)} players.")
        if nested:
            labels.append(unique_labels(quoted_texts(reader, f"a strategy of {player} in quotes"), ""))
            shape.append(len(labels[-1]))
        else:
            shape.append(read_count(reader, f"how many strategies {player} has, 1 or more", least=1))
    reader.take("mark", f"'}}' after the strategies of {len(players)} players", "}")
    return tuple(shape), tuple(labels)


def _body(reader: Reader, players: Sequence[str], shape: Sequence[int]) -> tuple[Array, Exact | None]:
    """The payoffs in the shape of Game.payoffs, and as fractions where need be, from either version of the body."""
    n, profiles = len(players), math.prod(shape)
    if reader.at("{"):
        outcomes = _outcomes(reader, players)
        last = len(outcomes) - 1
        expected = f"the number of an outcome, 0 to {last}"
        numbers = _list(reader, profiles, "outcome numbers", f"one for each of {profiles:,} profiles",
                        lambda: read_count(reader, expected, most=last))  # fmt: skip
        spelled = [value for row in outcomes for value in row]
        places = np.array(numbers, dtype=np.intp)[:, None] * n + np.arange(n)
    else:
        spelled = _list(reader, n * profiles, "payoffs", f"{n} players x {profiles:,} profiles",
                        lambda: read_payoff(reader))  # fmt: skip
        places = np.arange(n * profiles)
    return payoffs_at(spelled, places.reshape(*reversed(shape), n).T)


def _outcomes(reader: Reader, players: Sequence[str]) -> list[list[float | Fraction]]:
    """The outcomes' payoffs, a row for each; the first is outcome 0, zero for all."""
    rows: list[list[float | Fraction]] = [[0.0] * len(players)]
    reader.step()
    while not reader.at("}"):
        reader.take("mark", "'{' and an outcome, or '}' after the last one", "{")
        reader.take("text", "the outcome's name in quotes")
        rows.append([])
        for player in players:
            if reader.kind == "comma":
                reader.step()
            rows[-1].append(read_payoff(reader, f" for {player} in outcome {len(rows) - 1}"))
        reader.take("mark", f"'}}' after the payoffs of {len(players)} players", "}")
    reader.step()
    return rows


def _list(reader: Reader, needed: int, what: str, why: str, read: Callable[[], N]) -> list[N]:
    """The rest of the file as exactly the needed numbers."""
    values: list[N] = []
    while reader.kind != "end":
        if len(values) == needed:
            raise reader.fault(f"too many {what}: found {reader.current()} after the last of {needed:,} ({why}).")
        values.append(read())
    if len(values) < needed:
        raise reader.fault(f"too few {what}: the file ends after {len(values):,} of {needed:,} ({why}).")
    return values


def _numbered(count: int) -> tuple[str, ...]:
    return tuple(str(k) for k in range(1, count + 1))
