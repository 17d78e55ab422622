"""Scenarios side by side, under one assumption set or several: every equilibrium, every staged outcome, who gains."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...case.assumptions import AssumptionSet
from ...case.scenario import Case, Scenario, joint_digest
from ...present import labels
from ...present.frames import Frame, frame
from ...worlds.solved import NumberedResult, Solved, solve_scenario
from .question import CompareAsked


def answer(asked: CompareAsked) -> "Comparison":
    """The scenarios that are asked about, under each of the assumption sets."""
    choice = asked.choose(*asked.scenarios)
    names = tuple(choice.case.scenario_files) if asked.every else choice.names
    return compare(choice.case, names, choice.sets, choice.values)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Solved scenarios, and per assumption set the payoffs that changes are measured against (None: see `note`)."""

    case: Case
    solved: tuple[Solved, ...]
    references: Mapping[str, Mapping[str, float] | None]

    @cached_property
    def sets(self) -> tuple[str, ...]:
        """The names of the assumption sets, each once."""
        return tuple(dict.fromkeys(solved.scenario.assumptions.name for solved in self.solved))

    def under(self, name: str) -> tuple[Solved, ...]:
        """What was solved under the assumption set of that name."""
        return tuple(solved for solved in self.solved if solved.scenario.assumptions.name == name)

    @property
    def beside_the_baseline(self) -> bool:
        """Whether another scenario than the baseline is shown: only its payoffs can have changed against it."""
        return any(solved.scenario.name != self.case.baseline for solved in self.solved)

    @property
    def note(self) -> str:
        """Against what changes are measured, or why they are not."""
        if self.case.baseline is None:
            return "No baseline scenario is named, so no changes are given."
        title = self.case.scenario_files[self.case.baseline].title
        if not self.beside_the_baseline:
            return f"'{title}' is the baseline itself, so no changes are given."
        if several := [name for name, payoffs in self.references.items() if payoffs is None]:
            return f"'{title}' has no single equilibrium under {', '.join(several)}: no changes are given there."
        return f"Changes are against the only pure equilibrium of '{title}' under the same assumptions."

    @cached_property
    def outcomes(self) -> Frame:
        """One row per scenario, assumption set and result: what it is, the moves, the headlines."""
        return frame([self._outcome(solved, result) for solved in self.solved for result in solved.results])

    @cached_property
    def payoffs(self) -> Frame:
        """One row per scenario, assumption set, result and player: strategy, payoff, change against the baseline."""
        return frame(
            [row for solved in self.solved for result in solved.results for row in self._payoffs(solved, result)]
        )

    def players(self, scenarios: Iterable[Scenario]) -> dict[str, str]:
        """The names of the players whom people read of, by their ids: all but those who stand by in every scenario."""
        scenarios = tuple(scenarios)
        who = self.case.players.values()
        return {each.id: each.name for each in who if not all(scenario.stands_by(each.id) for scenario in scenarios)}

    @property
    def digest(self) -> str:
        """The scenario's hash, or for several scenarios the hash of theirs: what the results depend on."""
        return joint_digest([solved.scenario for solved in self.solved])

    def _outcome(self, solved: Solved, result: NumberedResult) -> dict[str, object]:
        moves = solved.game.moves(result.profile)
        headlines = {headline.name: solved.headline(headline, result.profile) for headline in self.case.headlines}
        return {**_what(solved, result), **headlines, **moves}

    def _payoffs(self, solved: Solved, result: NumberedResult) -> Iterable[dict[str, object]]:
        reference = self.references[solved.scenario.assumptions.name]
        moves = solved.game.moves(result.profile)
        for player, payoff in solved.game.payoff(result.profile).items():
            change = payoff - reference[player] if reference else float("nan")
            label = labels.beside_move(self.case.players, player, moves[player])
            numbers = {"payoff": payoff, "change": change}
            yield {**_what(solved, result), "player": player, "strategy": moves[player], **label, **numbers}


def _what(solved: Solved, result: NumberedResult) -> dict[str, object]:
    return {
        "assumptions": solved.scenario.assumptions.name,
        "scenario": solved.scenario.name,
        "result": result.number,
        **{sense: getattr(result, sense) for sense in ("equilibrium", "staged", "best_joint", "cautious")},
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
    names, assumed = scenarios or case.main, sets or (case.base_set,)
    solved = tuple(solve_scenario(case.scenario(name, under, values)) for under in assumed for name in names)
    return Comparison(case, solved, _references(case, solved, values or {}))


def _references(
    case: Case, solved: Sequence[Solved], values: Mapping[str, float]
) -> dict[str, Mapping[str, float] | None]:
    """By the name of each assumption set the payoffs at the baseline's only equilibrium; None where it is not one."""
    sets = {part.scenario.assumptions.name: part.scenario.assumptions for part in solved}
    return {name: _reference(case, solved, assumptions, values) for name, assumptions in sets.items()}


def _reference(
    case: Case, solved: Sequence[Solved], assumptions: AssumptionSet, values: Mapping[str, float]
) -> Mapping[str, float] | None:
    if not case.baseline:
        return None
    wanted = (case.baseline, assumptions)
    at_hand = (part for part in solved if (part.scenario.name, part.scenario.assumptions) == wanted)
    base = next(at_hand, None) or solve_scenario(case.scenario(case.baseline, assumptions, values))
    return base.game.payoff(base.results[0].profile) if len(base.equilibria.equilibria) == 1 else None
