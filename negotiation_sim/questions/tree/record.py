"""The answer of `tree` as plain dictionaries."""

from collections.abc import Mapping

from ...games.normal_form import Profile
from ...present.end_lines import profile_in_words
from ...present.phrases import capital
from ...present.records import Record, at_profile, number, opening
from ...solve.staged import RULES
from .answer import Branch, Moves, Walk
from .forms import as_by_rule, gain_in_words, in_words, moves_by_name, name, reason, short


def record(answer: Walk) -> Record:
    """The turns, what those who choose now can do, and where it ends."""
    scenario = answer.solved.scenario
    return {
        **opening(scenario),
        "rule": answer.rule,
        "turns": [_turn(answer, turn) for turn in range(len(answer.turns))],
        "steps": [step(answer, {i: answer.history[i] for i in turn}) for turn in answer.turns[: answer.made]],
        "to_move": [answer.game.players[player] for player in answer.to_move],
        "choices": {answer.game.players[player]: _choices(answer, player) for player in answer.to_move},
        "on_path": all(as_by_rule(answer, turn) for turn in range(answer.made)),
        "branches": [_branch(answer, branch) for branch in answer.branches],
        "left_out": answer.joint_moves - len(answer.branches),
        "outcomes": len(answer.outcomes),
        "end": _end(answer, answer.end(answer.history)),
        "reason": reason(answer),
    }


def _choices(answer: Walk, player: int) -> dict[str, str]:
    """A mover's moves as `moves` takes them, with their labels."""
    moves = range(answer.game.shape[player])
    return {step(answer, {player: move}): capital(short(answer, {player: move})) for move in moves}


def step(answer: Walk, moves: Moves) -> str:
    """Moves as `moves` takes them."""
    return ",".join(f"{player}={move}" for player, move in moves_by_name(answer, moves).items())


def _turn(answer: Walk, turn: int) -> Record:
    made = turn < answer.made
    moves = {player: answer.history[player] for player in answer.turns[turn]} if made else None
    by_rule = answer.by_rule(turn) if turn <= answer.made else None
    return {
        "stage": turn + 1,
        "players": [answer.game.players[player] for player in answer.turns[turn]],
        "names": [name(answer, player) for player in answer.turns[turn]],
        "moves": _named(answer, moves),
        "words": capital(in_words(answer, moves)) if moves else "",
        "by_rule": _named(answer, by_rule),
        "by_rule_in_words": capital(in_words(answer, by_rule)) if by_rule else "",
        "as_by_rule": as_by_rule(answer, turn) if made else None,
    }


def _named(answer: Walk, moves: Moves | None) -> Mapping[str, str] | None:
    return None if moves is None else moves_by_name(answer, moves)


def _branch(answer: Walk, branch: Branch) -> Record:
    game = answer.game
    return {
        "value": step(answer, branch.moves),
        "moves": moves_by_name(answer, branch.moves),
        "words": capital(short(answer, branch.moves)),
        "end": _end(answer, branch.end),
        "by_rule": answer.rule in branch.rules,
        "by_other_rule": any(rule in branch.rules for rule in RULES if rule != answer.rule),
        "in_staged_outcome": branch.in_staged_outcome,
        "gains": [
            {
                "player": game.players[gain.player],
                "move": game.strategies[gain.player][gain.move],
                "gain": number(gain.gain),
                "words": gain_in_words(answer, gain),
            }
            for gain in branch.gains
        ],
    }


def _end(answer: Walk, end: Profile | None) -> Record | None:
    if end is None:
        return None
    stays = {"equilibrium": answer.game.is_equilibrium(end)}
    return {**at_profile(answer.game, end), "words": profile_in_words(answer.solved, end), **stays}
