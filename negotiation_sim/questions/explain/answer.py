"""Why a payoff is what it is, and why a player stays or leaves: criterion by criterion, with the sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...case.assumptions import Change
from ...case.choosing import moves_of
from ...case.positions import standing
from ...case.scenario import Case
from ...games.normal_form import Profile
from ...present import labels
from ...present.frames import Frame, frame
from ...worlds.solved import Solved, completed
from ...worlds.tables import Tables
from .question import ExplainAsked

NO_CHANGE = 1e-12
"""A contribution that changes by less, in payoff points, does not change: only rounding differs."""


def answer(asked: ExplainAsked) -> "Explanation":
    """The profile that is asked about, explained."""
    solved = asked.solve()
    players = [solved.game.players[solved.game.player(player)] for player in asked.players]
    profile = completed(solved, moves_of([asked.profile] if asked.profile else []), asked.result)
    return explain(solved, profile, players)


@dataclass(frozen=True)
class Term:
    """One part of a payoff: `contribution` = `weight` x `outcome`. `given`: the weight as it stands, and why."""

    criterion: str
    rule: str
    weight: float
    outcome: float
    given: Change | None

    @property
    def contribution(self) -> float:
        """What the part adds to the payoff, in payoff points."""
        return self.weight * self.outcome


@dataclass(frozen=True)
class BestOther:
    """A player's best other strategy at a profile: what it would gain, and the criteria that make the difference.

    `leaves` says whether the gain counts: see games/measured.py. `differences` has pairs (criterion, change of its
    contribution in payoff points), the largest first.
    """

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
    terms: Mapping[str, tuple[Term, ...]]
    best_others: tuple[BestOther, ...]

    @property
    def payoff_table(self) -> Frame:
        """One row per player and criterion."""
        case = self.solved.scenario.case
        return frame([_term_row(case, player, term) for player, terms in self.terms.items() for term in terms])

    @property
    def best_other_table(self) -> Frame:
        """One row per player that has a choice and criterion whose contribution would change."""
        columns = ["player", "now", "other", "gain", "leaves", "criterion", "difference"]
        rows = [row for other in self.best_others for row in _best_other_rows(other)]
        return frame(rows, columns=columns)


def _term_row(case: Case, player: str, term: Term) -> dict[str, object]:
    return {
        "player": player,
        "criterion": term.criterion,
        **labels.beside_criterion(case, term.criterion),
        **{name: getattr(term, name) for name in ("weight", "outcome", "contribution")},
        "weight_name": term.given.name if term.given else "",
        "why": term.given.why if term.given else "",
        "source": term.given.source if term.given else "",
        "rule": term.rule,
    }


def _best_other_rows(other: BestOther) -> Iterator[dict[str, object]]:
    shared = {name: getattr(other, name) for name in ("player", "now", "other", "gain", "leaves")}
    for criterion, difference in other.differences:
        yield {**shared, "criterion": criterion, "difference": difference}


def explain(solved: Solved, profile: Profile, players: Iterable[str] = ()) -> Explanation:
    """The terms of the payoffs at a profile, of the named players or of all, and their best other strategies."""
    chosen = tuple(players) or solved.game.players
    terms = {player: payoff_terms(solved.tables, player, profile) for player in chosen}
    best_others = [best_other(solved, player, profile) for player in chosen]
    return Explanation(solved, profile, terms, tuple(part for part in best_others if part is not None))


def payoff_terms(tables: Tables, player: str, profile: Profile) -> tuple[Term, ...]:
    """A player's payoff at a profile as its terms, in the order of the rules."""
    case = tables.scenario.case
    rules = case.payoffs.get(player, {})  # none of a game in a file
    terms = []
    for criterion, outcomes in tables.criteria[player].items():
        weight = case.weight(player, criterion)
        terms.append(
            Term(
                criterion or "payoff",
                " ".join(rules[criterion].text.split()) if criterion in rules else "",
                float(tables.weight(player, criterion)),
                tables.at(outcomes, profile),
                standing(tables.scenario, weight)[1] if weight else None,
            )
        )
    return tuple(terms)


def best_other(solved: Solved, player: str, profile: Profile) -> BestOther | None:
    """The best of the strategies the player does not play at the profile; None for a player without a choice."""
    game = solved.game
    i = game.player(player)
    values = game.payoffs_of(i, profile)
    if len(values) == 1:
        return None
    others = [k for k in range(len(values)) if k != profile[i]]
    best = max(others, key=lambda k: values[k])  # where several are equal, the first of them
    after = (*profile[:i], best, *profile[i + 1 :])
    ties = not (game.measured.more(i, profile, after) or game.measured.more(i, after, profile))
    gain = 0.0 if ties else float(game.changes(profile, after)[i])
    leaves = profile[i] not in game.best_responses(i, profile)
    differences = differences_between(solved.tables, player, profile, after)
    now, other = game.strategies[i][profile[i]], game.strategies[i][best]
    return BestOther(player, now, other, gain, leaves, differences)


def differences_between(tables: Tables, player: str, before: Profile, after: Profile) -> tuple[tuple[str, float], ...]:
    """By how much each criterion's contribution changes between two profiles, the largest change first."""
    terms = zip(payoff_terms(tables, player, before), payoff_terms(tables, player, after), strict=True)
    changes = [(old.criterion, new.contribution - old.contribution) for old, new in terms]
    return tuple(sorted((pair for pair in changes if abs(pair[1]) > NO_CHANGE), key=lambda pair: -abs(pair[1])))
