"""The answer of `coalitions` in words and tables."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from ...games.normal_form import Profile
from ...present.phrases import SUMMED
from ...present.states import _coalition_sentence, _left_out, a_state, amount, brief, foot, irreversible, named
from ...present.tables import table_of
from ...solve.solution import Solution
from ...worlds.dispute import Dispute
from ..stability.words import ROWS
from .answer import Leaving, Way

STRONG = "Strong in pure strategies (no coalition improves by pure moves, all moves being open)"


PROOF = "Coalition-proof in pure strategies (no coalition improves in a way that itself lasts)"


LISTED = "Of each coalition's moves the one with the greatest sum of its members' gains is listed."


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
