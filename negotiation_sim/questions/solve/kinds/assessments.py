"""Assessments of a tree: perfect Bayesian and sequential equilibria, each with the beliefs that support it."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ....games.assessments import Assessment
from ....games.labelling import Consistent
from ....games.tree import Tree
from ....games.tree_strategies import moves_in_words
from ....present.frames import Frame, frame
from ....present.phrases import capital, listed, sized
from ....present.records import Record, number
from ....present.tables import table_of
from ....solve.perfect_bayesian import Objection, PerfectBayesian
from ....solve.sequential import Sequential
from ....worlds.solved import Solved
from ..titles import gained, opening, shown_title

PURE = "Only equilibria in which everybody makes one move at each information set are sought."
OFF_PATH = "A range says which beliefs support the moves where play never leads; elsewhere beliefs follow from play."

Answer = PerfectBayesian | Sequential


def text(answer: Answer, solved: Solved | None) -> Group:
    """How many there are, what is played in each and gained, then what is believed, and what speaks against each."""
    tree, kept = answer.tree, equilibria(answer)
    parts: list[RenderableType] = [opening(shown_title(tree.title, "Tree"), reason(answer))]
    parts += map(Text, _against(answer))
    if kept:
        played = table_of(_title(answer), "", *tree.players, "Payoffs")
        for k, each in enumerate(kept, 1):
            played.add_row(str(k), *_played(each), gained(tree.players, _payoffs(each)))
        believed = table_of("What is believed", "", "Information set", "Beliefs")
        for k, each in enumerate(kept, 1):
            for row, (name, beliefs) in enumerate(_believed(answer, k - 1, each)):
                believed.add_row("" if row else str(k), name, beliefs)
        parts += [played, *([believed] if believed.rows else []), Text(f"{PURE} {OFF_PATH}")]
    return Group(*parts)


def equilibria(answer: Answer) -> tuple[Assessment, ...]:
    """The assessments that are given."""
    return answer.equilibria if isinstance(answer, PerfectBayesian) else tuple(each for each, _ in answer.equilibria)


def reason(answer: Answer) -> str:
    """How many there are, in a sentence."""
    what = "perfect Bayesian" if isinstance(answer, PerfectBayesian) else "sequential"
    count = len(equilibria(answer))
    found = {0: f"no pure {what} equilibrium", 1: f"one pure {what} equilibrium"}
    left = ""
    if isinstance(answer, Sequential) and answer.failing:
        left = f" {capital(_more(len(answer.failing)))} perfect Bayesian, but no small mistakes lead to its beliefs."
    if isinstance(answer, Sequential) and answer.undecided:
        left += f" Of {len(answer.undecided)} more it could not be decided."
    return f"{capital(found.get(count, f'{count:,} pure {what} equilibria'))}.{left}"


def _more(count: int) -> str:
    return "one more is" if count == 1 else f"each of {count} more is"


def _title(answer: Answer) -> str:
    return "Perfect Bayesian equilibria" if isinstance(answer, PerfectBayesian) else "Sequential equilibria"


def _played(assessment: Assessment) -> list[str]:
    """What each player does at all its information sets."""
    tree, moves = assessment.tree, dict(enumerate(assessment.moves))
    mine = [{k: m for k, m in moves.items() if tree.sets[k].player == player} for player in range(len(tree.players))]
    return [moves_in_words(tree, player, part, True) or "-" for player, part in enumerate(mine)]


def _payoffs(assessment: Assessment) -> list[str]:
    tree = assessment.tree
    columns = zip(*(tree.payoffs[leaf] for leaf in tree.leaves), strict=True)
    sizes = [max(column) - min(column) or abs(max(column)) for column in columns]
    return [sized(float(value), float(size)) for value, size in zip(assessment.payoffs, sizes, strict=True)]


def _believed(answer: Answer, k: int, assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Each information set of several nodes, and what is believed there in words."""
    tree = assessment.tree
    for n, nodes in enumerate(tree.members):
        if len(nodes) < 2:
            continue
        names = node_names(tree, n)
        if n in assessment.known:
            chances = zip(names, assessment.known[n], strict=True)
            words = ", ".join(f"{name} {shown(chance)}" for name, chance in chances)
        else:
            ranges = zip(names, assessment.open_to[n].ranges, strict=True)
            words = ", ".join(f"{name} {shown(low)} to {shown(high)}" for name, (low, high) in ranges)
            if isinstance(answer, Sequential):
                parts = zip(names, answer.equilibria[k][1].beliefs[n], strict=True)
                words += f"; with mistakes for example {', '.join(f'{name} {shown(part)}' for name, part in parts)}"
        yield tree.name_of_set(n), words


