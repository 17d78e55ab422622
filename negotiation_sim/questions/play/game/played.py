"""A seat in a game: what was played so far, whose turn it is, what your moves are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....case.choosing import moves_of
from ....case.scenario import Case, Scenario, known_moves
from ....errors import InputError, as_known, unknown
from ....games.normal_form import Game, Profile
from ....present.frames import Frame, frame
from ....present.labels import strategy
from ....solve.staged import Rule
from ....worlds.solved import Solved
from ..bets import Guess
from ..question import PRECISION, PlayAsked
from .others import ByChance, ByRule, Others, Stages


@dataclass(frozen=True, eq=False)
class GamePlay:
    """A game from one seat. `played` stages are over, in which `profile` says what was done; later moves stand at 0.

    `move` is your own, None before you have moved.
    """

    asked: PlayAsked
    solved: Solved
    seat: int
    stages: Stages
    others: Others
    profile: Profile
    played: int
    move: int | None
    bets: Mapping[str, str]

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.solved.scenario

    @property
    def case(self) -> Case:
        """The case."""
        return self.solved.scenario.case

    @property
    def game(self) -> Game:
        """The game."""
        return self.solved.game

    @property
    def player(self) -> str:
        """Whose seat it is."""
        return self.game.players[self.seat]

    @property
    def finished(self) -> bool:
        """Whether everybody has moved."""
        return self.played == len(self.stages)

    @property
    def your_stage(self) -> int:
        """The number of the stage in which you move, from 0."""
        return next(k for k, stage in enumerate(self.stages) if self.seat in stage)

    @property
    def together(self) -> tuple[int, ...]:
        """Who moves with you and has a choice."""
        return tuple(k for k in self.stages[self.your_stage] if k != self.seat and self.game.shape[k] > 1)

    def movers(self, stage: int) -> tuple[int, ...]:
        """Who has a choice in a stage."""
        return tuple(player for player in self.stages[stage] if self.game.shape[player] > 1)

    @property
    def shown(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The stages that are over and in which somebody had a choice, numbered from 1, with those who had."""
        chosen = [(k, self.movers(k)) for k in range(len(self.stages)) if self.movers(k)]
        return ((number, movers) for number, (k, movers) in enumerate(chosen, 1) if k < self.played)

    def stage_number(self, stage: int) -> int:
        """The number of a stage among those in which somebody has a choice, from 1."""
        return sum(bool(self.movers(k)) for k in range(stage + 1))

    def label(self, player: int, move: int) -> str:
        """What people read for a move."""
        return strategy(self.case.players, self.game.players[player], self.game.strategies[player][move])

    @cached_property
    def guesses(self) -> tuple[Guess, ...]:
        """Every bet, beside what was done where that is known."""
        return tuple(self._guess(self.game.player(name), move) for name, move in self.bets.items())

    def _guess(self, player: int, move: str) -> Guess:
        stage = next(k for k, movers in enumerate(self.stages) if player in movers)
        known, name = stage < self.played, self.game.players[player]
        when = "with" if stage == self.your_stage else "before" if stage < self.your_stage else "after"
        actual = self.game.strategies[player][self.profile[player]] if known else None
        chance = None
        if known and isinstance(self.others, ByChance):
            chance = float(self.others.chances(player, stage, self.profile)[self.profile[player]])
        players = self.case.players
        return Guess(name, players[name].name, move, strategy(players, name, move), actual,
                     strategy(players, name, actual) if actual else "", when, chance)  # fmt: skip

    @property
    def table(self) -> Frame:
        """A row a move that was made, in their order."""
        return frame(
            [{"assumptions": self.scenario.assumptions.name, "scenario": self.scenario.name, "stage": number,
              "player": self.game.players[k], "move": self.game.strategies[k][self.profile[k]],
              "label": self.label(k, self.profile[k]), "yours": k == self.seat}
             for number, movers in self.shown for k in movers],
            ["assumptions", "scenario", "stage", "player", "move", "label", "yours"],
        )  # fmt: skip


