"""Tables of the questions about moves: which states stay, and who leaves one together; what a state is in words."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ..analyse.conflict import Leaving, Stabilities, Way
from ..analyse.dispute import Dispute
from ..case.conflict import Conflict
from ..game.game import Profile
from ..solve.solution import Solution
from ..solve.stability import Concept
from .tables import footer, table_of
from .words import SUMMED, listed, signed, words

ROWS = 20
MEANS: dict[Concept, str] = {
    "nash": "no player has a state it likes better one move away",
    "gmr": "opponents can answer each improvement so that it does not pay",
    "smr": "opponents can answer each improvement so that it does not pay, and no further move of the improver mends that",
    "seq": "opponents can answer each improvement so that it does not pay, by moves that they like themselves",
}
SENTENCES = {
    "single": "Sanctions are single: one move of one opponent.",
    "any": "Sanctions are any legal sequence of opponents' moves, nobody twice running. The more players, the more of "
    "them there are: that a state is stable in this sense says little where nearly all are.",
}
STRONG = "Strong in pure strategies (no coalition improves by pure moves, all moves being open)"
PROOF = "Coalition-proof in pure strategies (no coalition improves in a way that itself lasts)"
LISTED = "Of each coalition's moves the one with the greatest sum of its members' gains is listed."
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


def stability(found: Stabilities) -> Group:
    """How many states are stable for all under each concept, and which; a scenario's pure equilibria are marked."""
    one, size = found.dispute, len(found.dispute.graph.states)
    counts = table_of(
        f"{one.title}: which states stay",
        "Concept",
        "Stable for all",
        "Share",
        "That is",
        right=("Stable for all", "Share"),
    )
    for concept in found.concepts:
        count = len(found.stability.equilibria(concept))
        counts.add_row(_title(concept), f"{count:,} of {size:,}", f"{100 * count / size:.1f} %", MEANS[concept])
    held = {concept: set(found.stability.equilibria(concept)) for concept in found.concepts}
    heads = [_title(concept) for concept in found.concepts]
    marked = ["Pure equilibrium"] if one.game else []
    states = table_of("States that are stable for all", "State", *heads, "No coalition leaves", *marked)
    for state in found.states[:ROWS]:
        marks = ["yes" if state in held[concept] else "-" for concept in found.concepts]
        marks += ["yes" if state in found.coalition else "-", *([_pure(one, state)] if marked else [])]
        states.add_row(brief(one, state), *marks)
    parts: list[RenderableType] = [counts, Text(), *([states] if found.states else [])]
    parts += _left_out(min(ROWS, len(found.states)), len(found.states), "states that are stable for all in some sense")
    parts += [Text(said) for said in stability_sentences(found)]
    parts += [*irreversible(one), _coalition_sentence(one, found.coalition)]
    return Group(*parts, foot(one))


def stability_sentences(found: Stabilities) -> list[str]:
    """What opponents can do to sanction, and under which concepts no state at all is stable for all players."""
    empty = " or ".join(_title(concept) for concept in found.empty)
    none = [f"No state is stable for all players in the sense of {empty}."] if empty else []
    return [SENTENCES[found.stability.sanctions], *none]


def _title(concept: Concept) -> str:
    return "Nash" if concept == "nash" else concept.upper()


def _pure(found: Dispute, state: int) -> str:
    return f"{found.pure.index(state) + 1} of {len(found.pure)}" if state in found.pure else "-"


def _coalition_sentence(found: Dispute, stable: Sequence[int]) -> Text:
    if not stable:
        return Text("No state is stable against every coalition.")
    shown = " / ".join(brief(found, state) for state in stable[:3])
    more = f" and {len(stable) - 3:,} more" if len(stable) > 3 else ""
    return Text(f"Stable against every coalition: {shown}{more}.")


def coalitions(found: Leaving) -> Group:
    """The smallest coalitions that leave a state, where to, who gains and who loses; strong and coalition-proof."""
    one = found.dispute
    unit = "points" if one.game else "places in the ranking"
    target = f" for {a_state(one, found.to)}" if found.to else ""
    table = table_of(
        f"{one.title}: who would leave together{target}",
        "Coalition",
        "Moves to",
        f"Members gain ({unit})",
        "Others gain",
        "Who loses",
    )
    first = list({way.coalition: way for way in reversed(found.ways)}.values())[::-1]
    for way in first[:ROWS]:
        table.add_row(named(one, way.coalition), brief(one, way.state), *_who_gains(found, way))
    parts: list[RenderableType] = [Text(f"From: {brief(one, found.start)}."), *([table] if first else [])]
    parts += _left_out(min(ROWS, len(first)), len(first), "coalitions")
    shared = [way.coalition for way in found.ways if one.game and len(way.coalition) > 1]
    parts += [Text(f"{LISTED} {SUMMED}")] if len(shared) > len(set(shared)) else []
    parts += [Text(sentence(found)), *irreversible(one), *_equilibria(found)]
    return Group(*parts, _coalition_sentence(one, found.stable), foot(one))


def _who_gains(found: Leaving, way: Way) -> tuple[str, str, str]:
    one = found.dispute

    def each(players: Iterable[int]) -> str:
        return ", ".join(f"{one.names[i]} {amount(one, way.changes[i])}" for i in players) or "nobody"

    others = [i for i in range(len(one.names)) if i not in way.coalition]
    better = [i for i in others if one.graph.improves(i, found.start, way.state)]
    return each(way.coalition), each(better), each(way.lost)


def amount(found: Dispute, change: float) -> str:
    return signed(change) if found.game else f"{change:+.0f}"


def sentence(found: Leaving) -> str:
    """Whether anybody leaves the state, how many must at least, and who is in every such coalition."""
    one, whole = found.dispute, found.coalitions
    wanted = f" for {a_state(one, found.to)}" if found.to else ""
    if not whole:
        return f"No coalition has a joint move{wanted} that makes every one of its members better off."
    lost = found.ways[0].lost
    then = f" The move listed first makes {named(one, lost) if lost else 'nobody'} worse off."
    alone = [coalition for coalition in whole if len(coalition) == 1]
    if alone:
        each = "each " * (len(alone) > 1)
        return f"{named(one, [who for (who,) in alone])} would {each}leave alone{wanted}.{then}"
    needed = f" {named(one, found.needed)} must be in it." if found.needed else " Nobody is in all of them."
    least = len(whole[0])
    return (
        f"Nobody leaves alone; at least {least} must move together{wanted}. "
        f"Smallest coalitions that would: {len(whole)}.{needed}{then} "
        "What others do afterwards is not asked."
    )


def _equilibria(found: Leaving) -> list[Text]:
    if found.strong is None or found.proof is None:
        return []
    return [
        Text(f"{STRONG}: {_solution(found.dispute, found.strong)}"),
        Text(f"{PROOF}: {_solution(found.dispute, found.proof)}"),
    ]


def _solution(found: Dispute, solution: Solution[Profile]) -> str:
    if not solution.equilibria:
        return solution.reason
    states = [found.state(profile) for profile in solution.equilibria]
    more = f" and {len(states) - 3:,} more" if len(states) > 3 else ""
    return " / ".join(brief(found, state) for state in states[:3]) + more + "."
