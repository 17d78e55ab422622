"""A dispute: a scenario, or a conflict that is stated by rankings, with its states and moves as a graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..case.choosing import moves_of
from ..case.conflict import Conflict
from ..case.scenario import Scenario, known_moves
from ..errors import InputError, unknown
from ..games.arrays import Mask
from ..games.graph import ConflictGraph, graph_of_game, padded
from ..games.normal_form import Game, Profile
from ..language.expression import Expression
from ..solve.pure import pure_equilibria
from .tables import Tables, tables

NAMED = 20
"""As many states a message names."""


@dataclass(frozen=True, eq=False)
class Dispute:
    """A graph and what it was made from: a scenario with its tables and game, or a conflict."""

    graph: ConflictGraph
    origin: Scenario | Conflict
    tables: Tables | None = None
    game: Game | None = None

    @property
    def name(self) -> str:
        """The name of the scenario or the conflict."""
        return self.origin.name

    @property
    def title(self) -> str:
        """Its title."""
        return self.origin.title

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The players' names, in their order."""
        players = self.origin.case.players if isinstance(self.origin, Scenario) else self.origin.players
        return tuple(player.name for player in players.values())

    def profile(self, state: int) -> Profile:
        """The profile of a scenario's state."""
        assert self.game is not None
        return tuple(map(int, np.unravel_index(state, self.game.shape)))

    def state(self, profile: Profile) -> int:
        """The state that is a profile of a scenario."""
        assert self.game is not None
        return int(np.ravel_multi_index(profile, self.game.shape))

    def moves(self, state: int) -> dict[str, str]:
        """What every player who has a choice does at a state: its strategy, or the options that it takes."""
        if self.game is not None:
            played = self.game.moves(self.profile(state))
            return {p: played[p] for p, m in zip(self.game.players, self.game.shape, strict=True) if m > 1} or played
        assert isinstance(self.origin, Conflict)
        shared = frozenset.intersection(*self.origin.states[self.graph.states[state]])
        taken: dict[str, list[str]] = {player: [] for player in self.origin.players}
        for player, _, option in (each.partition(".") for each in sorted(shared)):
            taken[player].append(option)
        return {player: " and ".join(options) or "-" for player, options in taken.items()}

    @property
    def status_quo(self) -> int:
        """Where the conflict stands: as stated, or in a scenario with everybody at the first-listed strategy."""
        return self.graph.state(self.origin.status_quo) if isinstance(self.origin, Conflict) else 0

    @property
    def of_a_game_file(self) -> bool:
        """Whether it is a game in a file, whose labels need not be names that a condition may use."""
        return isinstance(self.origin, Scenario) and self.origin.case.game is not None

    def is_state(self, text: str) -> bool:
        """Whether a text names a state of a conflict that is stated by rankings, or of a game in a file."""
        by_label = isinstance(self.origin, Conflict) or self.of_a_game_file
        return by_label and (text.strip() in self.graph.states or text.strip() in self._with_every_move)

    @cached_property
    def _with_every_move(self) -> dict[str, int]:
        """The states of a game in a file by all their moves, `ban|obey`, those of players with one move too."""
        if self.game is None or not self.of_a_game_file or min(self.game.shape) > 1:
            return {}
        return {"|".join(self.game.moves(self.profile(s)).values()): s for s in range(len(self.graph.states))}

    def _labelled(self, text: str) -> int:
        """The state of that label; the InputError for another names those that there are."""
        states, label = self.graph.states, text.strip()
        if label in states:
            return states.index(label)
        if label in self._with_every_move:
            return self._with_every_move[label]
        more = f" and {len(states) - NAMED:,} more" if len(states) > NAMED else ""
        raise InputError(f"unknown state '{label}'. The states of '{self.name}': {', '.join(states[:NAMED])}{more}.")

    def holding(self, text: str) -> Mask:
        """At which states a condition of the outcome language holds, shape (S,). InputError where it never does.

        A state of a conflict, or of a game in a file, may be named instead.
        """
        if self.is_state(text) or (isinstance(self.origin, Conflict) and text.strip().isalnum()):
            return np.asarray(np.arange(len(self.graph.states)) == self._labelled(text))
        if isinstance(self.origin, Conflict):
            holds = self.origin.holds(self.origin.condition(text))
        else:
            assert self.tables is not None
            holds = self.tables.holds(self._condition(text)).ravel()
        if not holds.any():
            less = "" if self.of_a_game_file else ", or take a scenario that leaves more moves open"
            fault = f"'{' '.join(text.split())}' holds at none of the {len(holds):,} states of '{self.name}'"
            raise InputError(f"{fault}. Ask for less{less}.")
        return holds

    def _condition(self, text: str) -> Expression:
        """A condition on the states of a scenario; where a game file has no such names, the message shows a state."""
        assert isinstance(self.origin, Scenario)
        try:
            return self.origin.case.condition(text)
        except InputError as error:
            if not self.of_a_game_file:
                raise
            raise InputError(f"{error} A state may be named too, for example '{self.graph.states[-1]}'.") from error

    def start(self, texts: Sequence[str] = (), result: int | None = None) -> int:
        """The state to start from, as a person writes it: PLAYER=MOVE in a scenario, a state's label in a conflict.

        Everybody not named stays as in the status quo, or as in the numbered result. Raises InputError for what cannot
        be read, for a state, a move or a result that is not known or not open here, and for several states.
        """
        if isinstance(self.origin, Conflict):
            if len(texts) > 1:
                raise InputError("a conflict starts from one state: `from=LABEL`.")
            if result is not None:
                raise InputError(f"'{self.name}' is stated by rankings and has no numbered results: name a state.")
            return self._labelled(texts[0]) if texts else self.status_quo
        assert self.game is not None
        moves = known_moves(self.origin.case, moves_of(texts))
        known = self.game.moves(self.profile(0 if result is None else self._numbered(result)))
        for player, move in moves.items():
            open_to = self.game.strategies[self.game.player(player)]
            if move not in self.origin.case.players[player].strategies:
                raise InputError(f"{player}: {unknown('strategy', move, open_to)}")
            if move not in open_to:
                raise InputError(
                    f"{self.origin.why_closed(player, move)} "
                    "Start from a profile of the scenario, or take a scenario that leaves the move open."
                )
        return self.state(self.game.profile({**known, **moves}))

    def _numbered(self, result: int) -> int:
        assert isinstance(self.origin, Scenario)
        if not 1 <= result <= len(self.pure):
            count = len(self.pure)
            raise InputError(f"{self.origin.called} has {count} pure equilibria; {result} is not the number of one.")
        return self.pure[result - 1]

    @cached_property
    def pure(self) -> tuple[int, ...]:
        """The pure equilibria of a scenario's game, where all choose once and freely, as states; () of a conflict."""
        if self.game is None:
            return ()
        return tuple(self.state(profile) for profile in pure_equilibria(self.game).equilibria)

    def change(self, player: int, start: int, end: int) -> float:
        """What a player gains from start to end: payoff points, or places of its ranking where there are no payoffs."""
        if self.game is None:
            return float(self.graph.ranks[player, end] - self.graph.ranks[player, start])
        payoffs = self.game.payoffs[player]
        return float(payoffs.flat[end] - payoffs.flat[start])


def dispute(origin: Scenario | Conflict) -> Dispute:
    """A scenario or a conflict with its graph; a scenario's irreversible moves are those that its case declares."""
    if isinstance(origin, Conflict):
        return Dispute(graph_of_conflict(origin), origin)
    evaluated = tables(origin)
    game = evaluated.game()
    return Dispute(graph_of_game(game, origin.case.irreversible), origin, evaluated, game)


def graph_of_conflict(conflict: Conflict) -> ConflictGraph:
    """The graph of a conflict that is stated by options and rankings: its states, moves and ranks as written."""
    places = {label: s for s, label in enumerate(conflict.states)}
    moves = tuple(
        padded([[places[to] for to in conflict.moves(player, label)] for label in conflict.states])
        for player in conflict.players
    )
    ranks = np.zeros((len(conflict.players), len(conflict.states)), dtype=np.intp)
    for ranking, player in zip(ranks, conflict.players, strict=True):
        for rank, tied in enumerate(reversed(conflict.preferences[player])):
            ranking[[places[label] for label in tied]] = rank
    return ConflictGraph(tuple(conflict.players), tuple(conflict.states), moves, ranks, conflict.title)
