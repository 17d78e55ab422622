"""A session of offers between named tactics, turn by turn: stacked alternating offers.

In its turn a party accepts what lies on the table or puts another package there; when all others have accepted it there
is an agreement. After the last round there is none (Aydogan, Festen, Hindriks and Jonker 2017, the protocol of the
Automated Negotiating Agents Competition). A party knows its own gains only, and which options were offered to it. It
accepts what gains it at least as much as its own next offer would (Baarslag, Hindriks and Jonker 2013). Of the packages
that it would offer it takes the one that shares the most options with what the others offered last. In its last turn a
party takes whatever is better than no agreement, as refusing could only lose it.

A session is one history under made-up rules of thumb. It is no equilibrium and no forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from ..errors import InputError, unknown
from .arrays import Array, Index, Mask
from .bargaining import BargainingSet
from .tactics import TACTICS

Options = npt.NDArray[np.intp]
MOST_ROUNDS = 10_000
BAND = 0.05
"""How much more than its target a party may ask for, as a share of the most that it can gain."""


@dataclass(frozen=True, eq=False)
class Turn:
    """What one party does in its turn: it offers or accepts `package`; `gains[party]` are those of that package."""

    round: int
    party: int
    act: Literal["offers", "accepts"]
    package: int
    gains: Array
    target: float


@dataclass(frozen=True)
class Act:
    """What a party does in its turn: it offers `package`, or accepts it as what lies on the table; None: it walks away.

    `target` is the least that it asks for, no number where nobody knows it.
    """

    package: int | None
    accepts: bool = False
    target: float = float("nan")


class Negotiator(Protocol):
    """A party of a session: what it does in its turn, and what it hears in those of others."""

    @property
    def number(self) -> int:
        """Which party it is."""

    def act(self, table: int | None, time: float, last: bool) -> Act | None:
        """What it does where that package lies on the table, at a time from 0 to 1; None where it is waited for."""

    def hears(self, package: int) -> None:
        """Somebody else has put a package on the table."""


@dataclass(frozen=True, eq=False)
class Session:
    """All turns in their order, and the package that was agreed on; None where time ran out.

    There are no turns where some party loses by every package: it does not come to the table. `left_by` is the party
    that walked away, `waits` the one whose turn it is where that is not known yet; None where there is none.
    """

    bargaining: BargainingSet
    tactics: tuple[str, ...]
    rounds: int
    turns: tuple[Turn, ...]
    agreed: int | None
    left_by: int | None = None
    waits: int | None = None

    @property
    def gains(self) -> Array:
        """What each party gains in the end, shape (parties,): 0 without agreement."""
        return np.zeros(len(self.tactics)) if self.agreed is None else self.bargaining.gains[:, self.agreed]

    @cached_property
    def left(self) -> Index:
        """The packages that would have given somebody more and nobody less, the best for the worst off first."""
        gains = self.bargaining.gains
        better = (gains >= self.gains[:, None]).all(axis=0) & (gains > self.gains[:, None]).any(axis=0)
        packages = np.flatnonzero(better)
        return packages[np.argsort(-(gains[:, packages] - self.gains[:, None]).min(axis=0), kind="stable")]


def session(
    bargaining: BargainingSet,
    options: Options,
    tactics: Sequence[str],
    rounds: int = 20,
    first: int = 0,
    *,
    rng: np.random.Generator,
) -> Session:
    """The session of these tactics, one for each party. `options[package, issue]`: the number of the option.

    Each party has one turn a round. Packages of which there are several alike for a party are drawn by `rng`. Raises
    InputError for an unknown tactic, another number of tactics than parties, and rounds outside 1 to MOST_ROUNDS.
    """
    if len(tactics) != len(bargaining.parties):
        raise InputError(f"{len(tactics)} tactics for {len(bargaining.parties)} parties. Write one for each.")
    for tactic in tactics:
        if tactic not in TACTICS:
            raise InputError(unknown("tactic", tactic, TACTICS))
    if not 1 <= rounds <= MOST_ROUNDS:
        raise InputError(f"{rounds:,} rounds: write a number from 1 to {MOST_ROUNDS:,}.")
    parties = [Tactician(bargaining, options, k, tactic, rng) for k, tactic in enumerate(tactics)]
    return negotiated(bargaining, parties, tactics, rounds, first)


def negotiated(
    bargaining: BargainingSet, parties: Sequence[Negotiator], tactics: Sequence[str], rounds: int, first: int
) -> Session:
    """The session of these parties, as far as they act; `tactics` names how each does."""
    turns: list[Turn] = []
    table, accepted = None, 0
    count = 0 if loses(bargaining).any() else rounds * len(parties)
    for number in range(count):
        party = parties[(first + number) % len(parties)]
        act = party.act(table, number / max(count - 1, 1), number >= count - len(parties))
        if act is None:
            return Session(bargaining, tuple(tactics), rounds, tuple(turns), None, waits=party.number)
        if act.package is None:
            return Session(bargaining, tuple(tactics), rounds, tuple(turns), None, left_by=party.number)
        table = act.package
        turns.append(
            Turn(number // len(parties) + 1, party.number, "accepts" if act.accepts else "offers", table,
                 bargaining.gains[:, table], act.target)
        )  # fmt: skip
        accepted = accepted + 1 if act.accepts else 0
        if accepted == len(parties) - 1:
            return Session(bargaining, tuple(tactics), rounds, tuple(turns), table)
        for other in parties:
            if not act.accepts and other is not party:
                other.hears(table)
    return Session(bargaining, tuple(tactics), rounds, tuple(turns), None)


def loses(bargaining: BargainingSet) -> Mask:
    """Which parties lose by every package, and so do not come to the table."""
    return np.asarray((bargaining.gains < 0).all(axis=1))


class Tactician:
    """A party that follows a tactic. During a session it knows its own gains, and what was offered to it."""

    def __init__(
        self, bargaining: BargainingSet, options: Options, number: int, tactic: str, rng: np.random.Generator
    ) -> None:
        self.number, self.tactic, self.options, self.rng = number, TACTICS[tactic], options, rng
        self.gains: Array = bargaining.gains[number]
        self.most = max(float(self.gains.max()), 0.0)
        self.heard: list[float] = []

    def hears(self, package: int) -> None:
        """Somebody else has put a package on the table."""
        self.heard.append(float(self.gains[package]))

    def act(self, table: int | None, time: float, last: bool) -> Act:
        """It accepts what is no less than its next offer, else it makes that."""
        target = self.target(time)
        offer = self.offer(target, table)
        if table is not None and self.takes(table, offer, last):
            return Act(table, True, target)
        return Act(offer, False, target)

    def target(self, time: float) -> float:
        """The least that it asks for now."""
        return self.tactic(self.most, self.heard, time)

    def offer(self, target: float, table: int | None) -> int:
        """The package that it would put on the table."""
        enough = self.gains >= target
        asked = np.flatnonzero(enough & (self.gains <= target + BAND * self.most))
        if not len(asked):
            least = self.gains[enough].min() if enough.any() else self.gains.max()
            asked = np.flatnonzero(self.gains == least)
        if table is not None:
            shared = (self.options[asked] == self.options[table]).sum(axis=1)
            asked = asked[shared == shared.max()]
        return int(self.rng.choice(asked))

    def takes(self, table: int, offer: int, last: bool) -> bool:
        """Whether it accepts what lies on the table; in its last turn whatever gains it more than 0."""
        gain = self.gains[table]
        return bool(gain >= self.gains[offer] or (last and gain > 0))
