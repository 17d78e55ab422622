"""A conclusion: a condition on what is played, and in which sense the game must lead to it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from ..case.expression import Expression
from ..case.scenario import Case, Scenario
from ..errors import InputError, unknown
from ..game.build import tables
from ..game.game import tolerances_of
from ..solve.pure import equilibrium_mask
from ..solve.staged import selected

Concept = Literal["some", "every", "best_joint", "cautious"]
BATCH_BYTES = 64_000_000


@dataclass(frozen=True)
class Conclusion:
    """`condition` holds at some pure equilibrium, at every one (and there is one), or at a rule's staged outcome."""

    condition: Expression
    concept: Concept

    @property
    def words(self) -> str:
        where = {
            "some": "at some pure equilibrium",
            "every": "at every pure equilibrium",
            "best_joint": "at the staged outcome under best joint",
            "cautious": "at the staged outcome under cautious",
        }
        return f"{' '.join(self.condition.text.split())} {where[self.concept]}"


def conclusion(case: Case, condition: str, concept: str = "best_joint") -> Conclusion:
    """A conclusion read for a case. Raises InputError for a condition that cannot be read or an unknown concept."""
    if concept not in get_args(Concept):
        raise InputError(unknown("concept", concept, get_args(Concept)))
    if concept in ("best_joint", "cautious") and not case.orders:
        raise InputError(
            f"'{concept}' needs an order of moves, and the case '{case.name}' has none. Use some or every."
        )
    return Conclusion(case.condition(condition), concept)  # type: ignore[arg-type]


def truths(
    scenario: Scenario, reached: Conclusion, draws: Mapping[str, npt.NDArray[np.float64]]
) -> npt.NDArray[np.bool_]:
    """For every draw of some assumptions' values, whether the conclusion holds. Shape (draws,).

    Draws are solved together, in batches of bounded memory; the answers are those of solving one game at a time.
    """
    count = len(next(iter(draws.values())))
    profiles = math.prod(len(scenario.strategies(player)) for player in scenario.case.players)
    size = max(1, BATCH_BYTES // (8 * len(scenario.case.players) * profiles))
    parts = [{name: column[start : start + size] for name, column in draws.items()} for start in range(0, count, size)]
    return np.concatenate([_batch(scenario, reached, part) for part in parts])


def _batch(
    scenario: Scenario, reached: Conclusion, draws: Mapping[str, npt.NDArray[np.float64]]
) -> npt.NDArray[np.bool_]:
    evaluated = tables(scenario, draws)
    payoffs = evaluated.payoffs()
    tolerances = tolerances_of(payoffs, tuple(range(1, payoffs.ndim - 1)))
    holds = np.broadcast_to(np.asarray(evaluated.of(reached.condition)) != 0, payoffs.shape[1:])
    axes = tuple(range(holds.ndim - 1))
    if reached.concept in ("some", "every"):
        mask = equilibrium_mask(payoffs, tolerances)
        some: npt.NDArray[np.bool_] = (mask & holds).any(axis=axes)
        return some if reached.concept == "some" else some & ~(mask & ~holds).any(axis=axes)
    players = list(scenario.case.players)
    stages = [[players.index(player) for player in stage] for stage in scenario.order or ()]
    ends = selected(payoffs, tolerances, stages, "best_joint" if reached.concept == "best_joint" else "cautious")
    flat = holds.reshape(-1, holds.shape[-1])
    answers: npt.NDArray[np.bool_] = (ends >= 0) & flat[np.maximum(ends, 0), np.arange(len(ends))]
    return answers
