"""What is to become true: that a conclusion holds, or that it fails; and which equilibria that asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ....case.conclusions import Conclusion
from ....case.scenario import Scenario
from ....errors import InputError
from ....games.arrays import Index
from ....worlds.results.result import holds
from ....worlds.tables import held_at, scenario_shape

Kill = Literal["none", "good", "bad", "all"]


@dataclass(frozen=True)
class Goal:
    """A conclusion that is to hold, or with `make` False to fail."""

    conclusion: Conclusion
    make: bool = True

    @property
    def about_the_game(self) -> bool:
        """Whether it is about the game, so that comparisons of payoffs decide it; else about a kind that is numbers."""
        return self.conclusion.of == "game"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of result that it is about, as words of `of`."""
        return (self.conclusion.of,)

    def reached(self, scenario: Scenario) -> bool:
        """Whether the scenario is as the goal wants it: its game solved anew."""
        return holds(scenario, self.conclusion) == self.make


@dataclass(frozen=True)
class WayToGoal:
    """One way to a goal: `target` is to be an equilibrium (None: no matter), and none of `kill` is to be left.

    `good` are the equilibria that satisfy the condition, `bad` those that do not.
    """

    target: int | None
    kill: Kill = "none"


def ways_to(goal: Goal, good: npt.NDArray[np.bool_]) -> Iterator[WayToGoal]:
    """The ways to a goal on pure equilibria, given which profiles satisfy the condition."""
    targets = np.flatnonzero(good if goal.make else ~good).tolist()
    if goal.make:
        yield from (WayToGoal(target, "none" if goal.conclusion.sense == "some" else "bad") for target in targets)
    elif goal.conclusion.sense == "some":
        yield WayToGoal(None, "good")
    else:
        yield from (WayToGoal(target) for target in targets)
        yield WayToGoal(None, "all")


def satisfying(scenario: Scenario, goal: Goal, profiles: Index | None = None) -> npt.NDArray[np.bool_]:
    """Which profiles (flat indices; default: all) satisfy the condition, at the scenario's values."""
    if profiles is None:
        profiles = np.arange(int(np.prod(scenario_shape(scenario))))
    return held_at(scenario, goal.conclusion.condition, profiles)


def check(goal: Goal, scenario: Scenario) -> None:
    """Raises InputError where no profile of the scenario can serve it; of a goal about numbers that is not known."""
    if goal.conclusion.rule and not scenario.order:
        raise InputError(f"'{goal.conclusion.sense}' needs an order of moves. Use some or every.")
    if not goal.about_the_game:
        return
    good = satisfying(scenario, goal)
    if goal.make and not good.any():
        raise InputError(
            f"'{goal.conclusion.condition.text}' holds at no profile of scenario '{scenario.name}', whatever the "
            "players do, at the present values of what it names. Check the condition and what the scenario fixes."
        )
