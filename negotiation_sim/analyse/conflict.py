"""Questions about the states of a dispute: which stay, who would leave one together, and who then loses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..case.scenario import Scenario
from ..errors import InputError, unknown
from ..game.game import Profile
from ..solve.coalition import coalition_proof_equilibria, joint_moves, strong_equilibria
from ..solve.solution import Solution
from ..solve.stability import (
    CONCEPTS,
    SANCTIONS,
    Concept,
    Sanctions,
    Stability,
    coalition_moves,
    stability,
    stable_against_coalitions,
)
from .dispute import Dispute

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


@dataclass(frozen=True, eq=False)
class Way:
    """A joint move: who makes it, where it leads, and what every player gains (`Dispute.change`)."""

    coalition: tuple[int, ...]
    state: int
    changes: tuple[float, ...]
    lost: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Leaving:
    """The smallest coalitions that leave a state, in order; strong and coalition-proof equilibria of a scenario.

    `stable` are the states that no coalition improves on where every move can be made that is not irreversible.
    """

    dispute: Dispute
    start: int
    to: str | None
    ways: tuple[Way, ...]
    strong: Solution[Profile] | None
    proof: Solution[Profile] | None
    stable: tuple[int, ...]

    @property
    def coalitions(self) -> tuple[tuple[int, ...], ...]:
        return tuple(dict.fromkeys(way.coalition for way in self.ways))

    @property
    def needed(self) -> tuple[int, ...]:
        """The players without whom no coalition leaves: the members of all of them."""
        members = [set(coalition) for coalition in self.coalitions]
        return tuple(sorted(set.intersection(*members))) if members else ()

    @cached_property
    def table(self) -> "pd.DataFrame":
        """One row per way out: the coalition, what everybody then does, and what every player gains by it."""
        import pandas as pd

        graph = self.dispute.graph
        return pd.DataFrame(
            {
                "coalition": " ".join(graph.players[i] for i in way.coalition),
                "state": graph.states[way.state],
                **self.dispute.moves(way.state),
                **{f"{player}_change": change for player, change in zip(graph.players, way.changes, strict=True)},
                "pure_equilibrium": way.state in self.dispute.pure,
            }
            for way in self.ways
        )


def leaving(found: Dispute, start: int, to: str | None = None) -> Leaving:
    """Who would leave a state together, to where, and who then loses; `to`: only where this condition then holds.

    In a scenario every member of a coalition moves once, and not by a move that its case declares irreversible.
    """
    into = found.holding(to) if to else None
    if found.game is None or found.scenario is None:
        moves = [(move.coalition, move.state) for move in coalition_moves(found.graph, start, into)]
    else:
        shaped = None if into is None else into.reshape(found.game.shape)
        joint = joint_moves(found.game, found.profile(start), _open_to(found, start), shaped)
        moves = [(move.coalition, found.state(move.profile)) for move in joint]
    ways = tuple(_way(found, coalition, start, state) for coalition, state in moves)
    strong, proof = (f(found.game) if found.game else None for f in (strong_equilibria, coalition_proof_equilibria))
    return Leaving(found, start, to, ways, strong, proof, stable_against_coalitions(found.graph))


def _open_to(found: Dispute, start: int) -> list[list[int]]:
    """Per player the strategies that it may move to from a state."""
    assert found.game is not None
    forbidden = found.origin.case.irreversible if isinstance(found.origin, Scenario) else {}
    moves = found.game.moves(found.profile(start))
    return [
        [k for k, label in enumerate(own) if (moves[player], label) not in forbidden.get(player, ())]
        for player, own in zip(found.game.players, found.game.strategies, strict=True)
    ]


def _way(found: Dispute, coalition: tuple[int, ...], start: int, state: int) -> Way:
    ranks = found.graph.ranks
    lost = tuple(i for i in range(len(ranks)) if ranks[i, state] < ranks[i, start])
    changes = tuple(found.change(i, start, state) for i in range(len(ranks)))
    return Way(coalition, state, changes, lost)
