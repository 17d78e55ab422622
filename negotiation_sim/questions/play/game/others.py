"""How the others answer: by a selection rule at every node, or by chance, better moves more often."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from ....errors import InputError
from ....games.arrays import Array
from ....games.normal_form import Game, Profile
from ....solve.agent_quantal import AgentQuantal, agent_quantal
from ....solve.staged import Rule
from ....worlds.continuation import Continuation

Stages = Sequence[Sequence[int]]


class Others(Protocol):
    """What everybody does at a node, and what a node is worth. A node: how many stages were played, and the moves."""

    def moves(self, played: int, profile: Profile) -> dict[int, int]:
        """What each player of the next stage does, if it follows the rule."""

    def brings(self, player: int, played: int, profile: Profile, move: int) -> float:
        """What a move of a player of the next stage brings it, or what it expects, where all others follow the rule."""

    def end(self, played: int, profile: Profile) -> Profile | None:
        """The profile in which it ends where all follow the rule from the node on; None where chance decides."""


def node(stages: Stages, played: int, profile: Profile) -> Profile:
    """The place of a node in an array whose axes of later movers have length 1."""
    earlier = {player for stage in stages[:played] for player in stage}
    return tuple(move if player in earlier else 0 for player, move in enumerate(profile))


@dataclass(frozen=True, eq=False)
class ByRule:
    """At every node the movers play the equilibrium that the rule selects, knowing that all who follow will."""

    game: Game
    stages: Stages
    rule: Rule
    reason: str

    @cached_property
    def _continuation(self) -> Continuation:
        return Continuation(self.game, self.stages, self.rule)

    def end(self, played: int, profile: Profile) -> Profile:
        """Where the rule leads. Raises InputError where it leads nowhere."""
        end = self._continuation.end({player: profile[player] for stage in self.stages[:played] for player in stage})
        if end is None:
            raise InputError(
                f"the rule {self.rule} does not say what the others answer here: {self.reason} "
                "Let them answer by chance: `rule=quantal`."
            )
        return end

    def moves(self, played: int, profile: Profile) -> dict[int, int]:
        """What the rule selects at the node."""
        end = self.end(played, profile)
        return {player: end[player] for player in self.stages[played]}

    def brings(self, player: int, played: int, profile: Profile, move: int) -> float:
        """The payoff where the rule leads after the move, those who move with the player following it too."""
        made = {**dict(enumerate(profile)), **self.moves(played, profile), player: move}
        end = self.end(played + 1, tuple(made[k] for k in range(len(profile))))
        return float(self.game.payoffs[(player, *end)])


@dataclass(frozen=True, eq=False)
class ByChance:
    """At every node each mover plays a move the more likely the more it pays, knowing that all who follow will.

    The agent quantal response equilibrium of McKelvey and Palfrey (1998), Experimental Economics 1. `luck[player]` is
    drawn once, from 0 to 1: chance falls alike whatever is played.
    """

    game: Game
    stages: Stages
    precision: float
    luck: Array

    @cached_property
    def play(self) -> AgentQuantal:
        """The chances at every node."""
        order = [[self.game.players[player] for player in stage] for stage in self.stages]
        return agent_quantal(self.game, order, self.precision)

    def _joint(self, played: int, profile: Profile, array: Array) -> Array:
        """What an array says at a node, an axis for each player, in full for those of the next stage."""
        movers, here = self.stages[played], node(self.stages, played, profile)
        return array[tuple(slice(None) if k in movers else slice(here[k], here[k] + 1) for k in range(len(here)))]

    def chances(self, player: int, played: int, profile: Profile) -> Array:
        """The chance of each move of a player of the next stage, shape (its moves,)."""
        joint = self._joint(played, profile, self.play.choices[played])
        return np.asarray(joint.sum(axis=tuple(k for k in range(joint.ndim) if k != player)))

    def brings(self, player: int, played: int, profile: Profile, move: int) -> float:
        """The payoff that is expected after the move, before those who move with the player are known."""
        beside = self._joint(played, profile, self.play.choices[played]).sum(axis=player, keepdims=True)
        worth = self._joint(played, profile, self.play.worth[played + 1][player])
        return float((beside * np.take(worth, [move], axis=player)).sum())

    def moves(self, played: int, profile: Profile) -> dict[int, int]:
        """What each mover's luck makes of its chances."""
        return {player: self._drawn(player, self.chances(player, played, profile)) for player in self.stages[played]}

    def _drawn(self, player: int, chances: Array) -> int:
        reached = np.cumsum(chances)
        return int((self.luck[player] * reached[-1] >= reached).sum())

    def end(self, played: int, profile: Profile) -> Profile | None:
        """The profile itself where all have moved; None before."""
        return profile if played == len(self.stages) else None
