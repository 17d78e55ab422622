"""The answer of `thresholds` in words and tables, and as plain dictionaries."""

from rich.console import Group
from rich.table import Table
from rich.text import Text

from ...present.phrases import points, signed
from ...present.records import Record, number, stamped
from ...present.tables import footer, table_of
from .answer import Thresholds
from .insurance import Insurance

NOTE = (
    "Gain alone: the other members stay; as the last: they all move; whoever moves after the group then answers by "
    "the rule best joint. Belief needed: the least chance, the same and independent for each other member, that makes "
    "moving best."
)


def text(answer: Thresholds) -> Group:
    """The members' gains alone and last, the belief each needs, and the cheapest insurance."""
    return Group(_table(answer), Text(_cheapest(answer)), Text(NOTE), footer([answer.scenario]))


def _table(answer: Thresholds) -> Table:
    numbers = ("Gain alone", "Gain as the last", "Belief needed", "Insured as", "Payment")
    table = table_of(answer.title, "Player", *numbers, right=numbers)
    for member in answer.members:
        place = answer.insurance.order.index(member)
        belief = answer.belief(member)
        table.add_row(
            answer.scenario.case.players[member].name,
            signed(answer.alone(member)),
            signed(answer.last(member)),
            "none suffices" if belief is None else points(belief),
            str(place + 1),
            points(answer.insurance.payments[place]),
        )
    return table


def _cheapest(answer: Thresholds) -> str:
    players, insurance = answer.scenario.case.players, answer.insurance
    alone = sum(max(0.0, -answer.alone(member)) for member in answer.members)
    order = ", then ".join(players[member].name for member in insurance.order)
    return (
        f"Cheapest insurance, {order}: {points(insurance.total)} points in all; "
        f"insuring everybody as if alone costs {points(alone)}."
    )


def record(answer: Thresholds) -> Record:
    """Each member's gains and the belief it needs, and the cheapest insurance."""
    return {
        **stamped([answer.scenario]),
        "scenario": answer.scenario.name,
        **({"given": dict(answer.given)} if answer.given else {}),
        "players": {member: _member(answer, member) for member in answer.members},
        "insurance": _insurance(answer.insurance),
    }


def _member(answer: Thresholds, member: str) -> Record:
    needs = {"alone": answer.alone(member), "last": answer.last(member), "belief": answer.belief(member)}
    return {name: number(value) for name, value in needs.items()}


def _insurance(insurance: Insurance) -> Record:
    payments = {member: number(paid) for member, paid in zip(insurance.order, insurance.payments, strict=True)}
    return {"total": number(insurance.total), "order": list(insurance.order), "payments": payments}
