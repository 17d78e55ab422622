"""A session from one seat as plain dictionaries."""

from collections.abc import Iterable

from ....present.packages import package_in_words
from ....present.records import Record, number
from ..asking_again import again, with_move
from .sitting import ACCEPT, WALK, TablePlay
from .words import best_reply, example, how_it_ended, left, on_the_table, others_in_words, what_to_do

MOST_LEFT = 10
"""So many packages that were left on the table are listed."""


def parts(play: TablePlay) -> Record:
    """The parts of the record that are of a table."""
    party = play.point.parties[play.seat]
    other = play.point.parties[(play.seat + 1) % len(play.names)]
    over = {
        "words": "Play the other side of it.",
        "ask": again(play.asked, seat=other, moves=(), predict=(), tactics=()),
    }
    go_on = {"words": "Make your move.", "ask": with_move(play.asked, example(play))}
    return {
        "seat": {"player": party, "name": play.names[play.seat]},
        "others": {
            "rule": play.point.rules[0] if play.point.rules else None,
            "words": others_in_words(play),
            "tactics": dict(zip(play.point.parties, play.held.tactics, strict=True)),
            "rounds": play.held.rounds,
            "first": play.point.parties[play.first],
        },
        "stages": [_turn_made(play, k) for k in range(len(play.held.turns))],
        "turn": None if play.finished else _turn(play),
        "finished": play.finished,
        "may_predict": [] if play.finished else [DEAL],
        "debrief": _debrief(play) if play.finished else None,
        "other_seats": [
            {"player": each, "name": who}
            for each, who in zip(play.point.parties, play.names, strict=True)
            if each != party
        ],
        "next": over if play.finished else go_on,
    }


DEAL: Record = {
    "player": "deal",
    "name": "Whether there is a deal",
    "options": [{"value": "deal=yes", "label": "a deal"}, {"value": "deal=no", "label": "no deal"}],
}


def _turn_made(play: TablePlay, number_of: int) -> Record:
    """A turn; of the gains your own alone until it is over."""
    turn = play.held.turns[number_of]
    before = play.held.turns[number_of - 1].package if number_of else None
    what = package_in_words(play.point, turn.package, before) if turn.act == "offers" else ""
    return {
        "round": turn.round,
        "words": f"{play.names[turn.party]} {turn.act}{f': {what}' if what else ''}",
        "moves": [
            {
                "player": play.point.parties[turn.party],
                "name": play.names[turn.party],
                "move": turn.act,
                "label": turn.act,
                "words": what,
                "yours": turn.party == play.seat,
                "package": play.point.packages.named(turn.package),
                "gains": _gains(play, turn.gains),
            }
        ],
    }


def _gains(play: TablePlay, gains: Iterable[float]) -> Record:
    each = {party: number(float(gain)) for party, gain in zip(play.point.parties, gains, strict=True)}
    return each if play.finished else {play.point.parties[play.seat]: each[play.point.parties[play.seat]]}


def _turn(play: TablePlay) -> Record:
    table = play.on_the_table
    options = [{"value": WALK, "label": "walk away", "means": "leaves without a deal"}]
    if table is not None:
        options.insert(0, {"value": ACCEPT, "label": "accept", "means": "takes what lies on the table"})
    return {
        "round": play.round,
        "last": play.last_turn,
        "words": what_to_do(play),
        "together": [],
        "options": [{**option, "ask": with_move(play.asked, option["value"])} for option in options],
        "lies": None
        if table is None
        else {
            "package": play.point.packages.named(table),
            "words": on_the_table(play),
            "gain": number(float(play.gains[play.seat, table])),
        },
        "rules": [play.point.table.feasible_in_words(name) for name in play.point.table.feasible],
        "issues": [_issue(play, issue, options) for issue, options in play.point.packages.options.items()],
    }


def _issue(play: TablePlay, issue: str, options: tuple[str, ...]) -> Record:
    about = play.point.table.issues[issue]
    worth = play.point.worths.options(play.point.parties[play.seat], issue, options).tolist()
    return {
        "issue": issue,
        "label": about.label,
        "options": [{"value": f"{issue}={option}", "label": about.options[option], "worth": number(each)}
                    for option, each in zip(options, worth, strict=True)],
    }  # fmt: skip


def _debrief(play: TablePlay) -> Record:
    held = play.held
    return {
        "agreed": _package(play, held.agreed),
        "why": how_it_ended(play),
        "payoff": number(float(held.gains[play.seat])),
        "gains": _gains(play, held.gains),
        "by_issue": {} if held.agreed is None else {
            issue: _gains(play, worth) for issue, worth in play.by_issue(held.agreed).items()
        },
        "package": [] if held.agreed is None else [
            {"issue": issue, "label": play.point.table.issues[issue].label,
             "option": play.point.table.issues[issue].options[option],
             "gains": _gains(play, play.by_issue(held.agreed)[issue])}
            for issue, option in play.point.packages.named(held.agreed).items()
        ],
        "left": {
            "count": len(held.left),
            "words": left(play),
            "best": [_with_gains(play, package) for package in held.left[:MOST_LEFT].tolist()],
        },
        "near": None if play.near is None else _with_gains(play, play.near),
        "best_reply": None if play.best_reply is None else _with_gains(play, play.best_reply),
        "best_reply_words": best_reply(play),
    }  # fmt: skip


def _with_gains(play: TablePlay, package: int) -> Record:
    return {"package": _package(play, package), "gains": _gains(play, play.gains[:, package])}


def _package(play: TablePlay, package: int | None) -> Record | None:
    return None if package is None else dict(play.point.packages.named(package))