def play_game(asked: PlayAsked, solved: Solved) -> GamePlay:
    """The game of a scenario, played as far as your moves go. Raises InputError for what is not known or not open."""
    game = solved.game
    seat = seat_of(solved, asked.seat or "")
    stages = game.stages(solved.scenario.order or [game.players])
    others = _others(asked, solved, stages)
    move = _your_move(asked, solved, seat)
    profile, played = [0] * len(game.players), 0
    for stage in stages:
        answers = others.moves(played, tuple(profile))  # says at once where a rule has no answer
        if seat in stage and move is None:
            break
        for player, answer in answers.items():
            profile[player] = answer
        if seat in stage and move is not None:
            profile[seat] = move
        played += 1
    return GamePlay(asked, solved, seat, stages, others, tuple(profile), played, move, _bets(asked, solved, seat))


def seats(solved: Solved) -> tuple[str, ...]:
    """The players who have a choice."""
    return tuple(player for player, m in zip(solved.game.players, solved.game.shape, strict=True) if m > 1)


def seat_of(solved: Solved, written: str, advice: str = "Take the seat of") -> int:
    """The number of a player who has a choice. Raises InputError for who is not known, and for who has none."""
    case, free = solved.scenario.case, seats(solved)
    if (group := as_known(written, case.groups)) in case.groups:
        raise InputError(f"{group} is a group. {advice} one of its members: {', '.join(case.groups[group])}.")
    player = as_known(written, case.players)
    if player not in case.players:
        raise InputError(unknown("player", written, case.players))
    if player not in free:
        held = strategy(case.players, player, solved.scenario.strategies(player)[0])
        raise InputError(
            f"{case.players[player].name} has no choice in {solved.scenario.called}: it is held at {held}. "
            f"{advice} one of {', '.join(free)}."
        )
    return solved.game.player(player)


def _others(asked: PlayAsked, solved: Solved, stages: Stages) -> Others:
    rule = asked.rule or "best_joint"
    if rule == "quantal":
        luck = np.random.default_rng(asked.seed).random(len(solved.game.players))
        return ByChance(solved.game, stages, PRECISION if asked.precision is None else asked.precision, luck)
    if asked.precision is not None:
        raise InputError("`lambda` is how precisely others choose by chance: add `rule=quantal`, or leave it out.")
    selection: Rule = "cautious" if rule == "cautious" else "best_joint"
    reason = solved.staged.path(selection).reason if solved.staged else solved.equilibria.reason
    return ByRule(solved.game, stages, selection, reason)


def _your_move(asked: PlayAsked, solved: Solved, seat: int) -> int | None:
    """The number of your move; None where you have made none. Raises InputError for more than one."""
    texts = [part.strip() for text in asked.moves for part in text.split(",") if part.strip()]
    if not texts:
        return None
    player = solved.game.players[seat]
    name = solved.scenario.case.players[player].name
    if len(texts) > 1:
        raise InputError(f"`moves` has {len(texts)}, and {name} moves once in the game. Keep one.")
    who, equals, move = texts[0].rpartition("=")
    if equals and as_known(who.strip(), [player]) != player:
        raise InputError(f"'{texts[0]}': you have the seat of {player}, and `moves` are yours. Write one of its moves.")
    return solved.game.strategy(player, _open(solved.scenario, player, move.strip()))


def _open(scenario: Scenario, player: str, move: str) -> str:
    """The move as it is known. Raises InputError where it is not known, or not open here."""
    known = known_moves(scenario.case, {player: move})[player]
    if known not in scenario.strategies(player):
        raise InputError(scenario.why_closed(player, known))
    return known


def _bets(asked: PlayAsked, solved: Solved, seat: int) -> dict[str, str]:
    """What is expected of others, by player. Raises InputError for yourself, and for who has no choice."""
    bets = {}
    for written, move in (moves_of(asked.predict) if asked.predict else {}).items():
        player = solved.game.players[seat_of(solved, written, "Bet on")]
        if solved.game.player(player) == seat:
            raise InputError(f"`predict` is about others, and {player} is your own seat. Leave it out.")
        bets[player] = _open(solved.scenario, player, move)
    return bets
