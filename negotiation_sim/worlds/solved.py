"""A scenario solved: every profile that it may end in, and in which sense."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..case.parts import Headline
from ..case.scenario import Scenario, known_moves
from ..errors import InputError
from ..games.normal_form import Game, MixedProfile, Profile
from ..solve.bilateral import mixed_equilibria, too_many
from ..solve.pure import pure_equilibria
from ..solve.solution import Solution
from ..solve.staged import RULES, Staged, staged_outcomes
from .tables import Tables, tables

MOST_RESULTS = 10_000
"""So many results are told one by one at most."""


@dataclass(frozen=True, eq=False)
class NumberedResult:
    """One profile that a scenario may end in, and in which sense. `number` counts within the scenario, from 1."""

    number: int
    profile: Profile
    equilibrium: bool
    staged: bool
    best_joint: bool
    cautious: bool


@dataclass(frozen=True, eq=False)
class Solved:
    """A scenario with its game, all its pure equilibria and, where it has an order of moves, its staged outcomes."""

    scenario: Scenario
    tables: Tables
    game: Game
    equilibria: Solution[Profile]
    staged: Staged | None

    @cached_property
    def results(self) -> tuple[NumberedResult, ...]:
        """Every profile that is a pure equilibrium, a staged outcome, or both; equilibria first.

        Raises InputError for more than MOST_RESULTS.
        """
        equilibria, staged = self.equilibria.equilibria, self.staged.outcomes if self.staged else ()
        best, cautious = (self.staged.path(rule).profile if self.staged else None for rule in RULES)
        profiles = dict.fromkeys([*equilibria, *staged, *(end for end in (best, cautious) if end)])
        if len(profiles) > MOST_RESULTS:
            raise InputError(
                f"{self.scenario.name}: {len(equilibria):,} profiles are pure equilibria, and at most {MOST_RESULTS:,} "
                "results are told one by one. Fix more players in the scenario; "
                f"`solve {self.scenario.name}` lists them."
            )
        stable = set(equilibria)
        return tuple(
            NumberedResult(number, end, end in stable, end in staged, end == best, end == cautious)
            for number, end in enumerate(profiles, 1)
        )

    @cached_property
    def told(self) -> tuple[NumberedResult, ...]:
        """The results as people are told them: where best joint leads, where cautious leads, then by their numbers."""
        return tuple(sorted(self.results, key=lambda result: (not result.best_joint, not result.cautious)))

    @cached_property
    def mixed(self) -> Solution[MixedProfile] | None:
        """The mixed equilibria where two players choose and there is no pure one; else None.

        None too where they have too many strategies to enumerate.
        """
        if self.equilibria.equilibria or sum(m > 1 for m in self.game.shape) != 2:
            return None
        free = self.game.without_fixed()
        return None if too_many(free.shape) else mixed_equilibria(free)

    @cached_property
    def alike(self) -> tuple[tuple[NumberedResult, ...], ...]:
        """The results in groups whose payoffs are equal for everybody and whose headlines say the same, as told."""
        groups: dict[object, list[NumberedResult]] = {}
        for result in self.told:
            payoffs = tuple(round(value, 9) for value in self.game.payoff(result.profile).values())
            headlines = tuple(self.headline(headline, result.profile) for headline in self.scenario.case.headlines)
            moves = () if headlines else result.profile
            groups.setdefault((result.equilibrium, payoffs, headlines, moves), []).append(result)
        return tuple(tuple(group) for group in groups.values())

    def headline(self, headline: Headline, profile: Profile) -> str:
        """What a headline says of a profile: the names of those who, or its yes or no in words."""
        if headline.holds is not None:
            return headline.yes if self.tables.holds(headline.holds)[profile] else headline.no
        players = self.scenario.case.players
        who = [players[p].name for p, does in headline.who.items() if self.tables.holds(does)[profile]]
        return "nobody" if not who else "all" if len(who) == len(headline.who) > 1 else ", ".join(who)


def solve_scenario(scenario: Scenario) -> Solved:
    """A scenario's game with all its pure equilibria and, where the case has an order of moves, staged outcomes."""
    evaluated = tables(scenario)
    game = evaluated.game()
    staged = staged_outcomes(game, scenario.order) if scenario.order else None
    return Solved(scenario, evaluated, game, pure_equilibria(game), staged)


def completed(solved: Solved, moves: Mapping[str, str], result: int | None = None) -> Profile:
    """The profile with these moves, everybody not named playing as in the numbered result (None: the one told first).

    Raises InputError for moves that are not known or not open in the scenario, or where there is no such result.
    """
    moves = known_moves(solved.scenario.case, moves)
    for player, move in moves.items():
        if move not in solved.scenario.strategies(player):
            raise InputError(solved.scenario.why_closed(player, move))
    known: dict[str, str] = {
        player: open_to[0]
        for player, open_to in zip(solved.game.players, solved.game.strategies, strict=True)
        if len(open_to) == 1
    }
    if set(known) | set(moves) != set(solved.game.players):
        known = solved.game.moves(numbered(solved, result).profile)
    return solved.game.profile({**known, **moves})


def numbered(solved: Solved, result: int | None) -> NumberedResult:
    """The scenario's result of that number; None: the one that is told first. Raises InputError where there is none."""
    if not solved.results:
        raise InputError(
            f"{solved.scenario.called} has no pure equilibrium to start from: {solved.equilibria.reason} "
            "Name every player's move."
        )
    if result is None:
        return solved.told[0]
    if not 1 <= result <= len(solved.results):
        raise InputError(f"{solved.scenario.called} has results 1 to {len(solved.results)}; {result} is not one.")
    return solved.results[result - 1]
