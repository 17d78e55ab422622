"""Who can move the table: what each gift and each move of others does to the zone and to the Nash solution."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ...games.agreements import Agreement, nash
from ...worlds.negotiation import Negotiation
from ...worlds.no_agreement import NoAgreement
from ...worlds.results.table import bargaining_of, contenders, zone_of
from ...worlds.tables import scenario_shape
from ...worlds.worths import worths

Sort = Literal["gift", "move"]


@dataclass(frozen=True)
class Mover:
    """What a player besides the parties can do to the table, all else as it is.

    A gift is an option that it pays for: `zone` and `gains` are what is left without it. A move is another strategy of
    its own where there is no agreement: `gains_by_it` is what it gets more by that, so a threat that costs it is told
    from one that pays. `shift[party]` is how far the Nash solution's gain moves; empty where a zone is empty.
    """

    who: tuple[str, ...]
    sort: Sort
    what: str
    zone: int
    before: int
    shift: dict[str, float]
    gains_by_it: float | None

    @property
    def size(self) -> tuple[float, float]:
        """How far it moves the zone, and the solution."""
        return abs(self.zone - self.before), sum(map(abs, self.shift.values()))


def movers(point: Negotiation) -> tuple[Mover, ...]:
    """Every gift and every move of others that changes the zone or the Nash solution, those that move most first."""
    found = [*_gifts(point), *_moves(point)]
    return tuple(sorted((mover for mover in found if any(mover.size)), key=lambda mover: mover.size, reverse=True))


def _gifts(point: Negotiation) -> Iterator[Mover]:
    """Each option that others pay for, as if it were not offered."""
    zone, places = point.zone, point.packages.places
    for row, (issue, options) in enumerate(point.packages.options.items()):
        for option, payers in point.table.issues[issue].paid_by.items():
            if option not in options:
                continue
            left = places[row] != options.index(option)
            shift = _shift(point, nash(point.bargaining.only(left)))
            yield Mover(payers, "gift", f"{issue}.{option}", int((zone & left).sum()), int(zone.sum()), shift, None)


def _moves(point: Negotiation) -> Iterator[Mover]:
    """Each other open strategy of each player besides the parties, but for those who stand by."""
    players = list(point.scenario.case.players)
    moves = list(_other_moves(point))
    if not moves:
        return
    where = _at(point, [{**point.outcome, player: strategy} for player, strategy in moves])
    worth, payoffs = worths(where), where.tables.payoffs()
    for k, (player, strategy) in enumerate(moves):
        gains, rounding = worth.gains(point.packages, k)[:, point.packages.flat], worth.rounding(k)
        zone = zone_of(gains, rounding)
        inside = gains[:, zone]
        without = payoffs[[players.index(party) for party in point.parties], k]
        kept = inside[:, contenders(inside)]
        after = nash(bargaining_of(point.parties, kept, without, rounding)) if kept.size else None
        gains_by_it = float(payoffs[players.index(player), k]) - point.payoffs[player]
        yield Mover((player,), "move", f"{player}.{strategy}", int(zone.sum()), int(point.zone.sum()),
                    _shift(point, after), gains_by_it)  # fmt: skip


def _other_moves(point: Negotiation) -> Iterator[tuple[str, str]]:
    for player in point.scenario.case.players:
        if player not in point.parties and not point.scenario.stands_by(player):
            others = (each for each in point.scenario.open_strategies(player) if each != point.outcome[player])
            yield from ((player, strategy) for strategy in others)


def _at(point: Negotiation, profiles: list[dict[str, str]]) -> NoAgreement:
    """The cells of these profiles in a scenario that holds only the parties, and those who stand by."""
    scenario = point.scenario
    held = {player: move for player, move in point.outcome.items()
            if player in point.parties or scenario.stands_by(player)}  # fmt: skip
    free = replace(scenario, fixes=held)
    places = [[free.strategies(player).index(move) for player, move in profile.items()] for profile in profiles]
    cells = np.ravel_multi_index(tuple(np.array(places).T), scenario_shape(free))
    return NoAgreement(free, np.asarray(cells, dtype=np.intp), {})


def _shift(point: Negotiation, after: Agreement | None) -> dict[str, float]:
    before = point.solutions["nash"]
    if before is None or after is None:
        return {}
    return dict(zip(point.parties, (after.gains - before.gains).tolist(), strict=True))
