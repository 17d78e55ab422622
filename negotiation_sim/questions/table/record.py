"""The table of a case as plain dictionaries."""

from collections.abc import Mapping

from ...games.agreements import Agreement
from ...games.lotteries import Lottery
from ...games.outline import outline
from ...present.records import Record, number, stamped
from ...worlds.negotiation import Negotiation
from .answer import Tables
from .fragility import Fragility
from .movers import Mover
from .opening import Opening
from .placing import Placed


def record(answer: Tables) -> Record:
    """The stamp, what was asked, and every point."""
    return {
        **stamped(answer.scenarios),
        "without": list(answer.without),
        "with": list(answer.also),
        "given": dict(answer.given),
        "scenarios": [_point(answer, k, point) for k, point in enumerate(answer.points)],
    }


def _point(answer: Tables, k: int, point: Negotiation) -> Record:
    gains = point.bargaining.gains
    return {
        "name": point.scenario.name,
        "rule": point.rules[0] if point.rules else None,
        "rules": list(point.rules),
        "outcome": dict(point.outcome),
        "title": answer.title(point),
        "parties": list(point.parties),
        "disagreement": {party: number(point.payoffs[party]) for party in point.parties},
        "packages": point.packages.count,
        "zone": int(point.zone.sum()),
        "by_option": point.by_option,
        "pareto": [
            {"package": point.packages.named(int(n)), "gains": _by_party(point, gains[:, n].tolist())}
            for n in point.efficient
        ],
        "outline": _outline(point),
        "solutions": {name: _agreement(point, agreement) for name, agreement in point.solutions.items()},
        "lotteries": {name: _lottery(point, lottery) for name, lottery in point.lotteries.items()},
        "integrative_gain": number(answer.integrative[k]),
        "issues": {
            name: {"kind": kind.kind, "share": _numbers(kind.shares), "best": dict(kind.best),
                   **_issue(answer, point, name)}
            for name, kind in answer.kinds[k].items()
        },
        "opens": [_opening(opening) for opening in answer.opens[k]] or None,
        "movers": [_mover(mover) for mover in answer.movers[k]],
        **({"placed": _placed(answer.placed[k])} if k in answer.placed else {}),
        **({"fragile": _fragile(answer.weakest[k])} if k in answer.weakest else {}),
    }  # fmt: skip


def _issue(answer: Tables, point: Negotiation, issue: str) -> Record:
    """An issue's label, and of each of its options on the table the label and what it is worth to each party."""
    about, options = answer.table_asked.issues[issue], point.packages.options[issue]
    worth = {party: point.worths.options(party, issue, options).tolist() for party in point.parties}
    return {
        "label": about.label,
        "options": [{"option": option, "label": about.options[option],
                     "worth": {party: number(worth[party][k]) for party in point.parties}}
                    for k, option in enumerate(options)],
    }  # fmt: skip


def _by_party(point: Negotiation, values: list[float]) -> dict[str, float | None]:
    return {party: number(value) for party, value in zip(point.parties, values, strict=True)}


def _outline(point: Negotiation) -> list[dict[str, float | None]] | None:
    """The gains at the corners of the convex shape that holds all packages; of more than two parties None."""
    gains = point.bargaining.gains
    return [_by_party(point, corner) for corner in outline(gains).T.tolist()] if len(gains) == 2 else None


def _numbers(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: number(value) for name, value in values.items()}


def _agreement(point: Negotiation, agreement: Agreement | None) -> Record | None:
    if agreement is None:
        return None
    package = point.packages.named(agreement.packages[0])
    return {"package": package, "gains": _by_party(point, agreement.gains.tolist()), "ties": len(agreement.packages)}


def _lottery(point: Negotiation, lottery: Lottery | None) -> Record | None:
    if lottery is None:
        return None
    drawn = [{"package": package, "chance": number(chance)} for package, chance in point.drawn(lottery)]
    return {"gains": _by_party(point, lottery.gains.tolist()), "packages": drawn}


def _opening(opening: Opening) -> Record:
    return {
        "issue": opening.issue,
        "option": opening.option,
        "package": dict(opening.package),
        "gains": _numbers(opening.gains),
        "payment": number(opening.payment),
        "pays": _numbers(opening.pays),
        "payment_by_lottery": number(opening.by_lottery),
        "outside_option": {party: None if less is None else number(-less) for party, less in opening.outside.items()},
        "gain_by_agreement": _numbers(opening.payers),
        "could_pay_alone": list(opening.able),
        "could_pay_together": opening.together,
    }


def _mover(mover: Mover) -> Record:
    return {
        "who": list(mover.who),
        "sort": mover.sort,
        "what": mover.what,
        "zone": mover.zone,
        "nash_shift": _numbers(mover.shift) or None,
        "gains_by_it": None if mover.gains_by_it is None else number(mover.gains_by_it),
    }


def _placed(placed: Placed) -> Record:
    return {
        "package": dict(placed.package),
        "possible": placed.number is not None,
        "why_not": placed.why_not or None,
        "inside": placed.inside,
        "gains": _numbers(placed.gains),
        "room": number(placed.room),
        "efficient": placed.efficient,
        "picked_by": list(placed.picked_by),
        "better": dict(placed.better),
        "nearest": _nearest(placed),
        "to_solutions": {name: _numbers(gains) for name, gains in placed.away.items()},
        "would_rather_not": list(placed.would_not),
        "why": [
            {"party": each.party, "issue": each.issue, "option": each.option, "criterion": each.criterion,
             "points": number(each.points)}
            for each in placed.shares
        ],
    }  # fmt: skip


def _nearest(placed: Placed) -> Record | None:
    """The nearest package of the zone, and which issues it changes; None where the zone is empty."""
    if not placed.nearest:
        return None
    changes = [issue for issue, option in placed.nearest.items() if option != placed.package[issue]]
    return {"package": dict(placed.nearest), "changes": changes, "gains": _numbers(placed.nearest_gains)}


def _fragile(found: Fragility) -> Record:
    return {
        "looked_at": found.looked_at,
        "empties": [
            {
                "what": each.what,
                "assumption": each.entry.name,
                "value": number(each.value),
                "at": number(each.at),
                "share": number(each.share),
            }
            for each in found.emptying
        ],
    }
