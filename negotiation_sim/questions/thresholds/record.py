"""The answer of `thresholds` as plain dictionaries."""

from ...present.records import Record, number, stamped
from .answer import Thresholds


def thresholds(found: Thresholds) -> Record:
    players = {
        member: {
            "alone": number(found.alone(member)),
            "last": number(found.last(member)),
            "belief": None if (belief := found.belief(member)) is None else number(belief),
        }
        for member in found.members
    }
    insured = found.insurance
    payments = {member: number(paid) for member, paid in zip(insured.order, insured.payments, strict=True)}
    insurance = {"total": number(insured.total), "order": list(insured.order), "payments": payments}
    return {**stamped([found.scenario]), "scenario": found.scenario.name, "players": players, "insurance": insurance}
