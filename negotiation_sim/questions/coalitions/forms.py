"""The answer of `coalitions` in words and tables, and as plain dictionaries."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from ...games.normal_form import Profile
from ...present import states
from ...present.phrases import SUMMED
from ...present.records import Record, number
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
    first, *more = sentences(answer)
    start = f"The start: {states.in_words(dispute, answer.start)}."
    parts: list[RenderableType] = [Text(part) for part in (first, start, *more)]
    parts += [_table(answer), *states.not_shown(len(answer.first) - states.ROWS, "coalitions")] if answer.ways else []
    shared = [way.coalition for way in answer.ways if dispute.game and len(way.coalition) > 1]
    parts += [Text(f"{LISTED} {SUMMED}")] if len(shared) > len(set(shared)) else []
    parts += [*states.irreversible(dispute), *_equilibria(answer)]
    return Group(*parts, states.stable_against_coalitions(dispute, answer.stable), states.foot(dispute))


def _table(answer: Leaving) -> Headed:
    dispute = answer.dispute
    unit = "points" if dispute.game else "places in the ranking"
    heading = f"{dispute.title}: who would leave together{_wanted(answer)}"
    table = table_of(heading, "Coalition", "Moves to", f"Members gain ({unit})", "Others gain", "Who loses")
    for way in answer.first[: states.ROWS]:
        table.add_row(states.named(dispute, way.coalition), states.brief(dispute, way.state), *_who_gains(answer, way))
    return table


def _wanted(answer: Leaving) -> str:
    return f" for {states.a_state(answer.dispute, answer.to)}" if answer.to else ""


def _who_gains(answer: Leaving, way: WayOut) -> tuple[str, str, str]:
    """What the members gain, who else gains, and who loses, each with the amount."""
    dispute = answer.dispute

    def each(players: Iterable[int]) -> str:
        return ", ".join(f"{dispute.names[i]} {states.amount(dispute, way.changes[i])}" for i in players) or "nobody"

    others = [i for i in range(len(dispute.names)) if i not in way.coalition]
    better = [i for i in others if dispute.graph.improves(i, answer.start, way.state)]
    return each(way.coalition), each(better), each(way.lost)


def sentences(answer: Leaving) -> list[str]:
    """Whether anybody leaves the state, how many must at least, and who is in every such coalition; who then loses."""
    dispute, coalitions, wanted = answer.dispute, answer.coalitions, _wanted(answer)
    if not coalitions:
        return [f"No coalition has a joint move{wanted} from the start that makes every one of its members better off."]
    lost = answer.ways[0].lost
    then = f"The move listed first makes {states.named(dispute, lost) if lost else 'nobody'} worse off."
    alone = [coalition for coalition in coalitions if len(coalition) == 1]
    if alone:
        each = "each " * (len(alone) > 1)
        return [f"{states.named(dispute, [who for (who,) in alone])} would {each}leave the start alone{wanted}.", then]
    return [_together(answer), then, "What others do afterwards is not asked."]


def _together(answer: Leaving) -> str:
    """How many must move together at least, how many coalitions of that size would, and who is in all of them."""
    dispute, coalitions = answer.dispute, answer.coalitions
    together = f"Nobody leaves the start alone; at least {len(coalitions[0])} must move together{_wanted(answer)}"
    if len(coalitions) == 1:
        return f"{together}: {states.named(dispute, coalitions[0])}."
    needed = f"{states.named(dispute, answer.needed)} must be in it" if answer.needed else "nobody is in all of them"
    many = f"{len(coalitions):,} coalitions of that size would"
    return f"{together}. {many}, one of them {states.named(dispute, coalitions[0])}; {needed}."


def _equilibria(answer: Leaving) -> list[Text]:
    if answer.strong is None or answer.proof is None:
        return []
    pairs = ((STRONG, answer.strong), (PROOF, answer.proof))
    return [Text(f"{meaning}: {_solution(answer.dispute, solution)}") for meaning, solution in pairs]


def _solution(dispute: Dispute, solution: Solution[Profile]) -> str:
    if not solution.equilibria:
        return solution.reason
    return f"{states.briefly(dispute, [dispute.state(profile) for profile in solution.equilibria])}."


def record(answer: Leaving) -> Record:
    """Every way out of the state, and the equilibria that coalitions do not leave."""
    dispute, players = answer.dispute, answer.dispute.graph.players
    return {
        **states.opening(dispute),
        "from": states.record(dispute, answer.start),
        "to": answer.to,
        "ways": [_way_record(dispute, way) for way in answer.ways],
        "in_every_coalition": [players[i] for i in answer.needed],
        "reason": " ".join(sentences(answer)),
        "strong": _solution_record(dispute, answer.strong),
        "coalition_proof": _solution_record(dispute, answer.proof),
        "stable_against_coalitions": [states.record(dispute, state) for state in answer.stable],
    }


def _way_record(dispute: Dispute, way: WayOut) -> Record:
    players = dispute.graph.players
    return {
        "coalition": [players[i] for i in way.coalition],
        **states.record(dispute, way.state),
        "changes": {player: number(change) for player, change in zip(players, way.changes, strict=True)},
        "losers": [players[i] for i in way.lost],
        "pure_equilibrium": way.state in dispute.pure,
    }


def _solution_record(dispute: Dispute, solution: Solution[Profile] | None) -> Record | None:
    if solution is None:
        return None
    equilibria = [states.record(dispute, dispute.state(profile)) for profile in solution.equilibria]
    return {"equilibria": equilibria, "reason": solution.reason, "computed": solution.converged}
