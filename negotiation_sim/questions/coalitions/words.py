"""The answer of `coalitions` in words and tables."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from ...games.normal_form import Profile
from ...present.phrases import SUMMED
from ...present.states import (
    ROWS,
    a_state,
    amount,
    brief,
    briefly,
    foot,
    irreversible,
    named,
    not_shown,
    stable_against_coalitions,
)
from ...present.tables import Headed, table_of
from ...solve.solution import Solution
from ...worlds.dispute import Dispute
from .answer import Leaving, WayOut

STRONG = "Strong in pure strategies (no coalition improves by pure moves, all moves being open)"
PROOF = "Coalition-proof in pure strategies (no coalition improves in a way that itself lasts)"
LISTED = "Of each coalition's moves the one with the greatest sum of its members' gains is listed."


def text(answer: Leaving) -> Group:
    """The smallest coalitions that leave a state, where to, who gains and who loses; strong and coalition-proof."""
    dispute = answer.dispute
    parts: list[RenderableType] = [Text(f"From: {brief(dispute, answer.start)}.")]
    parts += [_table(answer), *not_shown(len(answer.first), "coalitions")] if answer.ways else []
    shared = [way.coalition for way in answer.ways if dispute.game and len(way.coalition) > 1]
    parts += [Text(f"{LISTED} {SUMMED}")] if len(shared) > len(set(shared)) else []
    parts += [Text(sentence(answer)), *irreversible(dispute), *_equilibria(answer)]
    return Group(*parts, stable_against_coalitions(dispute, answer.stable), foot(dispute))


def _table(answer: Leaving) -> Headed:
    dispute = answer.dispute
    unit = "points" if dispute.game else "places in the ranking"
    heading = f"{dispute.title}: who would leave together{_wanted(answer)}"
    table = table_of(heading, "Coalition", "Moves to", f"Members gain ({unit})", "Others gain", "Who loses")
    for way in answer.first[:ROWS]:
        table.add_row(named(dispute, way.coalition), brief(dispute, way.state), *_who_gains(answer, way))
    return table


def _wanted(answer: Leaving) -> str:
    return f" for {a_state(answer.dispute, answer.to)}" if answer.to else ""


def _who_gains(answer: Leaving, way: WayOut) -> tuple[str, str, str]:
    """What the members gain, who else gains, and who loses, each with the amount."""
    dispute = answer.dispute

    def each(players: Iterable[int]) -> str:
        return ", ".join(f"{dispute.names[i]} {amount(dispute, way.changes[i])}" for i in players) or "nobody"

    others = [i for i in range(len(dispute.names)) if i not in way.coalition]
    better = [i for i in others if dispute.graph.improves(i, answer.start, way.state)]
    return each(way.coalition), each(better), each(way.lost)


def sentence(answer: Leaving) -> str:
    """Whether anybody leaves the state, how many must at least, and who is in every such coalition."""
    dispute, coalitions, wanted = answer.dispute, answer.coalitions, _wanted(answer)
    if not coalitions:
        return f"No coalition has a joint move{wanted} that makes every one of its members better off."
    lost = answer.ways[0].lost
    then = f" The move listed first makes {named(dispute, lost) if lost else 'nobody'} worse off."
    alone = [coalition for coalition in coalitions if len(coalition) == 1]
    if alone:
        each = "each " * (len(alone) > 1)
        return f"{named(dispute, [who for (who,) in alone])} would {each}leave alone{wanted}.{then}"
    needed = f" {named(dispute, answer.needed)} must be in it." if answer.needed else " Nobody is in all of them."
    return (
        f"Nobody leaves alone; at least {len(coalitions[0])} must move together{wanted}. "
        f"Smallest coalitions that would: {len(coalitions)}.{needed}{then} "
        "What others do afterwards is not asked."
    )


def _equilibria(answer: Leaving) -> list[Text]:
    if answer.strong is None or answer.proof is None:
        return []
    return [
        Text(f"{STRONG}: {_solution(answer.dispute, answer.strong)}"),
        Text(f"{PROOF}: {_solution(answer.dispute, answer.proof)}"),
    ]


def _solution(dispute: Dispute, solution: Solution[Profile]) -> str:
    if not solution.equilibria:
        return solution.reason
    return f"{briefly(dispute, [dispute.state(profile) for profile in solution.equilibria])}."
