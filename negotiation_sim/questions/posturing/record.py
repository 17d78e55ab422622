"""The answer of `posturing` as plain dictionaries."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ...games.signalling import Equilibrium
from ...present.records import Record, number, stamped
from ...worlds.posturing_cells import value_of
from .answer import Postured
from .sentences import sentences


def record(answer: Postured) -> Record:
    """The signalling game, its equilibria, what would tell, and what was seen."""
    sender, game, receiver = answer.sender, answer.game, answer.posturing.receiver
    believed_from = answer.believed_from
    return {
        **stamped(answer.scenarios),
        "title": sender.title,
        "sentences": list(sentences(answer)),
        "sender": {
            **{key: getattr(sender, key) for key in ("name", "player", "claim", "wanted")},
            "prior": _by(game.types, game.prior),
        },
        "types": {name: each.label for name, each in sender.types.items()},
        "responses": {name: each.label for name, each in sender.responses.items()},
        "receiver": {"name": receiver.name, "players": list(receiver.players), "over": receiver.over},
        "threshold": None if believed_from is None else _number(believed_from[0]),
        "answer": list(answer.answer_at(answer.signals.beliefs[-1])),
        "gains_if_believed": _by(game.types, answer.gains),
        "separating_interval": _interval(answer),
        "posterior": {**_by(game.types, answer.signals.beliefs[-1]), "range": _both(answer.ranges[-1])},
        "payoffs": {
            who: {
                response: _by(game.types, [row[r] for row in getattr(game, who)])
                for r, response in enumerate(game.responses)
            }
            for who in ("sender", "receiver")
        },
        "messages": {name: _message(answer, name) for name in game.messages},
        "evidence": [
            {
                "date": sign.date,
                "seen": sign.label,
                "likelihoods": {k: _number(value_of(r, answer.signals.scenario)) for k, r in sign.likelihoods.items()},
                "belief": _by(game.types, belief),
                "range": _both(ends),
                "answer": list(answer.answer_at(belief)),
                "source": sign.source,
            }
            for sign, belief, ends in answer.updates
        ],
        "equilibria": _equilibria(answer, game.equilibria),
        "equilibria_after_evidence": _equilibria(answer, answer.after.equilibria) if answer.after else None,
        "cells": [
            {
                "response": response,
                "type": kind,
                "chance": _number(end.chance),
                "scenario": end.scenario.name,
                "profile": dict(end.moves),
                "sender": _number(end.sender),
                "receiver": _number(end.receiver),
            }
            for (response, kind), ends in answer.signals.ends.items()
            for end in ends
        ],
    }


def _message(answer: Postured, name: str) -> Record:
    costs = {kind: _number(answer.cost(name, kind)) for kind in answer.sender.types}
    told = answer.told(name)
    return {"label": answer.sender.messages[name].label, "costs": costs, "separates": told == "tells", "why": told}


def _interval(answer: Postured) -> Record | None:
    """What a step must cost to tell; None where no step can."""
    honest, other = answer.honest_gain, answer.greatest_other_gain
    if not answer.can_tell or honest < 0:
        return None
    alike = (max(other, Fraction(0)), honest)
    return {
        "claim_at_most": _number(honest),
        "others_at_least": _number(other),
        "equal": _both(alike) if alike[0] <= alike[1] else None,
    }


def _equilibria(answer: Postured, several: Iterable[Equilibrium]) -> list[Record]:
    return [_equilibrium(answer, each) for each in several]


def _equilibrium(answer: Postured, each: Equilibrium) -> Record:
    game = answer.game
    return {
        "kind": each.kind,
        "sender": {kind: game.messages[m] for kind, m in zip(game.types, each.sender, strict=True)},
        "receiver": {game.messages[m]: game.responses[r] for m, r in each.answers.items()},
        "beliefs": {game.messages[m]: _by(game.types, belief) for m, belief in each.beliefs.items()},
        "off_path": {
            game.messages[m]: {
                game.responses[r]: dict(zip(game.types, map(_both, ranges), strict=True)) for r, ranges in by.items()
            }
            for m, by in each.off_path.items()
        },
        "count": each.count,
    }


def _by(names: Sequence[str], values: Sequence[Fraction]) -> Record:
    return {name: _number(value) for name, value in zip(names, values, strict=True)}


def _both(ends: tuple[Fraction, Fraction]) -> list[float | None]:
    return [_number(end) for end in ends]


def _number(value: Fraction) -> float | None:
    return number(float(value))
