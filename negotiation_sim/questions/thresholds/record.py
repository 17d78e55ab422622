"""The answer of `thresholds` as plain dictionaries."""

from ...present.records import Record, number, stamped
from .answer import Thresholds


def record(answer: Thresholds) -> Record:
    """Each member's gains and the belief it needs, and the cheapest insurance."""
    players = {
        member: {
            "alone": number(answer.alone(member)),
            "last": number(answer.last(member)),
            "belief": None if (belief := answer.belief(member)) is None else number(belief),
        }
        for member in answer.members
    }
    insured = answer.insurance
    payments = {member: number(paid) for member, paid in zip(insured.order, insured.payments, strict=True)}
    insurance = {"total": number(insured.total), "order": list(insured.order), "payments": payments}
    return {**stamped([answer.scenario]), "scenario": answer.scenario.name, "players": players, "insurance": insurance}
