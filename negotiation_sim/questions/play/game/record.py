"""A game from one seat as plain dictionaries."""

from ....games.normal_form import Profile
from ....present import labels, records
from ....present.phrases import listed
from ....present.records import Record, number
from ....worlds.solved import NumberedResult
from ..alternative import Alternative, belief_in_words, belief_record, rests_on
from ..asking_again import again, with_move
from ..question import PRECISION
from .debrief import Debrief, Reply, Side
from .ending import UNMOVED, answers_in_words, kind, others_unmoved
from .others import ByChance
from .played import GamePlay
from .side_words import compared_in_words, how_compared
from .words import cares, done, name, other_seat, other_seats, others_in_words, still_open


def parts(play: GamePlay, debrief: Debrief | None) -> Record:
    """The parts of the record that are of a game."""
    return {
        "seat": {"player": play.player, "name": name(play, play.seat)},
        "others": _others(play),
        "facts": [_fact(play, k) for k, m in enumerate(play.game.shape) if m == 1],
        "stages": [
            {"stage": stage, "words": done(play, movers), "moves": [_move(play, k, play.profile[k]) for k in movers]}
            for stage, movers in play.shown
        ],
        "turn": None if debrief else _turn(play),
        "finished": debrief is not None,
        "may_predict": [_may_predict(play, k) for k in ([] if debrief else still_open(play))],
        "debrief": _debrief(debrief) if debrief else None,
        "other_seats": [{"player": play.game.players[k], "name": name(play, k)} for k in other_seats(play)],
        "next": _next(play, debrief),
    }


def _others(play: GamePlay) -> Record:
    rule = play.asked.rule or "best_joint"
    precision = PRECISION if play.asked.precision is None else play.asked.precision
    return {"rule": rule, "words": others_in_words(play), "lambda": number(precision) if rule == "quantal" else None}


def _move(play: GamePlay, player: int, move: int) -> Record:
    who, written = play.case.players[play.game.players[player]], play.game.strategies[player][move]
    return {
        "player": who.id,
        "name": who.name,
        "move": written,
        "label": who.label(written),
        "words": who.means.get(written, ""),
        "yours": player == play.seat,
    }


def _fact(play: GamePlay, player: int) -> Record:
    return {**_move(play, player, 0), "stands_by": play.scenario.stands_by(play.game.players[player])}


def _turn(play: GamePlay) -> Record:
    player = play.case.players[play.player]
    options = [
        {"value": move, "label": player.label(move), "means": player.means.get(move, ""),
         "ask": with_move(play.asked, move)}
        for move in play.game.strategies[play.seat]
    ]  # fmt: skip
    beside = f", at once with {listed([name(play, k) for k in play.together])}" if play.together else ""
    return {
        "stage": play.stage_number(play.your_stage),
        "words": f"It is your move{beside}.",
        "together": [play.game.players[k] for k in play.together],
        "options": options,
        "cares": [{"criterion": each, "label": play.case.labels.of_criterion(each), "weight": number(weight)}
                  for each, weight in cares(play)],
    }  # fmt: skip


def _may_predict(play: GamePlay, player: int) -> Record:
    who = play.game.players[player]
    options = [{"value": f"{who}={move}", "label": play.label(player, k)}
               for k, move in enumerate(play.game.strategies[player])]  # fmt: skip
    return {"player": who, "name": name(play, player), "options": options}


def _debrief(debrief: Debrief) -> Record:
    play = debrief.play
    return {
        "profile": play.game.moves(play.profile),
        "payoff": number(debrief.payoff),
        "criteria": [
            {"criterion": term.criterion, **labels.beside_criterion(play.case, term.criterion),
             "weight": number(term.weight), "outcome": number(term.outcome), "contribution": number(term.contribution)}
            for term in debrief.terms
        ],
        "by_chance": isinstance(play.others, ByChance),
        "replies": [_reply(play, reply) for reply in debrief.replies],
        "unmoved": UNMOVED if others_unmoved(debrief) else "",
        "best_reply": play.game.strategies[play.seat][debrief.best_reply.move],
        "regret": number(debrief.regret),
        "is_equilibrium": debrief.is_equilibrium,
        "leaving": [play.game.players[k] for k in debrief.leaving],
        "results": [_result(play, result) for result in play.solved.results],
        "mixed": [
            records.labelled(play.game.without_fixed(), profile)
            for profile in (play.solved.mixed.equilibria if play.solved.mixed else ())
        ],
        "compared": how_compared(debrief),
        "sides": [_side(debrief, side) for side in debrief.sides],
    }  # fmt: skip


def _reply(play: GamePlay, reply: Reply) -> Record:
    return {
        "move": play.game.strategies[play.seat][reply.move],
        "label": play.label(play.seat, reply.move),
        "payoff": number(reply.payoff),
        "best": reply.best,
        "ends_in": _moves(play, reply.end),
        "answers": "" if reply.end is None else answers_in_words(play, reply.end),
    }


def _moves(play: GamePlay, profile: Profile | None) -> Record | None:
    return None if profile is None else dict(play.game.moves(profile))


def _result(play: GamePlay, result: NumberedResult) -> Record:
    return {
        "number": result.number,
        "words": kind(result),
        "profile": _moves(play, result.profile),
        "payoff": number(float(play.game.known(result.profile)[play.seat])),
        "equilibrium": result.equilibrium,
        "staged": result.staged,
        "best_joint": result.best_joint,
        "cautious": result.cautious,
        "here": result.profile == play.profile,
    }


def _side(debrief: Debrief, side: Side) -> Record:
    play = debrief.play
    return {
        "player": play.game.players[side.player],
        "name": name(play, side.player),
        "yours": side.player == play.seat,
        "move": play.game.strategies[side.player][side.move],
        "label": play.label(side.player, side.move),
        **_alternative(play, side, side.expected),
        "as_played": _alternative(play, side, side.as_played),
        "compared": compared_in_words(debrief, side),
        "rests_on": rests_on(side.belief, side.expected.ahead),
        "rests": belief_in_words(side.belief, side.expected.ahead),
        "belief": belief_record(side.belief),
    }


def _alternative(play: GamePlay, side: Side, other: Alternative) -> Record:
    return {
        "other": play.game.strategies[side.player][other.move],
        "other_label": play.label(side.player, other.move),
        "ahead": number(other.ahead),
    }


def _next(play: GamePlay, debrief: Debrief | None) -> Record:
    if debrief is None:
        first = play.game.strategies[play.seat][0]
        return {"words": "Make your move.", "ask": with_move(play.asked, first)}
    seat = other_seat(play)
    if seat is None:
        return {"words": "Nobody else has a choice here.", "ask": None}
    return {"words": "Play the other side of it.", "ask": again(play.asked, seat=seat, moves=(), predict=())}
