"""Voting rules: who must say yes for a proposal to pass.

A *condition* holds when the weights of those who say yes sum to at least its quota. A proposal *passes* when all
conditions of one of the rule's ways hold. That covers a quota of votes, quotas on several weights at once (members and
population), a veto (weight 1 for whoever has one, the quota their number) and unanimity.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..errors import InputError


@dataclass(frozen=True)
class Condition:
    """One whole weight, none negative, for each member, and the quota that the weights in favour must reach."""

    weights: tuple[int, ...]
    quota: int

    def holds(self, yes: Iterable[int]) -> bool:
        """Whether the weights of the members who say yes reach the quota."""
        return sum(self.weights[i] for i in yes) >= self.quota


@dataclass(frozen=True)
class VotingRule:
    """The members, and the ways in which a proposal passes, each a tuple of conditions that must all hold.

    Adding a yes never makes a passing proposal fail, since no weight is negative. Raises InputError for a rule under
    which nothing passes, or everything does.

    >>> rule = VotingRule.weighted([4, 4, 4, 2, 2, 1], 12)
    >>> rule.passes([0, 1, 2]), rule.passes([0, 1, 3, 5]), rule.classes
    (True, False, ((0, 1, 2), (3, 4), (5,)))
    """

    members: tuple[str, ...]
    ways: tuple[tuple[Condition, ...], ...]

    def __post_init__(self) -> None:
        if not self.members or len(set(self.members)) < len(self.members):
            raise InputError("a voting rule needs members, each named once.")
        for condition in self.conditions:
            if len(condition.weights) != len(self.members) or min(condition.weights) < 0:
                needed = f"one weight for each of the {len(self.members)} members, none below 0."
                raise InputError(f"a condition needs {needed}")
        if not self.passes(range(len(self.members))):
            raise InputError("nothing passes even when every member says yes; lower the quota.")
        if self.passes(()):
            raise InputError("everything passes even when no member says yes; raise the quota.")

    @classmethod
    def weighted(cls, weights: Sequence[int], quota: int, members: Sequence[str] | None = None) -> "VotingRule":
        """The rule [quota; weights]: one weight each, and one quota."""
        names = tuple(members or (f"member {i + 1}" for i in range(len(weights))))
        return cls(names, ((Condition(tuple(weights), quota),),))

    def passes(self, yes: Iterable[int]) -> bool:
        """Whether a proposal passes when the members with these indices, and no others, say yes."""
        favour = tuple(yes)
        return any(all(condition.holds(favour) for condition in way) for way in self.ways)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of all ways, in order."""
        return tuple(condition for way in self.ways for condition in way)

    @cached_property
    def classes(self) -> tuple[tuple[int, ...], ...]:
        """The members in classes whose weights are the same in every condition, in order of their first member."""
        alike: dict[tuple[int, ...], list[int]] = {}
        for i in range(len(self.members)):
            alike.setdefault(tuple(condition.weights[i] for condition in self.conditions), []).append(i)
        return tuple(map(tuple, alike.values()))

    @cached_property
    def vetoes(self) -> tuple[bool, ...]:
        """For each member whether nothing passes without its yes."""
        everybody = set(range(len(self.members)))
        return tuple(not self.passes(everybody - {i}) for i in range(len(self.members)))
