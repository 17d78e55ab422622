"""The answer of `thresholds` in words and tables."""

from rich.console import Group
from rich.text import Text

from ...present.phrases import points, signed
from ...present.tables import footer, table_of
from .answer import Thresholds


def thresholds(found: Thresholds) -> Group:
    """The members' gains alone and last, the belief each needs, and the cheapest insurance."""
    case = found.scenario.case
    table = table_of(
        f"{found.scenario.title}: what each needs to move",
        "Player",
        "Gain alone",
        "Gain as the last",
        "Belief needed",
        "Insured as",
        "Payment",
        right=("Gain alone", "Gain as the last", "Belief needed", "Insured as", "Payment"),
    )
    for member in found.members:
        place = found.insurance.order.index(member)
        belief = found.belief(member)
        table.add_row(
            case.players[member].name,
            signed(found.alone(member)),
            signed(found.last(member)),
            "none suffices" if belief is None else points(belief),
            str(place + 1),
            points(found.insurance.payments[place]),
        )
    alone = sum(max(0.0, -found.alone(member)) for member in found.members)
    order = ", then ".join(case.players[member].name for member in found.insurance.order)
    said = (
        f"Cheapest insurance, {order}: {points(found.insurance.total)} points in all; "
        f"insuring everybody as if alone costs {points(alone)}."
    )
    note = "Belief needed: the least chance, the same and independent for each other member, that makes moving best."
    return Group(table, Text(said), Text(note), footer([found.scenario]))
