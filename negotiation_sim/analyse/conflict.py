"""Questions about moves, asked of a scenario or of a conflict that is stated by rankings.

Which states stay, who would leave one together and who then loses, and how a wanted state could come about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..case.conflict import Conflict
from ..case.scenario import Scenario
from ..errors import InputError, unknown
from ..game.build import Tables, tables
from ..game.game import Game, Profile
from ..game.graph import ConflictGraph, Mask, graph_of_conflict, graph_of_game
from ..solve.coalition import coalition_proof_equilibria, joint_moves, strong_equilibria
from ..solve.pure import pure_equilibria
from ..solve.solution import Solution
from ..solve.stability import (
    CONCEPTS,
    SANCTIONS,
    Concept,
    JointPath,
    Sanctions,
    Stability,
    Step,
    coalition_moves,
    joint_path,
    reached,
    shortest_path,
    stability,
    stable_against_coalitions,
)

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Dispute:
    """A graph and what it was made from: a scenario with its tables and game, or a conflict."""

    graph: ConflictGraph
    origin: Scenario | Conflict
    tables: Tables | None = None
    game: Game | None = None

    @property
    def name(self) -> str:
        return self.origin.name

    @property
    def title(self) -> str:
        return self.origin.title

    @property
    def scenario(self) -> Scenario | None:
        return self.origin if isinstance(self.origin, Scenario) else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The players' names, in their order."""
        players = self.origin.case.players if isinstance(self.origin, Scenario) else self.origin.players
        return tuple(player.name for player in players.values())

    def profile(self, state: int) -> Profile:
        """The profile of a scenario's state."""
        assert self.game is not None
        return tuple(int(k) for k in np.unravel_index(state, self.game.shape))

    def moves(self, state: int) -> dict[str, str]:
        """What every player who has a choice does at a state: its strategy, or the options that it takes."""
        if self.game is not None:
            played = self.game.moves(self.profile(state))
            return {p: played[p] for p, m in zip(self.game.players, self.game.shape, strict=True) if m > 1} or played
        assert isinstance(self.origin, Conflict)
        shared = frozenset.intersection(*self.origin.states[self.graph.states[state]])
        taken = {
            player: [o.partition(".")[2] for o in sorted(shared) if o.startswith(f"{player}.")]
            for player in self.origin.players
        }
        return {player: " and ".join(own) or "-" for player, own in taken.items()}

    @property
    def status_quo(self) -> int:
        """Where the conflict stands: as stated, or in a scenario with everybody at the first-listed strategy."""
        return self.graph.state(self.origin.status_quo) if isinstance(self.origin, Conflict) else 0

    def holding(self, text: str) -> Mask:
        """At which states a condition of the outcome language holds, shape (S,). InputError where it never does."""
        if isinstance(self.origin, Conflict):
            holds = self.origin.holds(self.origin.condition(text))
        else:
            assert self.tables is not None
            with np.errstate(all="ignore"):
                found = np.nan_to_num(self.tables.of(self.origin.case.condition(text)))
            holds = np.broadcast_to(np.not_equal(found, 0), self.tables.shape).ravel()
        if not holds.any():
            raise InputError(
                f"'{' '.join(text.split())}' holds at none of the {len(holds):,} states of '{self.name}'. "
                "Ask for less, or take a scenario that leaves more moves open."
            )
        return holds

    def start(self, moves: Mapping[str, str] | None = None, result: int | None = None, label: str | None = None) -> int:
        """The state to start from: everybody not named stays as in the status quo, or as in the numbered result.

        Raises InputError for a state, a move or a result that is not known or not open here.
        """
        if isinstance(self.origin, Conflict):
            if result is not None:
                raise InputError(f"'{self.name}' is stated by rankings and has no numbered results: name a state.")
            return self.status_quo if label is None else self.graph.state(label)
        assert self.game is not None
        known = self.game.moves(self.profile(0 if result is None else self._numbered(result)))
        for player, move in (moves or {}).items():
            own = self.game.strategies[self.game.player(player)]
            if move not in self.origin.case.players[player].strategies:
                raise InputError(f"{player}: {unknown('strategy', move, own)}")
            if move not in own:
                raise InputError(
                    f"scenario '{self.name}' fixes {player} at {own[0]}; {move} is not open. "
                    "Start from a profile of the scenario, or take a scenario that leaves the move open."
                )
        return int(np.ravel_multi_index(self.game.profile({**known, **(moves or {})}), self.game.shape))

    def _numbered(self, result: int) -> int:
        assert self.game is not None
        found = self.pure
        if not 1 <= result <= len(found):
            raise InputError(
                f"scenario '{self.name}' has {len(found)} pure equilibria; {result} is not the number of one."
            )
        return found[result - 1]

    @cached_property
    def pure(self) -> tuple[int, ...]:
        """The pure equilibria of a scenario's game, in which all choose once and freely, as states; () of a conflict."""
        if self.game is None:
            return ()
        return tuple(int(np.ravel_multi_index(p, self.game.shape)) for p in pure_equilibria(self.game).equilibria)

    def change(self, player: int, start: int, end: int) -> float:
        """What a player gains from start to end: payoff points, or places of its ranking where there are no payoffs."""
        if self.game is None:
            return float(self.graph.ranks[player, end] - self.graph.ranks[player, start])
        own = self.game.payoffs[player].ravel()
        return float(own[end] - own[start])


