"""A game in stages at one of its nodes: what was done, who chooses now, and where each of their moves leads."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...case.choosing import moves_of
from ...case.scenario import known_moves
from ...errors import InputError
from ...games.normal_form import Game, Profile
from ...present.frames import Frame, frame
from ...present.phrases import listed
from ...solve.staged import RULES, Rule, Staged, staged_outcomes
from ...worlds.continuation import Continuation
from ...worlds.solved import Solved
from .question import TreeAsked

MOST_BRANCHES = 100
"""So many joint moves are listed one by one; of more of them those that a rule or a staged outcome has, and next to
them those that differ from the rule's by one player's move."""
Moves = Mapping[int, int]


@dataclass(frozen=True)
class Gain:
    """What a mover would get more by another move, those who choose with it staying and the rule followed after."""

    player: int
    move: int
    gain: float


@dataclass(frozen=True)
class Branch:
    """One joint move of those who choose now. `end`: where the rule leads then, None where it leads nowhere.

    `in_staged_outcome`: some pure subgame-perfect equilibrium of what is left has it. `rules`: those that choose it.
    """

    moves: Moves
    end: Profile | None
    rules: tuple[Rule, ...]
    in_staged_outcome: bool
    gains: tuple[Gain, ...]


@dataclass(frozen=True, eq=False)
class Walk:
    """A scenario solved, the rule that later movers follow, and the moves made so far, by player.

    `turns` are the players who have a choice, stage by stage; the moves are those of the first of these stages.
    """

    solved: Solved
    rule: Rule
    turns: tuple[tuple[int, ...], ...]
    history: Moves

    @property
    def game(self) -> Game:
        """The game of all players."""
        return self.solved.game

    @property
    def made(self) -> int:
        """How many of the turns were made."""
        return sum(turn[0] in self.history for turn in self.turns)

    @property
    def to_move(self) -> tuple[int, ...]:
        """Who chooses now; () when all have chosen."""
        return self.turns[self.made] if self.made < len(self.turns) else ()

    @cached_property
    def continuations(self) -> Mapping[Rule, Continuation]:
        """Where each rule leads from every node."""
        stages = self.game.stages(self.solved.scenario.order or ())
        return {rule: Continuation(self.game, stages, rule) for rule in RULES}

    def end(self, moves: Moves, rule: Rule | None = None) -> Profile | None:
        """Where a rule, by default the one asked for, leads after the moves of the first turns."""
        fixed = {player: 0 for player, count in enumerate(self.game.shape) if count == 1}
        return self.continuations[rule or self.rule].end({**fixed, **moves})

    @cached_property
    def here(self) -> Staged:
        """The staged outcomes of what is left, in the game in which the moves so far are made."""
        made = {self.game.players[i]: self.game.strategies[i][move] for i, move in self.history.items()}
        return staged_outcomes(self.game.fixing(made), self.solved.scenario.order or ())

    @cached_property
    def outcomes(self) -> frozenset[Profile]:
        """The staged outcomes of what is left, as profiles of the game of all."""
        ends = (tuple(self.history.get(i, move) for i, move in enumerate(end)) for end in self.here.outcomes)
        return frozenset(ends)

    @property
    def joint_moves(self) -> int:
        """How many joint moves those who choose now have."""
        return math.prod(self.game.shape[player] for player in self.to_move) if self.to_move else 0

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """What those who choose now can do; of very many joint moves some, see MOST_BRANCHES.

        One who chooses alone has its moves in their order. Of joint moves those that a rule chooses stand first, then
        those that none of the movers would leave, then those that fewest would.
        """
        branches = map(self._branch, self._listed())
        return tuple(branches if len(self.to_move) == 1 else sorted(branches, key=self._place))

    def _place(self, branch: Branch) -> tuple[bool, bool, bool, int]:
        return (self.rule not in branch.rules, not branch.rules, branch.end is None, len(branch.gains))

    def by_rule(self, turn: int, rule: Rule | None = None) -> Moves | None:
        """What a rule has those of a turn do after the moves before it; None where it leads nowhere from there."""
        before = {i: self.history[i] for earlier in self.turns[:turn] for i in earlier}
        end = self.end(before, rule)
        return None if end is None else {player: end[player] for player in self.turns[turn]}

    def _listed(self) -> list[Moves]:
        movers = self.to_move
        if self.joint_moves <= MOST_BRANCHES:
            choices = (range(self.game.shape[player]) for player in movers) if movers else ()
            return [dict(zip(movers, joint, strict=True)) for joint in itertools.product(*choices)] if movers else []
        chosen = [tuple(moves.values()) for rule in RULES if (moves := self.by_rule(self.made, rule)) is not None]
        staged = sorted({tuple(end[player] for player in movers) for end in self.outcomes})
        near = [joint for centre in chosen for joint in self._beside(centre)]
        listed = [*dict.fromkeys([*chosen, *staged, *near])][:MOST_BRANCHES]
        return [dict(zip(movers, joint, strict=True)) for joint in listed]

    def _beside(self, centre: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """The joint moves in which one of those who choose does something else."""
        for place, player in enumerate(self.to_move):
            for move in range(self.game.shape[player]):
                yield (*centre[:place], move, *centre[place + 1 :])

    def _branch(self, moves: Moves) -> Branch:
        end = self.end({**self.history, **moves})
        rules = tuple(rule for rule in RULES if self.by_rule(self.made, rule) == moves)
        staged = any(all(outcome[i] == move for i, move in moves.items()) for outcome in self.outcomes)
        return Branch(moves, end, rules, staged, tuple(self._gains(moves, end)) if end else ())

    def _gains(self, moves: Moves, end: Profile) -> Iterator[Gain]:
        """For each mover the best of the moves by which it would get more."""
        for player in moves:
            others = ((move, self.end({**self.history, **moves, player: move}))
                      for move in range(self.game.shape[player]))  # fmt: skip
            better = [(move, other) for move, other in others
                      if other is not None and self.game.measured.more(player, other, end)]  # fmt: skip
            if better:
                move, best = max(better, key=lambda pair: float(self.game.payoffs[(player, *pair[1])]))
                yield Gain(player, move, float(self.game.changes(end, best)[player]))

    @property
    def table(self) -> Frame:
        """One row per joint move that is listed: the moves, what follows, and what each mover gets."""
        return frame([self._row(branch) for branch in self.branches])

    def _row(self, branch: Branch) -> dict[str, object]:
        game = self.game
        return {
            **{game.players[i]: game.strategies[i][move] for i, move in branch.moves.items()},
            **{f"payoff {game.players[i]}": None if branch.end is None else float(game.payoffs[(i, *branch.end)])
               for i in branch.moves},
            "ends_in": "" if branch.end is None else ", ".join(f"{k}={v}" for k, v in game.moves(branch.end).items()),
            "rules": " ".join(branch.rules),
            "in_staged_outcome": branch.in_staged_outcome,
            "would_move_otherwise": " ".join(game.players[gain.player] for gain in branch.gains),
        }  # fmt: skip


def answer(asked: TreeAsked) -> Walk:
    """The scenario at the node that the moves lead to. Raises InputError for moves that do not lead to one."""
    solved = asked.solve()
    if not solved.scenario.order:
        raise InputError(
            f"{solved.scenario.called} has no order of moves: all choose at once, and there is no tree to walk. "
            "Add an [order] to its game.toml, or ask `matrix`."
        )
    stages = solved.game.stages(solved.scenario.order)
    turns = tuple(free for stage in stages if (free := tuple(i for i in stage if solved.game.shape[i] > 1)))
    rule: Rule = "cautious" if asked.rule == "cautious" else "best_joint"
    return Walk(solved, rule, turns, _history(solved, turns, moves_of(asked.moves)))


def _history(solved: Solved, turns: Sequence[Sequence[int]], given: Mapping[str, str]) -> Moves:
    """The moves by number. Raises InputError unless they are all the moves of the first turns, and no others."""
    game, history = solved.game, {}
    for player, move in known_moves(solved.scenario.case, given).items():
        if move not in solved.scenario.strategies(player):
            raise InputError(solved.scenario.why_closed(player, move))
        if game.shape[game.player(player)] > 1:
            history[game.player(player)] = game.strategy(player, move)
    last = max((k for k, turn in enumerate(turns) if any(i in history for i in turn)), default=-1)
    for turn in turns[: last + 1]:
        if missing := [i for i in turn if i not in history]:
            raise InputError(_not_yet(solved, turn, missing))
    return history


def _not_yet(solved: Solved, turn: Sequence[int], missing: Sequence[int]) -> str:
    """Whose moves are missing before the last that are named."""
    game, players = solved.game, solved.scenario.case.players
    names = [players[game.players[i]].name for i in missing]
    together = [players[game.players[i]].name for i in turn]
    how = f"{listed(together)} choose at once" if len(turn) > 1 else f"{together[0]} chooses before that"
    example = ",".join(f"{game.players[i]}={game.strategies[i][0]}" for i in missing)
    return f"`moves`: {how}. Say what {listed(names)} {'do' if len(names) > 1 else 'does'}, for example {example}."
