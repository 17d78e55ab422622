"""Offers on the table of one scenario: solved backward, played as a session of tactics, or as a tournament."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...case.choosing import moves_of
from ...case.scenario import Case, Scenario, known_moves
from ...case.table import Packages, Table
from ...errors import InputError, as_known, unknown
from ...games.alternating import AlternatingOffers, alternating_offers
from ...games.session import Session, session
from ...games.tactics import TACTICS
from ...games.take_it_or_leave_it import alternating_shares
from ...games.tournament import Tournament, tournament
from ...present.frames import Frame, frame
from ...solve.staged import Rule
from ...worlds.advance import Watch
from ...worlds.negotiation import Negotiation, negotiations
from ...worlds.no_agreement import table_of
from .question import PATIENCE, OffersAsked


@dataclass(frozen=True, eq=False)
class Offers:
    """What was answered about one point without agreement. `first` is the number of the party that offers first.

    `by_default`: no scenario was named, and this is the first main one with a zone (or the first, where none has one).
    `session` and `tournament` are None where they were not asked for.
    """

    point: Negotiation
    by_default: bool
    rounds: int
    patience: tuple[float, ...]
    breakdown: float
    first: int
    seed: int
    session: Session | None
    tournament: Tournament | None

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.point.scenario

    @cached_property
    def taken_off(self) -> tuple[str, ...]:
        """The issues, or options ISSUE.OPTION, that are on the case's table and not on this one."""
        return _less(self.point.packages.table.packages, self.point.packages)

    @cached_property
    def put_on(self) -> tuple[str, ...]:
        """Those that are on this table and not on the case's."""
        return _less(self.point.packages, self.point.packages.table.packages)

    @property
    def case(self) -> Case:
        """The case."""
        return self.point.scenario.case

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parties for people."""
        return tuple(self.case.players[party].name for party in self.point.parties)

    def solved(self, first: int) -> AlternatingOffers:
        """Offers by turns where that party offers first."""
        return alternating_offers(self.point.bargaining, self.patience, self.rounds, self.breakdown, first)

    @cached_property
    def alternating(self) -> AlternatingOffers:
        """Offers by turns as they were asked for."""
        return self.solved(self.first)

    @cached_property
    def rubinstein(self) -> tuple[float, ...] | None:
        """Shares of one pie without a last round, by party; None where they say nothing of this table.

        They do for two parties who both lose by waiting and have something to divide. A chance of breakdown weighs as
        impatience does (Binmore, Rubinstein and Wolinsky 1986, RAND Journal of Economics 17, 176).
        """
        factors = [part * (1 - self.breakdown) for part in self.patience]
        if len(factors) != 2 or max(factors) >= 1 or not self.point.zone.any():
            return None
        shares = alternating_shares(factors[self.first], factors[1 - self.first])
        return None if shares is None else (shares if self.first == 0 else shares[::-1])

    @cached_property
    def table(self) -> Frame:
        """A row a match of the tournament, a turn of the session, or an offer: whichever was asked for."""
        if self.tournament:
            return frame(
                {**self._what, **{f"tactic_{p}": t for p, t in zip(self.point.parties, match.tactics, strict=True)},
                 "sessions": match.count, "agreed": match.agreed, **self._gains(match.gains), "left": match.left}
                for match in self.tournament.matches
            )  # fmt: skip
        if self.session:
            return frame(
                {**self._what, "round": turn.round, "party": self.point.parties[turn.party], "act": turn.act,
                 "target": turn.target, **self._gains(turn.gains), **self.point.packages.named(turn.package)}
                for turn in self.session.turns
            )  # fmt: skip
        nothing = dict.fromkeys(self.point.packages.options, "")
        return frame(
            {**self._what, "round": offer.round, "proposer": self.point.parties[offer.proposer],
             "agrees": offer.package is not None, **self._gains(offer.value), "others": offer.others,
             **(nothing if offer.package is None else self.point.packages.named(offer.package))}
            for offer in self.alternating.offers
        )  # fmt: skip

    @property
    def _what(self) -> dict[str, object]:
        return {"assumptions": self.scenario.assumptions.name, "scenario": self.scenario.name}

    def _gains(self, gains: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> dict[str, float]:
        return {f"gain_{party}": float(gain) for party, gain in zip(self.point.parties, gains, strict=True)}


def answer(asked: OffersAsked, watch: Watch) -> Offers:
    """What was asked about the table of one scenario. Raises InputError for what is not known, and without a table."""
    choice = asked.chosen()
    scenarios = choice.scenarios()
    if asked.scenario and len(scenarios) > 1:
        raise InputError(f"{len(scenarios)} scenarios are named, and one is taken here. Name one.")
    table = table_of(scenarios[0])
    packages = table.laid(_names(asked.without), _names(asked.also)) if asked.without or asked.also else table.packages
    point = _point(asked, scenarios, packages)
    parties = table.parties
    first = 0 if asked.first is None else _party(asked.first, parties)
    tactics = _tactics(asked.tactics, parties)
    options = packages.places.T
    held = tournament_held = None
    if tactics:
        rng = np.random.default_rng(asked.seed)
        held = session(point.bargaining, options, tactics, asked.rounds, first, rng=rng)
    if asked.tournament:
        with watch("Sessions", len(TACTICS) ** len(parties)) as advance:
            tournament_held = tournament(point.bargaining, options, asked.rounds, asked.sessions, first,
                                         seed=asked.seed, advance=advance)  # fmt: skip
    patience = _patience(asked, table)
    by_default = not asked.scenario and not table.stands_alone
    return Offers(point, by_default, asked.rounds, patience, asked.breakdown, first, asked.seed, held, tournament_held)


def _less(whole: Packages, part: Packages) -> tuple[str, ...]:
    """What one table has and the other lacks: an issue of which one option is left, else options ISSUE.OPTION."""
    less: list[str] = []
    for issue, options in whole.options.items():
        lacking = [option for option in options if option not in part.options[issue]]
        whole_issue = bool(lacking) and part.options[issue] == options[:1]
        less += [issue] if whole_issue else [f"{issue}.{option}" for option in lacking]
    return tuple(less)


def _names(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


def _point(asked: OffersAsked, scenarios: Sequence[Scenario], packages: Packages) -> Negotiation:
    """The point of the first scenario with a zone of agreement; of the first that leads anywhere where none has one."""
    given = known_moves(scenarios[0].case, moves_of(asked.given)) if asked.given else {}
    rules: tuple[Rule, ...] = ("cautious",) if asked.concept == "cautious" else ("best_joint",)
    points: list[Negotiation] = []
    for scenario in scenarios:
        points += negotiations(scenario, packages, rules, given)
        if points and points[-1].zone.any():
            return points[-1]
    if not points:
        raise InputError(f"{scenarios[0].called} leads nowhere, so there is no point without agreement. Ask another.")
    return points[0]


def _party(name: str, parties: tuple[str, ...]) -> int:
    if (known := as_known(name, parties)) not in parties:
        raise InputError(unknown("party", name, parties))
    return parties.index(known)


def _tactics(texts: tuple[str, ...], parties: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(as_known(name, TACTICS) for name in _names(texts))
    if names and len(names) != len(parties):
        fault = f"the parties are {len(parties)} ({', '.join(parties)}), and the tactics that are named {len(names)}"
        raise InputError(f"{fault}. Write one for each party, in order.")
    return names


def _patience(asked: OffersAsked, table: Table) -> tuple[float, ...]:
    """The discount factor of every party for one round: what is given, what the table says, or the usual one.

    What a table says is of the whole time, so a round's is its root.
    """
    usual = {party: table.discount[party] ** (1 / asked.rounds) if table.discount else PATIENCE
             for party in table.parties}  # fmt: skip
    for text in _names(asked.patience):
        party, equals, value = (part.strip() for part in text.rpartition("="))
        names = [table.parties[_party(party, table.parties)]] if equals else table.parties
        usual |= dict.fromkeys(names, _factor(value))
    return tuple(usual.values())


def _factor(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise InputError(f"`patience`: '{text}' is no number. Write 0.9, or PARTY=0.9.") from None
    if not 0 <= value <= 1:
        raise InputError(f"`patience` is {value:g}; it must be from 0 to 1.")
    return value
