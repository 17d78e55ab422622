"""Tables of the questions about moves: which states stay, and who leaves one together; what a state is in words."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text

from ..case.conflict import Conflict
from ..solve.status_quo import Step
from ..worlds.dispute import Dispute
from .phrases import listed, signed, words
from .records import Record, number, stamped
from .tables import footer

ORDINAL = "Rankings are those that the source states: results hold under them and are no forecast."


def brief(found: Dispute, state: int) -> str:
    """A state in few words: who does what; a group whose members all do the same by its name."""
    moves = found.moves(state)
    if isinstance(found.origin, Conflict):
        taken = ", ".join(
            f"{found.origin.players[player].name} {words(move)}" for player, move in moves.items() if move != "-"
        )
        return f"{found.graph.states[state]} ({taken or 'nothing done'})"
    case, said = found.origin.case, dict[tuple[str, str], list[str]]()
    for player, move in moves.items():
        group = next((name for name, members in case.groups.items() if player in members), player)
        said.setdefault((group, move), []).append(player)
    parts = []
    for (group, move), who in said.items():
        whole = len(who) > 1 and set(who) == set(case.groups.get(group, ()))
        parts.append(f"{words(group) if whole else listed([case.players[p].name for p in who])} {words(move)}")
    return "; ".join(parts)


def named(found: Dispute, players: Iterable[int]) -> str:
    return listed([found.names[i] for i in players])


def a_state(found: Dispute, wanted: str) -> str:
    """`state 8`, or `a state with moe.modify`."""
    return f"state {wanted.strip()}" if found.is_state(wanted) else f"a state with {wanted}"


def foot(found: Dispute) -> Text:
    if isinstance(found.origin, Conflict):
        source = " ".join(found.origin.source.split())
        return Text(f"{f'Source: {source}' if source else found.title}\n{ORDINAL}", style="dim")
    return footer([found.origin])


def irreversible(found: Dispute) -> list[Text]:
    """What the case declares irreversible for players who could still choose here, in a sentence."""
    if isinstance(found.origin, Conflict) or found.game is None:
        return []
    free = [p for p, m in zip(found.game.players, found.game.shape, strict=True) if m > 1]
    declared = found.origin.case.irreversible
    pairs: dict[tuple[str, str], list[str]] = {}
    for player in free:
        for pair in declared.get(player, ()):
            pairs.setdefault(pair, []).append(found.origin.case.players[player].name)
    return [
        Text(f"Irreversible: {listed(who)} cannot move from {words(a)} to {words(b)}.") for (a, b), who in pairs.items()
    ]


def _left_out(shown: int, count: int, what: str) -> list[Text]:
    return [Text(f"{count - shown:,} more {what} are not shown; --csv lists all.")] if count > shown else []


def _coalition_sentence(found: Dispute, stable: Sequence[int]) -> Text:
    if not stable:
        return Text("No state is stable against every coalition.")
    shown = " / ".join(brief(found, state) for state in stable[:3])
    more = f" and {len(stable) - 3:,} more" if len(stable) > 3 else ""
    return Text(f"Stable against every coalition: {shown}{more}.")


def amount(found: Dispute, change: float) -> str:
    return signed(change) if found.game else f"{change:+.0f}"


def _opening(found: Dispute) -> Record:
    if isinstance(found.origin, Conflict):
        return {"conflict": found.name, "source": " ".join(found.origin.source.split())}
    return {**stamped([found.origin]), "scenario": found.name}


def _at(found: Dispute, state: int) -> Record:
    return {"state": found.graph.states[state], "profile": found.moves(state)}


def _step(found: Dispute, step: Step) -> dict[str, Any]:
    return {
        "player": found.graph.players[step.player],
        "from": found.graph.states[step.start],
        "to": found.graph.states[step.end],
        "change": number(found.change(step.player, step.start, step.end)),
        "willing": step.willing,
    }
