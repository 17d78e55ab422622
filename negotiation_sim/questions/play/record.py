"""A seat as plain dictionaries: all that a page needs to show a step and to ask for the next one."""

from collections.abc import Sequence

from ...games.tactics import MEANINGS
from ...present.phrases import words
from ...present.records import Record, number, opening
from .answer import Game, Played, Seats
from .asking_again import again
from .bets import Guess, score
from .game import record as of_game
from .game.words import RULES, labels_of_rule
from .table import record as of_table
from .table.sitting import TablePlay
from .years import record as of_years


def record(answer: Played) -> Record:
    """The stamp, the seat, what happened, whose turn it is with what may be done, and when it is over the debrief."""
    if isinstance(answer, Seats):
        parts = _seats(answer)
    elif isinstance(answer, Game):
        parts = of_game.parts(answer.play, answer.debrief)
    else:
        parts = of_table.parts(answer) if isinstance(answer, TablePlay) else of_years.parts(answer)
    guesses = () if isinstance(answer, Seats) else answer.play.guesses if isinstance(answer, Game) else answer.guesses
    at = answer.asked.at
    shared = {"at": at, "seed": answer.asked.seed, "bet": _bet(guesses), "ways": _ways(at)}
    return {**opening(answer.scenario), **EMPTY, **shared, **parts}


EMPTY: Record = {
    "seat": None,
    "seats": None,
    "others": None,
    "facts": [],
    "stages": [],
    "turn": None,
    "finished": False,
    "may_predict": [],
    "debrief": None,
    "other_seats": [],
    "next": None,
}


def _ways(at: str) -> list[Record]:
    """How the others may be made to answer in this place."""
    if at == "table":
        return [
            {"field": "tactics", "value": tactic, "label": words(tactic), "means": means}
            for tactic, means in MEANINGS.items()
        ]
    if at == "game":
        return [
            {"field": "rule", "value": rule, "label": labels_of_rule(rule), "means": means}
            for rule, means in RULES.items()
        ]
    return []  # fmt: skip


def _seats(answer: Seats) -> Record:
    players = answer.scenario.case.players
    seats = [
        {
            "player": player,
            "name": players[player].name,
            "moves": [
                {"value": move, "label": players[player].label(move), "means": players[player].means.get(move, "")}
                for move in (answer.scenario.strategies(player) if answer.asked.at != "table" else ())
            ],
            "ask": again(answer.asked, seat=player),
        }
        for player in answer.players
    ]
    return {"seats": seats, "next": {"words": "Take a seat.", "ask": seats[0]["ask"]}}


def _bet(guesses: Sequence[Guess]) -> Record | None:
    if not guesses:
        return None
    right, of = score(guesses)
    return {"right": right, "of": of, "guesses": [_guess(guess) for guess in guesses]}


def _guess(guess: Guess) -> Record:
    return {
        "player": guess.player,
        "name": guess.name,
        "move": guess.move,
        "label": guess.label,
        "actual": guess.actual,
        "actual_label": guess.actual_label or None,
        "right": guess.right,
        "when": guess.when or None,
        "chance": number(guess.chance),
    }
