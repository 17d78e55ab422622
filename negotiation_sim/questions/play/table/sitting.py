"""A seat at the table: offers by turns against named tactics, as far as your moves go, and what is told of the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....case.scenario import Scenario
from ....case.table import Packages
from ....errors import InputError, RefusedStepError, as_known
from ....games.arrays import Array
from ....games.session import Act, Negotiator, Session, Tactician, loses, negotiated
from ....present.frames import Frame, frame
from ....worlds.negotiation import Negotiation
from ..bets import Guess
from ..question import ROUNDS, PlayAsked
from .seats import YOU, parties_of, party, point_of, tactics_of

ACCEPT, WALK, MINE = "accept", "walk", "mine"


@dataclass(eq=False)
class Person:
    """A party whose acts are written down; it is waited for where no more are. `used` counts those that it has made.

    ISSUE=OPTION pairs change what is named of the package on the table; where there is none, of no agreement. After
    the word `mine` they change its own last offer, `offered`.
    """

    number: int
    packages: Packages
    texts: Sequence[str]
    used: int = 0
    offered: int | None = None

    def act(self, table: int | None, time: float, last: bool) -> Act | None:
        """The next of its acts. Raises InputError for one that cannot be."""
        if self.used == len(self.texts):
            return None
        text = self.texts[self.used].strip()
        self.used += 1
        if text.casefold() == WALK:
            return Act(None)
        if text.casefold() == ACCEPT:
            if table is None:
                raise InputError(f"{self._place}: nothing lies on the table yet. Offer ISSUE=OPTION, or {WALK}.")
            return Act(table, True)
        self.offered = self._package(text, table)
        return Act(self.offered)

    def hears(self, package: int) -> None:
        """A person needs no memory of what was offered."""

    @property
    def _place(self) -> str:
        return f"`moves`, number {self.used}"

    def _package(self, text: str, table: int | None) -> int:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        own = bool(parts) and parts[0].casefold() == MINE
        pairs = parts[own:]
        if not own and not any("=" in part for part in pairs):
            raise InputError(
                f"{self._place}: '{text}' is no move. Write {ACCEPT}, {WALK}, or an offer ISSUE=OPTION,ISSUE=OPTION."
            )
        if own and self.offered is None:
            raise InputError(f"{self._place}: {MINE} is your own last offer, and you have made none. Leave it out.")
        laid = self.packages.table
        written = laid.package(pairs)  # says what is not known
        named = {as_known(part.partition("=")[0].strip(), laid.issues) for part in pairs}
        last = self.offered if own else table
        before = self.packages.named(last) if last is not None else laid.unagreed
        package = {issue: written[issue] if issue in named else before[issue] for issue in before}
        number = self.packages.find(package)
        if number is None:
            why = f"this cannot be agreed on: {self.packages.why_not(package)}"
            raise RefusedStepError(f"{self._place}: '{text}': {why}. Offer another.", f"{why}.")
        return number


@dataclass(frozen=True, eq=False)
class TablePlay:
    """A session from one seat. `held` goes as far as your moves do; `tactics` are those of all, "you" at your seat."""

    asked: PlayAsked
    point: Negotiation
    seat: int
    first: int
    held: Session
    bet: str | None

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.point.scenario

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parties."""
        return tuple(self.scenario.case.players[party].name for party in self.point.parties)

    @property
    def gains(self) -> Array:
        """What every package gains each party, shape (parties, packages)."""
        return self.point.bargaining.gains

    @property
    def finished(self) -> bool:
        """Whether it is over."""
        return self.held.waits is None

    @property
    def on_the_table(self) -> int | None:
        """The package that lies on the table."""
        return self.held.turns[-1].package if self.held.turns else None

    @property
    def round(self) -> int:
        """The round of the turn that is waited for, or of the last one."""
        parties = len(self.point.parties)
        return min(len(self.held.turns) // parties + 1, self.held.rounds)

    @property
    def last_turn(self) -> bool:
        """Whether the turn that is waited for is your last one."""
        return self.round == self.held.rounds

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """The bet on a deal, beside what was."""
        if self.bet is None:
            return ()
        actual = None if not self.finished else "no" if self.held.agreed is None else "yes"
        labels = {"yes": "a deal", "no": "no deal", None: ""}
        return (Guess("deal", "Both sides", self.bet, labels[self.bet], actual, labels[actual]),)

    @cached_property
    def near(self) -> int | None:
        """The efficient package that costs nobody anything beside the end and changes fewest issues; None: no such.

        Of those the best for whoever gains least by it. Where nothing was agreed, fewest changes from the last offer.
        """
        better = np.flatnonzero(self.point.bargaining.frontier & (self.gains >= self.held.gains[:, None]).all(axis=0))
        from_here = self.held.agreed if self.held.agreed is not None else self.on_the_table
        if not len(better) or from_here is None:
            return None
        places = self.point.packages.places
        changed = (places[:, better] != places[:, [from_here]]).sum(axis=0)
        least = (self.gains[:, better] - self.held.gains[:, None]).min(axis=0)
        return int(better[np.lexsort((-least, changed))[0]])

    @cached_property
    def best_reply(self) -> int | None:
        """The package to offer every time: in its last turn a tactic takes whatever is better for it than nothing.

        The best for you of those. None where there are more than two parties, where you have no turn before its last
        one, and where no such package gains you anything.
        """
        if len(self.point.parties) != 2 or loses(self.point.bargaining).any():
            return None
        if self.held.rounds == 1 and self.first != self.seat:
            return None
        yours = np.where(self.gains[1 - self.seat] > 0, self.gains[self.seat], -np.inf)
        return int(yours.argmax()) if yours.max() > 0 else None

    def by_issue(self, package: int) -> dict[str, list[float]]:
        """By issue what the option of a package is worth to each party, the chance that it is ratified counted in."""
        worths, packages = self.point.worths, self.point.packages
        chance = float(worths.ratified(packages)[packages.flat[package]])
        return {issue: [chance * float(worths.of(party, issue, option)[0]) for party in self.point.parties]
                for issue, option in packages.named(package).items()}  # fmt: skip

    @property
    def table(self) -> Frame:
        """A row a turn, with your own gain; when it is over with everybody's."""
        shown = range(len(self.names)) if self.finished else [self.seat]
        columns = [
            "assumptions",
            "scenario",
            "round",
            "party",
            "act",
            *(f"gain_{self.point.parties[k]}" for k in shown),
        ]
        return frame(
            [{"assumptions": self.scenario.assumptions.name, "scenario": self.scenario.name, "round": turn.round,
              "party": self.point.parties[turn.party], "act": turn.act,
              **{f"gain_{self.point.parties[k]}": float(turn.gains[k]) for k in shown},
              **self.point.packages.named(turn.package)} for turn in self.held.turns],
            [*columns, *self.point.packages.options],
        )  # fmt: skip


def play_table(asked: PlayAsked, scenario: Scenario) -> TablePlay:
    """The session, as far as your moves go. Raises InputError for what is not known, and for moves after its end."""
    parties = parties_of(scenario)
    seat = party(asked.seat or "", parties)
    first = 0 if asked.first is None else party(asked.first, parties)
    bet, tactics = _bet(asked), tactics_of(asked, parties, seat)
    point = point_of(asked, scenario)
    you = Person(seat, point.packages, asked.moves)
    rng, options = np.random.default_rng(asked.seed), point.packages.places.T
    sitting: list[Negotiator] = [
        you if tactic == YOU else Tactician(point.bargaining, options, k, tactic, rng)
        for k, tactic in enumerate(tactics)
    ]
    held = negotiated(point.bargaining, sitting, tactics, ROUNDS if asked.rounds is None else asked.rounds, first)
    if you.used < len(asked.moves):
        raise InputError(f"`moves` has {len(asked.moves)}, and it was over after {you.used}. Leave out the rest.")
    return TablePlay(asked, point, seat, first, held, bet)


def _bet(asked: PlayAsked) -> str | None:
    """The bet on a deal, yes or no; None without one. Raises InputError for another."""
    texts = [part.strip() for text in asked.predict for part in text.split(",") if part.strip()]
    if not texts:
        return None
    what, _, side = (part.strip().casefold() for part in texts[0].partition("="))
    if len(texts) > 1 or what != "deal" or side not in ("yes", "no"):
        raise InputError(f"`predict`: '{', '.join(texts)}' is no bet at the table. Write deal=yes or deal=no.")
    return side
