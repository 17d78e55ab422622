"""The answer of `thresholds` as plain dictionaries."""

from ...present.records import Record, number, stamped
from .answer import Thresholds
from .insurance import Insurance


def record(answer: Thresholds) -> Record:
    """Each member's gains and the belief it needs, and the cheapest insurance."""
    return {
        **stamped([answer.scenario]),
        "scenario": answer.scenario.name,
        "players": {member: _member(answer, member) for member in answer.members},
        "insurance": _insurance(answer.insurance),
    }


def _member(answer: Thresholds, member: str) -> Record:
    needs = {"alone": answer.alone(member), "last": answer.last(member), "belief": answer.belief(member)}
    return {name: number(value) for name, value in needs.items()}


def _insurance(insurance: Insurance) -> Record:
    payments = {member: number(paid) for member, paid in zip(insurance.order, insurance.payments, strict=True)}
    return {"total": number(insurance.total), "order": list(insurance.order), "payments": payments}
