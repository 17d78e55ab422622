"""Signalling games: a sender knows its type and sends a message; a receiver who does not know it responds.

The sender's payoff is what the response is worth to its type, less what the message costs that type; the receiver's
depends on the type and the response. All is in rational arithmetic, so a tie is a tie (see measured.py). A pure
perfect Bayesian equilibrium (Fudenberg and Tirole 1991, Journal of Economic Theory 53) is a message for each type and
a response to each message, such that no type gains by another message, every response is a best reply to the belief
at its message, and beliefs follow from the prior by Bayes's rule where a message is sent. Where none is sent any
belief is allowed; which beliefs support a response is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from typing import Literal

from ..errors import InputError, unknown
from .rational_programme import greatest

Exact = tuple[Fraction, ...]
Kind = Literal["pooling", "separating", "partly separating"]
Range = tuple[Fraction, Fraction]
MOST_PLANS = 200_000
"""So many plans of the sender are looked at, at most."""


@dataclass(frozen=True)
class Equilibrium:
    """A pure equilibrium, or several that differ off the path only. All numbers are positions in the game's tuples.

    `sender[type]` is the message of a type. `answers` and `beliefs` say for each message that is sent the response and
    the belief there. `off_path[message]` has the responses that keep everybody from a message that is not sent, each
    with the range of the belief in every type that supports it; the receiver may plan any one of them.
    """

    kind: Kind
    sender: tuple[int, ...]
    answers: Mapping[int, int]
    beliefs: Mapping[int, Exact]
    off_path: Mapping[int, Mapping[int, tuple[Range, ...]]]

    @property
    def count(self) -> int:
        """How many pure equilibria these are: one for each choice of responses off the path."""
        return prod(len(responses) for responses in self.off_path.values())


@dataclass(frozen=True)
class Signalling:
    """`prior[type]`, `costs[type][message]`, and what a response is worth: `sender` and `receiver`[type][response]."""

    types: tuple[str, ...]
    messages: tuple[str, ...]
    responses: tuple[str, ...]
    prior: Exact
    costs: tuple[Exact, ...]
    sender: tuple[Exact, ...]
    receiver: tuple[Exact, ...]
    _supports: dict[int, tuple[Range, ...] | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        least = (("type", self.types, 2), ("message", self.messages, 1), ("response", self.responses, 2))
        for kind, names, count in least:
            if len(names) < count or len(set(names)) < len(names):
                fault = f"each {kind} needs a name of its own, and there must be at least {count}"
                raise InputError(f"{fault}; given: {', '.join(names) or 'none'}.")
        wide = ((self.costs, "costs", self.messages), (self.sender, "sender", self.responses),
                (self.receiver, "receiver", self.responses))  # fmt: skip
        for rows, name, columns in wide:
            if [len(row) for row in rows] != [len(columns)] * len(self.types):
                raise InputError(f"{name} needs a row for each type with a number for each of {', '.join(columns)}.")
        check_prior(self.types, self.prior)

    @classmethod
    def of(
        cls,
        prior: Mapping[str, float | Fraction],
        costs: Mapping[str, Mapping[str, float | Fraction]],
        sender: Mapping[str, Mapping[str, float | Fraction]],
        receiver: Mapping[str, Mapping[str, float | Fraction]],
    ) -> "Signalling":
        """The game from tables [type][message] and [type][response]; a float is the decimal that it is written as.

        Raises InputError for types without a row, rows of different names, and a prior that does not sum to 1.
        """
        types = tuple(prior)
        tables = {"costs": costs, "sender": sender, "receiver": receiver}
        for name, table in tables.items():
            for kind in types:
                if kind not in table:
                    raise InputError(f"{name} has no row for the type '{kind}'. Add one.")
        messages, responses = tuple(costs[types[0]]), tuple(sender[types[0]])
        return cls(
            *(types, messages, responses, whole([exactly(chance) for chance in prior.values()])),
            _rows("costs", costs, types, messages),
            _rows("sender", sender, types, responses),
            _rows("receiver", receiver, types, responses),
        )

    def best_replies(self, belief: Sequence[Fraction]) -> tuple[int, ...]:
        """The responses that no other one is better than, where the receiver believes this of the types."""
        worths = [self.worth(belief, r) for r in range(len(self.responses))]
        return tuple(r for r, worth in enumerate(worths) if worth == max(worths))

    def worth(self, belief: Sequence[Fraction], response: int) -> Fraction:
        """What the receiver expects of a response."""
        return sum((b * row[response] for b, row in zip(belief, self.receiver, strict=True)), Fraction(0))

    def support(self, response: int) -> tuple[Range, ...] | None:
        """For each type how much and how little of it may be believed where the response is a best reply; else None.

        The beliefs that support a response are the points of a polytope; with two types its range says all of it.
        """
        if response not in self._supports:
            self._supports[response] = self._support(response)
        return self._supports[response]

    def _support(self, response: int) -> tuple[Range, ...] | None:
        others = (r for r in range(len(self.responses)) if r != response)
        rows = [[row[other] - row[response] for row in self.receiver] for other in others]
        ranges = []
        for t in range(len(self.types)):
            worth = [Fraction(s == t) for s in range(len(self.types))]
            most, least = greatest(worth, rows), greatest([-w for w in worth], rows)
            if most is None or least is None:
                return None
            ranges.append((least[t], most[t]))
        return tuple(ranges)

    @cached_property
    def equilibria(self) -> tuple[Equilibrium, ...]:
        """All pure perfect Bayesian equilibria, those that differ off the path only together.

        By the sender's plan and then the responses, in the order of the game. Raises InputError where there are more
        than MOST_PLANS plans.
        """
        if len(self.messages) ** len(self.types) > MOST_PLANS:
            size = f"{len(self.messages)} messages of {len(self.types)} types"
            raise InputError(f"{size} are too many; at most {MOST_PLANS:,} plans are looked at. Name fewer messages.")
        return tuple(
            equilibrium
            for plan in product(range(len(self.messages)), repeat=len(self.types))
            for equilibrium in self._of_plan(plan)
        )

    def _of_plan(self, plan: tuple[int, ...]) -> Iterator[Equilibrium]:
        sent = sorted(set(plan))
        beliefs = {m: bayes(self.prior, [Fraction(m == chosen) for chosen in plan]) for m in sent}
        for chosen in product(*(self.best_replies(beliefs[m]) for m in sent)):
            answers = dict(zip(sent, chosen, strict=True))
            gets = [self._gets(t, plan[t], answers[plan[t]]) for t in range(len(self.types))]
            if any(self._tempts(m, answers[m], gets) for m in sent):
                continue
            off_path = {m: self._deterring(m, gets) for m in range(len(self.messages)) if m not in answers}
            if all(off_path.values()):
                yield Equilibrium(_kind(plan), plan, answers, beliefs, off_path)

    def _gets(self, kind: int, message: int, response: int) -> Fraction:
        return self.sender[kind][response] - self.costs[kind][message]

    def _tempts(self, message: int, response: int, gets: Sequence[Fraction]) -> bool:
        """Whether some type would get more by this message, answered so, than it gets."""
        return any(self._gets(t, message, response) > gets[t] for t in range(len(self.types)))

    def _deterring(self, message: int, gets: Sequence[Fraction]) -> dict[int, tuple[Range, ...]]:
        ranges = {r: self.support(r) for r in range(len(self.responses)) if not self._tempts(message, r, gets)}
        return {r: supported for r, supported in ranges.items() if supported is not None}

    # ---- being believed: one type (`claim`) that all claim to be, and the response that this is to bring (`wanted`)

    def doubted(self, claim: int, wanted: int) -> int:
        """The response that the receiver gives, other than the wanted one, where it is sure that the claim is false.

        The other types are believed in the proportion of the prior. Of several the first listed.
        """
        belief = self.believing(claim, Fraction(0))
        others = [r for r in range(len(self.responses)) if r != wanted]
        return max(others, key=lambda r: self.worth(belief, r))

    def believing(self, claim: int, share: Fraction) -> Exact:
        """The belief that the claim is true with this share, the other types in the proportion of the prior."""
        rest = 1 - self.prior[claim]
        return tuple(share if t == claim else (1 - share) * part / rest for t, part in enumerate(self.prior))

    def believed_from(self, claim: int, wanted: int) -> Range | None:
        """The least and the greatest belief in the claim at which the wanted response is a best reply; None: at none.

        The least is the receiver's threshold.
        """
        low, high = Fraction(0), Fraction(1)
        sure, never = (self.believing(claim, Fraction(share)) for share in (1, 0))
        for other in range(len(self.responses)):
            at_one, at_none = (self.worth(b, wanted) - self.worth(b, other) for b in (sure, never))
            if at_one == at_none:
                if at_one < 0:
                    return None
                continue
            root = at_none / (at_none - at_one)
            low, high = (max(low, root), high) if at_one > at_none else (low, min(high, root))
        return (low, high) if low <= high else None

    def gains(self, claim: int, wanted: int) -> Exact:
        """What each type gains where the wanted response is given and not the one that it gets where it is doubted."""
        doubted = self.doubted(claim, wanted)
        return tuple(row[wanted] - row[doubted] for row in self.sender)

    def separates(self, claim: int, wanted: int, message: int) -> bool:
        """Whether a message can tell the claim from the other types: it is then sent where the claim is true alone.

        The costs are over those of a free message, which the other types send.
        """
        sure, never = (self.best_replies(self.believing(claim, Fraction(share))) for share in (1, 0))
        told_apart = wanted in sure and self.doubted(claim, wanted) in never
        return told_apart and all(
            (row[message] <= gain) if t == claim else (row[message] >= gain)
            for t, (row, gain) in enumerate(zip(self.costs, self.gains(claim, wanted), strict=True))
        )


def exactly(number: float | Fraction) -> Fraction:
    """A number as the decimal that it is written as."""
    return number if isinstance(number, Fraction) else Fraction(repr(number))


def bayes(prior: Sequence[Fraction], likelihoods: Sequence[Fraction]) -> Exact:
    """The belief after something was seen, by how likely each type was to show it.

    Raises InputError where no type could have shown it.
    """
    joint = [part * likelihood for part, likelihood in zip(prior, likelihoods, strict=True)]
    if not sum(joint):
        raise InputError("was seen although no type could have shown it: each likelihood, or the belief, is 0.")
    return tuple(part / sum(joint) for part in joint)


def whole(prior: Sequence[Fraction]) -> Exact:
    """Chances that sum to 1 but for the rounding of floats, so that they do exactly; others as they are."""
    total = sum(prior, Fraction(0))
    return tuple(chance / total for chance in prior) if abs(total - 1) < Fraction(1, 10**9) else tuple(prior)


def check_prior(types: Sequence[str], prior: Sequence[Fraction]) -> None:
    """Raises InputError for chances of the types that are not above 0 or do not sum to 1."""
    for kind, chance in zip(types, prior, strict=True):
        if chance <= 0:
            fault = f"the prior of '{kind}' is {float(chance):g}; it must be above 0"
            raise InputError(f"{fault}. Leave out a type that cannot be.")
    if sum(prior) != 1:
        listed = ", ".join(f"{kind} {float(chance):g}" for kind, chance in zip(types, prior, strict=True))
        raise InputError(f"the priors sum to {float(sum(prior)):.12g}, not to 1: {listed}. Make them sum to 1.")


def _rows(
    name: str, table: Mapping[str, Mapping[str, float | Fraction]], types: Sequence[str], columns: Sequence[str]
) -> tuple[Exact, ...]:
    for kind in types:
        for column in columns:
            if column not in table[kind]:
                raise InputError(f"{name} has no number for '{kind}' and '{column}'. Add one.")
        for column in table[kind]:
            if column not in columns:
                raise InputError(f"{name} of '{kind}': {unknown('column', column, columns)}")
    return tuple(tuple(exactly(table[kind][column]) for column in columns) for kind in types)


def _kind(plan: Sequence[int]) -> Kind:
    different = len(set(plan))
    return "pooling" if different == 1 else "separating" if different == len(plan) else "partly separating"
