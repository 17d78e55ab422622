"""The argument as it is read: its paragraphs, and beside each claim the numbers that matter and what critics answer."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from .tracks import step

Record = Mapping[str, Any]
MOST_NUMBERS = 3
"""Numbers that carry a claim, and as many that answer it, stand beside it at most; the others open with a click."""
FEW, MANY = 3, 6
"""So many digits of a value are shown, or more where fewer do not tell it from the present value; at most so many."""


@dataclass(frozen=True)
class Flip:
    """A value at which a step of the argument falls or stands again: its words, and the step, by its number from 0."""

    where: str
    far: str
    step: int
    title: str
    falls: bool


@dataclass(frozen=True)
class Number:
    """A number of the argument; `step` is by how much a move changes it, `flips` are those inside its range."""

    name: str
    record: Record
    step: float
    flips: tuple[Flip, ...]

    @property
    def changed(self) -> bool:
        """Whether it is elsewhere than the author has it."""
        return bool(self.record["value"] != self.record["author_value"])

    @property
    def critics(self) -> Sequence[Record]:
        """Who puts it elsewhere: those first who say so in their own words, and of each those who put it farthest."""
        usual = self.record["author_value"]
        return sorted(self.record["critics"], key=lambda each: (not each["said"], -abs(each["value"] - usual)))

    @property
    def label(self) -> str:
        """What people read for it."""
        return str(self.record.get("label") or self.name)


@dataclass(frozen=True)
class Told:
    """A claim: the numbers that stand beside it, those of critics beside it, the others, and those told elsewhere.

    `rests` are the steps that rest on it, by their numbers; `elsewhere` each number with the claim where it stands.
    """

    claim: Record
    shown: tuple[Number, ...]
    answers: tuple[Number, ...]
    more: tuple[Number, ...]
    elsewhere: tuple[tuple[Number, str], ...]
    rests: tuple[int, ...]

    @property
    def deciding_elsewhere(self) -> tuple[tuple[Number, str], ...]:
        """Those of its numbers that decide a step and stand at another claim, with that claim."""
        return tuple(
            (number, at) for number, at in self.elsewhere if number.flips and number.name in self.claim["numbers"]
        )

    @property
    def stands_out(self) -> bool:
        """Whether a number stands beside it."""
        return bool(self.shown or self.answers)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text: its number, and its claims."""

    number: str
    claims: tuple[Told, ...]

    @property
    def runs(self) -> list[tuple[bool, list[Told]]]:
        """Its claims in their order: neighbours beside which no number stands together, each of the others alone."""
        keys = ((each.stands_out, each.claim["claim"] if each.stands_out else "") for each in self.claims)
        grouped = groupby(zip(keys, self.claims, strict=True), key=lambda pair: pair[0])
        return [(key[0], [told for _, told in pairs]) for key, pairs in grouped]

    @property
    def stands_out(self) -> bool:
        """Whether a number stands beside one of its claims."""
        return any(each.stands_out for each in self.claims)

    @property
    def folded(self) -> int:
        """How many numbers open with a click."""
        return sum(len(each.more) for each in self.claims)


@dataclass
class _Places:
    """At which claim each number stands: beside it, or among the others that open with a click."""

    beside: dict[str, str] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """The claim at which a number stands."""
        return self.beside.get(name) or self.folded[name]


def paragraphs(record: Record) -> tuple[Paragraph, ...]:
    """The claims of the record by paragraph, in the order of the text. Each number stands at one claim."""
    numbers = _numbers(record)
    places = _placed(record["claims"], numbers)
    told = [_told(claim, numbers, places) for claim in record["claims"]]
    grouped = groupby(told, key=lambda each: str(each.claim["paragraph"]))
    return tuple(Paragraph(number, tuple(claims)) for number, claims in grouped)


def nearest_flips(record: Record) -> tuple[tuple[Number, Flip], ...]:
    """The numbers that carry or answer a claim with their nearest change of a step, the nearest in widths first."""
    numbers = _numbers(record)
    far = {name: _far(claim, name) for claim in record["claims"] for name in (*claim["numbers"], *claim["answered_by"])}
    flipping = sorted((name for name in far if numbers[name].flips), key=lambda name: far[name])
    return tuple((numbers[name], numbers[name].flips[0]) for name in flipping)


