"""Labels and numbers as people read them."""

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from ..case.assumptions import in_words
from ..case.conflict import Conflict
from ..case.parts import Player
from ..case.scenario import Case, Scenario
from ..games.normal_form import AnyProfile, Array, Game

SUMMED = "The sum adds points of different players: a convention, no measure of welfare."
"""Said wherever a sum of different players' payoffs decides."""


SMALL, LARGE = 0.01, 1e6
"""Between these ranges of payoffs two decimals tell them apart and do not overflow a table."""

LARGEST_WITH_CENTS = 1e15
"""Floats beyond have no two decimals."""


def words(label: str) -> str:
    """`hold_firm` as "hold firm"."""
    return in_words(label)


def points(value: float) -> str:
    """A payoff with two decimals; never "-0.00".

    >>> points(16.415), points(16.414999999999996), points(-16.415), points(-0.001)
    ('16.42', '16.42', '-16.42', '0.00')
    """
    return "-" if math.isnan(value) else f"{_cents(value):.2f}"


def payoff(value: float, payoffs: Array) -> str:
    """A payoff as `points`, but with six figures and an exponent where the range of its player's payoffs asks so."""
    low, high = float(payoffs.min()), float(payoffs.max())
    return sized(value, high - low or abs(high))


def payoffs(game: Game, profile: AnyProfile) -> list[str]:
    """Every player's payoff, or expected payoff, at a profile: what ties with 0 is 0."""
    return [sized(value, size) for value, size in zip(game.known(profile).tolist(), game.sizes, strict=True)]


def sized(value: float, size: float) -> str:
    """A payoff as `points`, or with six figures where payoffs of that size ask for it."""
    return points(value) if math.isnan(value) or not size or SMALL <= size <= LARGE else f"{value + 0.0:.6g}"


def signed(value: float) -> str:
    """A change with its sign and two decimals."""
    return "-" if math.isnan(value) else f"{_cents(value):+.2f}"


def _cents(value: float) -> float:
    """The value to two decimals, a half away from 0, by its first ten decimals: the rest is rounding.

    So payoffs that tie are shown alike, whichever way the rounding of each went.
    """
    if abs(value) > LARGEST_WITH_CENTS:
        return value
    return float(Decimal(repr(round(float(value), 10))).quantize(Decimal("0.01"), ROUND_HALF_UP)) + 0.0


def of_hundred(share: float) -> str:
    """A share as a whole number of a hundred; "fewer than one" where it is not none.

    >>> of_hundred(0.601), of_hundred(0.003), of_hundred(0.0), of_hundred(0.998)
    ('60', 'fewer than one', 'none', 'more than 99')
    """
    if share < 1e-9:
        return "none"
    if share > 1 - 1e-9:
        return "all"
    return "fewer than one" if share < 0.005 else "more than 99" if share > 0.995 else f"{100 * share:.0f}"


def percent_of_hundred(share: float, none: str = "-") -> str:
    """A share as a number of a hundred with one decimal; one that is there but would be written as zero is `<0.1`.

    >>> percent_of_hundred(0.6011), percent_of_hundred(0.0003), percent_of_hundred(0.0)
    ('60.1', '<0.1', '-')
    """
    return none if share < 1e-9 else "<0.1" if share < 0.0005 else f"{100 * share:.1f}"


def percent(share: float, digits: int = 0, signs: str = "") -> str:
    """A share in per cent, with a blank before the sign as all pages have it; `signs` "+" shows a plus, too.

    >>> percent(0.114), percent(0.0132, 1), percent(0.5, signs="+")
    ('11 %', '1.3 %', '+50 %')
    """
    return f"{100 * share:{signs}.{digits}f} %"


def plural(count: int, singular: str, many: str) -> str:
    """`no equilibria`, `one equilibrium`, `3 equilibria`."""
    return f"no {many}" if count == 0 else f"one {singular}" if count == 1 else f"{count:,} {many}"


def moves_in_words(case: Case, moves: Mapping[str, str]) -> str:
    """Every player's move in a sentence."""
    return "; ".join(phrases_of_moves(case, moves))


def phrases_of_moves(case: Case, moves: Mapping[str, str]) -> list[str]:
    """A phrase for each player's move; those of a group who do the same together: `each of Spain, Greece waits`."""
    players: dict[tuple[str, str], list[str]] = {}
    for player, move in moves.items():
        owner = next((group for group, members in case.groups.items() if player in members), player)
        meaning = case.players[player].means.get(move) or f"plays {_quoted(case.players[player].label(move))}"
        players.setdefault((owner, meaning), []).append(case.players[player].name)
    return [f"{'each of ' * (len(names) > 1)}{listed(names)} {meaning}" for (_, meaning), names in players.items()]


def two_moves(players: Mapping[str, Player], player: str, first: str, second: str) -> tuple[str, str]:
    """Two moves of a player as a sentence sets one against the other: `gains by SECOND instead of FIRST`.

    Both stand in quotation marks where one is of several words and has no meaning in words beside it: such a label is
    what the player does (`dam the river`), and not the name of a move.
    """
    moves = (first, second)
    named = tuple(players[player].label(move) for move in moves)
    phrase = any(" " in label and move not in players[player].means for label, move in zip(named, moves, strict=True))
    left, right = (f"\u2018{label}\u2019" if phrase else label for label in named)
    return left, right


def _quoted(label: str) -> str:
    """A label as one word of a sentence: in quotation marks where it has several."""
    return f"\u2018{label}\u2019" if " " in label else label


def file_stem(origin: Scenario | Conflict) -> str:
    """What files about it are named after: CASE_SCENARIO, as cases share names of scenarios; or the conflict's name.

    Of a game in a file the file's name without its ending.
    """
    if isinstance(origin, Scenario) and origin.case.game is not None:
        return Path(origin.name).stem
    return f"{origin.case.name}_{origin.name}" if isinstance(origin, Scenario) else origin.name


def listed(names: Sequence[str]) -> str:
    """`Spain`, `Spain and Greece`, `Spain, Romania and Greece`; `the US and the EU, and Greece`."""
    *first, last = names
    comma = "," if any(" and " in name for name in names) else ""
    return f"{', '.join(first)}{comma} and {last}" if first else last


def capital(text: str) -> str:
    """The text with its first letter large, the rest as it stands."""
    return text[:1].upper() + text[1:]
