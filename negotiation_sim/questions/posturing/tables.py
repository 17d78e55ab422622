"""The answer of `posturing` as tidy tables."""

from typing import Any

from ...games.signalling import Equilibrium
from ...present.frames import Frame, frame
from ...worlds.posturing_cells import value_of
from .answer import Postured


def steps_table(answer: Postured) -> Frame:
    """A row per message."""
    return frame(
        {
            "message": message.name,
            "label": message.label,
            **{f"cost_{kind}": float(answer.cost(message.name, kind)) for kind in answer.sender.types},
            **{f"gain_{kind}": float(gain) for kind, gain in zip(answer.sender.types, answer.gains, strict=True)},
            "separates": answer.told(message.name) == "tells",
            "why": answer.told(message.name),
        }
        for message in answer.sender.messages.values()
    )


def evidence_table(answer: Postured) -> Frame:
    """A row per thing seen."""
    scenario = answer.signals.scenario
    return frame(
        {
            "date": sign.date,
            "seen": sign.label,
            **{f"likelihood_{kind}": float(value_of(sign.likelihoods[kind], scenario)) for kind in answer.sender.types},
            **{f"belief_{kind}": float(b) for kind, b in zip(answer.sender.types, belief, strict=True)},
            "lowest": float(low),
            "highest": float(high),
            "answer": "; ".join(answer.answer_at(belief)),
            "source": sign.source,
        }
        for sign, belief, (low, high) in answer.updates
    )


def equilibria_table(answer: Postured) -> Frame:
    """A row per equilibrium and message."""
    return frame(row for number, each in enumerate(answer.game.equilibria, 1) for row in _rows(answer, number, each))


def _rows(answer: Postured, number: int, each: Equilibrium) -> list[dict[str, Any]]:
    rows = []
    for m, name in enumerate(answer.game.messages):
        senders = [kind for kind, sent in zip(answer.game.types, each.sender, strict=True) if sent == m]
        responses = [each.answers[m]] if m in each.answers else [*each.off_path[m]]
        row = {"equilibrium": number, "kind": each.kind, "message": name, "sent_by": "; ".join(senders)}
        for response in responses:
            belief = each.beliefs.get(m)
            low, high = each.off_path[m][response][answer.signals.claim] if belief is None else (
                belief[answer.signals.claim],) * 2  # fmt: skip
            ends = {"belief_from": float(low), "belief_to": float(high)}
            rows.append({**row, "response": answer.game.responses[response], **ends})
    return rows


def cells_table(answer: Postured) -> Frame:
    """A row per branch of a cell: what is played there, and what is paid."""
    return frame(
        {
            "response": response,
            "type": kind,
            "chance": float(end.chance),
            "scenario": end.scenario.name,
            **{f"move_{player}": move for player, move in end.moves.items()},
            "sender": float(end.sender),
            "receiver": float(end.receiver),
        }
        for (response, kind), ends in answer.signals.ends.items()
        for end in ends
    )
