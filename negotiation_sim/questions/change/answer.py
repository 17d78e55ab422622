"""What a change of assumptions does to every strategy: outcomes before and after, whose deviation did it, how far."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...case.assumptions import Assumption
from ...case.choosing import Choice
from ...case.scenario import Case, Scenario
from ...present.end_lines import outcome_in_words
from ...present.frames import Frame, frame
from ...solve.staged import RULES
from ...worlds.advance import Advance, Watch
from ...worlds.along.ends import Outcome, outcome_of
from ...worlds.along.outcomes import OutcomesAlong, outcomes_along
from ...worlds.kept import Kept
from ...worlds.solved import Solved, solve_scenario
from .deviations import Pair
from .leaving import Leaving, leavings
from .question import ChangeAsked


@dataclass(frozen=True)
class Moved:
    """An assumption whose value is another after the change."""

    entry: Assumption
    before: float
    after: float


@dataclass(frozen=True, eq=False)
class ScenarioChanged(Pair):
    """A scenario before and after; `how_far`: along each changed number from its value after, None if not asked for."""

    how_far: tuple[OutcomesAlong, ...] | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario under the assumptions after."""
        return self.after.scenario

    @cached_property
    def outcomes(self) -> tuple[Outcome, Outcome]:
        """The outcome before and after: under best joint, or all pure equilibria without an order of moves."""
        return outcome_of(self.before), outcome_of(self.after)

    @property
    def flips(self) -> bool:
        """Whether the outcome, or what is said of it, is another one."""
        return self.outcomes[0] != self.outcomes[1]

    @cached_property
    def otherwise(self) -> bool:
        """Whether something else differs while the outcome stays: the equilibria, or where the cautious rule leads."""
        ends = [[part.staged.path(rule).profile for rule in RULES] for part in self.solved if part.staged]
        equilibria = [set(part.equilibria.equilibria) for part in self.solved]
        return not self.flips and (equilibria[0] != equilibria[1] or ends[:1] != ends[1:])

    @property
    def solved(self) -> tuple[Solved, Solved]:
        """Both worlds, the one before first."""
        return self.before, self.after

    @cached_property
    def nearest_to_leaving(self) -> Leaving | None:
        """Who would leave first on the way to an outcome that stays if the change went on; None: nobody has a choice.

        Where the change brings nobody nearer to leaving, who would lose least, of those whose loss it moves.
        """
        candidates = [] if self.flips else list(leavings(self))
        return min(candidates, key=lambda each: each.rank, default=None)


@dataclass(frozen=True, eq=False)
class Changed:
    """The scenarios before and after a change, and the assumptions that it moves."""

    case: Case
    scenarios: tuple[ScenarioChanged, ...]
    moved: tuple[Moved, ...]

    @property
    def flipped(self) -> tuple[ScenarioChanged, ...]:
        """The scenarios whose outcome is another one."""
        return tuple(each for each in self.scenarios if each.flips)

    @property
    def before(self) -> tuple[Scenario, ...]:
        """The scenarios before."""
        return tuple(each.before.scenario for each in self.scenarios)

    @property
    def after(self) -> tuple[Scenario, ...]:
        """The scenarios after."""
        return tuple(each.after.scenario for each in self.scenarios)

    @property
    def nearest(self) -> OutcomesAlong | None:
        """Of the changed numbers, in whatever scenario, the one that is nearest to a flip; None where none is known."""
        known = [along for each in self.scenarios for along in each.how_far or () if along.flips]
        return min(known, key=lambda along: along.share(along.flips_by_distance[0]), default=None)

    @property
    def table(self) -> Frame:
        """One row per scenario and deviation; one with empty cells where there is none."""
        return frame(row for each in self.scenarios for row in _rows(each))


def _rows(each: ScenarioChanged) -> Iterator[dict[str, object]]:
    counts = [len(part.equilibria.equilibria) for part in each.solved]
    before, after = (outcome_in_words(each.scenario, outcome) for outcome in each.outcomes)
    shared = {"scenario": each.scenario.name, "flips": each.flips, "before": before, "after": after}
    shared |= {"equilibria_before": counts[0], "equilibria_after": counts[1]}
    nan = float("nan")
    for deviation in each.deviations or (None,):
        binding = deviation.binding if deviation else None
        gains = (deviation.gains if deviation else None) or (nan, nan)
        yield {
            **shared,
            "of": deviation.of if deviation else "",
            "kind": binding.kind if binding else "",
            "player": " ".join(binding.players) if binding else "",
            "move": binding.move if binding else "",
            "other": binding.other if binding else "",
            "gain_before": gains[0],
            "gain_after": gains[1],
        }


def answer(asked: ChangeAsked, watch: Watch) -> Changed:
    """The scenarios that are asked about before and after, and what the change moves. Raises InputError."""
    return changed(asked.chosen_before(), asked.chosen(), watch, asked.quick)


def changed(before: Choice, after: Choice, watch: Watch, quick: bool = False) -> Changed:
    """The scenarios of two choices, of the same names, side by side; with `quick` without how far a flip still is."""
    pairs = [(_solved(old), _solved(new)) for old, new in zip(before.scenarios(), after.scenarios(), strict=True)]
    values = [choice.case.itself(choice.set, choice.values).values for choice in (before, after)]
    case = after.case.under(after.set)
    moved = tuple(
        Moved(case.register[name], value, values[1][name])
        for name, value in values[0].items()
        if name in values[1] and value != values[1][name]
    )
    if quick:
        return Changed(case, tuple(ScenarioChanged(*pair) for pair in pairs), moved)
    with watch("Looking how far a flip is", len(pairs) * len(moved)) as advance:
        along = [[_along(new, part.entry, advance) for part in moved] for _, new in pairs]
    scenarios = (ScenarioChanged(*pair, tuple(each)) for pair, each in zip(pairs, along, strict=True))
    return Changed(case, tuple(scenarios), moved)


def _along(solved: Solved, entry: Assumption, advance: Advance) -> OutcomesAlong:
    made = outcomes_along(solved.scenario, entry)
    advance(1)
    return made


_kept = Kept[Solved](12)


def _solved(scenario: Scenario) -> Solved:
    """The scenario solved; the last few are kept, for what comes before a change stays while a slider moves.

    What it is kept for is all that it is made of, by identity: what is kept holds these objects, so that no others can
    have theirs.
    """
    parts = (scenario.case, scenario.file, scenario.assumptions)
    key = (*map(id, parts), tuple(scenario.values.values()))
    return _kept.of(key, lambda: solve_scenario(scenario))
