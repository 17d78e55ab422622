"""The states of a dispute in words, and as the records of all questions about moves have them."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from ..case.conflict import Conflict
from ..case.scenario import Case
from ..worlds.dispute import Dispute
from .phrases import listed, signed, words
from .records import Record, stamped
from .tables import footer

ORDINAL = "Rankings are those that the source states: results hold under them and are no forecast."
ROWS = 20
"""As many rows a table of states or of coalitions shows."""
NAMED = 3
"""As many states a sentence names."""


def brief(dispute: Dispute, state: int) -> str:
    """A state in few words: who does what; a group whose members all do the same by its name."""
    moves = dispute.moves(state)
    if not isinstance(dispute.origin, Conflict):
        return _in_groups(dispute.origin.case, moves)
    players = dispute.origin.players
    taken = ", ".join(f"{players[player].name} {words(move)}" for player, move in moves.items() if move != "-")
    return f"{dispute.graph.states[state]} ({taken or 'nothing done'})"


def _in_groups(case: Case, moves: dict[str, str]) -> str:
    alike: dict[tuple[str, str], list[str]] = {}
    for player, move in moves.items():
        group = next((name for name, members in case.groups.items() if player in members), player)
        alike.setdefault((group, move), []).append(player)
    parts = []
    for (group, move), players in alike.items():
        whole = len(players) > 1 and set(players) == set(case.groups.get(group, ()))
        who = words(group) if whole else listed([case.players[player].name for player in players])
        parts.append(f"{who} {words(move)}")
    return "; ".join(parts)


def briefly(dispute: Dispute, states: Sequence[int]) -> str:
    """The first few states in few words, and how many more there are."""
    more = f" and {len(states) - NAMED:,} more" if len(states) > NAMED else ""
    return " / ".join(brief(dispute, state) for state in states[:NAMED]) + more


def named(dispute: Dispute, players: Iterable[int]) -> str:
    """The players' names, listed."""
    return listed([dispute.names[i] for i in players])


def a_state(dispute: Dispute, wanted: str) -> str:
    """`state 8`, or `a state with moe.modify`."""
    return f"state {wanted.strip()}" if dispute.is_state(wanted) else f"a state with {wanted}"


def amount(dispute: Dispute, change: float) -> str:
    """A gain with its sign: payoff points, or whole places where there are rankings only."""
    return signed(change) if dispute.game else f"{change:+.0f}"


def irreversible(dispute: Dispute) -> list[Text]:
    """What the case declares irreversible for players who could still choose here, in a sentence."""
    if isinstance(dispute.origin, Conflict) or dispute.game is None:
        return []
    case = dispute.origin.case
    pairs: dict[tuple[str, str], list[str]] = {}
    for player, count in zip(dispute.game.players, dispute.game.shape, strict=True):
        for pair in case.irreversible.get(player, ()) if count > 1 else ():
            pairs.setdefault(pair, []).append(case.players[player].name)
    return [
        Text(f"Irreversible: {listed(who)} cannot move from {words(a)} to {words(b)}.") for (a, b), who in pairs.items()
    ]


def stable_against_coalitions(dispute: Dispute, stable: Sequence[int]) -> Text:
    """Which states no coalition improves on, in a sentence."""
    if not stable:
        return Text("No state is stable against every coalition.")
    return Text(f"Stable against every coalition: {briefly(dispute, stable)}.")


def not_shown(count: int, what: str) -> list[Text]:
    """How many rows more than ROWS there are, where there are more."""
    return [Text(f"{count - ROWS:,} more {what} are not shown; `csv` lists all.")] if count > ROWS else []


def foot(dispute: Dispute) -> Text:
    """What stands below every answer: the stamp of a scenario, the source of a conflict."""
    if isinstance(dispute.origin, Conflict):
        source = " ".join(dispute.origin.source.split())
        return Text(f"{f'Source: {source}' if source else dispute.title}\n{ORDINAL}", style="dim")
    return footer([dispute.origin])


def opening(dispute: Dispute) -> Record:
    """The keys that open every record: of a scenario its stamp and name, of a conflict its name and source."""
    if isinstance(dispute.origin, Conflict):
        return {"conflict": dispute.name, "source": " ".join(dispute.origin.source.split())}
    return {**stamped([dispute.origin]), "scenario": dispute.name}


def record(dispute: Dispute, state: int) -> Record:
    """A state by its label, and what everybody does there."""
    return {"state": dispute.graph.states[state], "profile": dispute.moves(state)}