def node_names(tree: Tree, number: int) -> list[str]:
    """A name for each node of an information set: the moves before it, without those that come before all its nodes."""
    ways = [_moves_before(tree, node) for node in tree.members[number]]
    shared = set.intersection(*map(set, ways))
    short = [", ".join(move for move in way if move not in shared) for way in ways]
    long = [", ".join(way) for way in ways]
    names = short if all(short) and len(set(short)) == len(short) else long
    return names if len(set(names)) == len(names) else [f"node {node + 1}" for node in tree.members[number]]


def _moves_before(tree: Tree, node: int) -> list[str]:
    return [tree.moves(above)[tree.move_before[below]] for above, below in pairwise(tree.path(node))]


def shown(chance: Fraction | float) -> str:
    """A chance as people read it: 0, 1, or two or three digits."""
    value = float(chance)
    return f"{value:.3g}" if value in (0.0, 1.0) or 0.001 <= value <= 0.999 else f"{value:.1e}"


def _against(answer: Answer) -> Iterator[str]:
    """What the intuitive criterion says against each perfect Bayesian equilibrium of a signalling game."""
    if not isinstance(answer, PerfectBayesian) or answer.objections is None or not answer.equilibria:
        return
    for k, objections in enumerate(answer.objections, 1):
        first = next(iter(objections), None)
        if first is not None:
            yield f"Equilibrium {k} fails the intuitive criterion: {objection_in_words(first)}"
    kept = [str(k) for k, objections in enumerate(answer.objections, 1) if not objections]
    if kept:
        yield f"The intuitive criterion (Cho and Kreps 1987) leaves {listed(kept)}."


def objection_in_words(objection: Objection) -> str:
    """Why an equilibrium fails the intuitive criterion."""
    others = listed(list(objection.excluded))
    return (
        f"{others} could only lose by '{objection.message}', so who sends it is not {others}; once that is understood "
        f"{objection.gains} gains by it."
    )


def record(answer: Answer, solved: Solved | None) -> Record:
    """The equilibria: moves, payoffs, beliefs known and supporting, and what speaks against them."""
    tree = answer.tree
    return {
        "title": tree.title,
        "players": {
            player: [tree.name_of_set(k) for k, part in enumerate(tree.sets) if part.player == i]
            for i, player in enumerate(tree.players)
        },
        "reason": reason(answer),
        "equilibria": [_record(answer, k, each) for k, each in enumerate(equilibria(answer))],
    }


def _record(answer: Answer, k: int, assessment: Assessment) -> Record:
    tree = assessment.tree
    moves = {tree.name_of_set(n): tree.sets[n].moves[move] for n, move in enumerate(assessment.moves)}
    record: Record = {
        "moves": moves,
        "payoffs": {who: number(float(v)) for who, v in zip(tree.players, assessment.payoffs, strict=True)},
        "beliefs": {
            tree.name_of_set(n): {name: number(float(c)) for name, c in zip(node_names(tree, n), chances, strict=True)}
            for n, chances in assessment.known.items()
            if len(chances) > 1
        },
        "supporting": {tree.name_of_set(n): _ranges(assessment, n) for n in assessment.open_to if _several(tree, n)},
    }
    if isinstance(answer, Sequential):
        record["labels"] = _labels(tree, answer.equilibria[k][1])
    elif answer.objections is not None:
        record["objections"] = [
            {"message": each.message, "gains": each.gains, "excluded": list(each.excluded)}
            for each in answer.objections[k]
        ]
    return record


def _several(tree: Tree, number: int) -> bool:
    return len(tree.members[number]) > 1


def _ranges(assessment: Assessment, number_of_set: int) -> dict[str, Any]:
    names = node_names(assessment.tree, number_of_set)
    ranges: Sequence[tuple[Fraction, Fraction]] = assessment.open_to[number_of_set].ranges
    return {name: [number(float(low)), number(float(high))] for name, (low, high) in zip(names, ranges, strict=True)}


def _labels(tree: Tree, consistent: Consistent) -> Mapping[str, int]:
    return {
        f"{tree.name_of_set(n)}: {tree.sets[n].moves[move]}": label for (n, move), label in consistent.labels.items()
    }


def table(answer: Answer) -> Frame:
    """One row per equilibrium, information set and node: the move there, and the least and the greatest belief."""
    rows = []
    for k, each in enumerate(equilibria(answer), 1):
        tree = each.tree
        for n, part in enumerate(tree.sets):
            beliefs = [(c, c) for c in each.known[n]] if n in each.known else each.open_to[n].ranges
            for name, (low, high) in zip(node_names(tree, n), beliefs, strict=True):
                move = part.moves[each.moves[n]]
                rows.append((k, tree.players[part.player], tree.name_of_set(n), move, name, float(low), float(high)))
    columns = ["equilibrium", "player", "information_set", "move", "node", "least_belief", "greatest_belief"]
    return frame(rows, columns=columns)
