"""Why a payoff is what it is, and why a player stays or leaves: criterion by criterion, with the sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...case.assumptions import Assumption
from ...games.normal_form import Game, Profile
from ...worlds.solved import Solved
from ...worlds.tables import Tables

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Term:
    """One part of a payoff: `contribution` = `weight` x `outcome`. `assumption` is the weight's register entry."""

    criterion: str
    rule: str
    weight: float
    outcome: float
    assumption: Assumption | None

    @property
    def contribution(self) -> float:
        return self.weight * self.outcome


@dataclass(frozen=True)
class Move:
    """A player's best other strategy at a profile: what it would gain, and the criteria that make the difference."""

    player: str
    now: str
    other: str
    gain: float
    leaves: bool
    differences: tuple[tuple[str, float], ...]


@dataclass(frozen=True, eq=False)
class Explanation:
    """A profile explained: every player's terms, and what each free player would gain by its best other strategy."""

    solved: Solved
    profile: Profile
    terms: dict[str, tuple[Term, ...]]
    moves: tuple[Move, ...]

    @property
    def payoff_table(self) -> "pd.DataFrame":
        """One row per player and criterion."""
        import pandas as pd

        return pd.DataFrame([_term_row(player, term) for player, terms in self.terms.items() for term in terms])

    @property
    def move_table(self) -> "pd.DataFrame":
        """One row per player that has a choice and criterion whose contribution would change."""
        rows = [
            {
                "player": move.player,
                "now": move.now,
                "other": move.other,
                "gain": move.gain,
                "leaves": move.leaves,
                "criterion": criterion,
                "difference": difference,
            }
            for move in self.moves
            for criterion, difference in move.differences
        ]
        import pandas as pd

        return pd.DataFrame(rows, columns=["player", "now", "other", "gain", "leaves", "criterion", "difference"])


def _term_row(player: str, term: Term) -> dict[str, object]:
    entry = term.assumption
    return {
        "player": player,
        "criterion": term.criterion,
        "weight": term.weight,
        "outcome": term.outcome,
        "contribution": term.contribution,
        "weight_name": entry.name if entry else "",
        "why": entry.why if entry else "",
        "source": entry.source if entry else "",
        "rule": term.rule,
    }


def explain(solved: Solved, profile: Profile, players: Iterable[str] = ()) -> Explanation:
    """The terms of the payoffs at a profile, of the named players or of all, and their best other strategies."""
    chosen = tuple(players) or solved.game.players
    terms = {player: payoff_terms(solved.tables, player, profile) for player in chosen}
    moves = [best_other(solved, player, profile) for player in chosen]
    return Explanation(solved, profile, terms, tuple(move for move in moves if move is not None))


def payoff_terms(tables: Tables, player: str, profile: Profile) -> tuple[Term, ...]:
    """A player's payoff at a profile as its terms, in the order of the rules."""
    case = tables.scenario.case
    terms = []
    for criterion, array in tables.criteria[player].items():
        weight = case.weight(player, criterion)
        terms.append(
            Term(
                criterion or "payoff",
                " ".join(case.payoffs[player][criterion].text.split()),
                float(tables.weight(player, criterion)),
                tables.at(array, profile),
                case.register[weight] if weight else None,
            )
        )
    return tuple(terms)


def best_other(solved: Solved, player: str, profile: Profile) -> Move | None:
    """The best of the strategies the player does not play at the profile; None for a player without a choice."""
    game: Game = solved.game
    i = game.player(player)
    values = game.payoffs_of(i, profile)
    others = [k for k in range(len(values)) if k != profile[i]]
    if not others:
        return None
    best = max(others, key=lambda k: values[k])
    gain = float(values[best] - values[profile[i]])
    deviated = (*profile[:i], best, *profile[i + 1 :])
    now, then = (payoff_terms(solved.tables, player, at) for at in (profile, deviated))
    changes = [(a.criterion, b.contribution - a.contribution) for a, b in zip(now, then, strict=True)]
    differences = sorted(((name, change) for name, change in changes if abs(change) > 1e-12), key=lambda c: -abs(c[1]))
    own = game.strategies[i]
    return Move(player, own[profile[i]], own[best], gain, gain > game.tolerances[i], tuple(differences))
