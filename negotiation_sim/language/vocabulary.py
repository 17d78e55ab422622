"""The names that a text of the outcome language may use, and what each stands for."""

import contextlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..errors import InputError, as_known, unknown
from .expression import Name


@dataclass(frozen=True)
class Vocabulary:
    """The names an expression may use; `speaker` is who `self` is, `group` whose other members `others` are."""

    strategies: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]
    assumptions: Collection[str]
    outcomes: Collection[str]
    speaker: str | None = None
    group: str | None = None
    missing: str = ""
    """What else a message says of a name that is not known; {name} stands for it."""

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words with which a name may begin: players, groups, and the first parts of assumptions and outcomes."""
        return frozenset(
            name.partition(".")[0] for name in (*self.strategies, *self.groups, *self.assumptions, *self.outcomes)
        )

    def members(self, group: str) -> tuple[str, ...]:
        """The members of a group, or the `others` of the speaker's. Raises InputError for a name that is no group."""
        if group == "others":
            if self.group is None:
                raise InputError("'others' has a meaning only where a group's criteria or outcomes are defined.")
            return tuple(member for member in self.groups[self.group] if member != self.speaker)
        if (known := as_known(group, self.groups)) in self.groups:
            return self.groups[known]
        raise InputError(unknown("group", group, [*self.groups, *(["others"] if self.group else [])]))

    def leaf(self, name: str) -> Name:
        """The leaf a dotted name stands for. Raises InputError for a name that is not known."""
        first, _, rest = name.partition(".")
        if first == "self":
            if self.speaker is None:
                raise InputError("'self' has a meaning only in a player's or a group's criteria and outcomes.")
            first, name = self.speaker, f"{self.speaker}.{rest}"
        if rest in self.strategies.get(first, ()):
            return Name(name, "move")
        if name in self.outcomes:
            return Name(name, "outcome")
        if name in self.assumptions:
            return Name(name, "assumption")
        if name != name.lower():  # all names are of small letters
            with contextlib.suppress(InputError):
                return self.leaf(name.lower())
        raise InputError(self._unknown(name, first, rest))

    def _unknown(self, name: str, first: str, rest: str) -> str:
        if first in self.groups or first == "others":
            if rest:
                return f"'{name}' names a group: write count({name}) for how many of its members play it."
            return f"'{name}' is a group: write size({name}) for its members, count({name}.STRATEGY) for who plays it."
        if first in self.strategies and not any(known.startswith(f"{first}.") for known in self.assumptions):
            return unknown("strategy", name, (f"{first}.{strategy}" for strategy in self.strategies[first]))
        moves = (f"{player}.{move}" for player, strategies in self.strategies.items() for move in strategies)
        return unknown("name", name, {*moves, *self.outcomes, *self.assumptions}) + self.missing.format(name=name)
