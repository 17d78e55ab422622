"""Which states of a dispute stay when players can answer one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ...errors import InputError, unknown
from ...solve.stability import (
    CONCEPTS,
    SANCTIONS,
    Concept,
    Sanctions,
    Stability,
    stability,
    stable_against_coalitions,
)
from ...worlds.dispute import Dispute

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Stabilities:
    """Which states are stable for all under each concept, and which of these no coalition improves on."""

    dispute: Dispute
    stability: Stability
    coalition: tuple[int, ...]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        return tuple(self.stability.stable)

    @property
    def empty(self) -> tuple[Concept, ...]:
        """The concepts under which no state is stable for all."""
        return tuple(concept for concept in self.concepts if not self.stability.equilibria(concept))

    @cached_property
    def states(self) -> tuple[int, ...]:
        """Every state that is stable for all under some concept; those under the most concepts first."""
        count = sum(
            (self.stability.stable[concept].all(axis=0).astype(int) for concept in self.concepts), np.zeros(1, int)
        )
        some = np.flatnonzero(count)
        return tuple(sorted(some.tolist(), key=lambda s: (-int(count[s]), s)))

    @cached_property
    def table(self) -> "pd.DataFrame":
        """One row per such state: what everybody does, under which concepts it is stable for all (with which sanctions),
        and whether it is a pure equilibrium of the game and stable against every coalition."""
        import pandas as pd

        held = {concept: set(self.stability.equilibria(concept)) for concept in self.concepts}
        return pd.DataFrame(
            {
                "state": self.dispute.graph.states[state],
                **self.dispute.moves(state),
                **{concept: state in held[concept] for concept in self.concepts},
                "sanctions": self.stability.sanctions,
                "coalition": state in self.coalition,
                "pure_equilibrium": state in self.dispute.pure,
            }
            for state in self.states
        )


def stabilities(found: Dispute, sanctions: str = "single", concepts: Sequence[str] = ()) -> Stabilities:
    """The states of a dispute that are stable for all. Raises InputError for a concept or sanctions not known."""
    kind = _sanctions(sanctions)
    chosen = [_concept(concept) for concept in concepts] or list(CONCEPTS)
    return Stabilities(found, stability(found.graph, kind, chosen), stable_against_coalitions(found.graph))


def _sanctions(name: str) -> Sanctions:
    for known in SANCTIONS:
        if name == known:
            return known
    raise InputError(
        f"{unknown('kind of sanctions', name, ('single', 'any'))} single: one move of one opponent; any: any sequence."
    )


def _concept(name: str) -> Concept:
    for known in CONCEPTS:
        if name == known:
            return known
    raise InputError(
        f"{unknown('concept of stability', name, CONCEPTS)} For joint moves ask: negotiation-sim coalitions; "
        "for staged outcomes: negotiation-sim run."
    )