def dispute(origin: Scenario | Conflict) -> Dispute:
    """A scenario or a conflict with its graph; a scenario's irreversible moves are those that its case declares."""
    if isinstance(origin, Conflict):
        return Dispute(graph_of_conflict(origin), origin)
    evaluated = tables(origin)
    game = evaluated.game()
    return Dispute(graph_of_game(game, origin.case.irreversible), origin, evaluated, game)


@dataclass(frozen=True, eq=False)
class Stabilities:
    """Which states are stable for all under each concept, and which of these no coalition improves on."""

    dispute: Dispute
    stability: Stability
    coalition: tuple[int, ...]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        return tuple(self.stability.stable)

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
        """One row per such state: what everybody does, under which concepts it is stable for all, and whether it is a
        pure equilibrium of the game and stable against every coalition."""
        import pandas as pd

        held = {concept: set(self.stability.equilibria(concept)) for concept in self.concepts}
        return pd.DataFrame(
            {
                "state": self.dispute.graph.states[state],
                **self.dispute.moves(state),
                **{concept: state in held[concept] for concept in self.concepts},
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
        moves = [(move.coalition, int(np.ravel_multi_index(move.profile, found.game.shape))) for move in joint]
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


@dataclass(frozen=True, eq=False)
class Route:
    """How a wanted state comes about from `start`: the path of fewest unwilling steps, and the one by a joint move.

    `steps` None: no moves lead there. `near` counts the moves in which improvements alone reach each state, -1: never.
    """

    dispute: Dispute
    start: int
    condition: str
    targets: tuple[int, ...]
    steps: tuple[Step, ...] | None
    joint: JointPath | None
    near: tuple[int, ...]

    @property
    def missing(self) -> tuple[Step, ...]:
        """The steps that their movers would not take."""
        return tuple(step for step in self.steps or () if not step.willing)

    @cached_property
    def table(self) -> "pd.DataFrame":
        """One row per step: who moves, from where to where, what it gains, and whether it would."""
        import pandas as pd

        graph = self.dispute.graph
        columns = ["step", "player", "from", "to", "change", "willing"]
        rows = [
            (
                number,
                graph.players[step.player],
                graph.states[step.start],
                graph.states[step.end],
                self.dispute.change(step.player, step.start, step.end),
                step.willing,
            )
            for number, step in enumerate(self.steps or (), 1)
        ]
        return pd.DataFrame(rows, columns=columns)


def route(found: Dispute, start: int, condition: str) -> Route:
    """The way from a state to the nearest one at which a condition holds. InputError where it holds nowhere."""
    targets = tuple(np.flatnonzero(found.holding(condition)).tolist())
    heights = None if found.game is None else found.game.payoffs.reshape(len(found.game.players), -1)
    steps = shortest_path(found.graph, start, targets, heights)
    together = joint_path(found.graph, start, targets) if steps and any(not step.willing for step in steps) else None
    near = tuple(reached(found.graph, start, improving=True).tolist())
    return Route(found, start, condition, targets, steps, together, near)
