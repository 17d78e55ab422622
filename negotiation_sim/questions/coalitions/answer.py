"""Questions about the states of a dispute: which stay, who would leave one together, and who then loses."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...case.scenario import Scenario
from ...games.normal_form import Profile
from ...solve.coalition import coalition_proof_equilibria, joint_moves, strong_equilibria
from ...solve.solution import Solution
from ...solve.stability import coalition_moves, stable_against_coalitions
from ...worlds.dispute import Dispute

if TYPE_CHECKING:
    import pandas as pd


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
