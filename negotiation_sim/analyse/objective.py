"""What a correlated equilibrium is to be best for, read from a line of text."""

from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..game.game import Array, Game
from .compare import Solved

WELFARE = "welfare"


@dataclass(frozen=True, eq=False)
class Objective:
    """What every profile is worth, shape (m_0, ..., m_{N-1}), and whether the least sum is sought.

    `words` says it after "the equilibrium with"; `condition` is the condition whose chance it is, None for payoffs.
    """

    worth: Array
    least: bool
    words: str
    condition: str | None = None


def objective(text: str, game: Game, solved: Solved | None = None) -> Objective:
    """The objective that a text names: welfare, max:PLAYER, min:PLAYER, max-condition:TEXT or min-condition:TEXT.

    A condition is written in the words of a case, so it needs `solved`. Raises InputError for any other text, a player
    that is not known, and a condition that holds nowhere.
    """
    what, colon, rest = (part.strip() for part in text.partition(":"))
    least = what.startswith("min")
    size = "least" if least else "greatest"
    if what == WELFARE and not colon:
        return Objective(game.payoffs.sum(axis=0), False, "the greatest sum of payoffs")
    if what in ("max", "min") and rest:
        own = game.payoffs[game.player(rest)]
        name = solved.scenario.case.players[rest].name if solved else rest
        return Objective(own, least, f"the {size} payoff of {name}")
    if what in ("max-condition", "min-condition") and rest:
        return Objective(_holding(rest, solved), least, f"the {size} chance of '{rest}'", rest)
    raise InputError(
        f"'{text}' is no objective. Write welfare, max:PLAYER, min:PLAYER, max-condition:TEXT or min-condition:TEXT, "
        f"for example max:{game.players[0]}."
    )


def _holding(text: str, solved: Solved | None) -> Array:
    """1 at the profiles where the condition holds, else 0."""
    if solved is None:
        raise InputError(
            "a condition is written in the words of a case, which a game file does not have. "
            "Use welfare, max:PLAYER or min:PLAYER."
        )
    with np.errstate(all="ignore"):
        found = np.nan_to_num(solved.tables.of(solved.scenario.case.condition(text)))
    holds = np.broadcast_to(np.not_equal(found, 0), solved.game.shape)
    if not holds.any():
        raise InputError(f"the condition '{text}' holds at no profile of this scenario: its chance is 0 in any plan.")
    return holds.astype(float)
