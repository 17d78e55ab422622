"""Two assumption sets that lead to different conclusions: which few of their differences decide it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ...case.conclusions import Conclusion
from ...case.scenario import Scenario
from ...errors import InputError
from ...worlds.results.result import conclusion as read
from ...worlds.results.result import truths
from .nearest.certificate import certified
from .nearest.goals import Goal

LIMIT = 150_000
"""Subsets that are solved at most, in each direction."""

BATCH = 4096


@dataclass(frozen=True)
class Direction:
    """From one scenario's values towards another's: every least subset of differences that changes the answer.

    `holds`: the answer before any difference is taken over. `flips`: subsets, smallest first, none of whose own subsets
    changes the answer. All of them with at most `searched` members are there; `solved` games were solved for it, many
    at a time. `confirmed`: each flip was solved again as one game, on the path that solves a scenario, and does.
    """

    start: Scenario
    towards: Scenario
    holds: bool
    flips: tuple[tuple[str, ...], ...]
    searched: int
    solved: int
    confirmed: bool

    @property
    def smallest(self) -> tuple[tuple[str, ...], ...]:
        """The flips with fewest members, all of them."""
        return tuple(own for own in self.flips if len(own) == len(self.flips[0]))


@dataclass(frozen=True)
class Between:
    """The differences between two readings of one scenario, and what they decide in either direction."""

    conclusion: Conclusion
    names: tuple[str, ...]
    forth: Direction
    back: Direction

    @property
    def agree(self) -> bool:
        """Whether both readings give the same answer."""
        return self.forth.holds == self.back.holds


def between(first: Scenario, second: Scenario, asked: Conclusion | str) -> Between:
    """Which few differences between two assumption sets decide a conclusion, from the first's side and the second's.

    `asked`: a conclusion, or a condition at the staged outcome under best joint (at every equilibrium without an order).

    Subsets are solved in order of size, so what is found is least; supersets of a subset that changes the answer are
    passed over, since they cannot be least. Raises InputError where the two do not differ.
    """
    reached = read(first.case, asked) if isinstance(asked, str) else asked
    names = tuple(name for name, value in first.values.items() if second.values[name] != value)
    if not names:
        raise InputError(
            f"'{first.assumptions.name}' and '{second.assumptions.name}' give scenario '{first.name}' the same values; "
            "name two sets that differ."
        )
    forth, back = direction(first, second, reached, names), direction(second, first, reached, names)
    return Between(reached, names, forth, back)


def direction(start: Scenario, towards: Scenario, conclusion: Conclusion, names: Sequence[str]) -> Direction:
    """Every least subset of the named differences that changes the answer when it alone is taken over."""
    holds = bool(_answers(start, towards, conclusion, names, [()])[0])
    flips: list[frozenset[int]] = []
    solved, searched = 1, 0
    for size in range(1, len(names) + 1):
        subsets = [own for own in combinations(range(len(names)), size) if not any(map(set(own).issuperset, flips))]
        if solved + len(subsets) > LIMIT:
            break
        answers = _answers(start, towards, conclusion, names, subsets)
        flips += [frozenset(own) for own, answer in zip(subsets, answers, strict=True) if answer != holds]
        solved, searched = solved + len(subsets), size
    found = tuple(tuple(names[k] for k in sorted(own)) for own in flips)
    goal = Goal(conclusion, not holds)
    taken = (start.with_values({name: towards.values[name] for name in own}) for own in found)
    return Direction(start, towards, holds, found, searched, solved, all(certified(goal, world) for world in taken))


def _answers(
    start: Scenario, towards: Scenario, conclusion: Conclusion, names: Sequence[str], subsets: Sequence[tuple[int, ...]]
) -> list[bool]:
    """Whether the conclusion holds for each subset of differences taken over."""
    found: list[bool] = []
    for part in _batches(subsets):
        taken = np.zeros((len(names), len(part)), dtype=bool)
        for column, own in enumerate(part):
            taken[list(own), column] = True
        draws = {
            name: np.where(row, towards.values[name], start.values[name])
            for name, row in zip(names, taken, strict=True)
        }
        found += truths(start, conclusion, draws).tolist()
    return found


def _batches(subsets: Sequence[tuple[int, ...]]) -> Iterator[Sequence[tuple[int, ...]]]:
    return (subsets[k : k + BATCH] for k in range(0, len(subsets), BATCH))
