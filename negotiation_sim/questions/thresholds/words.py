"""The answer of `thresholds` in words and tables."""

from rich.console import Group
from rich.text import Text

from ...present.phrases import points, signed
from ...present.tables import footer, table_of
from .answer import Thresholds


def text(answer: Thresholds) -> Group:
    """The members' gains alone and last, the belief each needs, and the cheapest insurance."""
    case = answer.scenario.case
    table = table_of(
        f"{answer.scenario.title}: what each needs to move",
        "Player",
        "Gain alone",
        "Gain as the last",
        "Belief needed",
        "Insured as",
        "Payment",
        right=("Gain alone", "Gain as the last", "Belief needed", "Insured as", "Payment"),
    )
    for member in answer.members:
        place = answer.insurance.order.index(member)
        belief = answer.belief(member)
        table.add_row(
            case.players[member].name,
            signed(answer.alone(member)),
            signed(answer.last(member)),
            "none suffices" if belief is None else points(belief),
            str(place + 1),
            points(answer.insurance.payments[place]),
        )
    alone = sum(max(0.0, -answer.alone(member)) for member in answer.members)
    order = ", then ".join(case.players[member].name for member in answer.insurance.order)
    said = (
        f"Cheapest insurance, {order}: {points(answer.insurance.total)} points in all; "
        f"insuring everybody as if alone costs {points(alone)}."
    )
    note = "Belief needed: the least chance, the same and independent for each other member, that makes moving best."
    return Group(table, Text(said), Text(note), footer([answer.scenario]))
