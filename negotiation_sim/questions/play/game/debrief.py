"""When a game is over: what you got and why, what a best reply would have given, and what made each move the best."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....games.normal_form import Profile
from ....worlds.solved import NumberedResult
from ...explain.answer import Term, payoff_terms
from ..alternative import Alternative
from ..beliefs import Belief, nearest_beliefs
from .compared import Compared, EndsCompared
from .others import ByChance
from .played import GamePlay


@dataclass(frozen=True)
class Reply:
    """One of your moves: what it brings you against the others as they answer, and where it ends (None: by chance).

    `payoff` is what is expected where the others choose by chance; `best` says that no other of your moves brings more.
    """

    move: int
    payoff: float
    end: Profile | None
    best: bool


@dataclass(frozen=True)
class Side:
    """The move of one who chose, beside the best of its other moves: as it expected, and with the others as they moved.

    `expected`: all others follow the rule and answer the move. `as_played`: all others stay at the moves they made.
    Where others choose by chance both are the second. `belief` is the assumption that is nearest to turning what was
    expected, None where none does so within its range.
    """

    player: int
    move: int
    expected: Alternative
    as_played: Alternative
    belief: Belief | None


@dataclass(frozen=True, eq=False)
class Debrief:
    """A game that is over, from one seat."""

    play: GamePlay

    @property
    def payoff(self) -> float:
        """What you got."""
        return float(self.play.game.known(self.play.profile)[self.play.seat])

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Your payoff by criterion."""
        return payoff_terms(self.play.solved.tables, self.play.player, self.play.profile)

    @cached_property
    def replies(self) -> tuple[Reply, ...]:
        """All of your moves, in their order."""
        play, stage = self.play, self.play.your_stage
        nodes = [self._with(play.seat, move) for move in range(play.game.shape[play.seat])]
        payoffs = [play.others.brings(play.seat, stage, play.profile, move) for move in range(len(nodes))]
        by_chance = isinstance(play.others, ByChance)
        ends = [None if by_chance else play.others.end(stage + 1, profile) for profile in nodes]
        best = self._best(payoffs, ends)
        return tuple(Reply(move, payoff, end, better)
                     for move, (payoff, end, better) in enumerate(zip(payoffs, ends, best, strict=True)))  # fmt: skip

    def _best(self, payoffs: list[float], ends: list[Profile | None]) -> list[bool]:
        """Which moves are best: payoffs are compared as they are known, expected ones to the step of a search."""
        play = self.play
        known = [end for end in ends if end is not None]
        if len(known) == len(ends):
            return [not any(play.game.measured.more(play.seat, other, end) for other in known) for end in known]
        return [max(payoffs) - payoff <= float(play.game.steps[play.seat]) for payoff in payoffs]

    def _with(self, player: int, move: int) -> Profile:
        return tuple(move if k == player else was for k, was in enumerate(self.play.profile))

    @cached_property
    def best_reply(self) -> Reply:
        """A best one of your moves: your own where it is one, else the one by the rule, else the first."""
        play = self.play
        best = [reply for reply in self.replies if reply.best]
        by_rule = play.others.moves(play.your_stage, play.profile)[play.seat]
        preferred = (play.move, by_rule)
        return min(best, key=lambda reply: preferred.index(reply.move) if reply.move in preferred else len(preferred))

    @property
    def regret(self) -> float:
        """How much more a best reply would have brought, by expectation where the others choose by chance."""
        yours = next(reply for reply in self.replies if reply.move == self.play.move)
        return 0.0 if yours.best else self.best_reply.payoff - yours.payoff

    @property
    def is_equilibrium(self) -> bool:
        """Whether nobody would gain by another move, all others staying."""
        return self.play.game.is_equilibrium(self.play.profile)

    @property
    def here(self) -> NumberedResult | None:
        """The result in which it ended; None where it ended elsewhere."""
        return next((each for each in self.play.solved.results if each.profile == self.play.profile), None)

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Everybody who chose, with the belief on which its move rests, in the order of the stages."""
        play = self.play
        movers = [(stage, player) for stage in range(len(play.stages)) for player in play.movers(stage)]
        ends = [self._ends(stage, player) for stage, player in movers]
        compared = [
            Compared(play.game.players[player], by_move[play.profile[player]],
                     tuple(end for move, end in by_move.items() if move != play.profile[player]))
            for (_, player), by_move in zip(movers, ends, strict=True)
        ]  # fmt: skip
        parts = zip(movers, ends, nearest_beliefs(EndsCompared(play.scenario, compared)), strict=True)
        return tuple(self._side(player, by_move, belief) for (_, player), by_move, belief in parts)

    def _ends(self, stage: int, player: int) -> dict[int, Profile]:
        """By each move of a player the profile in which it expected to end.

        It expected all others to follow the rule, you too; where they choose by chance, what they then did.
        """
        play, others = self.play, self.play.others
        if isinstance(others, ByChance):
            return {move: self._with(player, move) for move in range(play.game.shape[player])}
        expected = dict(enumerate(play.profile)) | others.moves(stage, play.profile)
        moves = [{**expected, player: move} for move in range(play.game.shape[player])]
        ends = (others.end(stage + 1, tuple(each[k] for k in range(len(each)))) for each in moves)
        return {move: end for move, end in enumerate(ends) if end is not None}

    def _side(self, player: int, ends: dict[int, Profile], belief: Belief | None) -> Side:
        stays = {move: self._with(player, move) for move in ends}
        expected, as_played = self._alternative(player, ends), self._alternative(player, stays)
        return Side(player, self.play.profile[player], expected, as_played, belief)

    def _alternative(self, player: int, ends: dict[int, Profile]) -> Alternative:
        """The best other move of a player, by the profile in which each of its moves ends."""
        game, here = self.play.game, ends[self.play.profile[player]]
        others = [move for move in ends if move != self.play.profile[player]]
        other = max(others, key=lambda move: float(game.payoffs[(player, *ends[move])]))
        there = ends[other]
        tie = not (game.measured.more(player, here, there) or game.measured.more(player, there, here))
        return Alternative(other, 0.0 if tie else float(game.changes(there, here)[player]))

    @property
    def leaving(self) -> Iterator[int]:
        """Who would gain by another move, all others staying."""
        return (int(player) for player in np.flatnonzero(self.play.game.gains(self.play.profile) > 0))