def _numbers(record: Record) -> Mapping[str, Number]:
    flips = _flips(record)
    return {
        name: Number(name, each, step(*each["range"]), flips.get(name, ())) for name, each in record["numbers"].items()
    }


def _placed(claims: Sequence[Record], numbers: Mapping[str, Number]) -> _Places:
    """What decides a step, or was changed, stands beside the first claim that it carries; a main number of critics
    beside the one that it answers above all; the others with the first that has room for them."""
    places, shown = _Places(), {claim["claim"] for claim in claims}
    for claim in claims:
        number, carrying = claim["claim"], [name for name in claim["numbers"] if name not in places.beside]
        wanted = [name for name in carrying if _matters(numbers[name])]
        answering = [name for name in claim["answered_by"] if _answers_here(numbers[name], number, shown)]
        for names in (sorted(each, key=lambda name: _far(claim, name)) for each in (wanted, answering)):
            places.beside |= dict.fromkeys(names[:MOST_NUMBERS], number)
    for claim in claims:
        for name in (*claim["numbers"], *claim["answered_by"]):
            places.folded.setdefault(name, claim["claim"])
    return places


def _matters(number: Number) -> bool:
    return bool(number.flips) or number.changed


def _answers_here(number: Number, claim: str, shown: Iterable[str]) -> bool:
    """Whether it stands beside this claim, the first of those it answers that are shown."""
    first = next((each for each in number.record["answers"] if each in shown), claim)
    return claim == first and (number.record["level"] == "main" or _matters(number))


def _far(claim: Record, name: str) -> float:
    """How far the nearest change of a step along a number of the claim is, in widths of its range; infinite without."""
    changes = (*claim["breaks"], *claim["answers_break"])
    inside = (each for each in changes if each["assumption"] == name and each["inside_range"])
    return min((each["share_of_range"] or 0.0 for each in inside), default=math.inf)


def _told(claim: Record, numbers: Mapping[str, Number], places: _Places) -> Told:
    number, names = claim["claim"], dict.fromkeys((*claim["numbers"], *claim["answered_by"]))
    here = [name for name in names if places.of(name) == number]
    beside = sorted((name for name in here if name in places.beside), key=lambda name: _far(claim, name))
    return Told(
        claim,
        tuple(numbers[name] for name in beside if name in claim["numbers"]),
        tuple(numbers[name] for name in beside if name not in claim["numbers"]),
        tuple(numbers[name] for name in here if name not in places.beside),
        tuple((numbers[name], places.of(name)) for name in names if name not in here),
        tuple(sorted({flip.step for name in claim["numbers"] for flip in numbers[name].flips})),
    )


def _flips(record: Record) -> Mapping[str, tuple[Flip, ...]]:
    """Where a step changes inside the range of a number, the nearest first, by the number's name."""
    places = {hinge["name"]: k for k, hinge in enumerate(record["hinges"])}
    flips: dict[str, dict[float, Flip]] = {}
    for claim in record["claims"]:
        for each in (*claim["breaks"], *claim["answers_break"]):
            if each["inside_range"]:
                of_number = flips.setdefault(each["assumption"], {})
                of_number.setdefault(each["breaks_at"], _flip(each, record["hinges"], places[each["hinge"]]))
    return {name: tuple(of_number.values()) for name, of_number in flips.items()}


def _flip(change: Record, hinges: Sequence[Record], k: int) -> Flip:
    value, at = change["value"], change["breaks_at"]
    above = at >= value
    far = f"{abs(at - value):.2g} {'higher' if above else 'lower'} than now"
    return Flip(
        f"{'Above' if above else 'Below'} {readable(at, value)}",
        far,
        k,
        hinges[k]["title"],
        change["holds_above"] != above,
    )


def readable(value: float, other: float) -> str:
    """A value in three digits, or in as many more as tell it from the other one.

    >>> readable(0.637237, 1.0), readable(0.637237, 0.637)
    ('0.637', '0.6372')
    """
    written = (f"{value:.{digits}g}" for digits in range(FEW, MANY + 1))
    return next((text for text in written if float(text) != float(f"{other:.{MANY}g}")), f"{value:.{MANY}g}")
