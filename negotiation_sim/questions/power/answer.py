"""The power that a body's rule gives its members, class by class."""

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ...case.bodies import Body
from ...games.voting import Condition, VotingRule
from ...solve.power import Power, power

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ClassOfMembers:
    """Members whom the rule treats alike, and what each of them has. The indices are those of `solve.power`."""

    members: tuple[str, ...]
    swings: int
    shapley_shubik: Fraction
    banzhaf: Fraction
    banzhaf_normalised: Fraction
    veto: bool

    @property
    def dummy(self) -> bool:
        """Whether the vote never decides."""
        return self.swings == 0


@dataclass(frozen=True, eq=False)
class BodyPower:
    """A body and the power of its members."""

    body: Body
    power: Power

    @cached_property
    def classes(self) -> tuple[ClassOfMembers, ...]:
        """Members with the same swings of every size and the same right to stop, the most powerful first."""
        found: dict[tuple[bool, tuple[int, ...]], list[int]] = {}
        for i, swings in enumerate(self.power.swings):
            found.setdefault((self.power.rule.vetoes[i], swings), []).append(i)
        classes = [self._class(own) for own in found.values()]
        return tuple(sorted(classes, key=lambda own: (-own.shapley_shubik, -own.banzhaf)))

    def _class(self, own: list[int]) -> ClassOfMembers:
        found, first = self.power, own[0]
        return ClassOfMembers(
            tuple(self.body.members[i] for i in own),
            found.total_swings[first],
            found.shapley_shubik[first],
            found.banzhaf[first],
            found.banzhaf_normalised[first],
            found.rule.vetoes[first],
        )

    @property
    def vetoes(self) -> int:
        """How many members can stop a proposal alone."""
        return sum(self.power.rule.vetoes)

    @property
    def table(self) -> "pd.DataFrame":
        """One row per member, the most powerful first."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "body": self.body.name,
                    "member": member,
                    "shapley_shubik": float(own.shapley_shubik),
                    "banzhaf": float(own.banzhaf),
                    "banzhaf_normalised": float(own.banzhaf_normalised),
                    "swings": own.swings,
                    "veto": own.veto,
                    "dummy": own.dummy,
                }
                for own in self.classes
                for member in own.members
            ]
        )

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits of a hash over what the indices depend on: the members and the rule."""
        ways = [[(own.weights, own.quota) for own in way] for way in self.power.rule.ways]
        return hashlib.sha256(json.dumps([self.body.members, ways]).encode()).hexdigest()[:12]


def rule_of(body: Body) -> VotingRule:
    """The body's rule as mathematics: weights and quotas."""
    ways = tuple(tuple(Condition(*condition) for condition in way.conditions) for way in body.ways)
    return VotingRule(body.members, ways)


def power_in(body: Body) -> BodyPower:
    """The power of a body's members. Raises InputError for a rule too large to count."""
    return BodyPower(body, power(rule_of(body)))
