"""Two assumption sets that lead to different conclusions: which few of their differences decide it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ....case.concerning import concerning
from ....case.conclusions import Conclusion
from ....case.positions import position
from ....case.scenario import Scenario
from ....errors import InputError
from ....worlds.results.result import conclusion, truths
from ..nearest.certificate import certified
from ..nearest.goals import Goal

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
        return tuple(least for least in self.flips if len(least) == len(self.flips[0]))


@dataclass(frozen=True)
class Between:
    """The differences between two readings of one scenario, and what they decide in either direction."""

    conclusion: Conclusion
    names: tuple[str, ...]
    forth: Direction
    back: Direction

    def silent(self, which: int) -> tuple[str, ...]:
        """The differences of which the first set (0) or the second (1) says nothing: there the register's value stands.

        An assumption that the scenario itself sets is no difference.
        """
        under = self.ways[which].start
        return tuple(name for name in self.names if position(under.case, under.assumptions, name) is None)

    @property
    def agree(self) -> bool:
        """Whether both readings give the same answer."""
        return self.forth.holds == self.back.holds

    @property
    def ways(self) -> tuple[Direction, Direction]:
        """Both directions: from the first set towards the second, then back."""
        return self.forth, self.back


def between(first: Scenario, second: Scenario, reached: Conclusion | str) -> Between:
    """Which few differences between two assumption sets decide a conclusion, from the first's side and the second's.

    `reached`: a conclusion, or a condition at the staged outcome under best joint (at every equilibrium where there is
    no order).

    Subsets are solved in order of size, so what is found is least; supersets of a subset that changes the answer are
    passed over, since they cannot be least. Differences that do not concern the kind of result that is asked are left
    out. Raises InputError where the two do not differ.
    """
    reached = conclusion(first.case, reached) if isinstance(reached, str) else reached
    names = tuple(name for name in concerning(first.case, (reached.of,)) if first.values[name] != second.values[name])
    if not names:
        raise InputError(
            f"'{first.assumptions.title}' and '{second.assumptions.title}' give scenario '{first.name}' the same "
            "values; name two sets that differ."
        )
    forth, back = direction(first, second, reached, names), direction(second, first, reached, names)
    return Between(reached, names, forth, back)


def direction(start: Scenario, towards: Scenario, reached: Conclusion, names: Sequence[str]) -> Direction:
    """Every least subset of the named differences that changes the answer when it alone is taken over."""
    holds = bool(_answers(start, towards, reached, names, [()])[0])
    flips: list[frozenset[int]] = []
    solved, searched = 1, 0
    for size in range(1, len(names) + 1):
        subsets = [part for part in combinations(range(len(names)), size) if not any(map(set(part).issuperset, flips))]
        if solved + len(subsets) > LIMIT:
            break
        answers = _answers(start, towards, reached, names, subsets)
        flips += [frozenset(part) for part, answer in zip(subsets, answers, strict=True) if answer != holds]
        solved, searched = solved + len(subsets), size
    least_sets = tuple(tuple(names[k] for k in sorted(flip)) for flip in flips)
    taken = (start.with_values({name: towards.values[name] for name in least}) for least in least_sets)
    confirmed = all(certified(Goal(reached, not holds), world) for world in taken)
    return Direction(start, towards, holds, least_sets, searched, solved, confirmed)


def _answers(
    start: Scenario, towards: Scenario, reached: Conclusion, names: Sequence[str], subsets: Sequence[tuple[int, ...]]
) -> list[bool]:
    """Whether the conclusion holds for each subset of differences taken over."""
    answers: list[bool] = []
    for batch in (subsets[k : k + BATCH] for k in range(0, len(subsets), BATCH)):
        taken = np.zeros((len(names), len(batch)), dtype=bool)
        for column, subset in enumerate(batch):
            taken[list(subset), column] = True
        draws = {
            name: np.where(row, towards.values[name], start.values[name])
            for name, row in zip(names, taken, strict=True)
        }
        answers += truths(start, reached, draws).tolist()
    return answers
