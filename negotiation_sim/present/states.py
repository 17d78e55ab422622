"""The states of a dispute in words, and as the records of all questions about moves have them."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from ..case.conflict import Conflict
from ..case.scenario import Case
from ..worlds.dispute import Dispute
from . import labels
from .end_lines import free_moves_in_words
from .phrases import listed, signed, words
from .records import Record
from .records import opening as opening_of_a_scenario
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
    taken = ", ".join(f"{players[player].name} {words(taken)}" for player, taken in moves.items() if taken != "-")
    return f"{dispute.graph.states[state]} ({taken or 'nothing done'})"


def in_words(dispute: Dispute, state: int) -> str:
    """A state in a sentence: what everybody does who has a choice; of a conflict as `brief` has it."""
    if isinstance(dispute.origin, Conflict):
        return brief(dispute, state)
    return free_moves_in_words(dispute.origin, dispute.moves(state))


def move(dispute: Dispute, player: str, taken: str) -> str:
    """What people read for a move: its label in a case; the options taken in a conflict, `nothing` for none."""
    if isinstance(dispute.origin, Conflict):
        return words(taken.replace("-", "nothing"))
    return labels.strategy(dispute.origin.case.players, player, taken)


def _in_groups(case: Case, moves: dict[str, str]) -> str:
    alike: dict[tuple[str, str], list[str]] = {}
    for player, taken in moves.items():
        group = next((name for name, members in case.groups.items() if player in members), player)
        alike.setdefault((group, labels.strategy(case.players, player, taken)), []).append(player)
    parts = []
    for (group, shown), players in alike.items():
        whole = len(players) > 1 and set(players) == set(case.groups.get(group, ()))
        who = words(group) if whole else listed([case.players[player].name for player in players])
        parts.append(f"{who}: {shown}")
    return "; ".join(parts)


def briefly(dispute: Dispute, states: Sequence[int]) -> str:
    """The first few states in few words, and how many more there are."""
    more = f" and {len(states) - NAMED:,} more" if len(states) > NAMED else ""
    return " / ".join(brief(dispute, state) for state in states[:NAMED]) + more


def named(dispute: Dispute, players: Iterable[int]) -> str:
    """The players' names, listed."""
    return listed([dispute.names[i] for i in players])


def a_state(dispute: Dispute, wanted: str) -> str:
    """`state 8`, `a state with moe.modify`, or `a state with 'both give way'` by the title of a conclusion."""
    return f"state {wanted.strip()}" if dispute.is_state(wanted) else f"a state with {titled(dispute, wanted)}"


def titled(dispute: Dispute, wanted: str) -> str:
    """The title of a conclusion that the case names, in quotes; a condition as written."""
    conclusions = {} if isinstance(dispute.origin, Conflict) else dispute.origin.case.conclusions
    return f"'{conclusions[name].title}'" if (name := wanted.strip()) in conclusions else wanted


def amount(dispute: Dispute, change: float) -> str:
    """A gain with its sign: payoff points, or whole places where there are rankings only."""
    return signed(change) if dispute.game else f"{change:+.0f}"


def irreversible(dispute: Dispute) -> list[Text]:
    """What the case declares irreversible for players who could still choose here, in a sentence."""
    if isinstance(dispute.origin, Conflict) or dispute.game is None:
        return []
    case = dispute.origin.case
    pairs: dict[tuple[str, ...], list[str]] = {}
    for player, count in zip(dispute.game.players, dispute.game.shape, strict=True):
        for pair in case.irreversible.get(player, ()) if count > 1 else ():
            shown = tuple(labels.strategy(case.players, player, name) for name in pair)
            pairs.setdefault(shown, []).append(case.players[player].name)
    return [Text(f"Irreversible: {listed(who)} cannot move from {a} to {b}.") for (a, b), who in pairs.items()]


def stable_against_coalitions(dispute: Dispute, stable: Sequence[int]) -> Text:
    """Which states no coalition improves on, in a sentence."""
    if not stable:
        return Text("No state is stable against every coalition.")
    if len(stable) == 1:
        return Text(f"One state is stable against every coalition: {in_words(dispute, stable[0])}.")
    return Text(f"{len(stable):,} states are stable against every coalition: {briefly(dispute, stable)}.")


def not_shown(hidden: int, what: str) -> list[Text]:
    """How many more there are than the table shows, where there are more."""
    return [Text(f"{hidden:,} more {what} are not shown; `csv` lists all.")] if hidden > 0 else []


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
    return opening_of_a_scenario(dispute.origin)


def record(dispute: Dispute, state: int) -> Record:
    """A state by its label, and what everybody does there."""
    return {"state": dispute.graph.states[state], "profile": dispute.moves(state)}
