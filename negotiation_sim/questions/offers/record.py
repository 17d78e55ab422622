"""Offers as plain dictionaries."""

from collections.abc import Iterable

from ...games.alternating import Offer
from ...games.session import Session
from ...games.tournament import Tournament
from ...present.records import Record, number, opening
from .answer import Offers
from .forms import MOST_LEFT
from .sentences import reason


def record(answer: Offers) -> Record:
    """The stamp, what was asked, and what was answered."""
    point, agreed = answer.point, answer.alternating.agreed
    return {
        **opening(answer.scenario),
        "rule": point.rules[0] if point.rules else None,
        "parties": list(point.parties),
        "disagreement": {party: number(point.payoffs[party]) for party in point.parties},
        "without": list(answer.taken_off),
        "with": list(answer.put_on),
        "rounds": answer.rounds,
        "patience": _by_party(answer, answer.patience),
        "breakdown": number(answer.breakdown),
        "first": point.parties[answer.first],
        "offers": [_offer(answer, offer) for offer in answer.alternating.offers],
        "agreed": {**_offer(answer, agreed), "chance": number(answer.alternating.chance)} if agreed else None,
        "rubinstein": _by_party(answer, answer.rubinstein) if answer.rubinstein else None,
        "session": _session(answer, answer.session) if answer.session else None,
        "tournament": _tournament(answer, answer.tournament) if answer.tournament else None,
    }


def _by_party(answer: Offers, values: Iterable[float]) -> Record:
    return {party: number(float(value)) for party, value in zip(answer.point.parties, values, strict=True)}


def _package(answer: Offers, package: int | None) -> dict[str, str] | None:
    return None if package is None else answer.point.packages.named(package)


def _offer(answer: Offers, offer: Offer) -> Record:
    return {
        "round": offer.round,
        "proposer": answer.point.parties[offer.proposer],
        "package": _package(answer, offer.package),
        "gains": _by_party(answer, offer.value),
        "waiting": _by_party(answer, offer.waiting),
        "others": offer.others,
    }


def _session(answer: Offers, held: Session) -> Record:
    gains = answer.point.bargaining.gains
    return {
        "tactics": dict(zip(answer.point.parties, held.tactics, strict=True)),
        "seed": answer.seed,
        "turns": [
            {
                "round": turn.round,
                "party": answer.point.parties[turn.party],
                "act": turn.act,
                "package": _package(answer, turn.package),
                "gains": _by_party(answer, turn.gains),
                "target": number(turn.target),
            }
            for turn in held.turns
        ],
        "agreed": _package(answer, held.agreed),
        "gains": _by_party(answer, held.gains),
        "reason": reason(answer, held),
        "left": {
            "count": len(held.left),
            "best": [
                {"package": _package(answer, package), "gains": _by_party(answer, gains[:, package])}
                for package in held.left[:MOST_LEFT].tolist()
            ],
        },
    }


def _tournament(answer: Offers, held: Tournament) -> Record:
    return {
        "sessions": held.sessions,
        "agreed": number(held.agreed),
        "matches": [
            {
                "tactics": dict(zip(answer.point.parties, match.tactics, strict=True)),
                "sessions": match.count,
                "agreed": number(match.agreed),
                "gains": _by_party(answer, match.gains),
                "left": number(match.left),
            }
            for match in held.matches
        ],
    }
