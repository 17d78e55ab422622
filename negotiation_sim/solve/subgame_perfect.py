"""Subgame-perfect outcomes of a tree: pure play that is an equilibrium in every subgame (Selten, R. (1965), Zeitschrift
für die gesamte Staatswissenschaft 121; (1975), International Journal of Game Theory 4).

An *outcome* is what is reached: one leaf, or where chance moves on the way several. The outcomes of a subgame are those
of all its pure subgame-perfect equilibria, so that ties branch and none is picked. A subgame is settled after the
subgames in it, which are ends then; what lies above those ends is its *top*:

- where no chance moves in the top, each deviation leads to one end, and may be punished by any outcome of it that
  leaves none of those who can deviate there better off: ends are looked at one by one;
- where chance does, every combination of outcomes of the ends is tried.

In a game of perfect information without chance a top is one move, and this is backward induction over sets.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ..errors import InputError
from ..games.arrays import Index
from ..games.normal_form import Profile
from ..games.tree import Tree
from ..games.tree_parts import NOWHERE, Node
from ..games.tree_strategies import MOST_CELLS, ReducedForm, ends_of, reduced_form, strategy_count

MOST_OUTCOMES = 2_000
"""Outcomes of one subgame, combinations of those of its ends, and so on: where there are more, the work is refused."""

MOST_PROFILES = 50_000
"""Profiles in the top of one subgame whose deviations are looked at one by one."""


@dataclass(frozen=True)
class Outcome:
    """What is reached: leaves in preorder, and what everybody gets, in expectation over the moves of chance below."""

    leaves: tuple[int, ...]
    payoffs: tuple[Fraction, ...]


@dataclass(frozen=True, eq=False)
class SubgamePerfect:
    """All outcomes of pure subgame-perfect equilibria of a tree, in the order of their leaves."""

    tree: Tree
    outcomes: tuple[Outcome, ...]
    reason: str

    def moves(self, outcome: Outcome) -> dict[int, int]:
        """What the players do on the way to an outcome: the move in each information set that is reached."""
        return {number: move for leaf in outcome.leaves for number, move in self.tree.moves_to(leaf)}


def subgame_perfect(tree: Tree) -> SubgamePerfect:
    """All pure subgame-perfect outcomes of a tree.

    Mixed moves are not considered: where a subgame has no pure equilibrium there is no outcome, and `reason` names it.
    Raises InputError where a subgame has more outcomes, or its top more strategies, than are looked at.
    """
    settled: dict[int, tuple[Outcome, ...]] = {leaf: (Outcome((leaf,), tree.payoffs[leaf]),) for leaf in tree.leaves}
    for root in reversed(tree.subgames):
        outcomes = _settle(tree, root, settled)
        if len(outcomes) > MOST_OUTCOMES:
            raise InputError(f"the subgame {_after(tree, root)} has more than {MOST_OUTCOMES:,} subgame-perfect "
                             "outcomes, too many to list: many of its payoffs tie.")  # fmt: skip
        if not outcomes:
            return SubgamePerfect(tree, (), _nowhere(tree, root))
        settled[root] = outcomes
    found = {tuple(k for k in outcome.leaves if tree.chance_to[k]): outcome for outcome in settled[0]}
    outcomes = tuple(Outcome(leaves, found[leaves].payoffs) for leaves in sorted(found))
    count = "one subgame-perfect outcome" if len(outcomes) == 1 else f"{len(outcomes):,} subgame-perfect outcomes"
    return SubgamePerfect(tree, outcomes, f"{count}, by backward induction over subgames.")


def _nowhere(tree: Tree, root: int) -> str:
    inner = any(root < node <= tree.last_below[root] for node in tree.subgames)
    given = ", whatever follows in the subgames below it" if inner else ""
    return f"no pure subgame-perfect equilibrium: the subgame {_after(tree, root)} has no pure equilibrium{given}."


def _after(tree: Tree, root: int) -> str:
    """Where a subgame begins, in words."""
    path = tree.path(root)
    moves = [tree.moves(above)[tree.move_before[below]] for above, below in itertools.pairwise(path)]
    return f"after {', '.join(repr(move) for move in moves)}" if moves else "that is the whole game"


@dataclass(frozen=True, eq=False)
class _Top:
    """The part of a subgame above the subgames in it, as a tree of its own; `ends[leaf]` is the leaf's node in the
    whole tree: a leaf, or the root of a subgame.
    """

    tree: Tree
    ends: Mapping[int, int]

    def paying(self, outcomes: Mapping[int, Outcome]) -> Tree:
        """The top in which each end pays its outcome."""
        nodes = list(self.tree.nodes)
        for leaf, end in self.ends.items():
            nodes[leaf] = Node(pays=outcomes[end].payoffs)
        return Tree(self.tree.players, self.tree.sets, tuple(nodes))


def _settle(tree: Tree, root: int, settled: Mapping[int, tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    if tree.player_at(root) >= 0 and all(child in settled for child in tree.children[root]):
        found = _by_one_move(tree, root, settled)
    else:
        top = _top(tree, root, settled)
        ways = math.prod(len(settled[end]) for end in top.ends.values())
        combined = ways == 1 or any(node.chances for node in top.tree.nodes)
        _check_work(tree, root, top, ways if combined else 0)
        found = _by_combinations(top, settled) if combined else _by_deviations(top, settled)
    return tuple({outcome.leaves: outcome for outcome in found}.values())


def _by_one_move(tree: Tree, root: int, settled: Mapping[int, tuple[Outcome, ...]]) -> Iterator[Outcome]:
    """Of a subgame whose top is one move: the mover gets at least what every other move brings it at the least."""
    mover, children = tree.player_at(root), tree.children[root]
    least = [min(outcome.payoffs[mover] for outcome in settled[child]) for child in children]
    first = max(range(len(least)), key=least.__getitem__)
    for k, child in enumerate(children):
        others = max(least[:first] + least[first + 1 :], default=None) if k == first else least[first]
        yield from (outcome for outcome in settled[child] if others is None or outcome.payoffs[mover] >= others)


def _check_work(tree: Tree, root: int, top: _Top, ways: int) -> None:
    """Raises InputError where too many combinations of outcomes (0: none are tried) or profiles are to be tried."""
    if ways > MOST_OUTCOMES:
        raise InputError(f"the subgame {_after(tree, root)} has {ways:,} combinations of outcomes of what follows "
                         f"chance; at most {MOST_OUTCOMES:,} are tried: many payoffs tie.")  # fmt: skip
    players = len(tree.players)
    profiles = math.prod(strategy_count(top.tree, player) for player in range(players))
    most = MOST_CELLS // (players * ways) if ways else MOST_PROFILES
    if profiles > most:
        raise InputError(f"the subgame {_after(tree, root)} has {profiles:,} profiles of moves above the subgames in "
                         f"it; at most {most:,} are tried. Make the tree smaller.")  # fmt: skip


def _top(tree: Tree, root: int, settled: Mapping[int, tuple[Outcome, ...]]) -> _Top:
    numbers: dict[int, int] = {}
    nodes: list[Node] = []
    ends: dict[int, int] = {}
    node, last = root, tree.last_below[root]
    while node <= last:
        here = tree.nodes[node]
        if node in settled:
            ends[len(nodes)] = node
            nodes.append(Node())
            node = tree.last_below[node] + 1
        else:
            number = numbers.setdefault(here.set, len(numbers)) if here.set >= 0 else NOWHERE
            nodes.append(Node(number, here.chances))
            node += 1
    return _Top(Tree(tree.players, tuple(tree.sets[k] for k in numbers), tuple(nodes)), ends)


def _by_combinations(top: _Top, settled: Mapping[int, tuple[Outcome, ...]]) -> Iterator[Outcome]:
    for choice in itertools.product(*(settled[end] for end in top.ends.values())):
        chosen = dict(zip(top.ends.values(), choice, strict=True))
        form = reduced_form(top.paying(chosen))
        equilibria = form.game.measured.mutual_best_replies(range(len(form.strategies)))
        for profile in np.argwhere(equilibria).tolist():
            reached = [leaf for leaf in form.leaves(tuple(profile)) if form.tree.chance_to[leaf]]
            yield _together(form, top, reached, chosen)


def _together(form: ReducedForm, top: _Top, reached: Sequence[int], chosen: Mapping[int, Outcome]) -> Outcome:
    parts = [(form.tree.chance_to[leaf], chosen[top.ends[leaf]]) for leaf in reached]
    sums = (sum((chance * part.payoffs[i] for chance, part in parts), Fraction(0)) for i in range(len(form.strategies)))
    return Outcome(tuple(sorted(leaf for _, part in parts for leaf in part.leaves)), tuple(sums))


def _by_deviations(top: _Top, settled: Mapping[int, tuple[Outcome, ...]]) -> Iterator[Outcome]:
    form = reduced_form(top.tree)
    shape = tuple(map(len, form.strategies))
    reached = ends_of(form)
    for profile in np.ndindex(shape):
        here = int(reached[profile])
        deviators = _deviators(reached, profile, here)
        for outcome in settled[top.ends[here]]:
            if all(_punished(settled[top.ends[end]], who, outcome) for end, who in deviators.items()):
                yield outcome


def _deviators(reached: Index, profile: Profile, here: int) -> dict[int, set[int]]:
    """Who can lead to each other end by a deviation of its own."""
    deviators: dict[int, set[int]] = {}
    for player in range(len(profile)):
        ways = np.moveaxis(reached, player, -1)[(*profile[:player], *profile[player + 1 :])]
        for end in set(ways.tolist()) - {here}:
            deviators.setdefault(end, set()).add(player)
    return deviators


def _punished(outcomes: Sequence[Outcome], deviators: set[int], outcome: Outcome) -> bool:
    """Whether some outcome after a deviation leaves none of those who can deviate there better off."""
    return any(all(other.payoffs[i] <= outcome.payoffs[i] for i in deviators) for other in outcomes)
