"""What a correlated equilibrium is to be best for, read from a line of text."""

from dataclasses import dataclass

from ...errors import InputError, did_you_mean
from ...games.normal_form import Array, Game
from ...worlds.solved import Solved

WELFARE = "welfare"


@dataclass(frozen=True, eq=False)
class Objective:
    """What every profile is worth, shape (m_0, ..., m_{N-1}), and whether the least is sought.

    `words` says it after "the equilibrium with"; `condition` is the condition whose chance it is, None for payoffs.
    `sums` says that payoffs of different players are added up.
    """

    worth: Array
    least: bool
    words: str
    condition: str | None = None
    sums: bool = False


def objective(text: str, game: Game, solved: Solved | None = None) -> Objective:
    """The objective that a text names: max: or min: and a player or welfare, max-condition: or min-condition: and TEXT.

    Welfare is the sum of the payoffs; alone it means max:welfare. A player of that name goes before it. A condition is
    written in the words of a case, so it needs `solved`. Raises InputError for any other text, a name that is not
    known, and a condition that holds nowhere.
    """
    what, colon, rest = (part.strip() for part in text.partition(":"))
    if what == WELFARE and not colon:
        what, rest = "max", WELFARE
    least = what.startswith("min")
    size = "least" if least else "greatest"
    if what in ("max", "min") and rest:
        worth, whose = _payoff(rest, game, solved)
        return Objective(worth, least, f"the {size} {whose}", sums=rest not in game.players)
    if what in ("max-condition", "min-condition") and rest:
        return Objective(_holding(rest, solved), least, f"the {size} chance of '{rest}'", rest)
    raise InputError(
        f"'{text}' is no objective. Write max:NAME or min:NAME, a NAME being {', '.join(game.players)} or {WELFARE}, "
        "the sum; or max-condition:TEXT or min-condition:TEXT."
    )


def _payoff(name: str, game: Game, solved: Solved | None) -> tuple[Array, str]:
    """A player's payoffs, or the sum of all, and what to call them."""
    if name in game.players:
        whose = solved.scenario.case.players[name].name if solved else name
        return game.payoffs[game.player(name)], f"payoff of {whose}"
    if name == WELFARE:
        return game.payoffs.sum(axis=0), "sum of payoffs"
    near = did_you_mean(name, (*game.players, WELFARE)).partition(" Known")[0]
    known = f"Known: {', '.join(game.players)}; or {WELFARE}, the sum of their payoffs."
    raise InputError(f"unknown player '{name}'.{near} {known}")


def _holding(text: str, solved: Solved | None) -> Array:
    """1 at the profiles where the condition holds, else 0."""
    if solved is None:
        raise InputError(
            "a condition is written in the words of a case, which a game file does not have. "
            "Use max: or min: and a player or welfare."
        )
    holds = solved.tables.holds(solved.scenario.case.condition(text))
    if not holds.any():
        raise InputError(f"the condition '{text}' holds at no profile of this scenario: its chance is 0 in any plan.")
    return holds.astype(float)
