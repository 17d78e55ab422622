"""Scenarios side by side, under one assumption set or several: every equilibrium, every staged outcome, who gains."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..case.assumptions import AssumptionSet
from ..case.scenario import Case, Headline, Scenario, check_moves
from ..errors import InputError
from ..game.build import Tables, tables
from ..game.game import Game, Profile
from ..solve.pure import pure_equilibria
from ..solve.solution import Solution
from ..solve.staged import Staged, staged_outcomes

if TYPE_CHECKING:  # pandas is half of the start-up time, and most answers need no frame
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Result:
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
    def results(self) -> tuple[Result, ...]:
        """Every profile that is a pure equilibrium, a staged outcome, or both; equilibria first."""
        staged = self.staged.outcomes if self.staged else ()
        chosen = {rule: self.staged.path(rule).profile if self.staged else None for rule in ("best_joint", "cautious")}
        profiles = dict.fromkeys([*self.equilibria.equilibria, *staged, *(p for p in chosen.values() if p)])
        return tuple(
            Result(
                number,
                profile,
                profile in self.equilibria.equilibria,
                profile in staged,
                profile == chosen["best_joint"],
                profile == chosen["cautious"],
            )
            for number, profile in enumerate(profiles, 1)
        )

    @cached_property
    def alike(self) -> tuple[tuple[Result, ...], ...]:
        """The results in groups whose payoffs are equal for everybody and whose headlines say the same."""
        groups: dict[object, list[Result]] = {}
        for result in self.results:
            payoffs = tuple(round(value, 9) for value in self.game.payoff(result.profile).values())
            said = tuple(self.headline(headline, result.profile) for headline in self.scenario.case.headlines)
            moves = () if said else result.profile
            groups.setdefault((result.equilibrium, payoffs, said, moves), []).append(result)
        return tuple(tuple(group) for group in groups.values())

    def headline(self, headline: Headline, profile: Profile) -> str:
        """What a headline says of a profile: the names of those who, or its yes or no in words."""
        if headline.holds is not None:
            holds = self.tables.at(self.tables.of(headline.holds), profile) != 0
            return headline.yes if holds else headline.no
        players = self.scenario.case.players
        who = [players[p].name for p, does in headline.who.items() if self.tables.at(self.tables.of(does), profile)]
        return "nobody" if not who else "all" if len(who) == len(headline.who) > 1 else ", ".join(who)


def solve_scenario(scenario: Scenario) -> Solved:
    """A scenario's game with all its pure equilibria and, where the case has an order of moves, staged outcomes."""
    evaluated = tables(scenario)
    game = evaluated.game()
    staged = staged_outcomes(game, scenario.order) if scenario.order else None
    return Solved(scenario, evaluated, game, pure_equilibria(game), staged)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Solved scenarios, and per assumption set the payoffs that changes are measured against (None: see `note`)."""

    case: Case
    solved: tuple[Solved, ...]
    references: Mapping[str, Mapping[str, float] | None]

    @property
    def note(self) -> str:
        """Against what changes are measured, or why they are not."""
        if self.case.baseline is None:
            return "No baseline scenario is named, so no changes are given."
        title = self.case.scenario_files[self.case.baseline].title
        if several := [name for name, payoffs in self.references.items() if payoffs is None]:
            return f"'{title}' has no single equilibrium under {', '.join(several)}: no changes are given there."
        return f"Changes are against the only pure equilibrium of '{title}' under the same assumptions."

    @cached_property
    def outcomes(self) -> "pd.DataFrame":
        """One row per scenario, assumption set and result: what it is, the moves, the headlines."""
        import pandas as pd

        return pd.DataFrame([self._outcome(solved, result) for solved in self.solved for result in solved.results])

    @cached_property
    def payoffs(self) -> "pd.DataFrame":
        """One row per scenario, assumption set, result and player: strategy, payoff, change against the baseline."""
        import pandas as pd

        return pd.DataFrame(
            [row for solved in self.solved for result in solved.results for row in self._payoffs(solved, result)]
        )

    @property
    def digest(self) -> str:
        """The scenario's hash, or for several scenarios the hash of theirs: what the results depend on."""
        return joint_digest([solved.scenario for solved in self.solved])

    def _outcome(self, solved: Solved, result: Result) -> dict[str, object]:
        moves = solved.game.moves(result.profile)
        headlines = {headline.name: solved.headline(headline, result.profile) for headline in self.case.headlines}
        return {**_what(solved, result), **headlines, **moves}

    def _payoffs(self, solved: Solved, result: Result) -> Iterable[dict[str, object]]:
        reference = self.references[solved.scenario.assumptions.name]
        moves = solved.game.moves(result.profile)
        for player, payoff in solved.game.payoff(result.profile).items():
            change = payoff - reference[player] if reference else float("nan")
            yield {
                **_what(solved, result),
                "player": player,
                "strategy": moves[player],
                "payoff": payoff,
                "change": change,
            }


