"""Preferences as prioritised option statements (Fang, Hipel and Kilgour 1993; Hipel, Kilgour, Fang and Peng 1997).

A player's statements are listed in falling priority. A state at which statement j of k is true scores 2^(k-j) for it,
so that the first statement outweighs all others together, and so on; equal scores are a tie.

A statement is a condition of the outcome language, or one in numbers as programs for the graph model have it: `3` where
the third option of the file is taken, `-3` where it is not, joined by `&` and `|`. Either may be bound: `A IF B` is
true unless B is true and A is not, `A IFF B` where both are true or both are not.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from ..errors import InputError
from ..games.arrays import Mask
from ..language.expression import Expression, Operation
from ..language.parser import parse
from .conflict import DecisionMaker, Taken, holding, vocabulary
from .document import Section

_BOUND = re.compile(r"\s+(iff?)\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[\s\d()&|-]|\b(?:and|or|not)\b)+", re.IGNORECASE)


def ranking_of(
    section: Section, player: str, players: Mapping[str, DecisionMaker], states: Mapping[str, tuple[Taken, ...]]
) -> tuple[tuple[str, ...], ...]:
    """The player's states, the best first and ties together, as its statements in the section rank them.

    Of a merged state a statement must be true for every selection. Raises InputError for one that cannot be read.
    """
    texts = section.texts(player)
    if not texts:
        raise section.fault(player, "has no statement. Write at least one, the most important first.")
    with section.placing(player):
        truths = np.array([_truth(text, players, states) for text in texts])
    scores = [tuple(column) for column in truths.T.tolist()]
    ranked: dict[tuple[bool, ...], list[str]] = {}
    for label, score in zip(states, scores, strict=True):
        ranked.setdefault(score, []).append(label)
    return tuple(tuple(ranked[score]) for score in sorted(ranked, reverse=True))


def _truth(text: str, players: Mapping[str, DecisionMaker], states: Mapping[str, tuple[Taken, ...]]) -> Mask:
    statement = read_statement(text, players)
    return np.array([holding(statement, players, merged).all() for merged in states.values()])


def read_statement(text: str, players: Mapping[str, DecisionMaker]) -> Expression:
    """What a statement says, as a condition. Raises InputError for what cannot be read."""
    bound = _BOUND.search(text)
    if bound is None:
        return _condition(text, text, players)
    first, second = (_condition(part, text, players).node for part in (text[: bound.start()], text[bound.end() :]))
    if bound[1].upper() == "IFF":
        not_first, not_second = Operation("not", (first,)), Operation("not", (second,))
        return Expression(text, Operation("==", (not_first, not_second)))
    return Expression(text, Operation("or", (first, Operation("not", (second,)))))


def _condition(part: str, text: str, players: Mapping[str, DecisionMaker]) -> Expression:
    if not part.strip() or _BOUND.search(part):
        raise InputError(f"'{text}' is no statement. Write a condition, or two with one IF or IFF between them.")
    options = [f"{player.id}.{option}" for player in players.values() for option in player.options]
    return parse(_named(part, options) if _NUMBERED.fullmatch(part) else part, vocabulary(players))


def _named(part: str, options: Sequence[str]) -> str:
    """A condition in numbers as one in names."""

    def name(match: re.Match[str]) -> str:
        number = int(match[2])
        if not 1 <= number <= len(options):
            known = f"the file's options are 1 to {len(options)}, {options[0]} first."
            raise InputError(f"there is no option {number}; {known}")
        return f" (not {options[number - 1]}) " if match[1] else f" {options[number - 1]} "

    numbered = re.sub(r"(-?)\s*(\d+)", name, re.sub(r"-\s*\(", "not (", part)).strip()
    if "-" in numbered:
        raise InputError(f"'{part.strip()}': a '-' stands before an option's number or a bracket, once.")
    lower = re.sub(r"\b(AND|OR|NOT)\b", lambda word: word[0].lower(), numbered)
    return lower.replace("&", " and ").replace("|", " or ")
