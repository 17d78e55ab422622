"""States that are alike, on one line each: those that differ only in moves which change nothing of what is said.

A pattern is a set of moves for each player, and stands for all states that take one from each set. The members of a
group who have the same moves are one: where it matters how many of them do what and not who, the line says how many.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from ..case.scenario import Case
from ..games.normal_form import Game
from . import labels
from .phrases import listed, words

Moves: TypeAlias = tuple[int, ...]
"""Which strategies the players of a part take, by number; in order of the numbers where it does not matter who."""
Box: TypeAlias = tuple[frozenset[Moves], ...]
"""For each part the moves that are meant: all of them from which one is taken for each part."""


@dataclass(frozen=True)
class Part:
    """One player who has a choice, or all members of a group; `players` are numbers, `name` is what people read.

    `group` is the group that it is or belongs to, else the player itself.
    """

    players: tuple[int, ...]
    group: str
    name: str
    strategies: tuple[str, ...]

    def taken(self, profile: Sequence[int]) -> Moves:
        """What the part does at a profile."""
        return tuple(sorted(profile[i] for i in self.players))

    def ways(self, moves: Moves) -> int:
        """In how many ways its players can do that."""
        return math.factorial(len(moves)) // math.prod(map(math.factorial, Counter(moves).values()))

    def words(self, taken: frozenset[Moves]) -> str:
        """`Serbia: stall or normalise`, `Kosovo: any move`, `1 of the 4 holdouts: yes, the others: no`."""
        count, size = len(self.strategies), len(self.players)
        if len(taken) == math.comb(count + size - 1, size) and len(taken) > 1:
            return f"{self.name}: any move{'s' * (size > 1)}"
        if all(len({*moves}) == 1 for moves in taken):
            alike = "all " * (size > 1 and len(taken) > 1)
            return f"{self.name}: {_or(alike + self.strategies[moves[0]] for moves in sorted(taken))}"
        if count == 2:
            numbers = _or(str(sum(moves)) for moves in sorted(taken))
            first, second = self.strategies
            whole = f"the {size} {self.name}" if self.name == words(self.group) else self.name
            return f"{numbers} of {whole}: {second}, the others: {first}"
        return f"{self.name}: {_or(self._counted(moves) for moves in sorted(taken))}"

    def _counted(self, moves: Moves) -> str:
        return " and ".join(f"{count} {self.strategies[k]}" for k, count in Counter(moves).items())


@dataclass(frozen=True)
class Pattern:
    """States that are alike, by number, and what they have in common in words."""

    states: tuple[int, ...]
    words: str


def patterns(case: Case, game: Game, states: Sequence[int]) -> list[Pattern]:
    """States of a game in as few lines as merging them step by step gives, each state in one of the lines."""
    profiles = {state: tuple(map(int, np.unravel_index(state, game.shape))) for state in states}
    lines: list[Pattern] = []
    for parts, alike in _families(case, game, profiles):
        boxes: dict[Box, tuple[int, ...]] = {}
        for state in alike:
            box = tuple(frozenset([part.taken(profiles[state])]) for part in parts)
            boxes[box] = (*boxes.get(box, ()), state)
        orders = (range(len(parts)), range(len(parts) - 1, -1, -1))
        fewest = min((_merged(boxes, order) for order in orders), key=len)
        lines += [Pattern(tuple(sorted(same)), _in_words(parts, box)) for box, same in fewest.items()]
    return sorted(lines, key=lambda line: line.states)


def _families(case: Case, game: Game, profiles: Mapping[int, Moves]) -> list[tuple[list[Part], list[int]]]:
    """The states by parts: a group is one where it does not matter which of its members does what, else each member."""
    families: list[tuple[list[Part], list[int]]] = [([], list(profiles))]
    for group in _groups(case, game):
        whole, members = _part(case, game, group), [_part(case, game, (i,)) for i in group]
        parted = [(parts, *_shared(whole, states, profiles)) for parts, states in families]
        families = [([*parts, whole], shared) for parts, shared, _ in parted if shared]
        families += [([*parts, *members], apart) for parts, _, apart in parted if apart]
    return families


def _shared(whole: Part, states: Sequence[int], profiles: Mapping[int, Moves]) -> tuple[list[int], list[int]]:
    """The states that are there whichever members of a group do what, and the other ones."""

    def seen(state: int) -> tuple[Moves, Moves]:
        others = tuple(k for i, k in enumerate(profiles[state]) if i not in whole.players)
        return whole.taken(profiles[state]), others

    counts = Counter(map(seen, states))
    shared = [state for state in states if counts[seen(state)] == whole.ways(seen(state)[0])]
    return shared, sorted({*states} - {*shared})


def _groups(case: Case, game: Game) -> list[tuple[int, ...]]:
    """The players who have a choice: members of a group together where all have the same strategies, others alone."""
    groups: dict[Hashable, list[int]] = {}
    for i in (i for i, size in enumerate(game.shape) if size > 1):
        shown = tuple(labels.strategy(case.players, game.players[i], move) for move in game.strategies[i])
        groups.setdefault((_group_of(case, game.players[i]), shown), []).append(i)
    return [tuple(group) for group in groups.values()]


def _group_of(case: Case, player: str) -> str:
    return next((name for name, members in case.groups.items() if player in members), player)


def _part(case: Case, game: Game, numbers: tuple[int, ...]) -> Part:
    who = [game.players[i] for i in numbers]
    group = _group_of(case, who[0])
    whole = len(who) > 1 and {*who} == {*case.groups[group]}
    name = case.labels.of_group(group) if whole else listed([case.players[player].name for player in who])
    shown = tuple(labels.strategy(case.players, who[0], move) for move in game.strategies[numbers[0]])
    return Part(numbers, group, name, shown)


def _merged(boxes: dict[Box, tuple[int, ...]], order: Sequence[int]) -> dict[Box, tuple[int, ...]]:
    """Boxes that differ in one part alone made into one, part by part, until none are left."""
    before = len(boxes) + 1
    while len(boxes) < before:
        before = len(boxes)
        for k in order:
            rest: dict[Hashable, list[Box]] = {}
            for box in boxes:
                rest.setdefault((*box[:k], *box[k + 1 :]), []).append(box)
            boxes = {
                (*same[0][:k], frozenset().union(*(box[k] for box in same)), *same[0][k + 1 :]): tuple(
                    state for box in same for state in boxes[box]
                )
                for same in rest.values()
            }
    return boxes


def _in_words(parts: Sequence[Part], box: Box) -> str:
    """What each part does, members of a group who do the same named together."""
    alike: dict[tuple[str, frozenset[Moves]], list[Part]] = {}
    for part, taken in zip(parts, box, strict=True):
        alike.setdefault((part.group, taken), []).append(part)
    return "; ".join(_together(same, taken) for (_, taken), same in alike.items())


def _together(parts: Sequence[Part], taken: frozenset[Moves]) -> str:
    """What members of a group do, each of them."""
    each = " each" * (len(parts) > 1 and len(taken) > 1)
    return replace(parts[0], name=listed([part.name for part in parts]) + each).words(taken)


def _or(alternatives: Iterable[str]) -> str:
    *most, last = alternatives
    return f"{', '.join(most)} or {last}" if most else last
