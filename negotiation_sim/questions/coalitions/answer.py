"""Who would leave a state of a dispute together, to where, and who then loses."""

from dataclasses import dataclass
from functools import cached_property

from ...case.scenario import Scenario
from ...games.normal_form import Profile
from ...present.frames import Frame, frame
from ...present.phrases import file_stem
from ...solve.coalition import coalition_proof_equilibria, joint_moves, strong_equilibria
from ...solve.solution import Solution
from ...solve.stability import coalition_moves, stable_against_coalitions
from ...worlds.dispute import Dispute
from .question import CoalitionsAsked


def answer(asked: CoalitionsAsked) -> "Leaving":
    """Who would leave the state that is asked about."""
    dispute = asked.dispute()
    return leaving(dispute, dispute.start(asked.start, asked.result), asked.to)


def stem(answer: "Leaving") -> str:
    """The name of the files."""
    return f"coalitions_{file_stem(answer.dispute.origin)}"


@dataclass(frozen=True, eq=False)
class WayOut:
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
    ways: tuple[WayOut, ...]
    strong: Solution[Profile] | None
    proof: Solution[Profile] | None
    stable: tuple[int, ...]

    @property
    def coalitions(self) -> tuple[tuple[int, ...], ...]:
        """The coalitions that leave, each once, in the order of their ways out."""
        return tuple(dict.fromkeys(way.coalition for way in self.ways))

    @property
    def first(self) -> tuple[WayOut, ...]:
        """Of each coalition the way out that is listed first."""
        return tuple({way.coalition: way for way in reversed(self.ways)}.values())[::-1]

    @property
    def needed(self) -> tuple[int, ...]:
        """The players without whom no coalition leaves: the members of all of them."""
        members = [set(coalition) for coalition in self.coalitions]
        return tuple(sorted(set.intersection(*members))) if members else ()

    @cached_property
    def table(self) -> Frame:
        """One row per way out: the coalition, what everybody then does, and what every player gains by it."""
        graph = self.dispute.graph
        return frame(
            {
                "coalition": " ".join(graph.players[i] for i in way.coalition),
                "state": graph.states[way.state],
                **self.dispute.moves(way.state),
                **{f"{player}_change": change for player, change in zip(graph.players, way.changes, strict=True)},
                "pure_equilibrium": way.state in self.dispute.pure,
            }
            for way in self.ways
        )


def leaving(dispute: Dispute, start: int, to: str | None = None) -> Leaving:
    """Who would leave a state together, to where, and who then loses; `to`: only where this condition then holds.

    In a scenario every member of a coalition moves once, and not by a move that its case declares irreversible.
    """
    game = dispute.game
    ways = tuple(_way(dispute, start, coalition, state) for coalition, state in _moves(dispute, start, to))
    strong, proof = (find(game) if game else None for find in (strong_equilibria, coalition_proof_equilibria))
    return Leaving(dispute, start, to, ways, strong, proof, stable_against_coalitions(dispute.graph))


def _moves(dispute: Dispute, start: int, to: str | None) -> list[tuple[tuple[int, ...], int]]:
    """Every joint move of the smallest coalitions that leave, and the state that it leads to."""
    into = dispute.holding(to) if to else None
    if dispute.game is None:
        return [(move.coalition, move.state) for move in coalition_moves(dispute.graph, start, into)]
    shaped = None if into is None else into.reshape(dispute.game.shape)
    joint = joint_moves(dispute.game, dispute.profile(start), _open_to(dispute, start), shaped)
    return [(move.coalition, dispute.state(move.profile)) for move in joint]


def _open_to(dispute: Dispute, start: int) -> list[list[int]]:
    """Per player the strategies that it may move to from a state."""
    assert dispute.game is not None
    forbidden = dispute.origin.case.irreversible if isinstance(dispute.origin, Scenario) else {}
    moves = dispute.game.moves(dispute.profile(start))
    return [
        [k for k, label in enumerate(strategies) if (moves[player], label) not in forbidden.get(player, ())]
        for player, strategies in zip(dispute.game.players, dispute.game.strategies, strict=True)
    ]


def _way(dispute: Dispute, start: int, coalition: tuple[int, ...], state: int) -> WayOut:
    ranks = dispute.graph.ranks
    lost = tuple(i for i in range(len(ranks)) if ranks[i, state] < ranks[i, start])
    changes = tuple(dispute.change(i, start, state) for i in range(len(ranks)))
    return WayOut(coalition, state, changes, lost)
