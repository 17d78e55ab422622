"""The answer of `thresholds` in words and tables, and as plain dictionaries."""

import numpy as np
from rich.console import Group
from rich.table import Table
from rich.text import Text

from ...present.phrases import listed, points, signed
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
    at_belief = [Text(at_belief_in_words(answer, answer.asked_belief))] if answer.asked_belief is not None else []
    return Group(_table(answer), *at_belief, Text(_cheapest(answer)), Text(NOTE), footer([answer.scenario]))


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


def at_belief_in_words(answer: Thresholds, belief: float) -> str:
    """`If each believes that each other moves with chance 0.40, 2 of 4 move: Romania and Greece.`"""
    players = answer.scenario.case.players
    moving = [players[member].name for member in answer.members if answer.moves(member, belief)]
    count = f"{len(moving)} of {len(answer.members)} {'moves' if len(moving) == 1 else 'move'}"
    who = f": {listed(moving)}" if 0 < len(moving) < len(answer.members) else ""
    told = "nobody moves" if not moving else "all move" if len(moving) == len(answer.members) else count
    return f"If each believes that every other moves with chance {points(belief)}, {told}{who}."


def record(answer: Thresholds) -> Record:
    """Each member's gains and the belief it needs, and the cheapest insurance."""
    return {
        **stamped([answer.scenario]),
        "scenario": answer.scenario.name,
        **({"given": dict(answer.given)} if answer.given else {}),
        "players": {member: _member(answer, member) for member in answer.members},
        "at_belief": _at_belief(answer, answer.asked_belief),
        "insurance": _insurance(answer.insurance),
    }


def _at_belief(answer: Thresholds, belief: float | None) -> Record | None:
    if belief is None:
        return None
    gains = {member: number(float(answer.gain_at(member, np.array(belief)))) for member in answer.members}
    moves = [member for member in answer.members if answer.moves(member, belief)]
    return {"belief": number(belief), "gains": gains, "moves": moves, "words": at_belief_in_words(answer, belief)}


def _member(answer: Thresholds, member: str) -> Record:
    needs = {"alone": answer.alone(member), "last": answer.last(member), "belief": answer.belief(member)}
    parts = [[number(end) for end in part] for part in answer.moves_at(member)]
    return {**{name: number(value) for name, value in needs.items()}, "moves_at": parts}


def _insurance(insurance: Insurance) -> Record:
    payments = {member: number(paid) for member, paid in zip(insurance.order, insurance.payments, strict=True)}
    return {"total": number(insurance.total), "order": list(insurance.order), "payments": payments}
