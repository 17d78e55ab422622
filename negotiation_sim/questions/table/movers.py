"""Who can move the table: what each gift and each move of others does to the zone and to the Nash solution."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...games.agreements import Agreement, nash
from ...worlds.negotiation import Negotiation
from ...worlds.no_agreement import NoAgreement

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
    """Each other open strategy of each player besides the parties."""
    case, outcome = point.scenario.case, point.outcome
    for player in case.players:
        if player in point.parties:
            continue
        for strategy in point.scenario.open_strategies(player):
            if strategy != outcome[player]:
                moved = at_moves(point, {**outcome, player: strategy})
                gains_by_it = moved.payoffs[player] - point.payoffs[player]
                yield Mover((player,), "move", f"{player}.{strategy}", int(moved.zone.sum()), int(point.zone.sum()),
                            _shift(point, nash(moved.bargaining)), gains_by_it)  # fmt: skip


def at_moves(point: Negotiation, moves: dict[str, str]) -> Negotiation:
    """The same table where everybody plays these moves without agreement."""
    held = point.scenario.fixing(moves)
    cells = np.zeros(1, dtype=np.intp)
    return Negotiation(point.scenario, (), NoAgreement(held, cells, {}), point.packages)


def _shift(point: Negotiation, after: Agreement | None) -> dict[str, float]:
    before = point.solutions["nash"]
    if before is None or after is None:
        return {}
    return dict(zip(point.parties, (after.gains - before.gains).tolist(), strict=True))