def _what(solved: Solved, result: Result) -> dict[str, object]:
    return {
        "assumptions": solved.scenario.assumptions.name,
        "scenario": solved.scenario.name,
        "result": result.number,
        "equilibrium": result.equilibrium,
        "staged": result.staged,
        "best_joint": result.best_joint,
        "cautious": result.cautious,
    }


def compare(
    case: Case,
    scenarios: Sequence[str] = (),
    sets: Sequence[str | AssumptionSet] = (),
    values: Mapping[str, float] | None = None,
) -> Comparison:
    """The named scenarios (default: the case's main ones) under the named assumption sets (default: the register).

    `values` are own changes on top of everything. Raises InputError for names that are not known.
    """
    chosen = [
        case.scenario(name, assumed, values) for assumed in sets or (case.base_set,) for name in scenarios or case.main
    ]
    solved = tuple(solve_scenario(scenario) for scenario in chosen)
    return Comparison(case, solved, _references(case, solved, values or {}))


def _references(
    case: Case, solved: Sequence[Solved], values: Mapping[str, float]
) -> dict[str, Mapping[str, float] | None]:
    references: dict[str, Mapping[str, float] | None] = {}
    for assumed in {one.scenario.assumptions.name: one.scenario.assumptions for one in solved}.values():
        references[assumed.name] = None
        if case.baseline:
            at_hand = [
                one for one in solved if (one.scenario.name, one.scenario.assumptions) == (case.baseline, assumed)
            ]
            base = at_hand[0] if at_hand else solve_scenario(case.scenario(case.baseline, assumed, values))
            if len(base.equilibria.equilibria) == 1:
                references[assumed.name] = base.game.payoff(base.results[0].profile)
    return references


def joint_digest(scenarios: Sequence[Scenario]) -> str:
    """One scenario's own hash; of several different ones, the first twelve digits of the hash of theirs."""
    own = list(dict.fromkeys(scenario.digest for scenario in scenarios))
    return own[0] if len(own) == 1 else hashlib.sha256(" ".join(own).encode()).hexdigest()[:12]


def completed(solved: Solved, moves: Mapping[str, str], result: int = 1) -> Profile:
    """The profile with these moves, everybody not named playing as in the numbered result.

    Raises InputError for moves that are not known or not open in the scenario, or where there is no such result.
    """
    check_moves(solved.scenario.case, moves)
    for player, move in moves.items():
        if move not in (open_to := solved.scenario.strategies(player)):
            raise InputError(f"scenario '{solved.scenario.name}' fixes {player} at {open_to[0]}; {move} is not open.")
    known: dict[str, str] = {
        player: own[0] for player, own in zip(solved.game.players, solved.game.strategies, strict=True) if len(own) == 1
    }
    if set(known) | set(moves) != set(solved.game.players):
        known = solved.game.moves(numbered(solved, result).profile)
    return solved.game.profile({**known, **moves})


def numbered(solved: Solved, result: int) -> Result:
    """The scenario's result of that number. Raises InputError where there is none."""
    if not solved.results:
        raise InputError(
            f"scenario '{solved.scenario.name}' has no pure equilibrium to start from: {solved.equilibria.reason} "
            "Name every player's move."
        )
    if not 1 <= result <= len(solved.results):
        raise InputError(
            f"scenario '{solved.scenario.name}' has results 1 to {len(solved.results)}; {result} is not one."
        )
    return solved.results[result - 1]
